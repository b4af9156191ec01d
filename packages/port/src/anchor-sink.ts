import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** What leaves the ledger as its anchor: its first `size` events had this Merkle root, and at this time there were no more. */
export type AnchorStatement = {
  /** The ledger, a URI reference. */
  readonly ledger: string
  readonly size: number
  /** Lower-case hexadecimal. */
  readonly root: string
  /** RFC 3339 in UTC with milliseconds. */
  readonly time: string
}

/** The sink did not take the anchor, or did not say that it did. */
export type AnchorNotTaken = { readonly _tag: 'AnchorNotTaken'; readonly detail: string }

/** A place where anchors are kept out of reach of whoever keeps the ledger: another machine, another account, another company. */
export type AnchorSink = {
  readonly name: string
  /** Keeps an anchor for good before it answers. It may be given the same one again. */
  readonly publish: (anchor: AnchorStatement) => TaskEither<AnchorNotTaken, void>
}
