import type { Recorded } from '@waybill/core'
import {
  deliveriesOf,
  foldProjection,
  type Delivery,
  type Projection,
  type ReadModel,
  type Times,
} from '@waybill/projections'
import * as E from 'fp-ts/lib/Either.js'
import { givenStory } from '../explanation/given-story.js'
import { viewOf, type GivenLog } from '../explanation/view-of.js'
import type { Failing } from '../specification/failure-text.js'
import type { Parting } from '../specification/parting.js'
import { failSpecification, specificationError } from '../specification/specification-failed.js'
import { beginningOf } from '../story/beginning-of.js'
import { readTime } from '../story/story-time.js'
import { tellRecorded } from '../story/tell-story.js'
import { createTeller } from '../story/teller.js'
import { hidingPersons } from './persons-of.js'
import { textOf } from './text-by-place.js'

/** What of a log counts. Times are `T+00:05` or instants; without them everything does. */
export type ReadAsOf = {
  /** Only what had happened by then counts. */
  readonly happenedBy?: string
  /** Only what was known by then counts. */
  readonly knownBy?: string
}

/** A log that is read by somebody: what was given, who reads, and as of when. */
export type Reading = {
  readonly teller: ReturnType<typeof hidingPersons>
  readonly given: ReadonlyArray<string>
  readonly reader: string
  readonly events: ReadonlyArray<Recorded>
  readonly deliveries: ReadonlyArray<Delivery>
  readonly times: Times
}

export type Claim = (...args: never) => unknown

/** Opens a log for a reader. */
export const readingOf = (log: GivenLog, reader: string, { happenedBy, knownBy }: ReadAsOf = {}): Reading => {
  const view = viewOf(log)
  const beginning = beginningOf(view.events)
  const teller = hidingPersons(createTeller(beginning), view.events)
  const times: Times = {
    ...(happenedBy === undefined ? {} : { happenedBy: readTime(happenedBy, beginning) }),
    ...(knownBy === undefined ? {} : { knownBy: readTime(knownBy, beginning) }),
  }
  const limits = [
    ...(times.happenedBy === undefined ? [] : [`happened by ${teller.time(times.happenedBy)}`]),
    ...(times.knownBy === undefined ? [] : [`known by ${teller.time(times.knownBy)}`]),
  ]
  return {
    teller,
    given: givenStory(teller, log, view),
    reader: [reader, ...limits].join(', '),
    events: view.events,
    deliveries: deliveriesOf(view.events, view.undecodable),
    times,
  }
}

/** What a projection makes of the log. A log with a gap cannot be given. */
export const modelOf = (
  projection: Projection,
  deliveries: ReadonlyArray<Delivery>,
  times: Times,
  claim: Claim,
): ReadModel => {
  const model = foldProjection(projection, deliveries, times)
  if (E.isRight(model)) return model.right
  const { expected, found } = model.left
  throw specificationError(
    `The log that was given has a gap: after event ${expected - 1} stands event ${found}, and no projection reads on.`,
    claim,
  )
}

/** Every document of a read model by its place, `collection key`, as it is and not as it is stored. */
export const documentsByPlace = (model: ReadModel): ReadonlyMap<string, string> => {
  const documents = new Map<string, string>()
  for (const [name, partitions] of model.collections)
    for (const partition of partitions.values())
      for (const [key, document] of partition) documents.set(`${name} ${key}`, textOf(document))
  return documents
}

/** The story up to an event, in lines. */
export const storyUpTo = ({ teller, events }: Reading, sequence: number): ReadonlyArray<string> =>
  events.filter((event) => event.sequence <= sequence).map((event) => tellRecorded(teller, event))

/** Ends the test with everything that a reader needs. */
export const failReading = (
  { given, reader }: Pick<Reading, 'given' | 'reader'>,
  expected: ReadonlyArray<string>,
  happened: ReadonlyArray<string>,
  parting: Parting,
  claim: Claim,
): never => {
  const failing: Failing = { ...parting, given, deed: ['Read', [reader]], expected, happened }
  return failSpecification(failing, claim)
}
