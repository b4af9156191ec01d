import { formatMinorUnits, formatMoney, type Money, type Rejection } from '@waybill/core'

type Tag = Rejection['_tag']
type Sentences = { readonly [T in Tag]: (rejection: Extract<Rejection, { readonly _tag: T }>) => string }

const again = 'under a new command id'

const atMost = (what: string, largest: Money, requested: Money): string => {
  const found = `amount: ${what} is ${formatMoney(largest)}, and ${formatMoney(requested)} were asked for`
  return largest.minorUnits === 0n
    ? `${found}; there is nothing to take.`
    : `${found}; send at most ${formatMoney(largest)} ${again}.`
}

const listed = (names: ReadonlyArray<string>): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`

/** One sentence for each rejection: where, what was expected, what stood there, what can be done. None shows a number or name from elsewhere. */
export const rejectionSentences: Sentences = {
  TransferUnknown: ({ transferId }) =>
    `Transfer ${transferId}: this ledger holds no such transfer; check the id, or initiate the transfer first.`,
  TransferAlreadyExists: ({ transferId }) =>
    `Transfer ${transferId}: the id belongs to a transfer that was initiated before; take a new transfer id for a new transfer.`,
  StatusForbids: ({ transferId, command, status }) =>
    `${command}: transfer ${transferId} is ${status} and allows no such command; read its state and send what that allows.`,
  PayerIsPayee: ({ account }) =>
    `Account ${account}: the payer and the payee are the same account; name two different accounts ${again}.`,
  PayerNotInThisBook: ({ institution }) =>
    `Payer: an account of this book was expected, and one at ${institution} stood there; money from elsewhere comes in by ReportIncomingCredit.`,
  PayeeNotInThisBook: ({ institution }) =>
    `Payee: an account of this book was expected, and one at ${institution} stood there; name a rail that reaches it.`,
  RailNotForPayee: ({ rail, expected }) =>
    `Rail: ${expected} was expected for this payee, and ${rail} stood there; leave the rail out or name ${expected} ${again}.`,
  AccountUnknown: ({ account }) =>
    `Account ${account}: this ledger holds no such account; open it first, or check the id.`,
  AccountNotOpen: ({ account, phase }) =>
    `Account ${account}: an open account was expected, and this one is ${phase}; use another account.`,
  AccountIsFrozen: ({ account, scope }) =>
    scope === 'DEBITS'
      ? `Account ${account}: it is frozen, so that no money leaves it; lift the freeze first (UnfreezeAccount).`
      : `Account ${account}: it is frozen, so that no money leaves or reaches it; lift the freeze first (UnfreezeAccount).`,
  CurrencyDiffers: ({ field, expected, found }) =>
    `${field}: ${expected} was expected, and ${found} stood there; an account is in one currency, and a transfer in that of its payer.`,
  QuoteMissing: ({ account, payerCurrency, payeeCurrency }) =>
    `quote: account ${account} is in ${payeeCurrency} and the amount in ${payerCurrency}; send a quote between the two ${again}.`,
  QuoteDoesNotFit: ({ quoteId, field, expected, found }) =>
    `quote.${field}: ${expected} was expected, and the quote ${quoteId} has ${found}; send one between these two currencies ${again}.`,
  QuoteForOneCurrency: ({ quoteId, currency }) =>
    `quote: ${quoteId} changes ${currency} into itself; leave it out ${again}.`,
  QuoteAmountDiffers: ({ quoteId, expected, found }) =>
    `quote.buyAmount: ${formatMoney(expected)} follow from the rate of ${quoteId}, and ${formatMoney(found)} stood there; send a quote that agrees with itself ${again}.`,
  QuoteExpired: ({ quoteId, validUntil, receivedAt }) =>
    `The quote ${quoteId} was given until ${validUntil}, and the command was received at ${receivedAt}; nothing has left the payer, so ask for a new quote and initiate a new transfer.`,
  TooSmallToExchange: ({ amount, into }) =>
    `amount: ${formatMoney(amount)} would come to nothing in ${into}, or leave so little that it does; send more, or all that is left, ${again}.`,
  FundingDoesNotAddUp: ({ expected, found }) =>
    `funding: ${formatMoney(expected)} were expected for amount and fees, and the sources pay ${formatMoney(found)}; make them add up ${again}.`,
  FundingSourceTwice: ({ account }) =>
    `funding: account ${account} stands there twice; name each source once, with all that it pays.`,
  AmountTooLarge: ({ largest }) =>
    `amount: with its fees it exceeds ${formatMoney(largest)}, the largest amount; split the transfer.`,
  InsufficientAvailableBalance: ({ account, available, requested }) =>
    `Account ${account}: ${formatMoney(requested)} were asked for, and ${formatMoney(available)} are available; send at most that, or wait for money to come in, ${again}.`,
  ExpiryInThePast: ({ expiresAt, receivedAt }) =>
    `expiresAt: a time after ${receivedAt} was expected, and ${expiresAt} stood there; name a later time ${again}.`,
  ConfirmationTooLate: ({ expiresAt, receivedAt }) =>
    `The transfer could be confirmed until ${expiresAt}, and the confirmation was received at ${receivedAt}; nothing has left the payer, so initiate a new transfer.`,
  NotYetExpired: ({ expiresAt, receivedAt }) =>
    expiresAt === null
      ? 'The transfer has no time at which it expires; cancel or reject it instead.'
      : `The transfer can be confirmed until ${expiresAt}, and it was ${receivedAt}; wait until then, or cancel it.`,
  TransferIsHeld: ({ holds }) =>
    `A review holds the transfer (${listed(holds)}); it must be released first (ReleaseTransfer).`,
  HoldUnknown: ({ holdId }) => `holdId: no open hold is called ${holdId}; read the transfer for its open holds.`,
  HoldAlreadyPlaced: ({ holdId }) => `holdId: the hold ${holdId} is in place already; nothing needs to be done.`,
  NothingInTransit: ({ status }) =>
    status === 'INITIATED' || status === 'HELD'
      ? `The transfer is ${status}, and nothing of it is in transit yet; it must be confirmed first (ConfirmTransfer).`
      : `The transfer is ${status}, and nothing of it is in transit any more; read it for where its money is.`,
  CreditExceedsInTransit: ({ inTransit, requested }) => atMost('what is in transit', inTransit, requested),
  AlreadySubmitted: ({ railKey }) =>
    `The transfer was handed to its rail before, under the key ${railKey}; inquire instead of submitting again.`,
  NotSubmitted: ({ status }) => `The transfer is ${status} and was not handed to a rail yet; submit it first.`,
  ReversalOutsideThisBook: ({ rail }) =>
    `Only a transfer inside this book can be reversed, and this one travels by ${rail}; request a recall instead.`,
  ReversalExceedsCredit: ({ withPayee, requested }) =>
    atMost('what the payee has of this credit', withPayee, requested),
  ExceptionUnknown: ({ exceptionId }) =>
    `exceptionId: the transfer has no exception called ${exceptionId}; read the transfer for its exceptions.`,
  ExceptionNotOpen: ({ exceptionId }) =>
    `The exception ${exceptionId} is resolved already; nothing needs to be done about it.`,
  ExceptionHoldsNoMoney: ({ exceptionId }) =>
    `The exception ${exceptionId} is a contradiction that moved no money; explain it instead (ExplainMismatch).`,
  ExceptionHoldsMoney: ({ exceptionId, open }) =>
    `The exception ${exceptionId} holds ${formatMoney(open)}, which an explanation does not move; resolve it or write it off instead.`,
  ExceptionIsNoLoss: ({ exceptionId }) =>
    `The exception ${exceptionId} is money that came back too much, so there is no loss to write off; resolve it instead (ResolveException).`,
  ResolutionExceedsException: ({ open, requested }) => atMost('what is open of the exception', open, requested),
  FieldDoesNotFit: ({ field, how }) =>
    `${field}: ALLOCATED needs an account and SET_OFF an exception to set it against, and neither takes the other; this is ${how}.`,
  SourceOutsideThisBook: ({ exceptionId }) =>
    `The money of the exception ${exceptionId} is outside this book, where no command reaches it; request a recall, name who bears it, or write it off.`,
  ExceptionsDoNotOffset: ({ exceptionId, against }) =>
    `The exceptions ${exceptionId} and ${against} do not set each other off: one must be what came back too much, the other what is owed.`,
  NameRequired: ({ field }) =>
    `${field}: the name of a person was expected, because somebody must answer for this; name them.`,
  SamePersonTwice: ({ name }) => `approvedBy: another person than ${name} was expected; let somebody else approve it.`,
  AccountNotCorrectable: ({ account }) =>
    `Account ${account}: what stands there follows from transfers, or is in another currency; only accounts of customers, suspense, operator loss and nostro are corrected by hand.`,
  CorrectionMovesNothing: ({ account }) =>
    `Account ${account}: a correction from an account to itself moves nothing; name two different accounts.`,
  RecallInThisBook: ({ transferId }) =>
    `Transfer ${transferId}: it never left this book, so there is nobody to recall it from; reverse it instead.`,
  RecallAlreadyOpen: ({ recallId }) =>
    `The recall ${recallId} is open, and one at a time may be; wait for its answer or withdraw it.`,
  RecallIdUsed: ({ recallId }) => `recallId: the transfer has a recall called ${recallId} already; take another id.`,
  RecallUnknown: ({ recallId }) =>
    `recallId: the transfer has no recall called ${recallId}; read the transfer for its recalls.`,
  RecallNotOpen: ({ recallId, phase }) =>
    `The recall ${recallId} is ${phase} and waits for nothing any more; nothing can be changed about it.`,
  RecallNotOverdue: ({ recallId, answerDueAt, receivedAt }) =>
    `The recall ${recallId} may be answered until ${answerDueAt}, and it was ${receivedAt}; wait until then.`,
  RecallExceedsTransfer: ({ largest, requested }) => atMost('what is outside this book', largest, requested),
  DisputeAlreadyOpen: ({ disputeId }) =>
    `The same claimant has the dispute ${disputeId} open; add to it, or close it first.`,
  DisputeIdUsed: ({ disputeId }) =>
    `disputeId: the transfer has a dispute called ${disputeId} already; take another id.`,
  DisputeUnknown: ({ disputeId }) =>
    `disputeId: the transfer has no dispute called ${disputeId}; read the transfer for its disputes.`,
  DisputePhaseForbids: ({ disputeId, phase, command }) =>
    `${command}: the dispute ${disputeId} is ${phase}, which allows no such command; read the case for what it allows.`,
  ClaimExceedsTransfer: ({ largest, requested }) => atMost('the transfer', largest, requested),
  ResolutionNotPaid: ({ disputeId, owed, landed }) =>
    `The dispute ${disputeId} is resolved with ${formatMoney(owed)} owed, and ${formatMoney(landed)} came back so far; pay the rest first.`,
  OutcomeForbids: ({ disputeId, outcome, command }) =>
    `${command}: the dispute ${disputeId} was decided ${outcome}, which owes nothing; rescind what was given until the decision instead.`,
  AlreadyReopened: ({ disputeId }) =>
    `The dispute ${disputeId} was opened again once, and no dispute is opened a third time; its decision stands.`,
  EvidenceIsKnown: ({ disputeId }) =>
    `documentDigest: the document was handed in before the dispute ${disputeId} was decided; only new evidence opens it again.`,
  RemedyExceedsLoss: ({ room, requested }) => atMost('what may still be made good of this loss', room, requested),
  CompensationStands: ({ command, given }) =>
    `${command}: the payer was given ${formatMoney(given)} for this loss, and one loss is never put right twice; rescind what is only given until the decision, or leave the money where it is.`,
  MadeGoodMeanwhile: ({ seen, now }) =>
    `alreadyMadeGood: ${formatMoney(now)} of the loss are made good, and the command was decided when it was ${formatMoney(seen)}; look again and decide anew ${again}.`,
  ProvisionalCreditTooSmall: ({ outstanding, requested }) =>
    atMost('what is given until the decision', outstanding, requested),
  ProvisionalCreditOutstanding: ({ disputeId, outstanding }) =>
    `The dispute ${disputeId} cannot end while ${formatMoney(outstanding)} are given until its decision; make them final or rescind them first.`,
  RequestUnknown: ({ requestId }) =>
    `requestId: the dispute has no open request called ${requestId}; leave it out, or name an open one.`,
  AccountAlreadyOpen: ({ account }) => `Account ${account}: it was opened before; take another id for another account.`,
  AccountNotClosing: ({ account }) =>
    `Account ${account}: it must begin to close before it is closed; send BeginClosingAccount first.`,
  AccountNotFrozen: ({ account }) => `Account ${account}: it is not frozen; nothing needs to be done.`,
  AccountNotEmpty: ({ account, booked, currency }) =>
    `Account ${account}: a balance of zero was expected, and ${currency} ${formatMinorUnits(booked, currency)} stand there; move them first.`,
  ReservationsOpen: ({ account, transfers }) =>
    `Account ${account}: sums are still reserved for ${listed(transfers)}; confirm or cancel these first.`,
  LimitOnlyForCreditLine: ({ account, kind }) =>
    `Account ${account}: only a credit line or an account of the operator may go below zero, and this is ${kind}; use a limit of zero.`,
  LimitBelowUse: ({ account, used, requested }) =>
    `Account ${account}: ${formatMoney(used)} of the limit are in use, and a limit of ${formatMoney(requested)} was asked for; set it to ${formatMoney(used)} or more.`,
}

/** What a rejection says, in one sentence. */
export const rejectionSentence = (rejection: Rejection): string =>
  (rejectionSentences[rejection._tag] as (of: Rejection) => string)(rejection)
