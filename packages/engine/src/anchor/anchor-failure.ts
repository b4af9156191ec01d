import type { ReadFailure } from '@waybill/port'
import type { Anchor, AnchorUnreadable } from '@waybill/proof'
import type { SequenceGap } from '@waybill/projections'

/** The ledger came by import, and no engine has appended to it since: nobody here can say that nothing is missing at its end. */
export type LedgerImported = { readonly _tag: 'LedgerImported'; readonly ledger: string }

/** The ledger is not what its latest anchor says that it was. No further anchor is taken of it. */
export type LedgerContradictsAnchor = {
  readonly _tag: 'LedgerContradictsAnchor'
  readonly ledger: string
  readonly anchor: Anchor
  /** Number of events that the ledger holds. */
  readonly size: number
  /** The root over as many events as the anchor covers; null where the ledger holds fewer, or the anchor is another ledger's. */
  readonly root: string | null
}

/** The anchor was taken and stands in the store, but its sink has not taken it. It is given to the sink again at the next run. */
export type AnchorNotPublished = {
  readonly _tag: 'AnchorNotPublished'
  readonly anchor: Anchor
  readonly sink: string
  readonly detail: string
}

/** Why no anchor was taken, or why it did not get to where it is kept. */
export type AnchorFailure =
  ReadFailure | AnchorUnreadable | SequenceGap | LedgerImported | LedgerContradictsAnchor | AnchorNotPublished
