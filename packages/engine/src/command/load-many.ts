import * as E from 'fp-ts/lib/Either.js'
import type { UndecodableEvent } from '@waybill/core'
import type { ReadFailure } from '@waybill/port'
import type { LoadedStream } from '../stream/stream-reader.js'

type Loading<S> = Promise<E.Either<ReadFailure | UndecodableEvent, LoadedStream<S>>>

/** Loads a stream for each id, all at once; the first that cannot be read is the answer. */
export const loadMany = async <S>(
  ids: ReadonlyArray<string>,
  load: (id: string) => Loading<S>,
): Promise<E.Either<ReadFailure | UndecodableEvent, ReadonlyMap<string, LoadedStream<S>>>> => {
  const distinct = [...new Set(ids)]
  const loaded = new Map<string, LoadedStream<S>>()
  for (const [index, outcome] of (await Promise.all(distinct.map(load))).entries()) {
    if (E.isLeft(outcome)) return outcome
    loaded.set(distinct[index] ?? '', outcome.right)
  }
  return E.right(loaded)
}
