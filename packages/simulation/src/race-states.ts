import type { CommandWord, Instant } from '@waybill/core'
import {
  customer,
  digest,
  elsewhere,
  euro,
  hvps,
  iso,
  operator,
  quote,
  railKey,
  reviewer,
  supervisor,
  times,
  yuan,
  type Fields,
} from './race-payloads.js'

/** One command or report on the way to a state, and when it is received. */
export type Step = { readonly word: CommandWord; readonly payload: Fields; readonly at: Instant }

/** A state of the transfer `t1`, by a name that a person understands, and what leads to it. */
export type RaceState = { readonly name: string; readonly steps: ReadonlyArray<Step> }

const sent = (word: CommandWord, payload: Fields, at: Instant = times.now): Step => ({ word, payload, at })

/** Mei has a current and a savings account, Bo and Eve have one each, and Paul has one in EUR. */
export const beginning: ReadonlyArray<Step> = [
  ['mei', '1000.00'],
  ['savings', '500.00'],
  ['bo', ''],
  ['eve', '5.00'],
  ['paul', '', 'EUR'],
].flatMap(([account = '', decimal = '', currency = 'CNY']) => {
  const open = sent('OpenAccount', { commandId: `open-${account}`, account, currency })
  if (decimal === '') return [open]
  const id = `opening-${account}`
  const money = { rail: 'hvps', payer: elsewhere, payee: account, amount: yuan(decimal), executionRef: id }
  return [open, sent('ReportIncomingCredit', { transferId: id, reportId: id, by: hvps, asOf: times.now, ...money })]
})

const ids = (id: string) => ({ commandId: id, transferId: 't1' })
const told = (id: string) => ({ transferId: 't1', reportId: id, by: hvps, asOf: '2026-02-14T09:28:00.000Z' })
const expiresAt = times.expiry

const instructedOverRail = {
  ...ids('c1'),
  payer: 'mei',
  payee: elsewhere,
  amount: yuan('100.00'),
  rail: 'hvps',
  expiresAt,
}

const initiatedInBook: Step = sent('InitiateTransfer', {
  ...ids('c1'),
  payer: 'mei',
  payee: 'bo',
  amount: yuan('100.00'),
  expiresAt,
})
const initiatedOverRail: Step = sent('InitiateTransfer', {
  ...instructedOverRail,
  funding: [
    { account: 'mei', amount: yuan('71.00') },
    { account: 'savings', amount: yuan('30.00') },
  ],
  fees: [{ kind: 'WIRE', amount: yuan('1.00'), bearer: 'PAYER' }],
})
const exchangedInBook: Step = sent('InitiateTransfer', {
  ...ids('c1'),
  payer: 'mei',
  payee: 'paul',
  amount: yuan('100.00'),
  expiresAt,
  quote,
})
const exchangedOverRail: Step = sent('InitiateTransfer', { ...instructedOverRail, quote })
const confirmed: Step = sent('ConfirmTransfer', { ...ids('c2'), by: customer })
const held: Step = sent('HoldTransfer', {
  ...ids('c3'),
  holdId: 'h1',
  kind: 'FRAUD',
  rule: 'new-payee',
  ruleVersion: '7',
  by: reviewer,
})
const started: Step = sent('StartSubmission', {
  ...ids('c4'),
  railKey,
  messageDigest: digest,
  answerDueAt: times.answerDue,
})
const acknowledged: Step = sent('ReportAccepted', { ...told('m1'), railReference: 'R1' })
const inDoubt: Step = sent('DeclareOutcomeUnknown', {
  ...ids('c5'),
  because: 'NO_ANSWER',
  owner: operator,
  inquiryDueAt: times.answerDue,
})
const asked: Step = sent('SendStatusInquiry', { ...ids('c6'), inquiryId: 'i1', to: hvps, answerDueAt: times.expiry })
const creditedHere = (decimal: string): Step => sent('CreditTransfer', { ...ids('c7'), amount: yuan(decimal) })
const creditedAbroad = (account: unknown, decimal: string, executionRef = 'X1'): Step =>
  sent('ReportCredited', { ...told(`m8-${executionRef}`), account, amount: euro(decimal), executionRef })
