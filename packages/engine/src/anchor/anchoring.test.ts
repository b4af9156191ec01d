import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { cny } from '@waybill/core'
import type { AnchorSink, AnchorStatement, EventStore } from '@waybill/port'
import type { Anchor } from '@waybill/proof'
import { createMemoryReadModelStore, createMemoryStore } from '@waybill/store-memory'
import { taken } from '../../test/answers.js'
import { customer, engineOn, moneyComesIn, smallBook } from '../../test/small-book.js'
import { testedStores, testLedger, type StoreOnTest } from '../../test/tested-stores.js'
import { hours, minutes, type VirtualClock } from '../../test/virtual-clock.js'
import type { Engine } from '../engine.js'
import { anchorOfStore, checkStore, exportLog, importLog } from '../log-file/index.js'
import { anchorFile } from './anchor-file.js'
import { anchorLine, decodeAnchors } from './anchor-lines.js'

const right = <L, A>(outcome: E.Either<L, A>): A => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const anchorNow = async (engine: Engine): Promise<Anchor> => right(await engine.anchor()())

const pay = (engine: Engine, name: string) =>
  taken(engine.pay({ commandId: name, transferId: name, payer: 'mei', payee: 'bo', amount: cny('1.00'), by: customer }))

/** The same store as it looks after somebody has changed one event in it. */
const alteredAt = (store: EventStore, sequence: number): EventStore => ({
  ...store,
  readAll: (range) => async () => {
    const page = await store.readAll(range)()
    return E.isLeft(page)
      ? page
      : E.right(
          page.right.map((event) => (event.sequence === sequence ? { ...event, chainhash: '0'.repeat(64) } : event)),
        )
  },
})

/** A sink that keeps what it is given, for as long as it is not told to fail. */
const vault = () => {
  const kept: AnchorStatement[] = []
  let failing: 'NO' | 'REFUSES' | 'THROWS' | 'SILENT' = 'NO'
  const sink: AnchorSink = {
    name: 'vault',
    publish: (anchor) => {
      if (failing === 'REFUSES') return TE.left({ _tag: 'AnchorNotTaken', detail: 'the disk is full' })
      if (failing === 'THROWS') throw new Error('the vault fell over')
      if (failing === 'SILENT') return () => new Promise(() => undefined)
      kept.push(anchor)
      return TE.right(undefined)
    },
  }
  return { sink, kept, fail: (how: typeof failing) => (failing = how) }
}

