import * as E from 'fp-ts/lib/Either.js'
import { numberPart, type Collection, type DocumentDamaged } from './collection.js'
import { isReadable, type Delivery, type SequenceGap } from './delivery.js'
import type { Documents } from './documents.js'
import { unreadEventOf, unreadEvents, type Projection } from './projection.js'

/** Reads a stored document: its text, null where there is none, undefined where it has not been looked up yet. */
export type ReadDocument = (collection: string, key: string) => string | null | undefined

/** A change to a stored read model: the new text, or null where the document goes. */
export type DocumentWrite = { readonly collection: string; readonly key: string; readonly value: string | null }

/** What a batch of positions changes, and the position that it brings the read model to. Writes and checkpoint belong in one transaction. */
export type ProjectionStep = { readonly throughSequence: number; readonly writes: ReadonlyArray<DocumentWrite> }

/** Documents that have to be looked up first. Look them up and project the same batch again: a few rounds at most. */
export type DocumentsUnread = {
  readonly _tag: 'DocumentsUnread'
  readonly documents: ReadonlyArray<{ readonly collection: string; readonly key: string }>
}

type Held = { readonly document: unknown; readonly changed: boolean; readonly encode: (document: never) => string }

type Overlay = {
  readonly documents: Documents
  readonly held: ReadonlyMap<string, ReadonlyMap<string, Held>>
  readonly unread: DocumentsUnread['documents']
  readonly damaged: ReadonlyArray<DocumentDamaged>
}

const overlayOf = (read: ReadDocument): Overlay => {
  const held = new Map<string, Map<string, Held>>()
  const unread: { readonly collection: string; readonly key: string }[] = []
  const damaged: DocumentDamaged[] = []

  const keep = <D>(collection: Collection<D>, key: string, document: D | null, changed: boolean): void => {
    const entry: Held = { document, changed, encode: collection.encode }
    const documents = held.get(collection.name)
    if (documents === undefined) held.set(collection.name, new Map([[key, entry]]))
    else documents.set(key, entry)
  }

  // What is not looked up yet counts as absent for the rest of the batch, whose writes are then dropped.
  const lookUp = <D>(collection: Collection<D>, key: string): D | null => {
    const text = read(collection.name, key)
    if (text === undefined) unread.push({ collection: collection.name, key })
    if (text === undefined || text === null) return null
    const document = collection.decode(key, text)
    if (E.isRight(document)) return document.right
    damaged.push(document.left)
    return null
  }

  return {
    held,
    unread,
    damaged,
    documents: {
      get: <D>(collection: Collection<D>, key: string) => {
        const known = held.get(collection.name)?.get(key)
        if (known !== undefined) return known.document as D | null
        const document = lookUp(collection, key)
        keep(collection, key, document, false)
        return document
      },
      put: (collection, key, document) => keep(collection, key, document, true),
      remove: (collection, key) => keep(collection, key, null, true),
    },
  }
}

const writesOf = ({ held }: Overlay): ReadonlyArray<DocumentWrite> => {
  const writes: DocumentWrite[] = []
  for (const [collection, documents] of held)
    for (const [key, { document, changed, encode }] of documents)
      if (changed) writes.push({ collection, key, value: document === null ? null : encode(document as never) })
  return writes
}

/**
 * Takes a batch of positions into a read model that is kept elsewhere: `read` gives its documents, the
 * answer is what to write. It holds no more than the batch touches. A position up to `throughSequence`, where
 * the read model stands, changes nothing; a gap, a damaged document or one not looked up yet stops the batch
 * with nothing to write.
 */
export const project = (
  projection: Projection,
  throughSequence: number,
  deliveries: Iterable<Delivery>,
  read: ReadDocument,
): E.Either<SequenceGap | DocumentsUnread | DocumentDamaged, ProjectionStep> => {
  const overlay = overlayOf(read)
  let reached = throughSequence
  for (const delivery of deliveries) {
    if (delivery.sequence <= reached) continue
    const expected = reached + 1
    if (delivery.sequence > expected)
      return E.left({ _tag: 'SequenceGap', projection: projection.name, expected, found: delivery.sequence })
    if (isReadable(delivery)) projection.react(overlay.documents, delivery)
    else overlay.documents.put(unreadEvents(projection), numberPart(delivery.sequence), unreadEventOf(delivery))
    reached = delivery.sequence
  }
  const [damaged] = overlay.damaged
  if (damaged !== undefined) return E.left(damaged)
  if (overlay.unread.length > 0) return E.left({ _tag: 'DocumentsUnread', documents: overlay.unread })
  return E.right({ throughSequence: reached, writes: writesOf(overlay) })
}
