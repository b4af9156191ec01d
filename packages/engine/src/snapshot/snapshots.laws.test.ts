import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, streamKindOf, type Recorded } from '@waybill/core'
import type { EventStore, RecordedEvent, Snapshot, SnapshotStore } from '@waybill/port'
import { anyStep, openBook } from '../../test/any-step.js'
import { engineOn } from '../../test/small-book.js'
import { testedStores } from '../../test/tested-stores.js'
import { virtualClock } from '../../test/virtual-clock.js'
import { createAgenda } from '../due/agenda.js'
import { createInflow } from '../ledger/inflow.js'
import { createLedgerFold } from '../ledger/ledger-fold.js'
import { createLedgerReading } from '../ledger/ledger-reading.js'
import { accountFold, fundsFold, transferFold, type StreamFold } from '../stream/stream-fold.js'
import { createUnfinished } from '../saga/unfinished.js'
import { createStreamReader } from '../stream/stream-reader.js'
import { createSnapshots, type Snapshots } from './snapshots.js'
import { textOfState } from './state-text.js'

type TestedStore = EventStore & { readonly snapshots?: SnapshotStore }

const folds = { transfer: transferFold, account: accountFold, funds: fundsFold } as const
const foldOf = (stream: string): StreamFold<unknown> =>
  folds[streamKindOf(stream) as keyof typeof folds] as StreamFold<unknown>

/** Streams whose state engines keep. */
const isFolded = (stream: string): boolean => Object.hasOwn(folds, streamKindOf(stream))

const eventsIn = async (store: EventStore): Promise<ReadonlyArray<RecordedEvent>> => {
  const all = await store.readAll({ after: 0, limit: 100_000 })()
  if (E.isLeft(all)) throw new Error(all.left._tag)
  return all.right
}

const decoded = (stored: RecordedEvent): Recorded => {
  const recorded = decodeStored(stored)
  if (E.isLeft(recorded)) throw new Error(recorded.left.reason)
  return recorded.right
}

const noSnapshots = (store: EventStore): Snapshots => createSnapshots(store.ledger, null)
const snapshotsIn = (store: TestedStore): Snapshots => createSnapshots(store.ledger, store.snapshots ?? null)

/** A stream as an engine finds it that has just been started. */
const readStream = async (store: EventStore, snapshots: Snapshots, stream: string): Promise<string> => {
  const reader = createStreamReader({ store, snapshots, rememberedStreams: 8, eventsPerSnapshot: 1 }, foldOf(stream))
  const loaded = await reader.load(stream, 'FRESH')
  if (E.isLeft(loaded)) throw new Error(loaded.left._tag)
  const { state, revision, chainhash } = loaded.right
  return textOfState({ state, revision, chainhash })
}

/** What is folded over the ledger, as such an engine finds it, and how many transfers it has to read for that. */
const readLedger = async (store: EventStore, snapshots: Snapshots): Promise<string> => {
  const agenda = createAgenda()
  const unfinished = createUnfinished()
  const fold = createLedgerFold(createInflow(), agenda, unfinished)
  const reading = createLedgerReading({ store, snapshots, eventsPerSnapshot: 1 }, fold)
  const caughtUp = await reading.catchUp()
  if (E.isLeft(caughtUp)) throw new Error(caughtUp.left._tag)
  const reader = createStreamReader({ store, snapshots, rememberedStreams: 99, eventsPerSnapshot: 99 }, transferFold)
  for (const transferId of agenda.toBeRead()) {
    const loaded = await reader.load(`transfer-${transferId}`, 'FRESH')
    if (E.isRight(loaded)) agenda.keep(transferId, loaded.right.state, loaded.right.revision)
  }
  const { inflow } = fold.state() as { readonly inflow: ReadonlyMap<string, bigint> }
  const open = [...agenda.open()].sort((one, other) =>
    one.instruction.transferId < other.instruction.transferId ? -1 : 1,
  )
  return textOfState({
    through: reading.throughSequence(),
    inflow: new Map([...inflow].sort()),
    open,
    begun: unfinished.open(),
  })
}

/** Keeps, of every stream and of the ledger, the snapshot of the place that is so far along. */
const keepSnapshotsAt = async (
  store: TestedStore,
  events: ReadonlyArray<RecordedEvent>,
  along: number,
): Promise<void> => {
  const snapshots = snapshotsIn(store)
  for (const stream of new Set(events.map((event) => event.stream).filter(isFolded))) {
    const ofStream = events.filter((event) => event.stream === stream)
    const through = Math.floor(along * ofStream.length)
    const fold = foldOf(stream)
    const state = ofStream
      .slice(0, through + 1)
      .reduce((before, event) => fold.evolve(before, decoded(event).event), fold.initial)
    await snapshots.keep(stream, fold.name, { state, through, chainhash: ofStream[through]?.chainhash ?? '' })
  }
  const last = events[Math.floor(along * events.length)]
  if (last === undefined) return
  const fold = createLedgerFold(createInflow(), createAgenda(), createUnfinished())
  for (const event of events.slice(0, last.sequence))
    if (['transfer', 'command'].includes(streamKindOf(event.stream))) fold.absorb(decoded(event))
  await snapshots.keep('ledger', fold.name, {
    state: fold.state(),
    through: last.sequence,
    chainhash: last.chainhash,
  })
}