const returnedFromAbroad = (decimal: string, executionRef = 'Y1', kept?: string): Step =>
  sent('ReportReturned', {
    ...told(`m9-${executionRef}`),
    amount: euro(decimal),
    reason: iso('AC04'),
    executionRef,
    ...(kept === undefined ? {} : { fees: [{ kind: 'RETURN', amount: euro(kept), bearer: 'PAYER' }] }),
  })
const creditedTo = (account: unknown, decimal: string, executionRef?: string): Step =>
  sent('ReportCredited', {
    ...told(`m2-${executionRef ?? ''}`),
    account,
    amount: yuan(decimal),
    ...(executionRef === undefined ? {} : { executionRef }),
  })
const refused: Step = sent('ReportRefused', { ...told('m3'), reason: iso('AC04') })
const neverReceived: Step = sent('ReportNeverReceived', { ...told('m4'), final: false })
const returned = (decimal: string, executionRef = 'Y1'): Step =>
  sent('ReportReturned', {
    ...told(`m5-${executionRef}`),
    amount: yuan(decimal),
    reason: iso('AC04'),
    executionRef,
  })
const returnedLess = (decimal: string, kept: string): Step =>
  sent('ReportReturned', {
    ...told('m5-less'),
    amount: yuan(decimal),
    reason: iso('AC04'),
    executionRef: 'Y1',
    fees: [{ kind: 'RETURN', amount: yuan(kept), bearer: 'PAYER' }],
  })
const resolvedTo = (account: string): Step =>
  sent('ResolveException', {
    ...ids('c19'),
    exceptionId: 'x1',
    how: 'ALLOCATED',
    account,
    by: operator,
    reason: 'It is theirs',
  })
const writtenOff: Step = sent('WriteOffException', {
  ...ids('c20'),
  exceptionId: 'x1',
  by: operator,
  approvedBy: supervisor,
  reason: 'Nobody gives it back',
})
const reversed = (decimal: string): Step =>
  sent('ReverseTransfer', {
    ...ids('c8'),
    amount: yuan(decimal),
    kind: 'MISPOSTING',
    by: operator,
    authority: 'Terms',
  })
const rejected: Step = sent('RejectTransfer', { ...ids('c9'), by: operator, reason: iso('AC04') })
const cancelled: Step = sent('CancelTransfer', { ...ids('c9'), by: customer })
const expired: Step = sent('ExpireTransfer', ids('c9'), times.expiry)
const recalled: Step = sent('RequestRecall', {
  ...ids('c10'),
  recallId: 'r1',
  to: hvps,
  reason: iso('AC03'),
  answerDueAt: times.recallDue,
})
const recallAccepted: Step = sent('ReportRecallAccepted', { ...told('m6'), recallId: 'r1' })
const recallRefused: Step = sent('ReportRecallRefused', { ...told('m6'), recallId: 'r1', reason: iso('CUST') })
const recallUnanswered: Step = sent('DeclareRecallUnanswered', { ...ids('c11'), recallId: 'r1' }, times.recallDue)
const recallWithdrawn: Step = sent('WithdrawRecall', { ...ids('c11'), recallId: 'r1', by: operator })
const disputed: Step = sent('DisputeTransfer', {
  ...ids('c12'),
  disputeId: 'd1',
  claim: 'NOT_ARRIVED',
  claimant: customer,
  replyDueAt: times.recallDue,
})
const evidenceAsked: Step = sent('RequestEvidence', {
  ...ids('c13'),
  disputeId: 'd1',
  requestId: 'e1',
  from: customer,
  what: 'A receipt',
  dueAt: times.recallDue,
})
const evidenceGiven: Step = sent('SubmitEvidence', {
  ...ids('c14'),
  disputeId: 'd1',
  requestId: 'e1',
  from: customer,
  kind: 'RECEIPT',
  documentDigest: digest,
})
const underReview: Step = sent('StartDisputeReview', { ...ids('c15'), disputeId: 'd1', reviewer: operator })
const resolved = (outcome: string): Step =>
  sent('ResolveDispute', { ...ids('c16'), disputeId: 'd1', outcome, by: operator, reason: 'As looked into' })
