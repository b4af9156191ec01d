import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, encodeEvent, type FundsEvent, type Recorded } from '@waybill/core'
import type { EventStore } from '@waybill/port'
import { createMemoryStore } from '@waybill/store-memory'
import { countingStore } from '../../test/counting-store.js'
import { createSnapshots, type Remembered, type Snapshots } from '../snapshot/snapshots.js'
import type { StreamFold } from './stream-fold.js'
import { createStreamReader, type LoadedStream, type Reading, type StreamReader } from './stream-reader.js'

/** How many events there were: a state that is wrong by one event is wrong. */
const counted: StreamFold<number> = { name: 'counted/1', initial: 0, evolve: (count) => count + 1, sizeOf: () => 0 }

const cent = { minorUnits: 1n, currency: 'CNY' } as const
const taken: FundsEvent = {
  _tag: 'FundsTaken',
  transferId: 't',
  amount: cent,
  purpose: 'TRANSFER',
  inflowSeen: { total: cent, throughSequence: 1 },
}

const hash = (stream: string, revision: number): string =>
  `${revision.toString(16)}${stream.length}`.padStart(64, stream.endsWith('a') ? 'a' : 'b')

/** Writes so many events more, as another engine would. */
const written = async (store: EventStore, stream: string, from: number, count: number): Promise<void> => {
  const events = Array.from({ length: count }, (_, index) => ({
    ...encodeEvent(taken),
    id: `${stream}-${from + index}`,
    occurredAt: '2026-02-14T09:00:00.000Z',
    recordedAt: '2026-02-14T09:00:00.000Z',
    metadata: {},
    chainhash: hash(stream, from + index),
  }))
  const appended = await store.append([{ stream, expectedRevision: from - 1, events }])()
  if (E.isLeft(appended)) throw new Error(appended.left._tag)
}

const recordedAt = async (store: EventStore, stream: string, revision: number): Promise<Recorded> => {
  const page = await store.readStream(stream, { from: revision, limit: 1 })()
  const recorded = E.isRight(page) && page.right[0] !== undefined ? decodeStored(page.right[0]) : null
  if (recorded === null || E.isLeft(recorded)) throw new Error(`${stream} has no event ${revision}`)
  return recorded.right
}

const a = 'funds-a'
const b = 'funds-bb'
const c = 'funds-ccc'
const none = createSnapshots('urn:waybill:test', null)

const memory = (): EventStore => createMemoryStore({ ledger: 'urn:waybill:remembered' })
const readerOn = (store: EventStore, change: Partial<Reading> = {}): StreamReader<number> =>
  createStreamReader({ store, snapshots: none, rememberedStreams: 10, eventsPerSnapshot: 1000, ...change }, counted)

const loaded = async (
  reader: StreamReader<number>,
  stream: string,
  freshness: 'REMEMBERED' | 'FRESH' = 'REMEMBERED',
): Promise<LoadedStream<number>> => {
  const found = await reader.load(stream, freshness)
  if (E.isLeft(found)) throw new Error(found.left._tag)
  return found.right
}