const damages: Readonly<Record<string, (snapshot: Snapshot) => Snapshot>> = {
  'with another state': (snapshot) => ({ ...snapshot, state: snapshot.state.replace(/\d/, '9').concat(' ') }),
  'cut off': (snapshot) => ({ ...snapshot, state: snapshot.state.slice(0, -1) }),
  'of another place': (snapshot) => ({ ...snapshot, through: snapshot.through + 1 }),
  'of another chain': (snapshot) => ({ ...snapshot, chainhash: 'f'.repeat(64) }),
  'that is empty': (snapshot) => ({ ...snapshot, state: '', digest: '' }),
}

const damaging = (snapshots: SnapshotStore, damage: (snapshot: Snapshot) => Snapshot): SnapshotStore => ({
  ...snapshots,
  latest: (subject, fold) => async () => {
    const found = await snapshots.latest(subject, fold)()
    return E.isLeft(found) || found.right === null ? found : E.right(damage(found.right))
  },
})

const along = fc.double({ min: 0, max: 0.999, noNaN: true })

describe.each(testedStores)('a snapshot and what follows it $name', ({ make }) => {
  it('equal all events from the first on, byte for byte, whatever happened and wherever the snapshot was taken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 24 }), along, async (steps, place) => {
        const { store, dispose } = await make()
        const engine = engineOn(store, { clock: virtualClock() })
        await openBook(engine)
        for (const [number, { word, payload }] of steps.entries())
          await engine.send(word, 'reportId' in payload ? payload : { commandId: `c${number}`, ...payload })()

        const events = await eventsIn(store)
        const streams = [...new Set(events.map(({ stream }) => stream).filter(isFolded))]
        const inFull: string[] = []
        for (const stream of streams) inFull.push(await readStream(store, noSnapshots(store), stream))
        const ledgerInFull = await readLedger(store, noSnapshots(store))

        await keepSnapshotsAt(store, events, place)
        expect(await readLedger(store, snapshotsIn(store))).toBe(ledgerInFull)
        await keepSnapshotsAt(store, events, place)
        for (const [index, stream] of streams.entries())
          expect(await readStream(store, snapshotsIn(store), stream)).toBe(inFull[index])
        await dispose()
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  it.each([...Object.keys(damages)])('count for nothing where the snapshot is one %s', async (name) => {
    const { store, dispose } = await make()
    const { snapshots }: TestedStore = store
    const damage = damages[name]
    if (snapshots === undefined || damage === undefined) throw new Error('the store keeps no snapshots')
    const engine = engineOn(store, { clock: virtualClock() })
    await openBook(engine)
    const events = await eventsIn(store)
    await keepSnapshotsAt(store, events, 0.5)
    const damaged = createSnapshots(store.ledger, damaging(snapshots, damage))
    expect(await readLedger(store, damaged)).toBe(await readLedger(store, noSnapshots(store)))
    for (const stream of new Set(events.map((event) => event.stream).filter(isFolded)))
      expect(await readStream(store, damaged, stream)).toBe(await readStream(store, noSnapshots(store), stream))
    await dispose()
  })

  it('count for nothing in another ledger, and where the log lost the end that the snapshot had seen', async () => {
    const { store, dispose } = await make()
    const { snapshots }: TestedStore = store
    await openBook(engineOn(store, { clock: virtualClock() }))
    const events = await eventsIn(store)
    await keepSnapshotsAt(store, events, 0.999)
    const elsewhere = await make()
    const earlier = elsewhere.store
    await openBook(engineOn(earlier, { clock: virtualClock() }))
    const foreign = createSnapshots(earlier.ledger, snapshots ?? null)
    const ofAnotherLedger = createSnapshots('urn:waybill:another', snapshots ?? null)
    const cut: EventStore = {
      ...store,
      readAll: (range) => async () => {
        const page = await store.readAll(range)()
        return E.isLeft(page) ? page : E.right(page.right.filter(({ sequence }) => sequence <= 9))
      },
      ledgerHead: () => () => Promise.resolve(E.right({ sequence: 9 })),
    }
    expect(await ofAnotherLedger.latest('funds-a', fundsFold.name)).toBeNull()
    expect(await readLedger(earlier, foreign)).toBe(await readLedger(earlier, noSnapshots(earlier)))
    expect(await readLedger(cut, snapshotsIn(store))).toBe(await readLedger(cut, noSnapshots(cut)))
    await elsewhere.dispose()
    await dispose()
  })
})
