import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, type Recorded, type UndecodableEvent } from '@waybill/core'
import type { EventStore, ReadFailure, RecordedEvent, StreamHead } from '@waybill/port'
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
  readonly advance: (events: ReadonlyArray<Recorded>) => void
}

const eventsPerPage = 500

const step = <S>(fold: StreamFold<S>, loaded: LoadedStream<S>, recorded: Recorded): LoadedStream<S> => ({
  stream: loaded.stream,
  state: fold.evolve(loaded.state, recorded.event),
  revision: recorded.revision,
  chainhash: recorded.chainhash,
})

const applyPage = <S>(
  fold: StreamFold<S>,
  from: LoadedStream<S>,
  page: ReadonlyArray<RecordedEvent>,
): E.Either<UndecodableEvent, LoadedStream<S>> => {
  let loaded = from
  for (const stored of page) {
    const recorded = decodeStored(stored)
    if (E.isLeft(recorded)) return recorded
    loaded = step(fold, loaded, recorded.right)
  }
  return E.right(loaded)
}

/** Reads on in a stream up to and including this revision, or to its end. */
const readUpTo = async <S>(
  store: EventStore,
  fold: StreamFold<S>,
  stream: string,
  revision: number,
  from: LoadedStream<S> = { stream, state: fold.initial, revision: -1, chainhash: null },
): Promise<E.Either<ReadFailure | UndecodableEvent, LoadedStream<S>>> => {
  let loaded = from
  while (loaded.revision < revision) {
    const limit = Math.min(eventsPerPage, revision - loaded.revision)
    const page = await store.readStream(stream, { from: loaded.revision + 1, limit })()
    if (E.isLeft(page)) return page
    if (page.right.length === 0) break
    const applied = applyPage(fold, loaded, page.right)
    if (E.isLeft(applied)) return applied
    loaded = applied.right
  }
  return E.right(loaded)
}

/** Reads streams of one kind and remembers the latest of them, the least recently used of which are forgotten first. */
export const createStreamReader = <S>(
  store: EventStore,
  fold: StreamFold<S>,
  rememberedStreams: number,
): StreamReader<S> => {
  const remembered = new Map<string, LoadedStream<S>>()

  const remember = (loaded: LoadedStream<S>): void => {
    remembered.delete(loaded.stream)
    remembered.set(loaded.stream, loaded)
    if (remembered.size <= rememberedStreams) return
    const [oldest] = remembered.keys()
    if (oldest !== undefined) remembered.delete(oldest)
  }

  return {
    load: async (stream, freshness) => {
      const known = remembered.get(stream)
      if (known !== undefined && freshness === 'REMEMBERED') {
        remember(known)
        return E.right(known)
      }
      const loaded = await readUpTo(store, fold, stream, Infinity, known)
      if (E.isLeft(loaded)) remembered.delete(stream)
      else remember(loaded.right)
      return loaded
    },
    stateAt: async (stream, revision) => {
      const known = remembered.get(stream)
      if (known?.revision === revision) return E.right(known.state)
      const loaded = await readUpTo(store, fold, stream, revision)
      return E.isLeft(loaded) ? loaded : E.right(loaded.right.state)
    },
    advance: (events) => {
      for (const recorded of events) {
        const known = remembered.get(recorded.stream)
        if (known === undefined || known.revision >= recorded.revision) continue
        if (known.revision + 1 === recorded.revision) remember(step(fold, known, recorded))
        else remembered.delete(recorded.stream)
      }
    },
  }
}