describe.each(testedStores)('an anchor $name', ({ make, name }) => {
  /** A store of one stream at a time needs more events for the same deeds. */
  const events = (whole: number, stepByStep: number): number =>
    name.endsWith('one stream at a time') ? stepByStep : whole

  let onTest: StoreOnTest
  let engine: Engine
  let clock: VirtualClock
  let place: ReturnType<typeof vault>
  const limits = { anchorEveryMs: hours(1), anchorAnswerMs: 20 }
  beforeEach(async () => {
    onTest = await make()
    place = vault()
    ;({ engine, clock } = await smallBook(onTest.store, { anchorSink: place.sink, limits }))
  })
  afterEach(() => onTest.dispose())

  const again = async (store?: EventStore): Promise<Engine> =>
    engineOn(store ?? (await onTest.reopen()), { clock, anchorSink: place.sink, limits })
  const anchoredBy = async (by: Engine) => right(await by.runDue()()).anchored

  it('states the size and the root of the ledger, and the verifier agrees', async () => {
    const anchor = await anchorNow(engine)
    expect(anchor).toMatchObject({ ledger: testLedger, size: events(5, 11), time: clock.now() })
    const check = right(await checkStore(onTest.store, anchor)())
    expect(check.verdict).toMatchObject({ firstBad: null, anchored: true, root: anchor.root, anchor })
  })

  it('is carried by the store and by what is exported from it', async () => {
    const anchor = await anchorNow(engine)
    expect(right(await anchorOfStore(onTest.store)())).toEqual(anchor)
    expect(right(await exportLog(onTest.store, () => undefined)()).anchor).toEqual(anchor)
  })

  it('finds a ledger that its own writer wrote anew, which nothing else can find', async () => {
    const anchor = await anchorNow(engine)
    const { store: anew, dispose } = await make()
    const writer = engineOn(anew, { clock })
    await taken(writer.openAccount({ commandId: 'open-mei', account: 'mei', currency: 'CNY' }))
    await taken(writer.openAccount({ commandId: 'open-bo', account: 'bo', currency: 'CNY' }))
    await taken(moneyComesIn(writer, 'mei', '9000.00'))
    expect(right(await checkStore(anew, null)()).verdict).toMatchObject({ firstBad: null })
    expect(right(await checkStore(anew, anchor)()).verdict).toMatchObject({
      anchored: false,
      firstBad: 1,
      problems: [{ _tag: 'AnchorRootDiffers' }],
    })
    await dispose()
  })

  it('finds an end that was cut off after it was taken', async () => {
    const anchor = await anchorNow(engine)
    const cut: EventStore = {
      ...onTest.store,
      readAll: ({ after }) => (after >= 4 ? TE.right([]) : onTest.store.readAll({ after, limit: 4 - after })),
    }
    const check = right(await checkStore(cut, anchor)())
    expect(check.verdict.problems).toMatchObject([
      { _tag: 'AnchorSizeShort', anchorSize: events(5, 11), lastSequence: 4 },
    ])
  })

  it('is not taken of a ledger that is not what its last anchor says', async () => {
    const anchor = await anchorNow(engine)
    await pay(engine, 'later')
    const other = await again(alteredAt(onTest.store, 2))
    expect(await other.anchor()()).toMatchObject({
      left: { _tag: 'LedgerContradictsAnchor', anchor, size: events(9, 17) },
    })
    expect(right(await anchorOfStore(onTest.store)())).toEqual(anchor)
    clock.advance(hours(2))
    expect(await anchoredBy(other)).toMatchObject([{ failure: { _tag: 'LedgerContradictsAnchor' } }])
  })

  it('goes on from what the engine read, so that a change behind its back does not get into the next', async () => {
    let store = onTest.store
    const writer = engineOn({ ...onTest.store, readAll: (range) => store.readAll(range) }, { clock })
    await anchorNow(writer)
    await pay(writer, 'later')
    store = alteredAt(onTest.store, 2)
    const next = await anchorNow(writer)
    expect(right(await checkStore(onTest.store, next)()).verdict).toMatchObject({ firstBad: null, anchored: true })
    expect(right(await checkStore(store, next)()).verdict).toMatchObject({ firstBad: 2 })
  })

  it('leaves nothing behind it that was recorded up to its time, however many commands are under way', async () => {
    const anchors: Array<Promise<Anchor>> = []
    const real = engineOn(onTest.store)
    const payments = Array.from({ length: 20 }, async (_, at) => {
      await new Promise((resolve) => setTimeout(resolve, at))
      if (at % 4 === 0) anchors.push(anchorNow(real))
      await pay(real, `p${at}`)
    })
    await Promise.all(payments)
    const events = right(await onTest.store.readAll({ after: 0, limit: 1000 })())
    for (const { size, time } of await Promise.all(anchors)) {
      expect(events.filter(({ sequence, recordedAt }) => sequence > size && recordedAt <= time)).toEqual([])
      expect(events.filter(({ sequence, recordedAt }) => sequence <= size && recordedAt > time)).toEqual([])
    }
  })

  it('is due when its time has come and something was appended since the last', async () => {
    expect(await anchoredBy(engine)).toMatchObject([{ anchor: { size: events(5, 11) } }])
    expect(await anchoredBy(engine)).toEqual([])
    clock.advance(hours(1))
    expect(await anchoredBy(engine)).toEqual([])
    await pay(engine, 'tea')
    expect(await anchoredBy(engine)).toMatchObject([{ anchor: { size: events(9, 17), time: clock.now() } }])
    await pay(engine, 'cake')
    clock.advance(minutes(59))
    expect(await anchoredBy(engine)).toEqual([])
    clock.advance(minutes(1))
    expect(await anchoredBy(engine)).toMatchObject([{ anchor: { size: events(13, 23) } }])
    expect(place.kept.map(({ size }) => size)).toEqual([events(5, 11), events(9, 17), events(13, 23)])
  })

  it('is not taken by itself unless that is asked for', async () => {
    const quiet = engineOn(onTest.store, { clock })
    expect(await anchoredBy(quiet)).toEqual([])
    expect(right(await anchorOfStore(onTest.store)())).toBeNull()
  })

  it('is remembered over a restart', async () => {
    await anchoredBy(engine)
    await pay(engine, 'tea')
    clock.advance(minutes(30))
    const restarted = await again()
    expect(await anchoredBy(restarted)).toEqual([])
    clock.advance(minutes(30))
    expect(await anchoredBy(restarted)).toMatchObject([{ anchor: { size: events(9, 17) } }])
  })

  it('does no harm when two engines take it of one ledger', async () => {
    const other = await again(onTest.store)
    await Promise.all([anchoredBy(engine), anchoredBy(other)])
    await Promise.all([pay(engine, 'tea'), pay(other, 'cake')])
    clock.advance(hours(1))
    await Promise.all([anchoredBy(engine), anchoredBy(other)])
    expect(await anchoredBy(engine)).toEqual([])
    expect(await anchoredBy(other)).toEqual([])
    expect(place.kept.at(-1)).toMatchObject({ size: events(13, 23) })
    const check = right(await checkStore(onTest.store, null, place.kept)())
    expect(check.verdict).toMatchObject({ firstBad: null, anchored: true })
  })

  it.each(['REFUSES', 'THROWS', 'SILENT'] as const)(
    'is tried again when its sink %s, also after a restart',
    async (how) => {
      place.fail(how)
      const [first] = await anchoredBy(engine)
      expect(first).toMatchObject({
        failure: { _tag: 'AnchorNotPublished', sink: 'vault', anchor: { size: events(5, 11) } },
      })
      await pay(engine, 'tea')
      clock.advance(hours(3))
      expect(await anchoredBy(engine)).toMatchObject([{ failure: { anchor: { size: events(5, 11) } } }])
      place.fail('NO')
      expect(await anchoredBy(await again())).toMatchObject([
        { anchor: { size: events(5, 11) } },
        { anchor: { size: events(9, 17) } },
      ])
      expect(await anchoredBy(await again())).toEqual([])
      expect(place.kept.map(({ size }) => size)).toEqual([events(5, 11), events(9, 17)])
    },
  )

  it('is in the failure that says that its sink has not taken it', async () => {
    place.fail('REFUSES')
    const failed = await engine.anchor()()
    expect(failed).toMatchObject({ left: { _tag: 'AnchorNotPublished', detail: 'the disk is full' } })
    const kept = right(await anchorOfStore(onTest.store)())
    expect(failed).toMatchObject({ left: { anchor: kept } })
  })

  it('is not taken of a ledger that came by import, until an engine appends to it', async () => {
    let log = ''
    const { anchor } = right(
      await exportLog(onTest.store, (lines) => void (log += lines), { anchoredAt: '2026-02-14T09:45:00.000Z' })(),
    )
    const copy = createMemoryStore({ ledger: testLedger })
    right(await importLog(copy, { file: 'book.ndjson', open: () => Buffer.from(log), anchor })())
    const reader = await again(copy)
    clock.advance(hours(5))
    expect(await reader.anchor()()).toEqual(E.left({ _tag: 'LedgerImported', ledger: testLedger }))
    expect(await anchoredBy(reader)).toEqual([])
    expect(place.kept).toEqual([])
    await pay(reader, 'tea')
    expect(await anchoredBy(reader)).toMatchObject([{ anchor: { size: events(9, 15) } }])
  })
})

