import type { Rejection } from '../transfer/rejection.js'

/** What a refusal means, and what whoever meets it may do: for people, beside the one sentence that names the facts. */
export type Meaning = {
  /** The rule that said no, in one sentence. */
  readonly meaning: string
  /** What to do now, and what not. */
  readonly advice: string
}

/** What each rejection means. */
export const rejectionMeanings: { readonly [T in Rejection['_tag']]: Meaning } = {
  TransferUnknown: {
    meaning: 'The command names a transfer that this ledger has never recorded.',
    advice:
      'Nothing moved. Check the id and the ledger first: a transfer that the client sent and that is not here never reached this engine (cause A2), or reached it and was refused under another id.',
  },
  TransferAlreadyExists: {
    meaning: 'The transfer id belongs to a transfer that was initiated before, under another command id.',
    advice:
      'A client that repeats itself must repeat the command id too; then it is given the first answer again. A new transfer takes a new transfer id.',
  },
  StatusForbids: {
    meaning: 'The transfer has come to a status in which this command has no sense.',
    advice:
      'Read the state of the transfer first: what was asked for may have happened already, or may have become impossible. The table of states and commands lists what each status allows.',
  },
  PayerIsPayee: {
    meaning: 'The payee is the payer, or another account that the transfer is to be paid from.',
    advice: 'Name two different accounts. Money that stays where it is needs no transfer.',
  },
  PayerNotInThisBook: {
    meaning: 'A transfer that is initiated here is paid by an account of this book, and this payer is held elsewhere.',
    advice:
      'Money that comes from elsewhere is not initiated here: it is reported when it has arrived, with ReportIncomingCredit.',
  },
  PayeeNotInThisBook: {
    meaning: 'The payee is held elsewhere, and the instruction names no rail by which it can be reached.',
    advice: 'Name the rail. A rail need not be registered with this engine to be named: the transfer waits for it.',
  },
  RailNotForPayee: {
    meaning: 'The payee is an account of this book, and the instruction names a rail that leaves the book.',
    advice: 'Leave the rail out: inside the book it is `book`.',
  },
  AccountUnknown: {
    meaning: 'The account has never been opened in this ledger.',
    advice:
      'Check the id, and whether the account is held elsewhere: then it is named together with its institution. An account of this book is opened first.',
  },
  AccountNotOpen: {
    meaning: 'The account is closing or closed, and nothing new may begin on it.',
    advice:
      'What had begun before is brought to its end. A payee whose account is closed needs another account; a closed account is never opened again.',
  },
  AccountIsFrozen: {
    meaning: 'Somebody with authority has frozen the account, for what leaves it or for both directions.',
    advice:
      'Only whoever placed the freeze lifts it. Tell the customer no more than the reason on record allows: some freezes may not be explained to whom they concern.',
  },
  CurrencyDiffers: {
    meaning: 'An amount is in another currency than the account, the transfer or the rest of the command.',
    advice:
      "Everything that an instruction and the commands after it say is in the payer's currency, also where the payee has another: that one stands in the quote alone.",
  },
  QuoteMissing: {
    meaning: 'Payer and payee have accounts in two currencies, and the instruction brings no quote.',
    advice:
      'The engine knows no rates. Ask whoever quotes them, show the customer what the amount becomes, and send the instruction with that quote.',
  },
  QuoteDoesNotFit: {
    meaning: "The quote is between other currencies than the payer's amount and the payee's account.",
    advice: 'Nothing was reserved. Ask for a quote between these two currencies; a quote is never turned round.',
  },
  QuoteForOneCurrency: {
    meaning: 'The quote changes a currency into itself.',
    advice: 'Leave the quote out: money that keeps its currency is moved at no rate.',
  },
  QuoteAmountDiffers: {
    meaning: 'The sum in the quote is a minor unit or more away from amount times rate, whichever way it is rounded.',
    advice:
      'Do not correct one of the two by hand: the customer was shown one of them. Ask for the quote again, or leave the sum out, and it is worked out from the rate.',
  },
  QuoteExpired: {
    meaning: 'The command was received at or after the time until which the quote was given.',
    advice:
      'Nothing left the payer. Where the transfer was initiated already, cancel it or let it expire; ask for a new quote, show it, and initiate a new transfer.',
  },
  TooSmallToExchange: {
    meaning:
      "So little of the payer's money comes to less than one minor unit of the payee's, or would leave so little behind.",
    advice: 'Credit or take back a greater part, or all that is left: the whole always comes out as it was quoted.',
  },
  FundingDoesNotAddUp: {
    meaning: 'The sources that pay the transfer do not together pay its amount and its fees, to the minor unit.',
    advice: 'Recompute the funding. Splitting a sum by shares loses or gains a unit unless the rest is assigned.',
  },
  FundingSourceTwice: {
    meaning: 'One account stands twice among the sources that pay the transfer.',
    advice: 'Name each source once, with all that it pays.',
  },
  AmountTooLarge: {
    meaning: 'Amount and fees together are more than the largest amount, 2^63 - 1 minor units.',
    advice: 'In practice a unit was mistaken: minor units were written where major units were meant, or the other way.',
  },
  InsufficientAvailableBalance: {
    meaning: 'A source of the transfer has less available than it is to pay: amount and fees.',
    advice:
      'Nothing was reserved. Available is booked, less what is reserved for other transfers, plus the credit limit; `waybill balance` lists the reservations that stand in the way. Money on its way to the account counts only when it has been credited.',
  },
  ExpiryInThePast: {
    meaning: 'The instruction would have expired before it was received.',
    advice: 'Name a later time. If the time was right when it was written, the command was under way too long.',
  },
  ConfirmationTooLate: {
    meaning: 'The confirmation was received at or after the time until which the transfer could be confirmed.',
    advice:
      'Nothing left the payer, and what was reserved is released. The customer who still wants to pay begins anew, under a new transfer id.',
  },
  NotYetExpired: {
    meaning: 'The transfer has a time until which it can be confirmed, and that time has not come; or it has none.',
    advice: 'Expiring is the work of `runDue`. To end a transfer sooner, cancel or reject it.',
  },
  TransferIsHeld: {
    meaning: 'A review holds the transfer, and nothing goes on before it is released.',
    advice:
      'The money stays where it is. Whoever does the review releases the transfer with ReleaseTransfer, or ends it; nobody else can, and asking again changes nothing.',
  },
  HoldUnknown: {
    meaning: 'No open hold of the transfer has this id: it was never placed, or was released before.',
    advice: 'Read the transfer for its open holds.',
  },
  HoldAlreadyPlaced: {
    meaning: 'A hold with this id is in place already.',
    advice: 'Nothing needs to be done. A second review takes an id of its own.',
  },
  NothingInTransit: {
    meaning: 'Nothing of this transfer is on its way: it is not confirmed yet, or all of it has arrived or come back.',
    advice: 'Read the transfer for where its money is before anything is sent again.',
  },
  CreditExceedsInTransit: {
    meaning: 'The payee would be credited with more than is on its way.',
    advice:
      'Credit what is in transit. If more really arrived somewhere, that is a fact and not a command: it is reported, and what is beyond the instruction goes to the account for exceptions.',
  },
  AlreadySubmitted: {
    meaning: 'The transfer was handed to its rail before, and a rail is given one transfer once.',
    advice:
      'Never submit again, and never under another key: that is how one payment becomes two. Inquire what became of the first submission.',
  },
  NotSubmitted: {
    meaning: 'The command is about a submission, and the transfer was not handed to a rail yet.',
    advice: 'Submit the transfer first, or let `runDue` do so.',
  },
  ReversalOutsideThisBook: {
    meaning: 'The transfer went by a rail, so that its credit stands in a book that is not ours to correct.',
    advice: 'Ask for the money with RequestRecall; it comes back only when the other side sends it.',
  },
  ReversalExceedsCredit: {
    meaning: 'The payee was credited with less, or has less of this credit left, than is to be taken back.',
    advice: 'What is there may be taken, by a command that says so. The rest is a claim against the payee.',
  },
  RecallInThisBook: {
    meaning: 'The transfer never left this book, so there is nobody to ask.',
    advice: 'Correct it with ReverseTransfer.',
  },
  RecallAlreadyOpen: {
    meaning: 'A recall of this transfer is open, and one at a time may be.',
    advice: 'Wait for the answer, or withdraw the open recall before another is requested.',
  },
  RecallIdUsed: {
    meaning: 'The transfer has or had a recall with this id.',
    advice: 'A further recall takes an id of its own, so that an answer can never be taken for that of another.',
  },
  RecallUnknown: {
    meaning: 'The transfer has no recall with this id.',
    advice: 'Read the transfer for its recalls.',
  },
  RecallNotOpen: {
    meaning: 'The recall has been answered or withdrawn, and waits for nothing.',
    advice:
      'A recall that the other side accepted is followed by a return; until that lands, the money is still there.',
  },
  RecallNotOverdue: {
    meaning: 'The other side still has time to answer the recall.',
    advice: 'Wait. Declaring a recall unanswered is the work of `runDue` when the time has passed.',
  },
  RecallExceedsTransfer: {
    meaning: 'More is asked back than this transfer has outside this book.',
    advice:
      'Ask for what is there: what is in transit, what the payee has, and what was executed beyond the instruction.',
  },
  DisputeAlreadyOpen: {
    meaning: 'The same claimant has a dispute about this transfer open.',
    advice: 'Add evidence to the open dispute. Another claimant may open one beside it.',
  },
  DisputeIdUsed: {
    meaning: 'The transfer has or had a dispute with this id.',
    advice: 'A further dispute takes an id of its own.',
  },
  DisputeUnknown: {
    meaning: 'The transfer has no dispute with this id.',
    advice: 'Read the transfer for its disputes.',
  },
  DisputePhaseForbids: {
    meaning: 'The dispute has not come to the phase for this command, or is past it.',
    advice:
      'A dispute is opened, put under review, resolved, and closed when the money that it owes has landed; evidence may be added until it is resolved.',
  },
  ClaimExceedsTransfer: {
    meaning: 'More is claimed or granted than the transfer was about.',
    advice: 'A loss beyond the transfer itself, such as a missed discount, is no dispute about the transfer.',
  },
  ResolutionNotPaid: {
    meaning: 'The dispute was decided for the claimant, and the money that it owes has not come back yet.',
    advice:
      'Bring the money first: a reversal inside this book, or a return from outside. A decision alone is no money, and a closed dispute says that the claimant has it.',
  },
  OutcomeForbids: {
    meaning: 'The dispute was decided in a way that owes nothing of this kind.',
    advice:
      'What a denied dispute was given until its decision is rescinded. Whoever disagrees reopens the dispute with new evidence.',
  },
  AlreadyReopened: {
    meaning: 'A dispute is opened again once, and this one was.',
    advice: 'The decision stands. What is wrong with another transfer is disputed there.',
  },
  EvidenceIsKnown: {
    meaning: 'The document that is to open the dispute again was handed in before.',
    advice: 'Only new evidence opens a decided dispute: hand in what nobody has seen.',
  },
  RemedyExceedsLoss: {
    meaning: 'More would be made good than the claim, or the transfer, leaves room for.',
    advice:
      'One loss is made good once, whoever gives it and under how many disputes: what came back and what was given already count. Ask for the room that is named, or for nothing.',
  },
  CompensationStands: {
    meaning:
      'The operator has given the payer money for this loss, and the command would bring the money to the payee as well.',
    advice:
      'One loss is put right in one of two ways, and never in both. What was given until the decision may be rescinded, and then the money may go on; what was given for good stays, and what is still under way is the operator’s when it comes back.',
  },
  MadeGoodMeanwhile: {
    meaning: 'Something was made good of the loss between the decision and the command.',
    advice:
      'Look again: the money may be back. What is still open is a new decision, under the key that follows from the new state (`engine.remedyId`).',
  },
  ProvisionalCreditTooSmall: {
    meaning: 'Less is given until the decision than is to be taken back or made final.',
    advice: 'What came back repaid a part of it, or it was rescinded before. Ask for at most what is outstanding.',
  },
  ProvisionalCreditOutstanding: {
    meaning: 'The dispute cannot end while something is given until its decision.',
    advice: 'Make final what the decision owes, and rescind the rest; then close or withdraw the dispute.',
  },
  RequestUnknown: {
    meaning: 'The dispute has no open request for evidence with this id.',
    advice: 'Hand the document in without naming a request, or name one that is open.',
  },
  ExceptionUnknown: {
    meaning: 'The transfer has no exception with this id.',
    advice: 'Read the transfer for its exceptions; they are numbered as they arose, from `x1`.',
  },
  ExceptionNotOpen: {
    meaning: 'The exception has been resolved before.',
    advice:
      'Nothing needs to be done. If it was resolved wrongly, that is put right by a correction, not by opening it again.',
  },
  ExceptionHoldsNoMoney: {
    meaning: 'The exception is a contradiction between a report and the record, and no money stands in it.',
    advice: 'Find out why the report contradicts, and say so with ExplainMismatch.',
  },
  ExceptionHoldsMoney: {
    meaning: 'Money stands in the exception, and an explanation alone leaves it there.',
    advice: 'Bring it to where it belongs with ResolveException, or let the operator bear it with WriteOffException.',
  },
  ExceptionIsNoLoss: {
    meaning: 'The exception is money that came back too much: somebody else’s money, and no loss of the operator.',
    advice: 'Give it back to its source, to whom it is due, or set it off against what is owed.',
  },
  ResolutionExceedsException: {
    meaning: 'More is to be resolved or written off than is open of the exception.',
    advice: 'Leave the amount out for all that is open, or name a part of it.',
  },
  FieldDoesNotFit: {
    meaning: 'A field is given that this way of resolving does not take, or left out where it is needed.',
    advice: 'ALLOCATED names an account, SET_OFF names the other exception, RETURNED_TO_SOURCE names neither.',
  },
  SourceOutsideThisBook: {
    meaning:
      'The money that was executed beyond the instruction is with an account elsewhere, where no command reaches it.',
    advice:
      'Ask for it with RequestRecall; when it comes back, the exception is settled by that. Until then nobody has it but them.',
  },
  ExceptionsDoNotOffset: {
    meaning: 'Both exceptions are of the same side: two sums that came back too much, or two that are owed.',
    advice: 'Set off one that came back too much against one that is owed; else resolve each by itself.',
  },
  NameRequired: {
    meaning: 'What is asked for must be answered for by a person, and a party without a name is given.',
    advice: 'Name the person of the operator who does or approves it.',
  },
  SamePersonTwice: {
    meaning: 'One person asks and the same approves.',
    advice: 'Somebody else looks at it and approves; that is what the two names are for.',
  },
  AccountNotCorrectable: {
    meaning:
      'What stands in the account follows from transfers, or is in another currency, so it is not corrected by hand.',
    advice: 'Put the transfer right by the command for it: a reversal, a resolution of its exception, a recall.',
  },
  CorrectionMovesNothing: {
    meaning: 'The correction goes from an account to itself.',
    advice: 'Name two different accounts.',
  },
  AccountAlreadyOpen: {
    meaning: 'The account id was used before: one id names one account for ever.',
    advice: 'Take another id. An account that was closed does not come back.',
  },
  AccountNotClosing: {
    meaning: 'An account is closed in two steps, and the first has not been taken.',
    advice: 'Send BeginClosingAccount, let what is open come to its end, then close it.',
  },
  AccountNotFrozen: {
    meaning: 'There is no freeze to lift.',
    advice: 'Nothing needs to be done. If money still does not leave, another rule holds it: read its answer.',
  },
  AccountNotEmpty: {
    meaning: 'Money stands in the account, or is owed by it.',
    advice: 'Move what is there, or settle what is owed, then close it.',
  },
  ReservationsOpen: {
    meaning: 'Sums of this account are kept for transfers that are not confirmed, cancelled or expired.',
    advice: 'Bring those transfers to their end; a reservation ends with its transfer and in no other way.',
  },
  LimitOnlyForCreditLine: {
    meaning: "A limit was asked for on an account that holds a customer's own money and may not go below zero.",
    advice: 'Lend on an account of the kind CREDIT_LINE, opened for that.',
  },
  LimitBelowUse: {
    meaning: 'More of the limit is in use than would remain.',
    advice: 'Lower it to what is in use at most, and again when the debt has been paid down.',
  },
}
