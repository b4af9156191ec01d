import { cny } from '@waybill/core'
import type { Confidence, Leaf } from '@waybill/explain'
import { anAccount, atTime, givenLog, history, storyTime, type History, type Step } from '@waybill/jest'

const there = { account: '6222 0001', institution: 'Bank of Elsewhere' } as const
const strangers = { account: '6222 9999', institution: 'Bank of Elsewhere' } as const
const hvps = { role: 'NETWORK', name: 'HVPS' } as const
const bank = { role: 'RECEIVING_INSTITUTION', name: 'Bank of Elsewhere' } as const
const desk = { role: 'OPERATOR', name: 'case desk' } as const
const customer = { role: 'CUSTOMER', name: 'Mei' } as const
const appLog = { name: 'app-log', kind: 'OWN_SYSTEM', grade: 'A' } as const
const edge = { name: 'edge', kind: 'OWN_SYSTEM', grade: 'A' } as const
const phone = { name: 'phone', kind: 'CLIENT', grade: 'C' } as const

const status = (code: string) => ({ codeSet: 'ISO20022:ExternalPaymentTransactionStatus1Code', code })
const statusReason = (code: string) => ({ codeSet: 'ISO20022:ExternalStatusReason1Code', code })
const returnReason = (code: string) => ({ codeSet: 'ISO20022:ExternalReturnReason1Code', code })

type Payee = { readonly account: string; readonly institution?: string }

const people: ReadonlyArray<Step> = [
  anAccount('mei', cny('1000.00')),
  anAccount('bo', cny('0')),
  anAccount('eve', cny('0')),
]
const instructed: Step = {
  _tag: 'InitiateTransfer',
  payer: 'mei',
  payee: there,
  amount: cny('1000.00'),
  rail: 'hvps',
  promisedBy: storyTime('T+01:00'),
}
const submitted: ReadonlyArray<Step> = [
  { _tag: 'StartSubmission', answerDueAt: storyTime('T+00:15') },
  atTime('T+00:01'),
  { _tag: 'ReportAccepted', by: hvps, railReference: 'R1' },
]
const confirmed: Step = { _tag: 'ConfirmTransfer', by: customer }
/** Mei sends CNY 1,000.00 over a rail that takes it. */
const sent: ReadonlyArray<Step> = [...people, instructed, confirmed, ...submitted]

const credited = (amount: string, executionRef: string, account: Payee = there): Step => ({
  _tag: 'ReportCredited',
  account: account as typeof there,
  amount: cny(amount),
  by: bank,
  executionRef,
})
const returned = (amount: string, executionRef: string, code = 'MS03'): Step => ({
  _tag: 'ReportReturned',
  amount: cny(amount),
  by: bank,
  reason: returnReason(code),
  executionRef,
})
const said = (code: string, more: { readonly reason?: string; readonly asOf?: string } = {}): Step => ({
  _tag: 'ReportStatus',
  by: bank,
  status: status(code),
  ...(more.reason === undefined ? {} : { reason: statusReason(more.reason) }),
  ...(more.asOf === undefined ? {} : { asOf: storyTime(more.asOf) }),
})
/** The customer accepted these values on the screen. */
const accepted = (amount: string, payee: Payee): ReadonlyArray<Step> => [
  {
    _tag: 'ConfirmationShown',
    source: appLog,
    transferId: 't1',
    shown: { payee: payee, amount: cny(amount) },
  },
  { _tag: 'ConfirmationAnswered', source: appLog, transferId: 't1', answer: 'ACCEPTED' },
]
const disputed: Step = {
  _tag: 'DisputeTransfer',
  disputeId: 'd1',
  claim: 'NOT_ARRIVED',
  claimant: customer,
  replyDueAt: storyTime('T+24:00'),
}
const provisional: Step = {
  _tag: 'GrantProvisionalCredit',
  disputeId: 'd1',
  by: desk,
  alreadyMadeGood: { minorUnits: '0', currency: 'CNY' },
}
const inThisBook: ReadonlyArray<Step> = [
  ...people,
  { _tag: 'BookTransfer', payer: 'mei', payee: 'bo', amount: cny('1000.00'), by: customer },
]
const byHand = (from: string, to: string, amount: string): Step => ({
  _tag: 'PostCorrection',
  from,
  to,
  amount: cny(amount),
  corrects: 'an entry',
  by: desk,
  approvedBy: { role: 'OPERATOR', name: 'night desk' },
  reason: 'Found',
})
const recall: Step = {
  _tag: 'RequestRecall',
  recallId: 'r1',
  to: bank,
  reason: { codeSet: 'ISO20022:ExternalCancellationReason1Code', code: 'TECH' },
  answerDueAt: storyTime('T+48:00'),
}
const inquiry: Step = { _tag: 'SendStatusInquiry', inquiryId: 'q1', to: hvps, answerDueAt: storyTime('T+02:30') }
const request = (digest: string, account: string, amount = '1000.00') => ({
  transferId: 't1',
  idempotencyKey: 'key-t1',
  payloadDigest: `sha256:${digest.repeat(64)}`,
  instruction: { payer: { account: 'mei' }, payee: { ...there, account }, amount: cny(amount) },
})

