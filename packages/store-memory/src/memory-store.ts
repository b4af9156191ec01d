import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import {
  findMalformedAppend,
  type AppendFailure,
  type AppendReceipt,
  type EventStore,
  type Snapshot,
  type SnapshotStore,
  type StoreClosed,
} from '@waybill/port'
import { appendToOneStream } from './one-stream-append.js'
import { appendToLog, copyOfLog, emptyLog, pageOfLedger, pageOfStream, type MemoryLog } from './memory-log.js'
import { subscribeTo, type SubscriptionSource } from './memory-subscription.js'

const nameOfSnapshot = (subject: string, fold: string): string => JSON.stringify([subject, fold])

/** An event store in memory, with snapshots beside the log. */
export type MemoryStore = EventStore & {
  readonly snapshots: SnapshotStore
  /** An open store that begins with all that this one holds, and goes its own way: for what may be tried on a ledger. */
  readonly copy: () => MemoryStore
}

type MemoryStoreOptions = {
  readonly ledger: string
  /**
   * `ONE_STREAM`: an append reaches one stream only, ids are not unique in the ledger, and an append that is sent again is known
   * only at the revision that it expects, as EventStoreDB has it. Without it, all of that is as strong as it can be.
   */
  readonly appends?: 'ONE_STREAM'
}

type Held = {
  readonly log: MemoryLog
  readonly properties: Map<string, string>
  readonly snapshots: Map<string, Snapshot>
}

const storeHolding = (options: MemoryStoreOptions, { log, properties, snapshots }: Held): MemoryStore => {
  const oneStream = options.appends === 'ONE_STREAM'
  let waiting: Array<() => void> = []
  let closed = false

  const wakeAll = (): void => {
    const woken = waiting
    waiting = []
    for (const wake of woken) wake()
  }
  const source: SubscriptionSource = {
    eventAt: (sequence) => log.events[sequence - 1],
    lastSequence: () => log.events.length,
    isClosed: () => closed,
    onChange: (wake) => {
      waiting.push(wake)
      return () => {
        waiting = waiting.filter((other) => other !== wake)
      }
    },
  }

  // Each operation is one synchronous step, so that no other can come between its judgement and its deed.
  const whileOpen =
    <L, A>(operation: string, act: () => E.Either<L, A>): TaskEither<L | StoreClosed, A> =>
    () =>
      Promise.resolve<E.Either<L | StoreClosed, A>>(
        closed ? E.left({ _tag: 'StoreClosed', operation } satisfies StoreClosed) : act(),
      )

  return {
    ledger: options.ledger,
    capabilities: { atomicAcrossStreams: !oneStream, uniqueEventIds: !oneStream },
    properties: {
      get: (name) => whileOpen('properties.get', () => E.right(properties.get(name) ?? null)),
      set: (name, value) =>
        whileOpen('properties.set', () => {
          properties.set(name, value)
          return E.right(undefined)
        }),
    },
    snapshots: {
      latest: (subject, fold) =>
        whileOpen('snapshots.latest', () => E.right(snapshots.get(nameOfSnapshot(subject, fold)) ?? null)),
      keep: (snapshot) =>
        whileOpen('snapshots.keep', () => {
          snapshots.set(nameOfSnapshot(snapshot.subject, snapshot.fold), Object.freeze({ ...snapshot }))
          return E.right(undefined)
        }),
    },
    append: (writes) =>
      whileOpen<AppendFailure, AppendReceipt>('append', () => {
        const fault = findMalformedAppend(writes)
        if (fault !== null) return E.left(fault)
        const verdict = oneStream ? appendToOneStream(log, writes) : appendToLog(log, writes)
        if (E.isRight(verdict) && !verdict.right.alreadyStored) wakeAll()
        return verdict
      }),
    readStream: (stream, range) => whileOpen('readStream', () => E.right(pageOfStream(log, stream, range))),
    readAll: (range) => whileOpen('readAll', () => E.right(pageOfLedger(log, range))),
    readById: (id) => whileOpen('readById', () => E.right(log.byId.get(id) ?? null)),
    head: (stream) =>
      whileOpen('head', () => {
        const last = log.byStream.get(stream)?.at(-1)
        return E.right({ stream, revision: last?.revision ?? -1, chainhash: last?.chainhash ?? null })
      }),
    ledgerHead: () => whileOpen('ledgerHead', () => E.right({ sequence: log.events.length })),
    subscribe: ({ after }) => subscribeTo(source, after),
    close: () => {
      closed = true
      wakeAll()
      return Promise.resolve()
    },
    copy: () =>
      storeHolding(options, {
        log: copyOfLog(log),
        properties: new Map(properties),
        snapshots: new Map(snapshots),
      }),
  }
}

/**
 * An event store that lives as long as the process: the reference for every other store, and the one for tests.
 * Look-ups and appends take constant time; what it gives back is frozen.
 */
export const createMemoryStore = (options: MemoryStoreOptions): MemoryStore =>
  storeHolding(options, { log: emptyLog(), properties: new Map(), snapshots: new Map() })
