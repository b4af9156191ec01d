import { sumOfFees, type Fee, type FundsEvent, type Money, type MovementEvent, type SagaEvent } from '@waybill/core'
import { counted } from '@waybill/explain'
import { account, code, money, party, plainWord, quoted, time, where, type Sentences } from './wording.js'

/** A sum as it moved, with what it is of the payer's money where it had been exchanged. */
const atQuote = (moved: Money, ofPayer: Money | undefined): string =>
  `${money(moved)}${where(ofPayer, (part) => `, at the quote ${money(part)},`)}`

/** What was kept as charges; nothing where nothing was. */
const lessCharges = (fees: ReadonlyArray<Fee>, ofPayer: Money | undefined): string => {
  const [first] = fees
  if (first === undefined) return ''
  return `, and kept ${atQuote({ ...first.amount, minorUnits: sumOfFees(fees) }, ofPayer)} as charges`
}

/** What each step of the money says. */
export const movementSentences: Sentences<MovementEvent> = {
  TransferInitiated: ({ amount, payee, payer, pendingFunds, promisedBy, quote, rail }) =>
    `The instruction is recorded: ${money(amount)} from ${account(payer)} to ${account(payee)} by ${rail}${where(quoted(quote) ?? undefined, (sum) => `, to arrive as ${sum}`)}${where(promisedBy, (by) => `, promised by ${time(by)}`)}. ${pendingFunds === undefined ? 'The amount is reserved.' : 'The amount is about to be reserved.'}`,
  TransferFundsConfirmed: () => 'The amount is reserved on every account that pays.',
  TransferRejected: ({ by, reason }) =>
    `${party(by)} ended the transfer before anything moved (${code(reason)}); the amount is free again.`,
  TransferCancelled: ({ by, reason }) =>
    `${party(by)} withdrew the transfer before it was confirmed${where(reason, (given) => ` (${code(given)})`)}; the amount is free again.`,
  TransferExpired: ({ expiresAt }) => `No confirmation came by ${time(expiresAt)}; the amount is free again.`,
  TransferConfirmed: ({ by, method }) =>
    `${party(by)} confirmed${where(method, (used) => ` (${used})`)}: the money leaves the payer.`,
  TransferHeld: ({ by, kind, reviewDueAt, rule }) =>
    `${party(by)} stopped the transfer for a ${plainWord(kind)} review (rule ${rule})${where(reviewDueAt, (due) => `, due ${time(due)}`)}; the money stays where it is.`,
  TransferReleased: ({ by }) => `${party(by)} freed the transfer.`,
  SubmissionStarted: ({ answerDueAt, rail }) =>
    `${rail} is about to be called, once and never again; an answer is due by ${time(answerDueAt)}.`,
  TransferSubmitted: ({ rail, status }) =>
    `${rail} acknowledged that it has the instruction${where(status, (said) => ` (${code(said)})`)}.`,
  TransferStatusReported: ({ account: at, amount, by, reason, status }) =>
    `${party(by)} said ${code(status)}${where(reason, (why) => `, because ${code(why)}`)}${where(amount, (sum) => `, about ${money(sum)}`)}${where(at, (named) => ` and ${account(named)}`)}. Nothing moves by this.`,
  TransferOutcomeUnknown: ({ because, inquiryDueAt, owner }) =>
    `Whether the money arrived is in doubt (${plainWord(because)}): nothing is released and nothing is sent again; ${party(owner)} is to ask by ${time(inquiryDueAt)}.`,
  StatusInquirySent: ({ answerDueAt, to }) =>
    `${party(to)} was asked what became of it; an answer is due by ${time(answerDueAt)}.`,
  StatusInquiryAnswered: ({ answer, by, final, status }) => {
    if (answer === 'NO_ANSWER') return `${party(by)} did not answer the inquiry.`
    if (answer === 'NEVER_RECEIVED')
      return `${party(by)} answered that it never received the instruction${final ? ', and will refuse it from now on' : ''}.`
    return `${party(by)} answered the inquiry${where(status, (said) => `: ${code(said)}`)}.`
  },
  TransferCredited: ({ account: credited, amount, by, converted, postedTo }) =>
    `${money(amount)} ${where(converted, (sum) => `became ${money(sum)} at the quote, which `)}was credited to ${account(credited)}${where(by, (told) => `, as ${party(told)} reports`)}${where(postedTo, (elsewhere) => `; it is booked to ${elsewhere}`)}.`,
  TransferFailed: ({ amount, by, reason }) =>
    `${party(by)} refused it for good (${code(reason)}); ${money(amount)} is back with the payer.`,
  TransferReturned: ({ amount, by, converted, fees = [], keptOfAmount, outOf, reason }) =>
    `${party(by)} sent ${converted === undefined ? money(amount) : atQuote(converted, amount)} back (${code(reason)})${outOf === 'CREDITED' ? ', out of what had been credited' : ''}${lessCharges(fees, keptOfAmount)}.`,
  TransferReversed: ({ amount, by, converted, kind }) =>
    `${party(by)} corrected it (${plainWord(kind)}): the payee gives ${money(converted ?? amount)} back, the payer has ${converted === undefined ? 'it again' : `${money(amount)} again, at the quote`}.`,
  DuplicateDetected: ({ account: credited, amount, by }) =>
    `${party(by)} reports another credit of ${money(amount)} to ${account(credited)}, more than was confirmed; the excess stands in the exception account.`,
  MismatchObserved: ({ by, expected, field, found, outcome }) =>
    `${party(by)} reports ${plainWord(outcome)}, which contradicts what is recorded: ${field} was expected to be ${expected}, and is ${found}. Nothing is posted.`,
  LateOutcomeReceived: ({ account: credited, amount, by }) =>
    `${party(by)} reports a credit of ${money(amount)} to ${account(credited)}, although the money had gone back to the payer, who now owes it.`,
  ExcessReturned: ({ amount, by, reason }) =>
    `${party(by)} sent back ${money(amount)} more than was left of the transfer (${code(reason)}); it stands in the exception account.`,
  ExceptionResolved: ({ account: named, against, amount, by, exceptionId }) => {
    const where = named === undefined ? 'returned to its source' : `allocated to ${named}`
    return `${party(by)} resolved ${money(amount)} of exception ${exceptionId}: ${against === undefined ? where : `set off against ${against}`}.`
  },
  ExceptionWrittenOff: ({ amount, approvedBy, by, exceptionId }) =>
    `${party(by)} wrote off ${money(amount)} of exception ${exceptionId}, approved by ${party(approvedBy)}: the operator bears it.`,
  MismatchExplained: ({ by, exceptionId, reason }) =>
    `${party(by)} explained the contradiction ${exceptionId}: “${reason}”`,
  CorrectionPosted: ({ amount, approvedBy, by, corrects, from, to }) =>
    `${party(by)} corrected ${corrects} by hand, approved by ${party(approvedBy)}: ${money(amount)} from ${from} to ${to}.`,
  CommandRefused: ({ command, rejection }) => `${command} was refused: ${rejection}.`,
}