const reviewedAgain: Step = sent('StartDisputeReview', { ...ids('c26'), disputeId: 'd1', reviewer: operator })
const deniedAgain: Step = sent('ResolveDispute', {
  ...ids('c27'),
  disputeId: 'd1',
  outcome: 'DENIED',
  by: operator,
  reason: 'As looked into again',
})
const disputeWithdrawn: Step = sent('WithdrawDispute', { ...ids('c17'), disputeId: 'd1', by: customer })
const provisional = (decimal: string): Step =>
  sent('GrantProvisionalCredit', {
    ...ids('c21'),
    disputeId: 'd1',
    by: operator,
    amount: yuan(decimal),
    alreadyMadeGood: yuan('0.00'),
  })
const madeFinal: Step = sent('MakeProvisionalCreditFinal', { ...ids('c22'), disputeId: 'd1', by: operator })
const rescinded: Step = sent('RescindProvisionalCredit', {
  ...ids('c23'),
  disputeId: 'd1',
  by: operator,
  reason: 'It arrived',
})
const paid: Step = sent('PayRestitution', {
  ...ids('c24'),
  disputeId: 'd1',
  by: operator,
  alreadyMadeGood: yuan('0.00'),
})
const reopened: Step = sent('ReopenDispute', {
  ...ids('c25'),
  disputeId: 'd1',
  by: operator,
  reason: 'The receipt was found',
  documentDigest: `sha256:${'cd'.repeat(32)}`,
  replyDueAt: times.recallDue,
})
const disputeClosed: Step = sent('CloseDispute', { ...ids('c18'), disputeId: 'd1', by: operator })
const byHand = (id: string, from: string, to: string): Step =>
  sent('PostCorrection', {
    ...ids(id),
    from,
    to,
    amount: yuan('100.00'),
    corrects: 'an entry of the day before',
    by: operator,
    approvedBy: supervisor,
    reason: 'Found by the audit',
  })
const closing = (account: string): Step =>
  sent('BeginClosingAccount', { commandId: `close-${account}`, account, reason: 'The customer asked' })
const cameIn: Step = sent('ReportIncomingCredit', {
  ...told('m7'),
  rail: 'hvps',
  payer: elsewhere,
  payee: 'bo',
  amount: yuan('100.00'),
  executionRef: 'Z1',
})
/** One command that the rules refuse, and whose refusal is kept. */
const onlyRefused: Step = sent('InitiateTransfer', {
  ...ids('c1'),
  payer: 'mei',
  payee: 'bo',
  amount: yuan('1000000.00'),
})

const inBook = [initiatedInBook, confirmed] as const
const overRail = [initiatedOverRail, confirmed] as const
const submitted = [...overRail, started, acknowledged] as const
const exchanging = [exchangedInBook, confirmed] as const
const exchangingOutside = [exchangedOverRail, confirmed, started, acknowledged] as const
const exchangedOutside = [...exchangingOutside, creditedAbroad(elsewhere, '12.75')] as const
const backInSuspense = [...submitted, closing('savings'), closing('mei'), returned('100.00')] as const
const creditedOutside = [...submitted, creditedTo(elsewhere, '100.00', 'X1')] as const

