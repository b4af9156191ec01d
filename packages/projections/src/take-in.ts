import { isReadable, type Delivery } from './delivery.js'
import type { Documents } from './documents.js'
import { numberPart } from './collection.js'
import { unreadEventOf, unreadEvents, type Projection } from './projection.js'

/** A projection threw over an event. It stands before that event until the projection is mended. */
export type ProjectionThrew = {
  readonly _tag: 'ProjectionThrew'
  readonly projection: string
  readonly sequence: number
  readonly stream: string
  readonly event: string
  readonly eventId: string
  /** What was thrown, in its own words. */
  readonly detail: string
}

/** Names the position at which a projection threw. */
export const threwAt = (projection: Projection, delivery: Delivery, thrown: unknown): ProjectionThrew => ({
  _tag: 'ProjectionThrew',
  projection: projection.name,
  sequence: delivery.sequence,
  stream: delivery.stream,
  event: delivery.type,
  eventId: delivery.id,
  detail: thrown instanceof Error ? thrown.message : String(thrown),
})

/** Takes one position in: an event by the projection's own rule, one that cannot be read by noting it. Null, or what the projection threw. */
export const takeIn = (projection: Projection, documents: Documents, delivery: Delivery): ProjectionThrew | null => {
  if (!isReadable(delivery)) {
    documents.put(unreadEvents(projection), numberPart(delivery.sequence), unreadEventOf(delivery))
    return null
  }
  try {
    projection.react(documents, delivery)
    return null
  } catch (thrown) {
    return threwAt(projection, delivery, thrown)
  }
}
