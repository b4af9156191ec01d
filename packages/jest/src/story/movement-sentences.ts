import { isOurs, sameAccount, type MovementEvent, type TransferInitiated } from '@waybill/core'
import { sentence, type EventNamed, type Sentence } from './sentence.js'
import { tellCode, tellEntry, tellList, tellMoney, tellParty, tellReference } from './tell-value.js'
import type { Teller } from './teller.js'

type Told = { readonly reportId?: string; readonly by?: Parameters<typeof tellParty>[0]; readonly asOf?: string }

/** Who said it, in which message, as of when. */
export const tellTelling = (teller: Teller, { reportId, by, asOf }: Told): string =>
  [
    ...(by === undefined ? [] : [`, said ${tellParty(by)}`]),
    ...(reportId === undefined ? [] : [` in ${teller.text(reportId)}`]),
    ...(asOf === undefined ? [] : [` as of ${teller.time(asOf)}`]),
  ].join('')

type Shares = ReadonlyArray<{ readonly account: string; readonly amount: Parameters<typeof tellMoney>[0] }>

/** `mei CNY 71.00 and savings CNY 30.00`. */
export const tellShares = (teller: Teller, shares: Shares): string =>
  tellList(shares.map(({ account, amount }) => `${teller.text(account)} ${tellMoney(amount)}`))

type Funded = Pick<TransferInitiated, 'payer' | 'amount' | 'funding' | 'fees'>

/** Nothing where the payer's account pays it all. */
const tellFunding = (teller: Teller, { payer, amount, funding, fees }: Funded): string => {
  const [first] = funding
  if (first === undefined) return ', with money from elsewhere'
  const total = fees.reduce((sum, fee) => sum + fee.amount.minorUnits, amount.minorUnits)
  const isPlain =
    funding.length === 1 && sameAccount({ account: first.account }, payer) && first.amount.minorUnits === total
  return isPlain ? '' : `, out of ${tellShares(teller, funding)}`
}

type Gain = Pick<EventNamed<'TransferCredited'>, 'account' | 'amount' | 'entry'>

/** Who has how much, and from where; once only where the entry says it already. */
const tellGain = (teller: Teller, { account, amount, entry }: Gain, how = ''): string => {
  const given = entry.postings.filter(({ creditDebit }) => creditDebit === 'CRDT')
  const saysIt =
    isOurs(account) &&
    given.length === 1 &&
    given.every((leg) => leg.account === account.account && tellMoney(leg.amount) === tellMoney(amount))
  const gain = `${tellReference(teller, account)} has ${tellMoney(amount)}${how}, `
  return `${saysIt && how === '' ? '' : gain}${tellEntry(teller, entry)}`
}

type Back = Pick<EventNamed<'TransferFailed'>, 'amount' | 'allocation' | 'entry'>

/** How much goes back to whom; once only where the entry says it already. */
const tellBack = (teller: Teller, { amount, allocation, entry }: Back): string => {
  const given = entry.postings.filter(({ creditDebit }) => creditDebit === 'CRDT')
  const saysIt =
    tellShares(teller, given) === tellShares(teller, allocation) &&
    amount.minorUnits === allocation.reduce((sum, share) => sum + share.amount.minorUnits, 0n)
  const back = `${tellMoney(amount)} back to ${tellShares(teller, allocation)}, `
  return `${saysIt ? '' : back}${tellEntry(teller, entry)}`
}

