import * as E from 'fp-ts/lib/Either.js'
import type { DocumentDamaged } from './collection.js'
import { covers, type KeyRange } from './key-range.js'
import type { Projection } from './projection.js'
import { readModelFrom, type ReadModel } from './read-model.js'

/** A range of a stored read model with every document in it. */
export type LoadedRange = KeyRange & {
  readonly documents: ReadonlyArray<{ readonly key: string; readonly value: string }>
}

/** Ranges that have to be loaded first. Load them and ask again with all that was loaded: a few rounds at most. */
export type RangesUnread = { readonly _tag: 'RangesUnread'; readonly ranges: ReadonlyArray<KeyRange> }

/**
 * Asks a read model that is kept elsewhere, with the same questions as one in memory, and of no more of it
 * than the question looks at. `loaded` are the ranges read so far, none at first, all of one state of the store.
 */
export const answerFrom = <A>(
  projection: Projection,
  throughSequence: number,
  loaded: ReadonlyArray<LoadedRange>,
  question: (model: ReadModel) => A,
): E.Either<RangesUnread | DocumentDamaged, A> => {
  const documents = loaded.flatMap(({ collection, documents: held }) => held.map((one) => ({ collection, ...one })))
  const model = readModelFrom(projection, throughSequence, documents)
  if (E.isLeft(model)) return model
  const unread: KeyRange[] = []
  const lookedAt = (range: KeyRange): void => {
    if (![...loaded, ...unread].some((known) => covers(known, range))) unread.push(range)
  }
  const answer = question({ ...model.right, lookedAt })
  return unread.length === 0 ? E.right(answer) : E.left({ _tag: 'RangesUnread', ranges: unread })
}
