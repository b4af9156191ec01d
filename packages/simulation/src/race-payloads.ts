import type { CommandWord, Instant } from '@waybill/core'

export type Fields = Readonly<Record<string, unknown>>

/** The times that the states and payloads turn on. */
export const times = {
  now: '2026-02-14T09:30:00.000Z',
  expiry: '2026-02-14T10:00:00.000Z',
  answerDue: '2026-02-14T09:45:00.000Z',
  recallDue: '2026-03-01T00:00:00.000Z',
} as const

export const customer = { role: 'CUSTOMER', name: 'Mei' } as const
export const operator = { role: 'OPERATOR', name: 'Back office' } as const
export const hvps = { role: 'NETWORK', name: 'HVPS' } as const
export const supervisor = { role: 'OPERATOR', name: 'Head of operations' } as const
export const reviewer = { role: 'ENGINE', name: 'Risk rules' } as const
export const digest = `sha256:${'ab'.repeat(32)}`
export const railKey = '0b7f3f54-2f3e-5a8e-9d55-3c8f0b1a2c3d'
export const uetr = '8a562c67-ca16-48ba-b074-65581be6f001'
export const yuan = (decimal: string): { readonly decimal: string; readonly currency: 'CNY' } => ({
  decimal,
  currency: 'CNY',
})
export const euro = (decimal: string): { readonly decimal: string; readonly currency: 'EUR' } => ({
  decimal,
  currency: 'EUR',
})
/** CNY 100.00 become EUR 12.75. */
export const quote = {
  quoteId: 'q1',
  sellCurrency: 'CNY',
  buyCurrency: 'EUR',
  rate: '0.1275',
  validUntil: times.expiry,
  buyAmount: euro('12.75'),
} as const
export const elsewhere = { account: '6222 0001', institution: 'Bank of Elsewhere' } as const
export const iso = (code: string): { readonly codeSet: string; readonly code: string } => ({
  codeSet: 'ISO20022',
  code,
})

/** A command or report as a caller writes it: raced on the transfer `t1`, and sent to every state of it. */
export type RacePayload<W extends CommandWord = CommandWord> = {
  readonly word: W
  /** What sets this payload apart from another of the same word; empty where there is one only. */
  readonly variant: string
  /** When it is received. */
  readonly at: Instant
  /** The payload under an id, about a transfer whose payee is given. */
  readonly payload: (id: string, payee: unknown) => Fields
}

const command = <W extends CommandWord>(
  word: W,
  variant: string,
  fields: Fields,
  at: Instant = times.now,
): RacePayload<W> => ({
  word,
  variant,
  at,
  payload: (commandId) => ({ commandId, transferId: 't1', ...fields }),
})

const aboutAccount = <W extends CommandWord>(word: W, account: string, fields: Fields): RacePayload<W> => ({
  word,
  variant: account,
  at: times.now,
  payload: (commandId) => ({ commandId, account, ...fields }),
})

const report = <W extends CommandWord>(
  word: W,
  variant: string,
  fields: (payee: unknown) => Fields,
): RacePayload<W> => ({
  word,
  variant,
  at: times.now,
  payload: (reportId, payee) => ({
    transferId: 't1',
    reportId,
    by: hvps,
    asOf: '2026-02-14T09:29:00.000Z',
    ...fields(payee),
  }),
})

/** An instruction with every field that may stand in it: Paul's account is in another currency than Mei's. */
export const everythingInstructed = {
  payer: 'mei',
  payee: 'paul',
  amount: yuan('100.00'),
  rail: 'book',
  funding: [
    { account: 'savings', amount: yuan('60.00') },
    { account: 'mei', amount: yuan('42.00') },
  ],
  fees: [{ kind: 'EXPRESS', amount: yuan('2.00'), bearer: 'PAYER' }],
  uetr,
  payeeAsTyped: { account: 'paul ', name: 'Paul', provider: 'address book' },
  payeeName: 'Paul',
  purpose: 'Rent for March',
  promisedBy: '2026-02-14T12:00:00.000Z',
  expiresAt: times.expiry,
  notBefore: times.now,
  channel: 'mobile',
  customer: 'customer-mei',
  endToEndId: 'RENT-03',
  quote,
  linked: { transferId: 't0', relation: 'RETRY_OF' },
} as const