/** Every state of a transfer, in the order in which it may go through them. */
export const raceStates: ReadonlyArray<RaceState> = (
  [
    ['none', []],
    ['only refusals', [onlyRefused]],
    ['initiated (book)', [initiatedInBook]],
    ['initiated (rail)', [initiatedOverRail]],
    ['held before confirmation', [initiatedInBook, held]],
    ['rejected', [initiatedInBook, rejected]],
    ['cancelled', [initiatedInBook, cancelled]],
    ['expired', [initiatedOverRail, expired]],
    ['confirmed (book)', inBook],
    ['confirmed (rail)', overRail],
    ['held after confirmation (book)', [...inBook, held]],
    ['held after confirmation (rail)', [...overRail, held]],
    ['submission started', [...overRail, started]],
    ['submitted', submitted],
    ['in doubt', [...overRail, started, inDoubt]],
    ['in doubt, inquiry sent', [...overRail, started, inDoubt, asked]],
    ['in doubt, never received', [...overRail, started, inDoubt, asked, neverReceived]],
    ['in doubt, contradiction', [...submitted, creditedTo(elsewhere, '40.00', 'X1'), refused]],
    ['partly credited (book)', [...inBook, creditedHere('40.00')]],
    ['partly credited (rail)', [...submitted, creditedTo(elsewhere, '40.00', 'X1')]],
    ['credited (book)', [...inBook, creditedHere('100.00')]],
    ['credited (rail)', creditedOutside],
    ['credited without an execution reference', [...submitted, creditedTo(elsewhere, '100.00')]],
    ['credited to another account (book)', [...inBook, creditedTo('eve', '100.00')]],
    [
      'credited to another account (rail)',
      [...submitted, creditedTo({ account: '6222 7777', institution: 'Bank of Elsewhere' }, '100.00', 'X1')],
    ],
    ['credited into suspense', [...inBook, closing('bo'), creditedTo('bo', '100.00', 'X1')]],
    ['failed', [...submitted, refused]],
    ['returned out of transit', [...submitted, returned('100.00')]],
    ['partly returned out of transit', [...submitted, returned('40.00')]],
    ['returned after credit', [...creditedOutside, returned('100.00')]],
    ['partly returned after credit', [...creditedOutside, returned('40.00')]],
    ['returned out of transit, less fees', [...submitted, returnedLess('95.00', '5.00')]],
    ['returned after credit, less fees', [...creditedOutside, returnedLess('95.00', '5.00')]],
    [
      'partly returned after a part was credited, less fees',
      [...submitted, creditedTo(elsewhere, '40.00', 'X1'), returnedLess('66.00', '4.00')],
    ],
    ['reversed', [...inBook, creditedHere('100.00'), reversed('100.00')]],
    ['partly reversed', [...inBook, creditedHere('100.00'), reversed('40.00')]],
    ['recall requested', [...creditedOutside, recalled]],
    ['recall accepted', [...creditedOutside, recalled, recallAccepted]],
    ['recall refused', [...creditedOutside, recalled, recallRefused]],
    ['recall unanswered', [...creditedOutside, recalled, recallUnanswered]],
    ['recall requested, then met', [...creditedOutside, recalled, returned('100.00')]],
    ['recall requested, then met in part', [...creditedOutside, recalled, returned('40.00')]],
    ['recall accepted, then met', [...creditedOutside, recalled, recallAccepted, returned('100.00')]],
    ['recall refused, then met', [...creditedOutside, recalled, recallRefused, returned('100.00')]],
    ['recall withdrawn', [...creditedOutside, recalled, recallWithdrawn]],
    ['dispute open', [...submitted, disputed]],
    ['dispute open, evidence asked for', [...submitted, disputed, evidenceAsked]],
    ['dispute under review', [...submitted, disputed, evidenceAsked, evidenceGiven, underReview]],
    ['dispute resolved: refund owed', [...submitted, disputed, underReview, resolved('REFUND')]],
    ['dispute resolved: refund landed', [...submitted, disputed, underReview, resolved('REFUND'), returned('100.00')]],
    ['dispute resolved: goodwill owed', [...submitted, disputed, underReview, resolved('GOODWILL')]],
    ['dispute resolved: denied', [...submitted, disputed, underReview, resolved('DENIED')]],
    ['dispute withdrawn', [...submitted, disputed, disputeWithdrawn]],
    ['dispute closed', [...submitted, disputed, underReview, resolved('DENIED'), disputeClosed]],
    ['dispute open, provisional credit', [...submitted, disputed, provisional('100.00')]],
    ['dispute open, provisional credit of a part', [...submitted, disputed, provisional('40.00')]],
    ['dispute open, provisional credit repaid', [...submitted, disputed, provisional('100.00'), returned('100.00')]],
    [
      'dispute open, provisional credit repaid in part',
      [...submitted, disputed, provisional('40.00'), returned('20.00')],
    ],
    [
      'dispute resolved: refund owed, provisional credit',
      [...submitted, disputed, provisional('100.00'), underReview, resolved('REFUND')],
    ],
    [
      'dispute resolved: refund by provisional credit',
      [...submitted, disputed, provisional('100.00'), underReview, resolved('REFUND'), madeFinal],
    ],
    [
      'dispute resolved: denied, provisional credit',
      [...submitted, disputed, provisional('100.00'), underReview, resolved('DENIED')],
    ],
    [
      'dispute resolved: denied, provisional credit rescinded',
      [...submitted, disputed, provisional('100.00'), underReview, resolved('DENIED'), rescinded],
    ],
    ['dispute resolved: refund paid', [...submitted, disputed, underReview, resolved('REFUND'), paid]],
    ['dispute resolved: goodwill paid', [...submitted, disputed, underReview, resolved('GOODWILL'), paid]],
    [
      'dispute closed, then recovered',
      [...submitted, disputed, underReview, resolved('GOODWILL'), paid, disputeClosed, returned('100.00')],
    ],
    [
      'dispute reopened',
      [...submitted, disputed, evidenceAsked, evidenceGiven, underReview, resolved('DENIED'), disputeClosed, reopened],
    ],
    [
      'dispute reopened and closed',
      [...submitted, disputed, underReview, resolved('DENIED'), reopened, reviewedAgain, deniedAgain, disputeClosed],
    ],
    ['duplicate detected', [...creditedOutside, creditedTo(elsewhere, '100.00', 'X2')]],
    ['credited before it was confirmed', [initiatedOverRail, creditedTo(elsewhere, '100.00', 'X1')]],
    ['late outcome', [...submitted, refused, creditedTo(elsewhere, '100.00', 'X1')]],
    ['late outcome, then settled', [...submitted, refused, creditedTo(elsewhere, '100.00', 'X1'), resolvedTo('mei')]],
    ['late outcome after cancellation', [initiatedOverRail, cancelled, creditedTo(elsewhere, '100.00')]],
    [
      'late outcome, then sent back',
      [...submitted, refused, creditedTo(elsewhere, '100.00', 'X1'), returned('100.00')],
    ],
    ['late outcome in this book', [...inBook, refused, creditedTo('bo', '100.00', 'X1')]],
    ['sent back into suspense', backInSuspense],
    [
      'sent back into suspense, then into the book',
      [...backInSuspense, byHand('c26', 'suspense:CNY', 'operator-loss:CNY')],
    ],
    ['given by hand', [...submitted, byHand('c27', 'operator-loss:CNY', 'mei')]],
    ['sent back twice', [...submitted, returned('100.00'), returned('100.00', 'Y2')]],
    ['sent back twice, then resolved', [...submitted, returned('100.00'), returned('100.00', 'Y2'), resolvedTo('mei')]],
    ['duplicate in this book', [...inBook, creditedHere('100.00'), creditedTo('eve', '100.00', 'X2')]],
    ['duplicate written off', [...creditedOutside, creditedTo(elsewhere, '100.00', 'X2'), writtenOff]],
    ['duplicate sent back', [...creditedOutside, creditedTo(elsewhere, '100.00', 'X2'), returned('200.00')]],
    ['contradicted', [...inBook, creditedHere('100.00'), refused]],
    ['exchange initiated', [exchangedInBook]],
    ['exchange confirmed', exchanging],
    ['exchange partly credited', [...exchanging, creditedHere('33.33')]],
    ['exchanged', [...exchanging, creditedHere('100.00')]],
    ['exchanged, partly reversed', [...exchanging, creditedHere('100.00'), reversed('33.33')]],
    ['exchanged back', [...exchanging, creditedHere('100.00'), reversed('100.00')]],
    ['exchanged into suspense', [...exchanging, closing('paul'), creditedAbroad('paul', '12.75')]],
    ['exchange submitted', exchangingOutside],
    ['exchange partly credited (rail)', [...exchangingOutside, creditedAbroad(elsewhere, '5.00')]],
    ['exchanged (rail)', exchangedOutside],
    ['exchanged, partly returned', [...exchangedOutside, returnedFromAbroad('5.00')]],
    ['exchanged, returned less fees', [...exchangedOutside, returnedFromAbroad('12.00', 'Y1', '0.75')]],
    ['exchange returned out of transit', [...exchangingOutside, returnedFromAbroad('12.75')]],
    ['exchange partly returned out of transit', [...exchangingOutside, returnedFromAbroad('5.00')]],
    ['exchanged twice', [...exchangedOutside, creditedAbroad(elsewhere, '12.75', 'X2')]],
    ['exchange refused, then credited', [...exchangingOutside, refused, creditedAbroad(elsewhere, '12.75')]],
    ['came in from elsewhere', [cameIn]],
    ['came in from elsewhere, into suspense', [closing('bo'), cameIn]],
  ] as ReadonlyArray<readonly [string, ReadonlyArray<Step>]>
).map(([name, steps]) => ({ name, steps: [...beginning, ...steps] }))