describe('what is remembered of a stream', () => {
  it('is nothing, with no revision and no hash, before its first event', async () => {
    expect(await loaded(readerOn(memory()), a)).toMatchObject({ stream: a, state: 0, revision: -1, chainhash: null })
  })

  it('may lag behind another engine until it is read afresh', async () => {
    const store = memory()
    const reader = readerOn(store)
    await written(store, a, 0, 2)
    expect(await loaded(reader, a)).toMatchObject({ state: 2, revision: 1, chainhash: hash(a, 1) })
    await written(store, a, 2, 2)
    expect(await loaded(reader, a)).toMatchObject({ state: 2, revision: 1 })
    expect(await loaded(reader, a, 'FRESH')).toMatchObject({ state: 4, revision: 3, chainhash: hash(a, 3) })
    expect(await loaded(reader, a)).toMatchObject({ state: 4, revision: 3 })
  })

  it('goes on with the event that was just stored, without a read', async () => {
    const store = countingStore(memory())
    const reader = readerOn(store)
    await written(store, a, 0, 1)
    await loaded(reader, a)
    await written(store, a, 1, 2)
    const next = [await recordedAt(store, a, 1), await recordedAt(store, a, 2)]
    store.takeCount()
    await reader.advance(next)
    expect(await loaded(reader, a)).toMatchObject({ state: 3, revision: 2, chainhash: hash(a, 2) })
    expect(store.takeCount().reads).toBe(0)
  })

  it('is forgotten when an event comes that does not follow it: no state may lack what lies between', async () => {
    const store = memory()
    const reader = readerOn(store)
    await written(store, a, 0, 2)
    await loaded(reader, a)
    await written(store, a, 2, 2)
    await reader.advance([await recordedAt(store, a, 3)])
    expect(await loaded(reader, a)).toMatchObject({ state: 4, revision: 3, chainhash: hash(a, 3) })
  })

  it('is not moved by an event that it has seen, nor by one of a stream that it does not know', async () => {
    const store = countingStore(memory())
    const reader = readerOn(store)
    await written(store, a, 0, 3)
    await written(store, b, 0, 3)
    await loaded(reader, a)
    await reader.advance([
      await recordedAt(store, a, 2),
      await recordedAt(store, a, 1),
      await recordedAt(store, b, 0),
      await recordedAt(store, b, 2),
    ])
    store.takeCount()
    expect(await loaded(reader, a)).toMatchObject({ state: 3, revision: 2 })
    expect(store.takeCount().reads).toBe(0)
    expect(await loaded(reader, b)).toMatchObject({ state: 3, revision: 2 })
  })

  it('is forgotten of the stream that was asked for least recently, and read again whole', async () => {
    const store = countingStore(memory())
    const reader = readerOn(store, { rememberedStreams: 2 })
    for (const stream of [a, b, c]) await written(store, stream, 0, 2)
    await loaded(reader, a)
    await loaded(reader, b)
    await loaded(reader, a)
    await loaded(reader, c)
    store.takeCount()
    await loaded(reader, a)
    await loaded(reader, c)
    expect(store.takeCount().reads).toBe(0)
    expect(await loaded(reader, b)).toMatchObject({ state: 2, revision: 1 })
    expect(store.takeCount().reads).toBe(1)
  })

  it('is forgotten when its stream could not be read on, so that nobody decides on what may be wrong', async () => {
    const store = memory()
    let away = false
    const counting = countingStore(store)
    const reader = readerOn({
      ...counting,
      readStream: (stream, range) => () =>
        away
          ? Promise.resolve(E.left({ _tag: 'StoreUnavailable', reason: 'away', retryable: true } as never))
          : counting.readStream(stream, range)(),
    })
    await written(store, a, 0, 2)
    await loaded(reader, a)
    away = true
    expect(await reader.load(a, 'FRESH')).toMatchObject(E.left({ _tag: 'StoreUnavailable' }))
    expect(await reader.load(b, 'FRESH')).toMatchObject(E.left({ _tag: 'StoreUnavailable' }))
    away = false
    counting.takeCount()
    expect(await loaded(reader, a)).toMatchObject({ state: 2, revision: 1 })
    expect(counting.takeCount().reads).toBe(1)
  })
})

describe('an event that cannot be read', () => {
  it('fails the stream, on whichever page it stands, and no state goes past it', async () => {
    const store = memory()
    await written(store, a, 0, 2)
    const broken = {
      ...encodeEvent(taken),
      data: '{}',
      id: 'broken',
      occurredAt: '2026-02-14T09:00:00.000Z',
      recordedAt: '2026-02-14T09:00:00.000Z',
      metadata: {},
      chainhash: hash(a, 2),
    }
    const reader = readerOn(store)
    await loaded(reader, a)
    await store.append([{ stream: a, expectedRevision: 1, events: [broken] }])()
    expect(await reader.load(a, 'FRESH')).toMatchObject(E.left({ _tag: 'UndecodableEvent' }))
    expect(await reader.load(a, 'REMEMBERED')).toMatchObject(E.left({ _tag: 'UndecodableEvent' }))
    expect(await reader.stateAt(a, 2)).toMatchObject(E.left({ _tag: 'UndecodableEvent' }))
    expect(await reader.stateAt(a, 1)).toEqual(E.right(2))
  })
})

