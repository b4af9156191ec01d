import type { Recorded } from '@waybill/core'
import type { Delivery } from '@waybill/projections'
import type { GivenLog } from '../explanation/view-of.js'
import type { Expected } from '../specification/loose.js'
import { claimAnswer } from './claim-document.js'
import { claimLaw, type Law } from './claim-laws.js'
import { readingOf, type Reading } from './reading.js'
import { eachTwice, otherOrders } from './same-events-otherwise.js'
import { textByPlace } from './text-by-place.js'

/** A reader of events of one's own, whatever keeps its state: where it starts, and what it makes of one more event. */
export type Fold<S> = {
  /** The same in every call: a fresh state each time. */
  readonly start: () => S
  readonly take: (state: S, event: Recorded) => S
}

/** What may be claimed of what a fold makes of a log. Each claim ends the test when it does not hold. */
export type FoldClaims<S> = {
  /** It ends so, the fields that are named. */
  readonly thenState: (expected: Expected<NoInfer<S>>) => FoldClaims<S>
  /** A fold that is given every event twice, and the whole log once more, ends the same. */
  readonly thenSecondDeliveryChangesNothing: () => FoldClaims<S>
  /** The fold, or what the question answers of it, ends the same in whatever order the events of different streams arrived. */
  readonly thenOrderChangesNothing: (question?: (state: S) => unknown) => FoldClaims<S>
  /** How it ends, for a snapshot. */
  readonly state: S
}

const isEvent = (delivery: Delivery): delivery is Recorded => 'event' in delivery

const run = <S>({ start, take }: Fold<S>, deliveries: ReadonlyArray<Delivery>): S =>
  deliveries.filter(isEvent).reduce(take, start())

const otherwise = <S>(
  fold: Fold<S>,
  { deliveries }: Reading,
  name: string,
  change: (deliveries: ReadonlyArray<Delivery>) => ReadonlyArray<Delivery>,
  remedy: string,
  question: (state: S) => unknown = (state) => state,
): Law => ({
  otherwise: name,
  plain: (count) => textByPlace(question(run(fold, deliveries.slice(0, count))), 'the state'),
  changed: (count) => textByPlace(question(run(fold, change(deliveries.slice(0, count)))), 'the state'),
  remedy,
})

/** Reads a log with a fold. */
export const folded = <S>(log: GivenLog, fold: Fold<S>): FoldClaims<S> => {
  const reading = readingOf(log, 'by a fold')
  const state = run(fold, reading.deliveries)
  const claims: FoldClaims<S> = {
    thenState: (expected) => {
      claimAnswer(reading, state, expected, 'the state', claims.thenState)
      return claims
    },
    thenSecondDeliveryChangesNothing: () => {
      const name = 'every event delivered twice, and then all of them once more'
      const remedy = 'Remember the last sequence that was taken in, and pass over what is not beyond it.'
      claimLaw(reading, otherwise(fold, reading, name, eachTwice, remedy), claims.thenSecondDeliveryChangesNothing)
      return claims
    },
    thenOrderChangesNothing: (question) => {
      const claim = claims.thenOrderChangesNothing
      const remedy = 'Where the order of streams matters, do not promise that it does not.'
      for (const [index, [name]] of otherOrders(reading.deliveries).entries()) {
        const inOrder = (deliveries: ReadonlyArray<Delivery>): ReadonlyArray<Delivery> =>
          otherOrders(deliveries)[index]?.[1] ?? []
        claimLaw(reading, otherwise(fold, reading, name, inOrder, remedy, question), claim)
      }
      return claims
    },
    state,
  }
  return claims
}