/** What each event of a transfer's movement tells. */
export const movementSentences = {
  TransferInitiated: sentence(
    'TransferInitiated',
    ['payer', 'payee', 'amount', 'rail', 'confirmationRequired', 'funding', 'fees'],
    (event, teller) => {
      const fees = event.fees.map(({ kind, amount, bearer }) => `${kind} ${tellMoney(amount)} borne by the ${bearer}`)
      return [
        `${tellReference(teller, event.payer)} pays ${tellReference(teller, event.payee)} ${tellMoney(event.amount)}`,
        ` over ${event.rail}`,
        event.confirmationRequired ? ', once confirmed' : ', without a confirmation',
        tellFunding(teller, event),
        fees.length === 0 ? '' : `, fees ${tellList(fees)}`,
      ].join('')
    },
  ),
  TransferRejected: sentence(
    'TransferRejected',
    ['by', 'reason'],
    ({ by, reason }) => `by ${tellParty(by)} for ${tellCode(reason)}`,
  ),
  TransferCancelled: sentence('TransferCancelled', ['by'], ({ by }) => `by ${tellParty(by)}`),
  TransferExpired: sentence(
    'TransferExpired',
    ['expiresAt'],
    ({ expiresAt }, teller) => `not confirmed by ${teller.time(expiresAt)}`,
  ),
  TransferConfirmed: sentence(
    'TransferConfirmed',
    ['by', 'entry'],
    ({ by, entry }, teller) => `by ${tellParty(by)}, ${tellEntry(teller, entry)}`,
  ),
  TransferHeld: sentence(
    'TransferHeld',
    ['holdId', 'kind', 'rule', 'ruleVersion', 'by'],
    ({ holdId, kind, rule, ruleVersion, by }, teller) =>
      `hold ${teller.text(holdId)} by ${tellParty(by)}, ${kind}, rule ${rule} version ${ruleVersion}`,
  ),
  TransferReleased: sentence(
    'TransferReleased',
    ['holdId', 'by'],
    ({ holdId, by }, teller) => `hold ${teller.text(holdId)} lifted by ${tellParty(by)}`,
  ),
  SubmissionStarted: sentence(
    'SubmissionStarted',
    ['rail', 'railKey', 'messageDigest', 'answerDueAt'],
    ({ rail, railKey, messageDigest, answerDueAt }, teller) =>
      `to ${rail} under the key ${teller.text(railKey)}, message ${teller.text(messageDigest)}, an answer due at ${teller.time(answerDueAt)}`,
  ),
  TransferSubmitted: sentence(
    'TransferSubmitted',
    ['rail', 'railReference', 'reportId', 'by', 'asOf'],
    (event, teller) => `${event.rail} has it as ${teller.text(event.railReference)}${tellTelling(teller, event)}`,
  ),
  TransferStatusReported: sentence(
    'TransferStatusReported',
    ['status', 'reason', 'reportId', 'by', 'asOf'],
    (event, teller) =>
      `${tellCode(event.status)}${event.reason === undefined ? '' : ` for ${tellCode(event.reason)}`}${tellTelling(teller, event)}`,
  ),
  TransferOutcomeUnknown: sentence(
    'TransferOutcomeUnknown',
    ['because', 'owner', 'inquiryDueAt'],
    ({ because, owner, inquiryDueAt }, teller) =>
      `${because}, ${tellParty(owner)} is to ask by ${teller.time(inquiryDueAt)}`,
  ),
  StatusInquirySent: sentence(
    'StatusInquirySent',
    ['inquiryId', 'to', 'answerDueAt'],
    ({ inquiryId, to, answerDueAt }, teller) =>
      `inquiry ${teller.text(inquiryId)} to ${tellParty(to)}, an answer due at ${teller.time(answerDueAt)}`,
  ),
  StatusInquiryAnswered: sentence(
    'StatusInquiryAnswered',
    ['inquiryId', 'answer', 'status', 'final', 'reportId', 'by', 'asOf'],
    (event, teller) =>
      [
        `inquiry ${teller.text(event.inquiryId)}: ${event.answer}`,
        event.status === undefined ? '' : ` ${tellCode(event.status)}`,
        event.final ? ', for good' : ', not for good',
        tellTelling(teller, event),
      ].join(''),
  ),
  TransferCredited: sentence(
    'TransferCredited',
    ['account', 'amount', 'entry', 'reportId', 'by', 'asOf'],
    (event, teller) => `${tellGain(teller, event)}${tellTelling(teller, event)}`,
  ),
  TransferFailed: sentence(
    'TransferFailed',
    ['reason', 'by', 'amount', 'allocation', 'entry', 'reportId', 'asOf'],
    (event, teller) => `for ${tellCode(event.reason)}, ${tellBack(teller, event)}${tellTelling(teller, event)}`,
  ),
  TransferReturned: sentence(
    'TransferReturned',
    ['reason', 'by', 'amount', 'outOf', 'allocation', 'entry', 'reportId', 'asOf'],
    (event, teller) =>
      `out of ${event.outOf} for ${tellCode(event.reason)}, ${tellBack(teller, event)}${tellTelling(teller, event)}`,
  ),
  TransferReversed: sentence(
    'TransferReversed',
    ['amount', 'kind', 'by', 'authority', 'entry'],
    ({ amount, kind, by, authority, entry }, teller) =>
      `${tellMoney(amount)} taken back by ${tellParty(by)}, ${kind}, on the authority of "${teller.text(authority)}", ${tellEntry(teller, entry)}`,
  ),
  DuplicateDetected: sentence(
    'DuplicateDetected',
    ['account', 'amount', 'entry', 'reportId', 'by', 'asOf'],
    (event, teller) => `${tellGain(teller, event, ' too much')}${tellTelling(teller, event)}`,
  ),
  MismatchObserved: sentence(
    'MismatchObserved',
    ['outcome', 'field', 'expected', 'found', 'reportId', 'by', 'asOf'],
    (event, teller) =>
      `${event.outcome} cannot stand: ${event.field} was to be "${teller.text(event.expected)}" and is "${teller.text(event.found)}"${tellTelling(teller, event)}`,
  ),
  LateOutcomeReceived: sentence(
    'LateOutcomeReceived',
    ['account', 'amount', 'entry', 'reportId', 'by', 'asOf'],
    (event, teller) => `${tellGain(teller, event, ' although it had gone back')}${tellTelling(teller, event)}`,
  ),
  ExcessReturned: sentence(
    'ExcessReturned',
    ['amount', 'reason', 'entry', 'reportId', 'by', 'asOf'],
    (event, teller) =>
      `${tellMoney(event.amount)} came back beyond what was left, for ${tellCode(event.reason)}, ${tellEntry(teller, event.entry)}${tellTelling(teller, event)}`,
  ),
  ExceptionResolved: sentence(
    'ExceptionResolved',
    ['exceptionId', 'how', 'amount', 'by', 'reason', 'account', 'against', 'entry'],
    ({ exceptionId, how, amount, by, reason, account, against, entry }, teller) =>
      [
        `exception ${teller.text(exceptionId)}: ${tellMoney(amount)} ${how}`,
        account === undefined ? '' : ` to or from ${teller.text(account)}`,
        against === undefined ? '' : ` against ${teller.text(against)}`,
        ` by ${tellParty(by)}, "${teller.text(reason)}", ${tellEntry(teller, entry)}`,
      ].join(''),
  ),
  ExceptionWrittenOff: sentence(
    'ExceptionWrittenOff',
    ['exceptionId', 'amount', 'by', 'approvedBy', 'reason', 'entry'],
    ({ exceptionId, amount, by, approvedBy, reason, entry }, teller) =>
      `exception ${teller.text(exceptionId)}: ${tellMoney(amount)} written off by ${tellParty(by)}, approved by ${tellParty(approvedBy)}, "${teller.text(reason)}", ${tellEntry(teller, entry)}`,
  ),
  MismatchExplained: sentence(
    'MismatchExplained',
    ['exceptionId', 'by', 'reason'],
    ({ exceptionId, by, reason }, teller) =>
      `exception ${teller.text(exceptionId)} explained by ${tellParty(by)}, "${teller.text(reason)}"`,
  ),
  CorrectionPosted: sentence(
    'CorrectionPosted',
    ['from', 'to', 'amount', 'corrects', 'by', 'approvedBy', 'reason', 'entry'],
    ({ from, to, amount, corrects, by, approvedBy, reason, entry }, teller) =>
      `${tellMoney(amount)} from ${teller.text(from)} to ${teller.text(to)} to correct ${teller.text(corrects)}, by ${tellParty(by)}, approved by ${tellParty(approvedBy)}, "${teller.text(reason)}", ${tellEntry(teller, entry)}`,
  ),
  TransferFundsConfirmed: sentence('TransferFundsConfirmed', [], () => 'all that it costs is kept'),
} as const satisfies { readonly [W in Exclude<MovementEvent['_tag'], 'CommandRefused'>]: Sentence }
