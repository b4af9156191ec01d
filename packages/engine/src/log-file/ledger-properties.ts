import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { EventStore, ReadFailure } from '@waybill/port'
import { decodeAnchor, type Anchor, type AnchorUnreadable } from '@waybill/proof'

/** The property that says where a ledger came from. */
export const originProperty = 'origin'

/** Its value where the ledger came by import, and is complete only up to its anchor. */
export const importedOrigin = 'IMPORT'

/** The property that holds the ledger's latest anchor, in the form of an anchor file. */
export const anchorProperty = 'anchor'

/** The latest anchor that a store carries, or null. */
export const anchorOfStore =
  (store: EventStore): TaskEither<ReadFailure | AnchorUnreadable, Anchor | null> =>
  async () => {
    const text = await store.properties.get(anchorProperty)()
    if (E.isLeft(text)) return text
    return text.right === null ? E.right(null) : decodeAnchor(text.right)
  }