describe('the state right after a revision', () => {
  it('is that of the events up to it, whatever is remembered', async () => {
    const store = countingStore(memory())
    const reader = readerOn(store)
    await written(store, a, 0, 4)
    await loaded(reader, a)
    expect(await reader.stateAt(a, 1)).toEqual(E.right(2))
    expect(await reader.stateAt(a, 0)).toEqual(E.right(1))
    store.takeCount()
    expect(await reader.stateAt(a, 3)).toEqual(E.right(4))
    expect(store.takeCount().reads).toBe(0)
    expect(await loaded(reader, a)).toMatchObject({ state: 4, revision: 3 })
  })
})

describe('a stream of many pages', () => {
  it('is read to its end, and to any revision in it', async () => {
    const store = memory()
    await written(store, a, 0, 1203)
    const reader = readerOn(store, { eventsPerSnapshot: 10 })
    expect(await loaded(reader, a)).toMatchObject({ state: 1203, revision: 1202, chainhash: hash(a, 1202) })
    for (const revision of [9, 10, 510, 511, 1011])
      expect(await reader.stateAt(a, revision)).toEqual(E.right(revision + 1))
  })
})

describe('a snapshot of a stream', () => {
  /** Keeps what it is given, or says what it is told to. */
  const keeping = (says?: Remembered): Snapshots & { readonly kept: Remembered[] } => {
    const kept: Remembered[] = []
    return {
      kept,
      latest: () => Promise.resolve(says ?? kept.at(-1) ?? null),
      keep: (_stream, _fold, remembered) => {
        kept.push(remembered)
        return Promise.resolve()
      },
    }
  }

  it('is kept when enough events have come, and the next only when as many have come again', async () => {
    const store = memory()
    const snapshots = keeping()
    const reader = readerOn(store, { snapshots, eventsPerSnapshot: 4 })
    await written(store, a, 0, 3)
    await loaded(reader, a)
    expect(snapshots.kept).toEqual([])
    for (let revision = 3; revision < 9; revision += 1) {
      await written(store, a, revision, 1)
      await reader.advance([await recordedAt(store, a, revision)])
    }
    expect(snapshots.kept).toEqual([
      { state: 4, through: 3, chainhash: hash(a, 3) },
      { state: 8, through: 7, chainhash: hash(a, 7) },
    ])
  })

  it('is begun from when its event stands in the log as it was', async () => {
    const store = countingStore(memory())
    await written(store, a, 0, 700)
    const snapshots = keeping({ state: 690, through: 689, chainhash: hash(a, 689) })
    store.takeCount()
    expect(await loaded(readerOn(store, { snapshots, eventsPerSnapshot: 4 }), a)).toMatchObject({
      state: 700,
      revision: 699,
    })
    expect(store.takeCount().events).toBe(4 + 1 + 10)
  })

  it.each<[string, Remembered]>([
    ['whose event has another hash', { state: 77, through: 5, chainhash: hash(b, 5) }],
    ['of an event that the log does not hold', { state: 77, through: 50, chainhash: hash(a, 50) }],
  ])('%s counts for nothing', async (_case, says) => {
    const store = memory()
    await written(store, a, 0, 10)
    const reader = readerOn(store, { snapshots: keeping(says), eventsPerSnapshot: 4 })
    expect(await loaded(reader, a)).toMatchObject({ state: 10, revision: 9 })
  })

  it('of a later revision is not the state of an earlier one', async () => {
    const store = memory()
    await written(store, a, 0, 10)
    const says = { state: 9, through: 8, chainhash: hash(a, 8) }
    const reader = readerOn(store, { snapshots: keeping(says), eventsPerSnapshot: 4 })
    expect(await reader.stateAt(a, 6)).toEqual(E.right(7))
    expect(await reader.stateAt(a, 8)).toEqual(E.right(9))
  })
})
