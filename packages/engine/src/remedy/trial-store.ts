import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type {
  AppendFailure,
  AppendReceipt,
  EventStore,
  ReadFailure,
  RecordedEvent,
  StreamHead,
  StreamWrite,
} from '@waybill/port'

/** A store over another: it reads what that one holds, and keeps what is written to it to itself. */
export type TrialStore = EventStore & {
  /** What was tried, in order. */
  readonly tried: () => ReadonlyArray<RecordedEvent>
}

type Appended = E.Either<AppendFailure, AppendReceipt>

/**
 * A store on which something may be tried that is to leave no trace. Nothing is ever written to the store below. It is for one engine
 * and one trial: what is written below meanwhile is not seen beyond the head that the trial began with.
 */
export const createTrialStore = async (below: EventStore): Promise<E.Either<ReadFailure, TrialStore>> => {
  const head = await below.ledgerHead()()
  if (E.isLeft(head)) return head
  const base = head.right.sequence
  const tried: RecordedEvent[] = []
  const properties = new Map<string, string>()
  const ofStream = (stream: string): ReadonlyArray<RecordedEvent> => tried.filter((event) => event.stream === stream)

  const headOf =
    (stream: string): TaskEither<ReadFailure, StreamHead> =>
    async () => {
      const last = ofStream(stream).at(-1)
      return last === undefined
        ? below.head(stream)()
        : E.right({ stream, revision: last.revision, chainhash: last.chainhash })
    }

  const conflictIn = async (writes: ReadonlyArray<StreamWrite>): Promise<Appended | null> => {
    for (const { stream, expectedRevision } of writes) {
      const found = await headOf(stream)()
      if (E.isLeft(found)) return found
      const actualRevision = found.right.revision
      if (actualRevision !== expectedRevision)
        return E.left({ _tag: 'RevisionConflict', stream, expectedRevision, actualRevision, winners: [] })
    }
    return null
  }

  const byId = (id: string): TaskEither<ReadFailure, RecordedEvent | null> => {
    const own = tried.find((event) => event.id === id)
    return own === undefined ? below.readById(id) : async () => Promise.resolve(E.right(own))
  }

  const append =
    (writes: ReadonlyArray<StreamWrite>): TaskEither<AppendFailure, AppendReceipt> =>
    async () => {
      for (const { id } of writes.flatMap(({ events }) => events)) {
        const stored = await byId(id)()
        if (E.isLeft(stored)) return stored
        if (stored.right !== null) return E.left({ _tag: 'EventIdTaken', id, stored: stored.right })
      }
      const conflict = await conflictIn(writes)
      if (conflict !== null) return conflict
      const events = writes.flatMap(({ stream, expectedRevision, events: proposed }) =>
        proposed.map((event, index) => ({ ...event, stream, revision: expectedRevision + 1 + index })),
      )
      const recorded = events.map((event, index) => ({ ...event, sequence: base + tried.length + 1 + index }))
      tried.push(...recorded)
      return E.right({ events: recorded, alreadyStored: false })
    }

  return E.right({
    ledger: below.ledger,
    capabilities: below.capabilities,
    properties: {
      get: (name) => async () => {
        const own = properties.get(name)
        return own === undefined ? below.properties.get(name)() : E.right(own)
      },
      set: (name, value) => async () => {
        properties.set(name, value)
        return Promise.resolve(E.right(undefined))
      },
    },
    append,
    readById: byId,
    head: headOf,
    readStream: (stream, range) => async () => {
      const own = ofStream(stream)
      if (own.length === 0) return below.readStream(stream, range)()
      const firstOwn = own[0]?.revision ?? 0
      const { direction = 'FORWARD', limit } = range
      if (direction === 'FORWARD') {
        const from = range.from ?? 0
        if (from >= firstOwn) return E.right(own.slice(from - firstOwn, from - firstOwn + limit))
        return below.readStream(stream, { from, direction, limit: Math.min(limit, firstOwn - from) })()
      }
      const from = Math.min(range.from ?? Number.MAX_SAFE_INTEGER, firstOwn + own.length - 1)
      if (from < firstOwn) return below.readStream(stream, { ...range, from })()
      return E.right(
        own
          .slice(0, from - firstOwn + 1)
          .slice(-limit)
          .reverse(),
      )
    },
    readAll:
      ({ after, limit }) =>
      async () =>
        after >= base
          ? E.right(tried.slice(after - base, after - base + limit))
          : below.readAll({ after, limit: Math.min(limit, base - after) })(),
    ledgerHead: () => async () => Promise.resolve(E.right({ sequence: base + tried.length })),
    subscribe: (from) => below.subscribe(from),
    close: async () => Promise.resolve(),
    tried: () => tried,
  })
}