describe('kept trees', () => {
  it('shorten the way to an anchor after a restart, and are not believed where they are those of another ledger', async () => {
    const readModels = createMemoryReadModelStore()
    const store = createMemoryStore({ ledger: testLedger })
    const { clock, engine } = await smallBook(store, { readModels })
    for (let count = 0; count < 120; count += 1) await pay(engine, `p${count}`)
    await engine.runDue()()
    const anchor = await anchorNow(engine)
    const reads: number[] = []
    const counting: EventStore = {
      ...store,
      readAll: (range) => {
        reads.push(range.after)
        return store.readAll(range)
      },
    }
    expect(await anchorNow(engineOn(counting, { clock, readModels }))).toMatchObject({ root: anchor.root })
    // From the kept tree on, and once behind the end, for what was stored meanwhile.
    expect(reads).toEqual([256, anchor.size])
    const strange = createMemoryReadModelStore()
    const elsewhere = createMemoryStore({ ledger: testLedger })
    const other = (await smallBook(elsewhere, { readModels: strange })).engine
    for (let count = 0; count < 120; count += 1) await pay(other, `q${count}`)
    await other.runDue()()
    expect(await anchorNow(engineOn(store, { clock, readModels: strange }))).toMatchObject({ root: anchor.root })
  })
})

describe('a file of anchors', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waybill-anchors-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const anchor: Anchor = { ledger: testLedger, size: 1, root: 'ab'.repeat(32), time: '2026-02-14T09:30:00.000Z' }

  it('gets a line for each, in order', async () => {
    const path = join(folder, 'book.anchors')
    const sink = anchorFile(path)
    for (const size of [1, 2, 3]) right(await sink.publish({ ...anchor, size })())
    expect(decodeAnchors(await readFile(path, 'utf8'))).toEqual(E.right([1, 2, 3].map((size) => ({ ...anchor, size }))))
  })

  it('loses the line that a crash left unfinished, and no other', async () => {
    const path = join(folder, 'book.anchors')
    await writeFile(path, anchorLine(anchor))
    await appendFile(path, anchorLine({ ...anchor, size: 2 }).slice(0, 40))
    expect(decodeAnchors(await readFile(path, 'utf8'))).toMatchObject({ left: { line: 2 } })
    right(await anchorFile(path).publish({ ...anchor, size: 2 })())
    expect(decodeAnchors(await readFile(path, 'utf8'))).toEqual(E.right([anchor, { ...anchor, size: 2 }]))
  })

  it('that cannot be written is a failure that says why', async () => {
    const failed = await anchorFile(join(folder, 'nowhere', 'book.anchors')).publish(anchor)()
    expect(failed).toMatchObject({
      left: { _tag: 'AnchorNotTaken', detail: expect.stringContaining('ENOENT') as string },
    })
  })
})
