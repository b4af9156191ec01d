import type { Recorded, UndecodableEvent } from '@waybill/core'
import type * as E from 'fp-ts/lib/Either.js'
import { collection, type Collection, type DocumentDamaged } from './collection.js'
import type { Documents } from './documents.js'

/** A collection, whatever it holds. */
export type AnyCollection = {
  readonly name: string
  readonly encode: (document: never) => string
  readonly decode: (key: string, text: string) => E.Either<DocumentDamaged, unknown>
}

/**
 * A read model as a fold: what one event changes. `react` is total, looks at nothing but the event and the
 * documents, and costs the same however long the ledger is. Another `version` means another outcome for
 * the same events: a model that an earlier version made is built again.
 */
export type Projection = {
  readonly name: string
  readonly version: number
  readonly collections: ReadonlyArray<AnyCollection>
  readonly react: (documents: Documents, recorded: Recorded) => void
}

/** An event that a projection counted but could not read. */
export type UnreadEvent = Pick<UndecodableEvent, 'sequence' | 'stream' | 'type' | 'reason'> & {
  readonly eventId: string
}

/** Where a projection keeps the positions that it could not read. */
export const unreadEvents = ({ name }: Pick<Projection, 'name'>): Collection<UnreadEvent> =>
  collection<UnreadEvent>(`${name}.unread`, {})

export const unreadEventOf = ({ sequence, stream, type, reason, id }: UndecodableEvent): UnreadEvent => ({
  sequence,
  stream,
  type,
  reason,
  eventId: id,
})

/** Every collection of a projection's read model, that of the unread positions last. */
export const collectionsOf = (projection: Projection): ReadonlyArray<AnyCollection> => [
  ...projection.collections,
  unreadEvents(projection),
]
