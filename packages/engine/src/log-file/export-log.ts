import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { EventStore, ReadFailure } from '@waybill/port'
import { appendLeaf, emptyAccumulator, leafHash, rootOf, type Anchor, type AnchorUnreadable } from '@waybill/proof'
import { sha256 } from '../sha256.js'
import { encodeLine } from './encode-line.js'
import { anchorOfStore } from './ledger-properties.js'
import type { EventNotExportable, LedgerEmpty } from './log-failure.js'

export type ExportFailure = ReadFailure | AnchorUnreadable | EventNotExportable | LedgerEmpty

export type ExportOptions = {
  /**
   * The time of a new anchor over all events, RFC 3339 in UTC with milliseconds. Only whoever writes the ledger
   * may say so: the anchor vouches that nothing followed up to that time. Without it the export carries the store's anchor, if any.
   */
  readonly anchoredAt?: string
}

export type ExportReceipt = {
  /** Number of events written. */
  readonly size: number
  /** Merkle root over them, lower-case hexadecimal. */
  readonly root: string
  /** What belongs beside the log, or null when the store carries no anchor and none was made. */
  readonly anchor: Anchor | null
}

const eventsPerPage = 512

/**
 * Writes a store's log, event by event in the order of the ledger. `write` gets whole lines with their line breaks; what it gives back is waited for, and the next is not
 * read before it is done.
 */
export const exportLog =
  (
    store: EventStore,
    write: (lines: string) => unknown,
    { anchoredAt }: ExportOptions = {},
  ): TaskEither<ExportFailure, ExportReceipt> =>
  async () => {
    const leafOf = leafHash(sha256)
    const grow = appendLeaf(sha256)
    let tree = emptyAccumulator
    let after = 0
    for (;;) {
      const page = await store.readAll({ after, limit: eventsPerPage })()
      if (E.isLeft(page)) return page
      const last = page.right.at(-1)
      if (last === undefined) break
      let lines = ''
      for (const event of page.right) {
        const line = encodeLine(event, store.ledger)
        if (E.isLeft(line)) return line
        lines += `${line.right}\n`
        tree = grow(tree, leafOf(event.chainhash))
      }
      await write(lines)
      after = last.sequence
    }
    const { size } = tree
    if (size === 0) return E.left({ _tag: 'LedgerEmpty', ledger: store.ledger })
    const root = rootOf(sha256)(tree)
    if (anchoredAt !== undefined)
      return E.right({ size, root, anchor: { ledger: store.ledger, size, root, time: anchoredAt } })
    const carried = await anchorOfStore(store)()
    return E.isLeft(carried) ? carried : E.right({ size, root, anchor: carried.right })
  }