export const everythingConfirmed = {
  by: customer,
  method: 'BIOMETRIC',
  strength: 'STRONG',
  device: 'Phone of Mei',
  shownDigest: digest,
} as const

const instruction = { payer: 'mei', payee: 'bo', amount: yuan('100.00') }

const every = [
  command('InitiateTransfer', 'to an account of this book', { ...instruction, confirmationRequired: true }),
  command('InitiateTransfer', 'into another currency', { ...everythingInstructed, confirmationRequired: true }),
  command('InitiateTransfer', 'over a rail', { ...instruction, payee: elsewhere, rail: 'hvps' }),
  command('BookTransfer', '', { ...instruction, by: customer }),
  command('BookTransfer', 'into another currency', { ...everythingInstructed, ...everythingConfirmed }),
  command('ConfirmTransfer', '', everythingConfirmed),
  command('ConfirmTransfer', 'at the expiry', everythingConfirmed, times.expiry),
  command('CreditTransfer', 'all that is in transit', {}),
  command('CreditTransfer', '40.00', { amount: yuan('40.00') }),
  command('CreditTransfer', '100.01', { amount: yuan('100.01') }),
  command('CancelTransfer', '', { by: customer, reason: iso('CUST') }),
  command('RejectTransfer', '', { by: operator, reason: iso('AC04'), text: 'The payee has closed the account' }),
  command('ExpireTransfer', '', {}),
  command('ExpireTransfer', 'at the expiry', {}, times.expiry),
  command('HoldTransfer', 'a new hold', {
    holdId: 'h2',
    kind: 'FRAUD',
    rule: 'new-payee',
    ruleVersion: '7',
    by: reviewer,
    inputs: { score: '87' },
    reason: iso('FRAD'),
    reviewDueAt: times.expiry,
  }),
  command('HoldTransfer', 'the hold h1', {
    holdId: 'h1',
    kind: 'COMPLIANCE',
    rule: 'list',
    ruleVersion: '1',
    by: reviewer,
  }),
  command('ReleaseTransfer', 'the hold h1', { holdId: 'h1', by: operator, text: 'The payee is known' }),
  command('StartSubmission', '', { railKey, messageDigest: digest, answerDueAt: times.answerDue }),
  command('DeclareOutcomeUnknown', '', { because: 'NO_ANSWER', owner: operator, inquiryDueAt: times.expiry }),
  command('SendStatusInquiry', 'a new inquiry', { inquiryId: 'i2', to: hvps, answerDueAt: times.expiry }),
  command('ReverseTransfer', '100.00', {
    amount: yuan('100.00'),
    kind: 'MISPOSTING',
    by: operator,
    authority: 'Terms of the book, section 4',
    cause: 'H1',
  }),
  command('ReverseTransfer', '40.00', {
    amount: yuan('40.00'),
    kind: 'WRONG_AMOUNT',
    by: operator,
    authority: 'Terms, section 4',
  }),
  command('ResolveException', 'x1, to its source', {
    exceptionId: 'x1',
    how: 'RETURNED_TO_SOURCE',
    by: operator,
    reason: 'It is theirs',
  }),
  command('ResolveException', 'x1, 0.01 to or from savings', {
    exceptionId: 'x1',
    how: 'ALLOCATED',
    account: 'savings',
    amount: yuan('0.01'),
    by: operator,
    reason: 'As agreed with the customer',
  }),
  command('ResolveException', 'x1, to or from Bo', {
    exceptionId: 'x1',
    how: 'ALLOCATED',
    account: 'bo',
    by: operator,
    reason: 'As agreed with the customer',
  }),
  command('ResolveException', 'x2, set off against x1', {
    exceptionId: 'x2',
    how: 'SET_OFF',
    against: 'x1',
    by: operator,
    reason: 'It is the same money',
  }),
  command('WriteOffException', 'x1', {
    exceptionId: 'x1',
    by: operator,
    approvedBy: supervisor,
    reason: 'Nobody gives it back',
  }),
  command('WriteOffException', 'x1, 40.00', {
    exceptionId: 'x1',
    amount: yuan('40.00'),
    by: operator,
    approvedBy: supervisor,
    reason: 'Half of it is lost',
  }),
  command('ExplainMismatch', 'x1', { exceptionId: 'x1', by: operator, reason: 'The rail mixed up two references' }),
  command('PostCorrection', 'from suspense to Bo', {
    from: 'suspense:CNY',
    to: 'bo',
    amount: yuan('100.00'),
    corrects: 'a closing by mistake',
    by: operator,
    approvedBy: supervisor,
    reason: 'The account is open again',
  }),
  command('PostCorrection', 'from suspense to Paul', {
    from: 'suspense:EUR',
    to: 'paul',
    amount: euro('12.75'),
    corrects: 'a closing by mistake',
    by: operator,
    approvedBy: supervisor,
    reason: 'The account is open again',
  }),
  command('PostCorrection', 'from the loss to Mei', {
    from: 'operator-loss:CNY',
    to: 'mei',
    amount: yuan('40.00'),
    corrects: 'a sum that did not arrive',
    by: operator,
    approvedBy: supervisor,
    reason: 'Found by the audit',
  }),
  command('PostCorrection', 'from Mei to Eve', {
    from: 'mei',
    to: 'eve',
    amount: yuan('40.00'),
    corrects: 'a one-sided entry',
    by: operator,
    approvedBy: supervisor,
    reason: 'Found by the audit',
  }),
  command('RequestRecall', 'a new recall', {
    recallId: 'r2',
    to: hvps,
    reason: iso('AC03'),
    answerDueAt: times.recallDue,
    amount: yuan('40.00'),
    text: 'Sent to the wrong account',
  }),
  command('RequestRecall', 'under the id r1', {
    recallId: 'r1',
    to: hvps,
    reason: iso('DUPL'),
    answerDueAt: times.recallDue,
  }),
  command('WithdrawRecall', 'r1', { recallId: 'r1', by: operator, text: 'The payee has paid' }),
  command('DeclareRecallUnanswered', 'r1, before its time', { recallId: 'r1' }),
  command('DeclareRecallUnanswered', 'r1, when it is due', { recallId: 'r1' }, times.recallDue),
  command('DisputeTransfer', 'by the same claimant', {
    disputeId: 'd2',
    claim: 'NOT_ARRIVED',
    claimant: customer,
    replyDueAt: times.recallDue,
    words: 'Bo has nothing',
    amount: yuan('100.00'),
  }),
  command('DisputeTransfer', 'by another claimant', {
    disputeId: 'd3',
    claim: 'NOT_MINE',
    claimant: { role: 'CUSTOMER', name: 'Bo' },
    replyDueAt: times.recallDue,
  }),
  command('DisputeTransfer', 'under the id d1', {
    disputeId: 'd1',
    claim: 'LATE',
    claimant: customer,
    replyDueAt: times.recallDue,
  }),
  command('RequestEvidence', 'for d1', {
    disputeId: 'd1',
    requestId: 'e2',
    from: customer,
    what: 'The receipt',
    dueAt: times.recallDue,
  }),
  command('SubmitEvidence', 'for d1', {
    disputeId: 'd1',
    from: customer,
    kind: 'RECEIPT',
    documentDigest: digest,
    text: 'Here it is',
  }),
  command('SubmitEvidence', 'for d1, answering e1', {
    disputeId: 'd1',
    requestId: 'e1',
    from: customer,
    kind: 'RECEIPT',
    documentDigest: digest,
  }),
  command('StartDisputeReview', 'd1', { disputeId: 'd1', reviewer: operator }),
  command('ResolveDispute', 'd1, refund', {
    disputeId: 'd1',
    outcome: 'REFUND',
    by: operator,
    reason: 'The rail lost it',
    amount: yuan('100.00'),
    cause: 'C2',
  }),
  command('ResolveDispute', 'd1, denied', { disputeId: 'd1', outcome: 'DENIED', by: operator, reason: 'It arrived' }),
  command('ReopenDispute', 'd1, on new evidence', {
    disputeId: 'd1',
    by: operator,
    reason: 'The receipt was found',
    documentDigest: `sha256:${'cd'.repeat(32)}`,
    replyDueAt: times.recallDue,
  }),
  command('ReopenDispute', 'd1, on known evidence', {
    disputeId: 'd1',
    by: operator,
    reason: 'Once more',
    documentDigest: digest,
    replyDueAt: times.recallDue,
  }),
  command('GrantProvisionalCredit', 'd1, nothing made good yet', {
    disputeId: 'd1',
    by: operator,
    alreadyMadeGood: yuan('0.00'),
  }),
  command('GrantProvisionalCredit', 'd1, 40.00, nothing made good yet', {
    disputeId: 'd1',
    by: operator,
    amount: yuan('40.00'),
    alreadyMadeGood: yuan('0.00'),
  }),
  command('MakeProvisionalCreditFinal', 'd1', { disputeId: 'd1', by: operator }),
  command('MakeProvisionalCreditFinal', 'd1, 40.00', { disputeId: 'd1', by: operator, amount: yuan('40.00') }),
  command('RescindProvisionalCredit', 'd1', { disputeId: 'd1', by: operator, reason: 'It arrived' }),
  command('RescindProvisionalCredit', 'd1, 40.00', {
    disputeId: 'd1',
    by: operator,
    reason: 'A part arrived',
    amount: yuan('40.00'),
  }),
  command('PayRestitution', 'd1, nothing made good yet', {
    disputeId: 'd1',
    by: operator,
    alreadyMadeGood: yuan('0.00'),
  }),
  command('PayRestitution', 'd1, 40.00, 40.00 made good', {
    disputeId: 'd1',
    by: operator,
    amount: yuan('40.00'),
    alreadyMadeGood: yuan('40.00'),
  }),
  command('WithdrawDispute', 'd1', { disputeId: 'd1', by: customer, text: 'Found it' }),
  command('CloseDispute', 'd1', { disputeId: 'd1', by: operator }),
  aboutAccount('OpenAccount', 'ghost', { currency: 'CNY' }),
  aboutAccount('FreezeAccount', 'mei', { scope: 'DEBITS', reason: 'A lost card' }),
  aboutAccount('FreezeAccount', 'bo', { scope: 'DEBITS_AND_CREDITS', reason: 'An order' }),
  aboutAccount('UnfreezeAccount', 'mei', { reason: 'The card is found' }),
  aboutAccount('SetAccountFloor', 'mei', { limit: yuan('0.00'), reason: 'Cut' }),
  aboutAccount('BeginClosingAccount', 'mei', { reason: 'Asked for' }),
  aboutAccount('BeginClosingAccount', 'bo', { reason: 'Asked for' }),
  aboutAccount('CloseAccount', 'bo', {}),
  report('ReportAccepted', 'under the reference R1', () => ({ railReference: 'R1', status: iso('ACTC') })),
  report('ReportAccepted', 'under the reference R2', () => ({ railReference: 'R2' })),
  report('ReportStatus', '', () => ({ status: iso('PDNG'), reason: iso('NSTP'), text: 'Handled by hand' })),
  report('ReportCredited', '100.00 to the payee, execution X9', (payee) => ({
    account: payee,
    amount: yuan('100.00'),
    executionRef: 'X9',
  })),
  report('ReportCredited', '100.00 to the payee', (payee) => ({
    account: payee,
    amount: yuan('100.00'),
  })),
  report('ReportCredited', '40.00 to the payee', (payee) => ({ account: payee, amount: yuan('40.00') })),
  report('ReportCredited', '120.00 to the payee', (payee) => ({
    account: payee,
    amount: yuan('120.00'),
  })),
  report('ReportCredited', '100.00 to another account', () => ({
    account: { account: '6222 9999', institution: 'Bank of Elsewhere' },
    amount: yuan('100.00'),
    executionRef: 'X8',
  })),
  report('ReportCredited', '100.00 to another account of this book', () => ({
    account: 'eve',
    amount: yuan('100.00'),
  })),
  report('ReportCredited', '100.00 to an account that this book does not know', () => ({
    account: 'ghost',
    amount: yuan('100.00'),
  })),
  report('ReportCredited', 'EUR 12.75 to the payee, execution X6', (payee) => ({
    account: payee,
    amount: euro('12.75'),
    executionRef: 'X6',
  })),
  report('ReportCredited', 'EUR 5.00 to the payee', (payee) => ({ account: payee, amount: euro('5.00') })),
  report('ReportCredited', 'EUR 12.75 to another account of this book', () => ({
    account: 'eve',
    amount: euro('12.75'),
  })),
  report('ReportCredited', 'EUR 100.00', (payee) => ({
    account: payee,
    amount: { decimal: '100.00', currency: 'EUR' },
    executionRef: 'X7',
  })),
  report('ReportRefused', '', () => ({ reason: iso('AC04'), text: 'Closed account' })),
  report('ReportReturned', '100.00, execution Y9', () => ({
    amount: yuan('100.00'),
    reason: iso('AC04'),
    executionRef: 'Y9',
  })),
  report('ReportReturned', '40.00', () => ({ amount: yuan('40.00'), reason: iso('AC04') })),
  report('ReportReturned', '95.00 less fees of 5.00', () => ({
    amount: yuan('95.00'),
    reason: iso('AC04'),
    fees: [
      { kind: 'RETURN', amount: yuan('3.00'), bearer: 'PAYER' },
      { kind: 'INQUIRY', amount: yuan('2.00'), bearer: 'PAYER' },
    ],
  })),
  report('ReportReturned', '120.00', () => ({ amount: yuan('120.00'), reason: iso('AC04') })),
  report('ReportReturned', 'EUR 12.75, execution Y6', () => ({
    amount: euro('12.75'),
    reason: iso('AC04'),
    executionRef: 'Y6',
  })),
  report('ReportReturned', 'EUR 5.00', () => ({ amount: euro('5.00'), reason: iso('AC04') })),
  report('ReportReturned', 'EUR 12.00 less fees of EUR 0.75', () => ({
    amount: euro('12.00'),
    reason: iso('AC04'),
    fees: [{ kind: 'RETURN', amount: euro('0.75'), bearer: 'PAYER' }],
  })),
  report('ReportReturned', 'EUR 100.00', () => ({
    amount: { decimal: '100.00', currency: 'EUR' },
    reason: iso('AC04'),
  })),
  report('ReportNeverReceived', 'final', () => ({ final: true })),
  report('ReportNeverReceived', 'not final', () => ({ final: false, inquiryId: 'i1' })),
  report('ReportInquiryAnswer', 'to i1', () => ({ inquiryId: 'i1', status: iso('ACSP'), reason: iso('G000') })),
  report('ReportRecallAccepted', 'r1', () => ({ recallId: 'r1', status: iso('PECR'), amount: yuan('40.00') })),
  report('ReportRecallRefused', 'r1', () => ({ recallId: 'r1', reason: iso('CUST'), text: 'The payee says no' })),
  report('ReportIncomingCredit', '', () => ({
    rail: 'hvps',
    payer: elsewhere,
    payee: 'bo',
    amount: yuan('100.00'),
    executionRef: 'Z9',
    purpose: 'Salary',
    endToEndId: 'SAL-02',
    payeeName: 'Bo',
  })),
]

/** Every command and every report, and where it matters several payloads of it. */
export const racePayloads: ReadonlyArray<RacePayload> = every

type NotRaced = Exclude<CommandWord, (typeof every)[number]['word']>

/** Does not compile while a word of the language is missing above. */
export const everyWordIsRaced: [NotRaced] extends [never] ? true : NotRaced = true
