import * as E from 'fp-ts/lib/Either.js'
import type { Delivery } from './delivery.js'
import type { Projection } from './projection.js'
import { createWorkspace, type FoundDocument, type StepOutcome } from './workspace.js'

/** Reads a stored document: its text, null where there is none, undefined where it has not been looked up yet. */
export type ReadDocument = (collection: string, key: string) => string | null | undefined

/**
 * Takes a batch of positions into a read model that is kept elsewhere: `read` gives its documents, the
 * answer is what to write. It holds no more than the batch touches. A position up to `throughSequence`, where
 * the read model stands, changes nothing; a gap, a damaged document, a projection that throws or a document not
 * looked up yet stops the batch with nothing to write.
 */
export const project = (
  projection: Projection,
  throughSequence: number,
  deliveries: Iterable<Delivery>,
  read: ReadDocument,
): StepOutcome => {
  const workspace = createWorkspace(projection)
  let outcome = workspace.take(throughSequence, deliveries)
  while (E.isLeft(outcome) && outcome.left._tag === 'DocumentsUnread') {
    const found: FoundDocument[] = []
    const unread: { readonly collection: string; readonly key: string }[] = []
    for (const place of outcome.left.documents) {
      const value = read(place.collection, place.key)
      if (value === undefined) unread.push(place)
      else found.push({ ...place, value })
    }
    if (unread.length > 0) return E.left({ _tag: 'DocumentsUnread', documents: unread })
    outcome = workspace.takeWith(found)
  }
  return outcome
}
