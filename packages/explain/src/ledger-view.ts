import type { Recorded, UndecodableEvent } from '@waybill/core'
import type { IntegrityProblem } from '@waybill/proof'

/**
 * Whether what is read is all there is. LIVE: a store that the asking engine writes itself, read to its
 * head. FILE: a log that was handed over, complete only up to its anchor, or to nothing without one.
 */
export type Completeness =
  | { readonly _tag: 'LIVE' }
  | { readonly _tag: 'FILE'; readonly anchor: { readonly size: number; readonly time: string } | null }

/** What a check of the chain, the order and the anchor said about the log. */
export type Integrity =
  | { readonly _tag: 'INTACT' }
  /** `firstBad` is the first sequence that cannot be trusted; `problems` name place, expectation and finding, one sentence each. */
  | {
      readonly _tag: 'BROKEN'
      readonly firstBad: number
      readonly problems: ReadonlyArray<{
        readonly kind: IntegrityProblem['_tag']
        readonly problem: string
        readonly sequence: number
        readonly stream?: string
        readonly revision?: number
      }>
    }

/** What was known by a time: all positions up to this one; `cut` where the log goes on behind it. */
export type KnownPrefix = { readonly sequence: number; readonly cut: boolean }

/** A ledger as an explanation reads it: a prefix of the log, in sequence order, with what could not be read set aside. */
export type LedgerView = {
  readonly ledger: string
  readonly events: ReadonlyArray<Recorded>
  readonly undecodable: ReadonlyArray<UndecodableEvent>
  readonly integrity: Integrity
  readonly completeness: Completeness
  /** Merkle root over the first so many events, lower-case hexadecimal. */
  readonly rootAt: (sequence: number) => string
  /** The time that counts as now: for a file its anchor's, else its last knowledge time; for a live store the clock. */
  readonly now: string
  /**
   * Where only what bears on one question is held: the prefix that was known by the time that the question asks for. Without
   * it `events` are all there are, and tell that themselves.
   */
  readonly known?: KnownPrefix
}
