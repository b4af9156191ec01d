import type { Currency, Money, Posting } from '@waybill/core'
import type { Place } from '@waybill/proof'

/** The event at which a rule is broken. */
export type RuleAt = {
  readonly sequence: number
  readonly stream: string
  readonly revision: number
  readonly type: string
  readonly place?: Place
}

/** Debits and credits of an event do not cancel out: `excess` is credits less debits, in minor units. */
export type PostingsUnbalanced = RuleAt & {
  readonly _tag: 'PostingsUnbalanced'
  readonly currency: Currency
  readonly excess: bigint
}

/** The postings that follow from the transfer's story are not those that are stored; `expected` is null where none can be derived. */
export type PostingsDiffer = RuleAt & {
  readonly _tag: 'PostingsDiffer'
  readonly expected: ReadonlyArray<Posting> | null
  readonly found: ReadonlyArray<Posting>
}

/** More was taken out of one of a transfer's sums than was in it: `left` is below zero, in minor units. */
export type SumBelowZero = RuleAt & {
  readonly _tag: 'SumBelowZero'
  readonly sum: 'CONFIRMED_NOT_CREDITED' | 'IN_TRANSIT' | 'WITH_PAYEE'
  readonly currency: Currency
  readonly left: bigint
}

/** A reversal took more than stood on the payee's own account. Minor units. */
export type ReversedBeyondPayee = RuleAt & {
  readonly _tag: 'ReversedBeyondPayee'
  readonly currency: Currency
  readonly there: bigint
  readonly taken: bigint
}

/**
 * An exchange that is not the one of the recorded quote: NOT_CONVERTED where the sum stayed in one currency, NO_QUOTE where
 * nothing was to be exchanged, OFF_RATE where a part became something else, BEYOND_QUOTE where more stands at the far end
 * than was quoted, NOT_THE_QUOTED_WHOLE where all was credited and the last minor unit is missing, POSITION_LEFT_OPEN where
 * all was undone and something still stands there.
 */
export type ExchangeOffQuote = RuleAt & {
  readonly _tag: 'ExchangeOffQuote'
  readonly because:
    'NOT_CONVERTED' | 'NO_QUOTE' | 'OFF_RATE' | 'BEYOND_QUOTE' | 'NOT_THE_QUOTED_WHOLE' | 'POSITION_LEFT_OPEN'
  readonly quoteId: string | null
  readonly amount: Money
  readonly converted: Money | null
}

/** How a transfer stood when an event came that can come only once. */
export type Standing = 'NOT_INITIATED' | 'INITIATED' | 'CONFIRMED' | 'CANCELLED' | 'EXPIRED' | 'REJECTED'

/** A transfer began again, or what was reserved for it had been resolved before. */
export type ResolvedAgain = RuleAt & { readonly _tag: 'ResolvedAgain'; readonly before: Standing }

/**
 * Funds were captured or released that are not kept for this transfer, or another sum of them; or they were kept for it a
 * second time. Minor units.
 */
export type ReservationDiffers = RuleAt & {
  readonly _tag: 'ReservationDiffers'
  readonly account: string
  readonly transferId: string
  readonly currency: Currency
  readonly reserved: bigint
  readonly found: bigint
}

/** What became of the funds is not what became of the transfer that they were kept for. */
export type FundsAstray = RuleAt & {
  readonly _tag: 'FundsAstray'
  readonly account: string
  readonly transferId: string
  readonly standing: Standing
}

/** Confirmed when the time to confirm had passed. */
export type ConfirmedTooLate = RuleAt & {
  readonly _tag: 'ConfirmedTooLate'
  readonly expiresAt: string
  readonly confirmedAt: string
}

/** Expired while there was still time to confirm; `expiresAt` is null where the instruction names none. */
export type ExpiredTooEarly = RuleAt & {
  readonly _tag: 'ExpiredTooEarly'
  readonly expiresAt: string | null
  readonly expiredAt: string
}

/** Money was moved by a command that only says that time has passed. */
export type MovedByClock = RuleAt & { readonly _tag: 'MovedByClock'; readonly command: string }

/** Money was kept or taken on another inflow than had come in by the position that was read. Minor units. */
export type InflowDiffers = RuleAt & {
  readonly _tag: 'InflowDiffers'
  readonly account: string
  readonly currency: Currency
  readonly throughSequence: number
  readonly expected: bigint
  readonly found: bigint
}

/** The event left an account further below zero than it may go. Minor units. */
export type AccountBelowFloor = RuleAt & {
  readonly _tag: 'AccountBelowFloor'
  readonly account: string
  readonly currency: Currency
  readonly floor: bigint
  readonly booked: bigint
}

/** More was kept or taken than the account could spend. Minor units; `available` is what would have been left, below zero. */
export type FundsOverdrawn = RuleAt & {
  readonly _tag: 'FundsOverdrawn'
  readonly account: string
  readonly currency: Currency
  readonly available: bigint
}

/** The event's id is not the one that follows from the ledger, its command and its place in the decision. */
export type IdNotDerived = RuleAt & {
  readonly _tag: 'IdNotDerived'
  readonly commandId: string
  readonly expected: string
  readonly found: string
}

/** One command id stands for two decisions: `field` differs from, or comes again after, what was decided at `firstSequence`. */
export type DecidedTwice = RuleAt & {
  readonly _tag: 'DecidedTwice'
  readonly commandId: string
  readonly field: 'command' | 'payloaddigest' | 'refusal' | 'decision'
  /** Null where the first decision stands too far back to be remembered. */
  readonly firstSequence: number | null
}

/** An event of a stream was recorded long before the one that it follows. */
export type RecordedEarlier = RuleAt & {
  readonly _tag: 'RecordedEarlier'
  readonly recordedAt: string
  /** When the event before it was recorded. */
  readonly behind: string
}

/** A rule that the log itself breaks. */
export type RuleProblem =
  | PostingsUnbalanced
  | PostingsDiffer
  | SumBelowZero
  | ReversedBeyondPayee
  | ExchangeOffQuote
  | ResolvedAgain
  | ReservationDiffers
  | FundsAstray
  | ConfirmedTooLate
  | ExpiredTooEarly
  | MovedByClock
  | InflowDiffers
  | AccountBelowFloor
  | FundsOverdrawn
  | IdNotDerived
  | DecidedTwice
  | RecordedEarlier
