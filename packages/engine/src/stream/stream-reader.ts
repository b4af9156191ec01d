import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, type Recorded, type UndecodableEvent } from '@waybill/core'
import type { EventStore, ReadFailure, RecordedEvent, StreamHead } from '@waybill/port'
import type { Snapshots } from '../snapshot/snapshots.js'
import type { StreamFold } from './stream-fold.js'

/** A stream as the engine knows it: the state that its events lead to, and what the next event must follow. */
export type LoadedStream<S> = StreamHead & { readonly state: S }

/** REMEMBERED may lag behind the store, which is found out at the append; FRESH has read to the stream's end. */
export type Freshness = 'REMEMBERED' | 'FRESH'

export type StreamReader<S> = {
  readonly load: (
    stream: string,
    freshness: Freshness,
  ) => Promise<E.Either<ReadFailure | UndecodableEvent, LoadedStream<S>>>
  /** The state as it was right after this revision. */
  readonly stateAt: (stream: string, revision: number) => Promise<E.Either<ReadFailure | UndecodableEvent, S>>
  /** Takes note of events that were just stored, so that they need not be read. */
  readonly advance: (events: ReadonlyArray<Recorded>) => Promise<void>
}

/** What streams are read from, and what is remembered of them. */
export type Reading = {
  readonly store: EventStore
  readonly snapshots: Snapshots
  /** How many streams are remembered. */
  readonly rememberedStreams: number
  /** How many events of a stream lie between two snapshots of it, or more where the state is larger. */
  readonly eventsPerSnapshot: number
}

/** `snapshotAt`: the revision that the latest snapshot is of, as far as is known here; -1 where there is none. */
type Known<S> = LoadedStream<S> & { readonly snapshotAt: number }

const eventsPerPage = 500

const nothingRead = <S>(fold: StreamFold<S>, stream: string): Known<S> => ({
  stream,
  state: fold.initial,
  revision: -1,
  chainhash: null,
  snapshotAt: -1,
})

const step = <S>(fold: StreamFold<S>, known: Known<S>, recorded: Recorded): Known<S> => ({
  stream: known.stream,
  state: fold.evolve(known.state, recorded.event),
  revision: recorded.revision,
  chainhash: recorded.chainhash,
  snapshotAt: known.snapshotAt,
})

const applyPage = <S>(
  fold: StreamFold<S>,
  from: Known<S>,
  page: ReadonlyArray<RecordedEvent>,
): E.Either<UndecodableEvent, Known<S>> => {
  let known = from
  for (const stored of page) {
    const recorded = decodeStored(stored)
    if (E.isLeft(recorded)) return recorded
    known = step(fold, known, recorded.right)
  }
  return E.right(known)
}

/** Reads on in a stream up to and including this revision, or to its end. */
const readOn = async <S>(
  store: EventStore,
  fold: StreamFold<S>,
  from: Known<S>,
  revision: number,
): Promise<E.Either<ReadFailure | UndecodableEvent, Known<S>>> => {
  let known = from
  while (known.revision < revision) {
    const limit = Math.min(eventsPerPage, revision - known.revision)
    const page = await store.readStream(known.stream, { from: known.revision + 1, limit })()
    if (E.isLeft(page)) return page
    const applied = applyPage(fold, known, page.right)
    if (E.isLeft(applied)) return applied
    known = applied.right
    if (page.right.length < limit) break
  }
  return E.right(known)
}

/** The state that was kept of a stream, if its event is in the log as it was and the state is not of a later revision. */
const snapshotOf = async <S>(
  { store, snapshots }: Reading,
  fold: StreamFold<S>,
  stream: string,
  revision: number,
): Promise<Known<S> | null> => {
  const kept = await snapshots.latest(stream, fold.name)
  if (kept === null || kept.through > revision) return null
  const { state, through, chainhash } = kept
  const page = await store.readStream(stream, { from: through, limit: 1 })()
  const event = E.isRight(page) ? page.right[0] : undefined
  if (event?.revision !== through || event.chainhash !== chainhash) return null
  return { stream, state: state as S, revision: through, chainhash, snapshotAt: through }
}

