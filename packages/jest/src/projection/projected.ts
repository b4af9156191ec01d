import {
  continueFold,
  documentsOf,
  emptyReadModel,
  foldProjection,
  readModelFrom,
  type Collection,
  type Delivery,
  type Projection,
  type ReadModel,
} from '@waybill/projections'
import * as E from 'fp-ts/lib/Either.js'
import type { GivenLog } from '../explanation/view-of.js'
import type { Expected } from '../specification/loose.js'
import { claimAnswer, claimDocument, claimNoDocument } from './claim-document.js'
import { claimLaw, type Law, type Outcome } from './claim-laws.js'
import { documentsByPlace, modelOf, readingOf, type Claim, type ReadAsOf, type Reading } from './reading.js'
import { eachTwice, otherOrders } from './same-events-otherwise.js'
import { textByPlace } from './text-by-place.js'

/** What may be claimed of what a projection makes of a log. Each claim ends the test when it does not hold. */
export type ProjectionClaims = {
  /** The document under this key stands so, the fields that are named. */
  readonly thenDocument: <D>(collection: Collection<D>, key: string, expected: Expected<NoInfer<D>>) => ProjectionClaims
  /** There is no document under this key. */
  readonly thenNoDocument: (collection: Pick<Collection<unknown>, 'name' | 'decode'>, key: string) => ProjectionClaims
  /** A question to the read model is answered so: `thenAnswer((model) => balanceIn(model, 'mei', 'CNY'), { booked: … })`. */
  readonly thenAnswer: <A>(question: (model: ReadModel) => A, expected: Expected<NoInfer<A>>) => ProjectionClaims
  /** A projection that is given every event twice, and the whole log once more, ends the same. */
  readonly thenSecondDeliveryChangesNothing: () => ProjectionClaims
  /** A projection that is stopped, stored and taken up again at any place ends the same as one that reads the log anew. */
  readonly thenResumingChangesNothing: () => ProjectionClaims
  /** The question has the same answer in whatever order the events of different streams arrived. */
  readonly thenOrderChangesNothing: (question: (model: ReadModel) => unknown) => ProjectionClaims
  /** What the projection has made, for questions and snapshots. */
  readonly model: ReadModel
}

/** Stores and reads back the model this many times over a log. */
const mostStops = 25

const broken = (reason: string): ReadonlyMap<string, string> => new Map([['the read model', reason]])

/** Folds the log in parts, the model stored and read back after each. */
const foldInParts = (projection: Projection, deliveries: ReadonlyArray<Delivery>, { times }: Reading): Outcome => {
  const size = Math.max(1, Math.ceil(deliveries.length / mostStops))
  let model = emptyReadModel(projection)
  for (let from = 0; from < deliveries.length; from += size) {
    const folded = continueFold(projection, model, deliveries.slice(from, from + size), times)
    if (E.isLeft(folded)) return broken(`a gap before event ${folded.left.found}`)
    const stored = readModelFrom(projection, folded.right.throughSequence, documentsOf(projection, folded.right))
    if (E.isLeft(stored)) return broken(`${stored.left.collection} ${stored.left.key} cannot be read back`)
    model = stored.right
  }
  return documentsByPlace(model)
}

const foldOnce = (projection: Projection, deliveries: ReadonlyArray<Delivery>, { times }: Reading): Outcome => {
  const model = foldProjection(projection, deliveries, times)
  return E.isLeft(model) ? broken(`a gap before event ${model.left.found}`) : documentsByPlace(model.right)
}

const secondDelivery = (projection: Projection, reading: Reading): Law => ({
  otherwise: 'every event delivered twice, and then all of them once more',
  plain: (count) => foldOnce(projection, reading.deliveries.slice(0, count), reading),
  changed: (count) => foldOnce(projection, eachTwice(reading.deliveries.slice(0, count)), reading),
  remedy: 'Keep everything that the projection remembers in its documents, and nothing beside them.',
})

const resuming = (projection: Projection, reading: Reading): Law => ({
  otherwise: 'stored and taken up again along the way',
  plain: (count) => foldOnce(projection, reading.deliveries.slice(0, count), reading),
  changed: (count) => foldInParts(projection, reading.deliveries.slice(0, count), reading),
  remedy:
    'Keep everything in documents that survive being stored: plain data whose sums are declared by the collection.',
})

const orderings = (
  projection: Projection,
  reading: Reading,
  question: (model: ReadModel) => unknown,
  claim: Claim,
): ReadonlyArray<Law> => {
  const answer = (deliveries: ReadonlyArray<Delivery>): Outcome =>
    textByPlace(question(modelOf(projection, deliveries, reading.times, claim)), 'the answer')
  return otherOrders(reading.deliveries).map(([otherwise], index) => ({
    otherwise,
    plain: (count) => answer(reading.deliveries.slice(0, count)),
    changed: (count) => answer(otherOrders(reading.deliveries.slice(0, count))[index]?.[1] ?? []),
    remedy: 'Where the order of streams matters, do not promise that it does not.',
  }))
}

/** Reads a log with a projection. */
export const projected = (
  log: GivenLog,
  projection: Projection,
  asOf: ReadAsOf | undefined,
  claim: Claim,
): ProjectionClaims => {
  const reading = readingOf(log, `by projection ${projection.name}`, asOf)
  const model = modelOf(projection, reading.deliveries, reading.times, claim)
  const claims: ProjectionClaims = {
    thenDocument: (collection, key, expected) => {
      claimDocument(reading, projection, model, collection, key, expected, claims.thenDocument)
      return claims
    },
    thenNoDocument: (collection, key) => {
      claimNoDocument(reading, projection, model, collection, key, claims.thenNoDocument)
      return claims
    },
    thenAnswer: (question, expected) => {
      claimAnswer(reading, question(model), expected, 'the answer', claims.thenAnswer)
      return claims
    },
    thenSecondDeliveryChangesNothing: () => {
      claimLaw(reading, secondDelivery(projection, reading), claims.thenSecondDeliveryChangesNothing)
      return claims
    },
    thenResumingChangesNothing: () => {
      claimLaw(reading, resuming(projection, reading), claims.thenResumingChangesNothing)
      return claims
    },
    thenOrderChangesNothing: (question) => {
      const claimed = claims.thenOrderChangesNothing
      for (const law of orderings(projection, reading, question, claimed)) claimLaw(reading, law, claimed)
      return claims
    },
    model,
  }
  return claims
}