/** What each step on a payer's funds says. */
export const fundsSentences: Sentences<FundsEvent> = {
  FundsReserved: ({ amount }) => `${money(amount)} is kept for the transfer: still booked, no longer available.`,
  FundsCaptured: ({ amount }) => `The reserved ${money(amount)} left the account.`,
  FundsReleased: ({ amount, purpose }) =>
    purpose === undefined
      ? `The reserved ${money(amount)} is available again.`
      : `${money(amount)} that had been taken is available again (${plainWord(purpose)}).`,
  FundsTaken: ({ amount, purpose }) =>
    `${money(amount)} left the account without a reservation before it (${plainWord(purpose)}).`,
  FundsRefused: ({ commandId, rejection }) => `Nothing is kept or taken for the command ${commandId}: ${rejection}.`,
  FundsTermsSet: ({ freeze, limit, phase }) =>
    [
      'Whatever lowers the account obeys this from here on:',
      ...(freeze === undefined ? [] : [`freeze ${plainWord(freeze)}`]),
      ...(limit === undefined ? [] : [`limit ${money(limit)}`]),
      ...(phase === undefined ? [] : [`phase ${plainWord(phase)}`]),
    ].join(' '),
}

/** What each end of a decision says that was stored step by step. */
export const sagaSentences: Sentences<SagaEvent> = {
  CommandClaimed: ({ command, commandId }) => `${command} was taken under the id ${commandId}.`,
  CommandDecided: ({ events }) => `The decision is whole, in ${counted(events.length, 'event')}.`,
}