/** Reads a stream from its first event, or, where it is long, from the snapshot of it. */
const readFromBeginning = async <S>(
  reading: Reading,
  fold: StreamFold<S>,
  stream: string,
  revision: number,
): Promise<E.Either<ReadFailure | UndecodableEvent, Known<S>>> => {
  const { store, eventsPerSnapshot } = reading
  const limit = Math.min(eventsPerSnapshot, revision + 1)
  const page = await store.readStream(stream, { limit })()
  if (E.isLeft(page)) return page
  const mayHaveSnapshot = page.right.length === eventsPerSnapshot
  const snapshot = mayHaveSnapshot ? await snapshotOf(reading, fold, stream, revision) : null
  if (snapshot !== null) return readOn(store, fold, snapshot, revision)
  const begun = applyPage(fold, nothingRead(fold, stream), page.right)
  return E.isLeft(begun) || page.right.length < limit ? begun : readOn(store, fold, begun.right, revision)
}

/** Reads streams of one kind and remembers the latest of them, the least recently used of which are forgotten first. */
export const createStreamReader = <S>(reading: Reading, fold: StreamFold<S>): StreamReader<S> => {
  const { store, snapshots, rememberedStreams, eventsPerSnapshot } = reading
  const remembered = new Map<string, Known<S>>()

  const remember = (known: Known<S>): void => {
    remembered.delete(known.stream)
    remembered.set(known.stream, known)
    if (remembered.size <= rememberedStreams) return
    const [oldest] = remembered.keys()
    if (oldest !== undefined) remembered.delete(oldest)
  }

  // Not before as many events have come as the state has parts: so a large state costs each event no more than a small one.
  const isSnapshotDue = ({ state, revision, snapshotAt }: Known<S>): boolean =>
    revision - snapshotAt >= Math.max(eventsPerSnapshot, fold.sizeOf(state))

  const keepSnapshot = ({ stream, state, revision, chainhash }: Known<S>): Promise<void> =>
    snapshots.keep(stream, fold.name, { state, through: revision, chainhash: chainhash ?? '' })

  /** Remembers a stream as far as it is known, and gives it back where a snapshot of it is to be kept. */
  const note = (known: Known<S>): Known<S> | null => {
    const due = isSnapshotDue(known)
    remember(due ? { ...known, snapshotAt: known.revision } : known)
    return due ? known : null
  }

  return {
    load: async (stream, freshness) => {
      const known = remembered.get(stream)
      if (known !== undefined && freshness === 'REMEMBERED') {
        remember(known)
        return E.right(known)
      }
      const loaded =
        known === undefined
          ? await readFromBeginning(reading, fold, stream, Infinity)
          : await readOn(store, fold, known, Infinity)
      if (E.isLeft(loaded)) {
        remembered.delete(stream)
        return loaded
      }
      const due = note(loaded.right)
      if (due !== null) await keepSnapshot(due)
      return loaded
    },
    stateAt: async (stream, revision) => {
      const known = remembered.get(stream)
      if (known?.revision === revision) return E.right(known.state)
      const loaded = await readFromBeginning(reading, fold, stream, revision)
      return E.isLeft(loaded) ? loaded : E.right(loaded.right.state)
    },
    advance: async (events) => {
      const due: Known<S>[] = []
      for (const recorded of events) {
        const known = remembered.get(recorded.stream)
        if (known === undefined || known.revision >= recorded.revision) continue
        if (known.revision + 1 !== recorded.revision) {
          remembered.delete(recorded.stream)
          continue
        }
        const dueNow = note(step(fold, known, recorded))
        if (dueNow !== null) due.push(dueNow)
      }
      for (const known of due) await keepSnapshot(known)
    },
  }
}
