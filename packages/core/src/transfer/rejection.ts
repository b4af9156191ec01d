import type { Instant } from '../codec/text.js'
import type { AccountId } from '../ledger/account-id.js'
import type { Currency } from '../money/currency.js'
import type { Money } from '../money/money.js'
import type { TransferStatus } from './state.js'

/** Why the rules say no. Facts only: the sentences stand elsewhere, one per rejection. */
export type TransferRejection =
  | { readonly _tag: 'TransferUnknown'; readonly transferId: string }
  | { readonly _tag: 'TransferAlreadyExists'; readonly transferId: string }
  /** The transfer's status allows no such command. */
  | {
      readonly _tag: 'StatusForbids'
      readonly transferId: string
      readonly command: string
      readonly status: TransferStatus
    }
  | { readonly _tag: 'PayerIsPayee'; readonly account: AccountId }
  | { readonly _tag: 'PayerNotInThisBook'; readonly account: string; readonly institution: string }
  | { readonly _tag: 'PayeeNotInThisBook'; readonly account: string; readonly institution: string }
  | { readonly _tag: 'RailNotForPayee'; readonly rail: string; readonly expected: string }
  | { readonly _tag: 'AccountUnknown'; readonly account: AccountId }
  | { readonly _tag: 'AccountNotOpen'; readonly account: AccountId; readonly phase: 'CLOSING' | 'CLOSED' }
  | { readonly _tag: 'AccountIsFrozen'; readonly account: AccountId; readonly scope: 'DEBITS' | 'DEBITS_AND_CREDITS' }
  | {
      readonly _tag: 'CurrencyDiffers'
      readonly field: string
      readonly expected: Currency
      readonly found: Currency
    }
  /** Payer and payee have two currencies, and the instruction brings no rate between them. */
  | {
      readonly _tag: 'QuoteMissing'
      readonly account: AccountId
      readonly payerCurrency: Currency
      readonly payeeCurrency: Currency
    }
  | {
      readonly _tag: 'QuoteDoesNotFit'
      readonly quoteId: string
      readonly field: 'sellCurrency' | 'buyCurrency' | 'buyAmount'
      readonly expected: Currency
      readonly found: Currency
    }
  | { readonly _tag: 'QuoteForOneCurrency'; readonly quoteId: string; readonly currency: Currency }
  /** The quoted sum is not the rate's, whichever way it is rounded. */
  | { readonly _tag: 'QuoteAmountDiffers'; readonly quoteId: string; readonly expected: Money; readonly found: Money }
  | {
      readonly _tag: 'QuoteExpired'
      readonly quoteId: string
      readonly validUntil: Instant
      readonly receivedAt: Instant
    }
  /** The sum would become less than one minor unit of the payee's currency. */
  | { readonly _tag: 'TooSmallToExchange'; readonly amount: Money; readonly into: Currency }
  | { readonly _tag: 'FundingDoesNotAddUp'; readonly expected: Money; readonly found: Money }
  | { readonly _tag: 'FundingSourceTwice'; readonly account: AccountId }
  | { readonly _tag: 'AmountTooLarge'; readonly largest: Money }
  | {
      readonly _tag: 'InsufficientAvailableBalance'
      readonly account: AccountId
      /** What may be spent, 0 or more. */
      readonly available: Money
      readonly requested: Money
    }
  | { readonly _tag: 'ExpiryInThePast'; readonly expiresAt: Instant; readonly receivedAt: Instant }
  | { readonly _tag: 'ConfirmationTooLate'; readonly expiresAt: Instant; readonly receivedAt: Instant }
  | { readonly _tag: 'NotYetExpired'; readonly expiresAt: Instant | null; readonly receivedAt: Instant }
  | { readonly _tag: 'TransferIsHeld'; readonly holds: ReadonlyArray<string> }
  | { readonly _tag: 'HoldUnknown'; readonly holdId: string }
  | { readonly _tag: 'HoldAlreadyPlaced'; readonly holdId: string }
  | { readonly _tag: 'NothingInTransit'; readonly status: TransferStatus }
  | { readonly _tag: 'CreditExceedsInTransit'; readonly inTransit: Money; readonly requested: Money }
  | { readonly _tag: 'AlreadySubmitted'; readonly railKey: string }
  | { readonly _tag: 'NotSubmitted'; readonly status: TransferStatus }
  | { readonly _tag: 'ReversalOutsideThisBook'; readonly rail: string }
  | { readonly _tag: 'ReversalExceedsCredit'; readonly withPayee: Money; readonly requested: Money }
  | { readonly _tag: 'ExceptionUnknown'; readonly exceptionId: string }
  | { readonly _tag: 'ExceptionNotOpen'; readonly exceptionId: string }
  /** A contradiction that posted nothing can only be explained. */
  | { readonly _tag: 'ExceptionHoldsNoMoney'; readonly exceptionId: string }
  | { readonly _tag: 'ExceptionHoldsMoney'; readonly exceptionId: string; readonly open: Money }
  /** What came back too much is nobody's loss. */
  | { readonly _tag: 'ExceptionIsNoLoss'; readonly exceptionId: string }
  | { readonly _tag: 'ResolutionExceedsException'; readonly open: Money; readonly requested: Money }
  /** The field belongs to one way of resolving, which needs it, and to no other. */
  | { readonly _tag: 'FieldDoesNotFit'; readonly field: string; readonly how: string }
  | { readonly _tag: 'SourceOutsideThisBook'; readonly exceptionId: string }
  /** One of the two must be what came back too much, the other what is owed. */
  | { readonly _tag: 'ExceptionsDoNotOffset'; readonly exceptionId: string; readonly against: string }
  | { readonly _tag: 'NameRequired'; readonly field: string }
  | { readonly _tag: 'SamePersonTwice'; readonly name: string }
  | { readonly _tag: 'AccountNotCorrectable'; readonly account: string }
  | { readonly _tag: 'CorrectionMovesNothing'; readonly account: string }
  | { readonly _tag: 'RecallInThisBook'; readonly transferId: string }
  | { readonly _tag: 'RecallAlreadyOpen'; readonly recallId: string }
  | { readonly _tag: 'RecallIdUsed'; readonly recallId: string }
  | { readonly _tag: 'RecallUnknown'; readonly recallId: string }
  | { readonly _tag: 'RecallNotOpen'; readonly recallId: string; readonly phase: string }
  | {
      readonly _tag: 'RecallNotOverdue'
      readonly recallId: string
      readonly answerDueAt: Instant
      readonly receivedAt: Instant
    }
  | { readonly _tag: 'RecallExceedsTransfer'; readonly largest: Money; readonly requested: Money }
  | { readonly _tag: 'DisputeAlreadyOpen'; readonly disputeId: string }
  | { readonly _tag: 'DisputeIdUsed'; readonly disputeId: string }
  | { readonly _tag: 'DisputeUnknown'; readonly disputeId: string }
  | {
      readonly _tag: 'DisputePhaseForbids'
      readonly disputeId: string
      readonly phase: string
      readonly command: string
    }
  | { readonly _tag: 'ClaimExceedsTransfer'; readonly largest: Money; readonly requested: Money }
  | { readonly _tag: 'ResolutionNotPaid'; readonly disputeId: string; readonly owed: Money; readonly landed: Money }
  /** The decision of the dispute owes nothing of this kind. */
  | {
      readonly _tag: 'OutcomeForbids'
      readonly disputeId: string
      readonly outcome: string
      readonly command: string
    }
  | { readonly _tag: 'AlreadyReopened'; readonly disputeId: string }
  | { readonly _tag: 'EvidenceIsKnown'; readonly disputeId: string }
  /** Nobody makes the same loss good twice: `room` is what may still be given for it. */
  | { readonly _tag: 'RemedyExceedsLoss'; readonly room: Money; readonly requested: Money }
  /** What the operator gave the payer for the loss stands, so the money does not go to the payee as well. */
  | { readonly _tag: 'CompensationStands'; readonly command: string; readonly given: Money }
  /** It was decided on another state of the loss than there is now. */
  | { readonly _tag: 'MadeGoodMeanwhile'; readonly seen: Money; readonly now: Money }
  | {
      readonly _tag: 'ProvisionalCreditTooSmall'
      readonly disputeId: string
      readonly outstanding: Money
      readonly requested: Money
    }
  | { readonly _tag: 'ProvisionalCreditOutstanding'; readonly disputeId: string; readonly outstanding: Money }
  | { readonly _tag: 'RequestUnknown'; readonly requestId: string }

/** Why an account command is refused. */
export type AccountRejection =
  | { readonly _tag: 'AccountUnknown'; readonly account: AccountId }
  | { readonly _tag: 'AccountAlreadyOpen'; readonly account: AccountId }
  | { readonly _tag: 'AccountNotOpen'; readonly account: AccountId; readonly phase: 'CLOSING' | 'CLOSED' }
  | { readonly _tag: 'AccountNotClosing'; readonly account: AccountId }
  | { readonly _tag: 'AccountNotFrozen'; readonly account: AccountId }
  | {
      readonly _tag: 'AccountNotEmpty'
      readonly account: AccountId
      readonly booked: bigint
      readonly currency: Currency
    }
  | { readonly _tag: 'ReservationsOpen'; readonly account: AccountId; readonly transfers: ReadonlyArray<string> }
  | { readonly _tag: 'LimitOnlyForCreditLine'; readonly account: AccountId; readonly kind: string }
  | { readonly _tag: 'LimitBelowUse'; readonly account: AccountId; readonly used: Money; readonly requested: Money }
  | { readonly _tag: 'CurrencyDiffers'; readonly field: string; readonly expected: Currency; readonly found: Currency }

/** Every reason a command can be refused for. */
export type Rejection = TransferRejection | AccountRejection