type Told = {
  readonly is: string
  readonly shows: Leaf
  readonly steps: ReadonlyArray<Step>
  /** What a log that ends sooner shows, because then it was so. */
  readonly earlier?: ReadonlyArray<Leaf>
  readonly sure?: Confidence
  readonly also?: ReadonlyArray<Leaf>
  readonly who: string
  readonly where: ReadonlyArray<string>
  readonly next: ReadonlyArray<string>
}

const stories: ReadonlyArray<Told> = [
  {
    is: 'a request that our edge took in during maintenance and nobody recorded is to be carried out under its own key',
    shows: 'A3',
    steps: [
      ...people,
      {
        _tag: 'WindowOpened',
        source: appLog,
        windowId: 'w1',
        kind: 'MAINTENANCE_PLANNED',
        component: 'ledger',
        from: storyTime('T+00:00'),
        until: storyTime('T+02:00'),
      },
      { _tag: 'RequestReceived', source: edge, ...request('a', there.account) },
      atTime('T+01:00'),
    ],
    who: 'ENGINE',
    where: ['ORIGINAL PAYER_AVAILABLE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['RE_DRIVE guarded'],
  },
  {
    is: 'a final refusal that came as a mere status leaves the money in transit, and it may be released',
    shows: 'C6',
    steps: [...sent, said('RJCT', { reason: 'AC04' })],
    also: ['C2'],
    who: 'ENGINE',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['RELEASE safe'],
  },
  {
    is: 'a word about an earlier time that comes in after a refusal does not speak against it',
    shows: 'C6',
    steps: [...sent, atTime('T+00:20'), said('RJCT', { reason: 'AC04' }), said('ACSP', { asOf: 'T+00:02' })],
    also: ['C2'],
    who: 'ENGINE',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['RELEASE safe'],
  },
  {
    is: 'a refusal that a later word contradicts leaves the outcome unknown, and nothing is released',
    shows: 'B4',
    steps: [...sent, said('RJCT', { reason: 'AC04' }), atTime('T+00:20'), said('ACSP')],
    who: 'UNDETERMINED',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['INQUIRE safe', 'SUBMIT_AGAIN never'],
  },
  {
    is: 'a hold of ours is finished by its reviewers and by nobody else',
    shows: 'D4',
    steps: [
      ...people,
      instructed,
      confirmed,
      {
        _tag: 'HoldTransfer',
        holdId: 'h1',
        kind: 'FRAUD',
        rule: 'R7',
        ruleVersion: '2',
        by: desk,
        reviewDueAt: storyTime('T+03:00'),
      },
      atTime('T+02:00'),
    ],
    who: 'ENGINE',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['FINISH_REVIEW propose', 'RELEASE_HOLD never'],
  },
  ...[said('BLCK'), said('ACWP'), said('PDNG', { reason: 'PRSY' })].map((word): Told => ({
    is: `a status ${'status' in word ? word.status.code : ''} of the receiving bank is a review of theirs, and not their slowness`,
    shows: 'D4',
    steps: [...sent, word, atTime('T+02:00')],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['FINISH_REVIEW propose', 'RELEASE_HOLD never'],
  })),
  {
    is: 'cover or papers that the other side waits for are named',
    shows: 'D7',
    steps: [...sent, said('PDNG', { reason: 'G003' }), atTime('T+02:00')],
    who: 'UNDETERMINED',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['SEND_WHAT_IS_MISSING propose'],
  },
  {
    is: 'what was waited for and came is not missing any more',
    shows: 'D5',
    steps: [...sent, said('PDNG', { reason: 'G003' }), atTime('T+00:30'), said('ACSP'), atTime('T+02:00')],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['CHASE safe'],
  },
  {
    is: 'a transfer whose time to confirm ran out and that nobody ended is a step of ours overdue',
    shows: 'D8',
    steps: [
      ...people,
      {
        _tag: 'InitiateTransfer',
        payer: 'mei',
        payee: 'bo',
        amount: cny('1000.00'),
        expiresAt: storyTime('T+00:30'),
      },
      atTime('T+01:00'),
    ],
    who: 'ENGINE',
    where: ['ORIGINAL PAYER_RESERVED 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['RE_DRIVE guarded'],
  },
  {
    is: 'a step of ours that is overdue waits while the payer has been made whole instead',
    shows: 'D8',
    steps: [
      ...people,
      { _tag: 'InitiateTransfer', payer: 'mei', payee: 'bo', amount: cny('1000.00'), promisedBy: storyTime('T+01:00') },
      confirmed,
      disputed,
      provisional,
      atTime('T+02:00'),
    ],
    who: 'ENGINE',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['RE_DRIVE guarded, waits', 'COMPENSATE_AGAIN never', 'ANSWER_CUSTOMER safe'],
  },
  {
    is: 'an instruction that names a later day waits for it by design',
    shows: 'D9',
    steps: [
      ...people,
      {
        _tag: 'InitiateTransfer',
        payer: 'mei',
        payee: there,
        amount: cny('1000.00'),
        rail: 'hvps',
        notBefore: storyTime('T+24:00'),
        promisedBy: storyTime('T+25:00'),
      },
      confirmed,
      atTime('T+01:00'),
    ],
    who: 'CUSTOMER',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['WAIT safe'],
  },
  {
    is: 'all of it came back before it was credited, and nothing more is owed',
    shows: 'E1',
    steps: [...sent, returned('1000.00', 'X1')],
    who: 'NONE',
    where: ['ORIGINAL PAYER_AVAILABLE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['COMPENSATE_AGAIN never'],
  },
  {
    is: 'all of it came back after it was credited, and nothing more is owed',
    shows: 'E1',
    steps: [...sent, credited('1000.00', 'C1'), atTime('T+00:30'), returned('1000.00', 'X1')],
    who: 'NONE',
    where: ['ORIGINAL PAYER_AVAILABLE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['COMPENSATE_AGAIN never'],
  },
  {
    is: 'a credit that was taken back in our own book is told as that',
    shows: 'E1',
    steps: [
      ...inThisBook,
      {
        _tag: 'ReverseTransfer',
        amount: cny('1000.00'),
        kind: 'PAYEE_CONSENT',
        by: desk,
        authority: 'consent of the payee',
      },
    ],
    who: 'NONE',
    where: ['ORIGINAL PAYER_AVAILABLE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['COMPENSATE_AGAIN never'],
  },
  {
    is: 'a refusal for a reason that says nothing gave it all back',
    shows: 'E1',
    steps: [...sent, { _tag: 'ReportRefused', by: bank, reason: statusReason('MS03') }],
    who: 'NONE',
    where: ['ORIGINAL PAYER_AVAILABLE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['COMPENSATE_AGAIN never'],
  },
  {
    is: 'what came back to an operator who had made the payer whole is owed to nobody',
    shows: 'E1',
    steps: [...sent, credited('1000.00', 'C1'), disputed, provisional, atTime('T+02:00'), returned('1000.00', 'X1')],
    who: 'NONE',
    where: ['ORIGINAL OPERATOR 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['COMPENSATE_AGAIN never', 'ANSWER_CUSTOMER safe'],
  },
  {
    is: 'that the money is back takes every remedy from what made it come back',
    shows: 'C2',
    steps: [...sent, returned('1000.00', 'X1', 'AC04')],
    also: ['E1'],
    who: 'CUSTOMER',
    where: ['ORIGINAL PAYER_AVAILABLE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['CORRECT_AND_RETRY safe', 'COMPENSATE_AGAIN never'],
  },
  {
    is: 'what came back for an account that is being closed waits in suspense and is still to be posted',
    shows: 'E2',
    steps: [...sent, { _tag: 'BeginClosingAccount', account: 'mei', reason: 'asked for' }, returned('1000.00', 'X1')],
    who: 'ENGINE',
    where: ['ORIGINAL SUSPENSE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['POST_RETURN guarded', 'COMPENSATE_AGAIN never'],
  },
  {
    is: 'what was given out of suspense by hand is not given again',
    shows: 'E1',
    steps: [
      ...sent,
      { _tag: 'BeginClosingAccount', account: 'mei', reason: 'asked for' },
      returned('1000.00', 'X1'),
      {
        _tag: 'PostCorrection',
        from: 'suspense:CNY',
        to: 'eve',
        amount: cny('1000.00'),
        corrects: 'the return of t1',
        by: desk,
        approvedBy: { role: 'OPERATOR', name: 'night desk' },
        reason: 'Mei named another account of hers',
      },
    ],
    who: 'NONE',
    where: ['ORIGINAL OTHER_ACCOUNT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['COMPENSATE_AGAIN never'],
  },
  {
    is: 'what came back less charges is explained, and only the charges are open',
    shows: 'E3',
    steps: [
      ...sent,
      credited('1000.00', 'C1'),
      {
        _tag: 'ReportReturned',
        amount: cny('995.00'),
        by: bank,
        reason: returnReason('MS03'),
        executionRef: 'X1',
        fees: [{ kind: 'RETURN', amount: cny('5.00'), bearer: 'PAYER' }],
      },
    ],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL PAYER_AVAILABLE 99500', 'ORIGINAL FEES 500', 'ORIGINAL UNACCOUNTED 0'],
    next: ['REFUND_CHARGES propose', 'COMPENSATE_AGAIN never'],
  },
  {
    is: 'a part that came back leaves the rest an open question, and is not paid again',
    shows: 'E4',
    steps: [...sent, credited('1000.00', 'C1'), atTime('T+00:30'), returned('400.00', 'X1')],
    who: 'UNDETERMINED',
    where: ['ORIGINAL PAYEE 60000', 'ORIGINAL PAYER_AVAILABLE 40000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['TRACK_REMAINDER propose', 'COMPENSATE_AGAIN never'],
  },
  {
    is: 'a slow side that was asked is waited for while it has time to answer',
    shows: 'D5',
    steps: [...sent, atTime('T+02:00'), inquiry, atTime('T+02:20')],
    who: 'NETWORK',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['AWAIT_INQUIRY safe'],
  },
  {
    is: 'a slow side that did not answer in time is asked again',
    shows: 'D5',
    steps: [...sent, atTime('T+02:00'), inquiry, atTime('T+02:40')],
    who: 'NETWORK',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['CHASE safe'],
  },
  {
    is: 'a part that came back does not hide that the other side is slow with the rest',
    shows: 'D5',
    steps: [...sent, returned('400.00', 'X1'), atTime('T+02:00')],
    also: ['E4'],
    who: 'NETWORK',
    where: ['ORIGINAL IN_TRANSIT 60000', 'ORIGINAL PAYER_AVAILABLE 40000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['CHASE safe', 'COMPENSATE_AGAIN never'],
  },
  {
    is: 'a promised refund of what was only reserved can show no refund line',
    shows: 'B2',
    steps: [
      ...people,
      instructed,
      { _tag: 'CancelTransfer', by: customer },
      {
        _tag: 'NoticeQueued',
        source: appLog,
        noticeId: 'n1',
        channel: 'SMS',
        kind: 'REFUND_PROMISED',
        recipient: 'PAYER',
        transferId: 't1',
      },
      atTime('T+02:00'),
    ],
    also: ['E5'],
    who: 'CUSTOMER',
    where: ['ORIGINAL PAYER_AVAILABLE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['EXPLAIN_RELEASE safe'],
  },
  {
    is: 'a second execution is undone while it stands',
    shows: 'F4',
    steps: [...sent, credited('1000.00', 'C1'), credited('1000.00', 'C2')],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL PAYEE 100000', 'ORIGINAL UNACCOUNTED 0', 'EXCESS EXCEPTION 100000'],
    next: ['UNDO_SECOND propose'],
  },
  {
    is: 'a second execution that was asked back is waited for',
    shows: 'F4',
    steps: [...sent, credited('1000.00', 'C1'), credited('1000.00', 'C2'), recall],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL PAYEE 100000', 'ORIGINAL UNACCOUNTED 0', 'EXCESS EXCEPTION 100000'],
    next: ['AWAIT_RECALL safe'],
  },
  {
    is: 'of two executions one that came back is not undone a second time',
    shows: 'F4',
    steps: [...sent, credited('1000.00', 'C1'), credited('1000.00', 'C2'), returned('1000.00', 'X1')],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL PAYEE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: [],
  },
  {
    is: 'of two executions one that came back less charges leaves what was kept',
    shows: 'F4',
    steps: [
      ...sent,
      credited('1000.00', 'C1'),
      credited('1000.00', 'C2'),
      { ...returned('995.00', 'X1'), fees: [{ kind: 'RETURN', amount: cny('5.00'), bearer: 'PAYER' }] } as Step,
    ],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL PAYEE 100000', 'ORIGINAL UNACCOUNTED 0', 'EXCESS EXCEPTION 500'],
    next: ['RECOVER_EXCESS propose'],
  },
  {
    is: 'what was refused and people took from the payer again is not sent anew',
    shows: 'C2',
    steps: [
      ...sent,
      { _tag: 'ReportRefused', by: hvps, reason: statusReason('AC04') },
      byHand('mei', 'operator-loss:CNY', '1000.00'),
    ],
    who: 'NETWORK',
    where: ['ORIGINAL OPERATOR 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['SEND_ANEW never'],
  },
  {
    is: 'of two executions both of which came back nothing is left to undo',
    shows: 'F4',
    steps: [
      ...sent,
      credited('1000.00', 'C1'),
      credited('1000.00', 'C2'),
      returned('1000.00', 'X1'),
      returned('1000.00', 'X2'),
    ],
    also: ['E1'],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL PAYER_AVAILABLE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['COMPENSATE_AGAIN never'],
  },
  {
    is: 'what was sent back less charges and then credited whole is no other amount than was confirmed',
    shows: 'E3',
    steps: [
      ...sent,
      { ...returned('900.00', 'Y1'), fees: [{ kind: 'RETURN', amount: cny('100.00'), bearer: 'PAYER' }] } as Step,
      credited('1000.00', 'C1'),
    ],
    who: 'RECEIVING_INSTITUTION',
    where: [
      'ORIGINAL PAYER_AVAILABLE 90000',
      'ORIGINAL FEES 10000',
      'ORIGINAL UNACCOUNTED 0',
      'EXCESS EXCEPTION 90000',
      'EXCESS EXCEPTION 10000',
    ],
    next: ['REFUND_CHARGES propose', 'COMPENSATE_AGAIN never', 'RECOVER_FROM_PAYER propose', 'RECOVER_EXCESS propose'],
  },
  {
    is: 'what the payee got late and the payer has settled has arrived',
    shows: 'Z1',
    steps: [
      ...sent,
      returned('1000.00', 'Y1'),
      credited('1000.00', 'C1'),
      { _tag: 'ResolveException', exceptionId: 'x1', how: 'ALLOCATED', account: 'mei', by: desk, reason: 'Paid' },
    ],
    earlier: ['E1'],
    who: 'NONE',
    where: ['ORIGINAL PAYEE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: [],
  },
  {
    is: 'what came back and was taken into our own accounts is still owed to the payer',
    shows: 'E2',
    steps: [
      ...sent,
      { _tag: 'BeginClosingAccount', account: 'mei', reason: 'Asked for' },
      returned('1000.00', 'Y1'),
      byHand('suspense:CNY', 'operator-loss:CNY', '1000.00'),
    ],
    who: 'ENGINE',
    where: ['ORIGINAL OPERATOR 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['POST_RETURN propose', 'COMPENSATE_AGAIN never'],
  },
  {
    is: 'what the payer was given by hand while the money is on its way is not given again',
    shows: 'D1',
    steps: [...sent, byHand('nostro:hvps:CNY', 'mei', '1000.00')],
    who: 'NONE',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['WAIT safe', 'COMPENSATE_AGAIN never'],
  },
  {
    is: 'one execution of too much is another amount, not a second execution',
    shows: 'F2',
    steps: [...sent, credited('1500.00', 'C1')],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL PAYEE 100000', 'ORIGINAL UNACCOUNTED 0', 'EXCESS EXCEPTION 50000'],
    next: ['CORRECT_DIFFERENCE propose', 'PAY_WHOLE_AGAIN never'],
  },
  {
    is: 'another amount than the customer accepted was recorded',
    shows: 'F2',
    steps: [...accepted('100.00', there), ...sent, credited('1000.00', 'C1')],
    who: 'ENGINE',
    where: ['ORIGINAL PAYEE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['CORRECT_DIFFERENCE propose', 'PAY_WHOLE_AGAIN never'],
  },
  {
    is: 'less than was confirmed was executed and the rest sent back, so that nothing is left to put right',
    shows: 'F2',
    steps: [...sent, credited('400.00', 'C1'), returned('600.00', 'X1')],
    also: ['E4'],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL PAYEE 40000', 'ORIGINAL PAYER_AVAILABLE 60000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['PAY_WHOLE_AGAIN never', 'COMPENSATE_AGAIN never'],
  },
  {
    is: 'an amount that changed between the device and our edge was altered on the way',
    shows: 'F2',
    steps: [
      { _tag: 'RequestSent', source: phone, ...request('a', there.account, '100.00') },
      { _tag: 'RequestReceived', source: edge, ...request('b', there.account) },
      ...sent,
      credited('1000.00', 'C1'),
    ],
    sure: 'PROBABLE',
    who: 'NETWORK',
    where: ['ORIGINAL PAYEE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['CORRECT_DIFFERENCE propose', 'PAY_WHOLE_AGAIN never'],
  },
  {
    is: 'a credit in another currency is not on its way any more',
    shows: 'F3',
    steps: [
      ...sent,
      {
        _tag: 'ReportCredited',
        account: there,
        amount: { minorUnits: '14000', currency: 'USD' },
        by: bank,
        executionRef: 'C1',
      },
      atTime('T+02:00'),
    ],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['CORRECT_DIFFERENCE propose', 'PAY_WHOLE_AGAIN never'],
  },
  {
    is: 'a credit before the day that the instruction names came at the wrong time',
    shows: 'F5',
    steps: [
      ...people,
      {
        _tag: 'InitiateTransfer',
        payer: 'mei',
        payee: there,
        amount: cny('1000.00'),
        rail: 'hvps',
        notBefore: storyTime('T+24:00'),
      },
      confirmed,
      ...submitted,
      credited('1000.00', 'C1'),
    ],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL PAYEE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['CORRECT_VALUE_DATE propose'],
  },
  {
    is: 'a part that was credited leaves the rest with a party that is slow',
    shows: 'D5',
    steps: [...sent, credited('400.00', 'C1'), atTime('T+02:00')],
    also: ['F6'],
    who: 'NETWORK',
    where: ['ORIGINAL IN_TRANSIT 60000', 'ORIGINAL PAYEE 40000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['CHASE safe'],
  },
  {
    is: 'a bank that credited another account answers for it, and it is asked back',
    shows: 'F1',
    steps: [...accepted('1000.00', there), ...sent, credited('1000.00', 'C1', strangers)],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL OTHER_ACCOUNT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['CORRECT_DESTINATION propose'],
  },
  {
    is: 'what another account got and was asked back is waited for',
    shows: 'F1',
    steps: [...sent, credited('1000.00', 'C1', strangers), recall],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL OTHER_ACCOUNT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['AWAIT_RECALL safe'],
  },
  {
    is: 'what another account got and sent back is made good, and not once more',
    shows: 'F1',
    steps: [...sent, credited('1000.00', 'C1', strangers), returned('1000.00', 'X1')],
    also: ['E1'],
    who: 'RECEIVING_INSTITUTION',
    where: ['ORIGINAL PAYER_AVAILABLE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['COMPENSATE_AGAIN never'],
  },
  {
    is: 'another payee than the customer accepted was recorded, and in our own book it is put right there',
    shows: 'F1',
    steps: [...accepted('1000.00', { account: 'eve' }), ...inThisBook],
    who: 'ENGINE',
    where: ['ORIGINAL OTHER_ACCOUNT 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['CORRECT_DESTINATION guarded'],
  },
  {
    is: 'what our own book has taken back from the wrong account is not taken again',
    shows: 'F1',
    steps: [
      ...accepted('1000.00', { account: 'eve' }),
      ...inThisBook,
      { _tag: 'ReverseTransfer', amount: cny('1000.00'), kind: 'MISPOSTING', by: desk, authority: 'correction' },
    ],
    also: ['E1'],
    who: 'ENGINE',
    where: ['ORIGINAL PAYER_AVAILABLE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['COMPENSATE_AGAIN never'],
  },
  {
    is: 'what was brought by hand from the wrong account to the right one is put right',
    shows: 'F1',
    steps: [
      ...accepted('1000.00', { account: 'eve' }),
      ...inThisBook,
      {
        _tag: 'PostCorrection',
        from: 'bo',
        to: 'eve',
        amount: cny('1000.00'),
        corrects: 'the credit of t1',
        by: desk,
        approvedBy: { role: 'OPERATOR', name: 'night desk' },
        reason: 'Eve was meant',
      },
    ],
    who: 'ENGINE',
    where: ['ORIGINAL PAYEE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: [],
  },
  {
    is: 'a payee that changed between the device and our edge was altered on the way',
    shows: 'F1',
    steps: [
      { _tag: 'RequestSent', source: phone, ...request('a', strangers.account) },
      { _tag: 'RequestReceived', source: edge, ...request('b', there.account) },
      ...sent,
      credited('1000.00', 'C1'),
    ],
    sure: 'PROBABLE',
    who: 'NETWORK',
    where: ['ORIGINAL PAYEE 100000', 'ORIGINAL UNACCOUNTED 0'],
    next: ['CORRECT_DESTINATION propose'],
  },
]

const about = { transfer: 't1' } as const

const named = ({ is, shows, also = [] }: Told): string => `${is} [${[shows, ...also].join(', ')}]`

describe('a cause', () => {
  it.each(stories.map((story) => [named(story), story] as const))('%s', (_name, { also = [], sure, ...story }) => {
    const asked = givenLog(history(...story.steps)).askedAbout(about)
    asked.thenCause(story.shows, sure ?? 'CONFIRMED').thenSecondary(...also)
    const { custody, evidence, next, responsible } = asked.finding!
    expect(responsible.party).toBe(story.who)
    expect(custody.map(({ of, place, amount }) => `${of} ${place} ${amount}`)).toEqual(story.where)
    expect(
      next.map(
        ({ action, forbiddenBy, safety }) =>
          `${action} ${safety}${safety !== 'never' && forbiddenBy !== null ? ', waits' : ''}`,
      ),
    ).toEqual(story.next)
    expect(evidence.filter(({ supports }) => supports.includes(story.shows))).not.toEqual([])
  })
})

describe('what came back and people took from the payer again', () => {
  it('is not told as back', () => {
    givenLog(history(...sent, returned('1000.00', 'X1'), byHand('mei', 'nostro:hvps:CNY', '1000.00')))
      .askedAbout(about)
      .thenCause('U1', 'UNDETERMINED')
  })
})

describe('a log of which a part is gone', () => {
  const isWrong = (log: History, truth: ReadonlyArray<Leaf>): boolean => {
    const cause = givenLog(log).askedAbout(about).finding?.cause
    return cause?.confidence === 'CONFIRMED' && cause.leaf !== 'X1' && !truth.includes(cause.leaf)
  }

  it.each(stories.map((story) => [story.is, story] as const))('makes nothing else certain where %s', (_name, story) => {
    const whole = history(...story.steps)
    const truth = [story.shows]
    const truthThen = [...truth, ...(story.earlier ?? [])]
    const wrong: string[] = []
    for (const [at] of whole.stored.entries()) {
      const cut = { ...whole, anchor: null, stored: whole.stored.slice(0, at) }
      const holed = { ...whole, stored: whole.stored.filter((_event, index) => index !== at) }
      if (at > 0 && isWrong(cut, truthThen)) wrong.push(`cut before ${at}`)
      if (isWrong(holed, truth)) wrong.push(`without ${at}, beside its anchor`)
      if (isWrong({ ...holed, anchor: null }, truth)) wrong.push(`without ${at}`)
    }
    expect(wrong).toEqual([])
  })
})
