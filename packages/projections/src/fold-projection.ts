import * as E from 'fp-ts/lib/Either.js'
import type { Times } from './as-of.js'
import { numberPart } from './collection.js'
import { isReadable, type Delivery, type MissingPositions, type SequenceGap } from './delivery.js'
import type { Documents } from './documents.js'
import { unreadEventOf, unreadEvents, type Projection } from './projection.js'
import { emptyReadModel, ownDocuments, reach, type ReadModel } from './read-model.js'

/** A fold that read on past positions that are missing, and which those are. */
export type BrokenFold = { readonly model: ReadModel; readonly missing: ReadonlyArray<MissingPositions> }

/** The documents of a read model with some of them left out: whoever puts one of those finds it gone. */
export type Keeping = (documents: Documents) => Documents

/** A fold under way that reads on past positions that are missing. */
export type FoldPastGaps = {
  /** Takes in the next delivery, in order of sequence. */
  readonly take: (delivery: Delivery) => void
  /** The fold as it stands. */
  readonly fold: () => BrokenFold
}

type Step = (delivery: Delivery) => void

const isBeyond = ({ knownBy }: Times, delivery: Delivery): boolean =>
  knownBy !== undefined && isReadable(delivery) && delivery.recordedAt > knownBy

const stepping = (
  projection: Projection,
  model: ReadModel,
  { happenedBy }: Times,
  keeping: Keeping = (documents) => documents,
): Step => {
  const documents = keeping(ownDocuments(model))
  const unread = unreadEvents(projection)
  return (delivery) => {
    if (!isReadable(delivery)) documents.put(unread, numberPart(delivery.sequence), unreadEventOf(delivery))
    else if (happenedBy === undefined || delivery.occurredAt <= happenedBy) projection.react(documents, delivery)
    reach(model, delivery.sequence)
  }
}

/**
 * Takes further positions into a read model, which it changes in place and gives back. A position that the
 * model has already taken in changes nothing; one that leaves a gap stops the fold there. `times` limit what
 * counts: events that happened later are counted and not taken in, and what was learnt later ends the fold.
 */
export const continueFold = (
  projection: Projection,
  model: ReadModel,
  deliveries: Iterable<Delivery>,
  times: Times = {},
): E.Either<SequenceGap, ReadModel> => {
  const step = stepping(projection, model, times)
  for (const delivery of deliveries) {
    if (isBeyond(times, delivery)) break
    if (delivery.sequence <= model.throughSequence) continue
    const expected = model.throughSequence + 1
    if (delivery.sequence > expected)
      return E.left({ _tag: 'SequenceGap', projection: projection.name, expected, found: delivery.sequence })
    step(delivery)
  }
  return E.right(model)
}

/** Folds a ledger from its first position: live, or as of a pair of times. */
export const foldProjection = (
  projection: Projection,
  deliveries: Iterable<Delivery>,
  times: Times = {},
): E.Either<SequenceGap, ReadModel> => continueFold(projection, emptyReadModel(projection), deliveries, times)

/**
 * Begins to fold a ledger that has holes, for reading a damaged log all the same: what is there is taken in, what is
 * missing is listed. The model says nothing certain about whatever the missing positions touched. `keeping` leaves out
 * documents that nobody will ask for.
 */
export const beginFoldPastGaps = (projection: Projection, times: Times = {}, keeping?: Keeping): FoldPastGaps => {
  const model = emptyReadModel(projection)
  const step = stepping(projection, model, times, keeping)
  const missing: MissingPositions[] = []
  let isOver = false
  return {
    take: (delivery) => {
      isOver ||= isBeyond(times, delivery)
      const expected = model.throughSequence + 1
      if (isOver || delivery.sequence < expected) return
      if (delivery.sequence > expected) missing.push({ from: expected, to: delivery.sequence - 1 })
      step(delivery)
    },
    fold: () => ({ model, missing }),
  }
}

/** Folds a ledger that has holes, as `beginFoldPastGaps` tells, from all its deliveries. */
export const foldPastGaps = (projection: Projection, deliveries: Iterable<Delivery>, times: Times = {}): BrokenFold => {
  const { fold, take } = beginFoldPastGaps(projection, times)
  for (const delivery of deliveries) take(delivery)
  return fold()
}
