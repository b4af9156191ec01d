import { describe, expect, it } from '@jest/globals'
import type { Posting } from '../ledger/entry.js'
import type { TransferEvent } from './event.js'
import { evolveTransfer, noTransfer } from './evolve.js'
import { creditSaidAgain, returnSaidAgain } from './said-again.js'
import type { Transfer } from './state.js'

const customer = { role: 'CUSTOMER' } as const
const operator = { role: 'OPERATOR' } as const
const hvps = { role: 'NETWORK', name: 'hvps' } as const
const iso = (code: string) => ({ codeSet: 'iso', code })
const times = { now: '2026-02-14T09:30:00.000Z', recallDue: '2026-02-24T09:30:00.000Z' }
const yuan = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' }) as const
const told = { reportId: 'm1', by: hvps, asOf: times.now }
const outside = { account: '6222-01', institution: 'Harbour Bank' }

const entryWith = (...postings: ReadonlyArray<Posting>) => ({
  bookingDate: '2026-02-14',
  valueDate: '2026-02-14',
  postings,
})
/** A transfer of 100.00 to another account of the book, after these events. */
const begun = (...events: ReadonlyArray<TransferEvent>): Transfer => {
  const initiated: TransferEvent = {
    _tag: 'TransferInitiated',
    transferId: 't1',
    payer: { account: 'mei' },
    payee: { account: 'bo' },
    amount: yuan(10_000n),
    uetr: '5f0c3b8e-7d3a-4a0f-9a41-0c2d3e4f5a6b',
    funding: [{ account: 'mei', amount: yuan(10_000n) }],
    fees: [],
    rail: 'book',
    confirmationRequired: true,
  }
  const transfer = [initiated, ...events].reduce(evolveTransfer, noTransfer)
  if (transfer === null) throw new Error('There is no transfer')
  return transfer
}

const confirmed = begun({ _tag: 'TransferConfirmed', by: { role: 'CUSTOMER' }, entry: entryWith() })

const after = (transfer: Transfer, ...events: ReadonlyArray<TransferEvent>): Transfer => {
  const evolved = events.reduce<Transfer | null>(evolveTransfer, transfer)
  if (evolved === null) throw new Error('There is no transfer any more')
  return evolved
}

const posting = (account: string, creditDebit: Posting['creditDebit'], minorUnits: bigint): Posting => ({
  account,
  creditDebit,
  amount: yuan(minorUnits),
})

const reversed = (minorUnits: bigint, ...postings: ReadonlyArray<Posting>): TransferEvent => ({
  _tag: 'TransferReversed',
  amount: yuan(minorUnits),
  kind: 'MISPOSTING',
  by: operator,
  authority: 'four eyes',
  entry: entryWith(...postings),
})

const refused = (commandId: string): TransferEvent => ({
  _tag: 'CommandRefused',
  commandId,
  command: 'CreditTransfer',
  payload: '{}',
  rejection: 'TransferNotInTransit',
  facts: '{}',
  judgedAt: [],
  throughSequence: 7,
})

describe('a command that was refused', () => {
  it('changes no transfer, and begins none', () => {
    expect(evolveTransfer(confirmed, refused('c9'))).toBe(confirmed)
    expect(evolveTransfer(null, refused('c9'))).toBe(null)
  })

  it('while its funds were pending takes away the transfer that it was to begin, and no other', () => {
    const pending: Transfer = { ...confirmed, pendingFunds: 'c9' }
    expect(evolveTransfer(pending, refused('c8'))).toBe(pending)
    expect(evolveTransfer(pending, refused('c9'))).toBe(null)
  })
})

it('is initiated, with nothing else changed, once every account that pays has kept its part', () => {
  const initiated = begun()
  expect(after({ ...initiated, pendingFunds: 'c1' }, { _tag: 'TransferFundsConfirmed' })).toEqual(initiated)
})

describe('of several inquiries', () => {
  const asked = (inquiryId: string): TransferEvent => ({
    _tag: 'StatusInquirySent',
    inquiryId,
    to: hvps,
    answerDueAt: times.recallDue,
  })
  const doubtful = after(confirmed, {
    _tag: 'TransferOutcomeUnknown',
    because: 'NO_ANSWER',
    owner: operator,
    inquiryDueAt: times.now,
  })
  const answer = (inquiryId: string, said: 'STATUS' | 'NO_ANSWER' | 'NEVER_RECEIVED'): TransferEvent => ({
    _tag: 'StatusInquiryAnswered',
    ...told,
    inquiryId,
    answer: said,
    final: true,
  })

  it('the one that is answered is answered', () => {
    const both = after(doubtful, asked('i1'), asked('i2'))
    expect(both.inquiries.map(({ inquiryId, answered }) => [inquiryId, answered])).toEqual([
      ['i1', false],
      ['i2', false],
    ])
    expect(both.inquiryDueAt).toBe(null)
    expect(after(both, answer('i2', 'NO_ANSWER')).inquiries.map(({ answered }) => answered)).toEqual([false, true])
  })

  it('only an answer that is a status ends the doubt', () => {
    const waiting = after(doubtful, asked('i1'))
    expect(waiting.doubt).toBe('NO_ANSWER')
    for (const said of ['NO_ANSWER', 'NEVER_RECEIVED'] as const)
      expect(after(waiting, answer('i1', said)).doubt).toBe('NO_ANSWER')
    expect(after(waiting, answer('i1', 'STATUS')).doubt).toBe(null)
  })
})

describe('an acknowledgement of the rail', () => {
  it('is kept with the submission that it is about, and makes none where there was none', () => {
    const submitted: TransferEvent = { _tag: 'TransferSubmitted', ...told, rail: 'hvps', railReference: 'ref-1' }
    expect(after(confirmed, submitted).submission).toBe(null)
    const started: TransferEvent = {
      _tag: 'SubmissionStarted',
      rail: 'hvps',
      railKey: '5f0c3b8e-7d3a-5a0f-9a41-0c2d3e4f5a6b',
      messageDigest: `sha256:${'0'.repeat(64)}`,
      answerDueAt: times.recallDue,
    }
    expect(after(confirmed, started).submission).toMatchObject({ railReference: null })
    expect(after(confirmed, started, submitted).submission).toMatchObject({ rail: 'hvps', railReference: 'ref-1' })
  })
})

describe('a status that is reported', () => {
  const credited: TransferEvent = {
    _tag: 'TransferCredited',
    ...told,
    account: { account: 'bo' },
    amount: yuan(1n),
    entry: entryWith(),
  }
  const returned: TransferEvent = {
    _tag: 'TransferReturned',
    ...told,
    reportId: 'm2',
    amount: yuan(2n),
    outOf: 'IN_TRANSIT',
    reason: iso('AC04'),
    allocation: [],
    entry: entryWith(),
  }
  const known = after(confirmed, credited, returned)
  const references = ({ executions, returns }: Transfer) => [
    executions.map(({ executionRef }) => executionRef),
    returns.map(({ executionRef }) => executionRef),
  ]
  const again = (more: object): TransferEvent => ({
    _tag: 'TransferStatusReported',
    ...told,
    status: creditSaidAgain,
    executionRef: 'x1',
    account: { account: 'bo' },
    amount: yuan(1n),
    ...more,
  })

  it('gives a reference to the credit or the return that it says again', () => {
    expect(references(known)).toEqual([[null], [null]])
    expect(references(after(known, again({})))).toEqual([['x1'], [null]])
    const ofReturn = { status: returnSaidAgain, account: confirmed.instruction.payer, amount: yuan(2n) }
    expect(references(after(known, again(ofReturn)))).toEqual([[null], ['x1']])
  })

  it('changes nothing where it says something else, or leaves out which one it means', () => {
    for (const more of [
      { status: iso('ACSP') },
      { executionRef: undefined },
      { account: undefined },
      { amount: undefined },
    ])
      expect(after(known, again(more))).toBe(known)
    const sameReturn = { account: confirmed.instruction.payer, amount: yuan(2n), status: iso('ACSP') }
    expect(after(known, again(sameReturn))).toBe(known)
  })
})

describe('who told of an execution', () => {
  const credited = (more: object): TransferEvent => ({
    _tag: 'TransferCredited',
    account: { account: 'bo' },
    amount: yuan(1n),
    entry: entryWith(),
    ...more,
  })

  it('is known where the message and its teller are, and by one of them alone nobody', () => {
    expect(after(confirmed, credited(told)).executions[0]?.toldBy).toEqual({ reportId: 'm1', by: hvps })
    for (const more of [{}, { reportId: 'm1' }, { by: hvps }])
      expect(after(confirmed, credited(more)).executions[0]?.toldBy).toBe(null)
  })

  it('makes one execution of what one message tells in two events, and two of what nobody told', () => {
    expect(after(confirmed, credited(told), credited(told)).executions).toMatchObject([{ minorUnits: 2n }])
    expect(after(confirmed, credited({}), credited({})).executions).toHaveLength(2)
  })

  it('says where the money arrived: with the payee, or elsewhere', () => {
    expect(after(confirmed, credited(told))).toMatchObject({ credited: 1n, creditedElsewhere: 0n })
    expect(after(confirmed, credited({ ...told, account: outside }))).toMatchObject({ creditedElsewhere: 1n })
    expect(after(confirmed, credited({ ...told, postedTo: 'suspense:CNY' }))).toMatchObject({ creditedElsewhere: 1n })
  })
})

describe('what comes back', () => {
  const granted: TransferEvent = {
    _tag: 'ProvisionalCreditGranted',
    disputeId: 'd1',
    amount: yuan(9n),
    by: operator,
    alreadyMadeGood: yuan(0n),
    allocation: [],
    entry: entryWith(),
  }
  const given = after(confirmed, granted)

  it('goes to the operator as far as it is credited there', () => {
    const credits = [posting('operator-provisional:CNY', 'CRDT', 4n), posting('operator-loss:CNY', 'CRDT', 3n)]
    const back = after(given, reversed(10n, ...credits, posting('mei', 'CRDT', 3n)))
    expect(back).toMatchObject({ reversed: 10n, givenByOperator: 9n, recoveredByOperator: 7n })
    expect(back.madeWhole).toMatchObject([{ disputeId: 'd1', outOf: 'PROVISIONAL', open: 2n }])
  })

  it('leaves what the operator gave as it was where nothing is credited there', () => {
    const debits = [posting('operator-provisional:CNY', 'DBIT', 4n), posting('mei', 'CRDT', 4n)]
    const back = after(given, reversed(4n, ...debits))
    expect(back.recoveredByOperator).toBe(0n)
    expect(back.madeWhole).toBe(given.madeWhole)
  })
})

describe('a doubt', () => {
  const unknown = (because: 'NO_ANSWER' | 'CONTRADICTION'): TransferEvent => ({
    _tag: 'TransferOutcomeUnknown',
    because,
    owner: operator,
    inquiryDueAt: times.recallDue,
  })
  const credited = (minorUnits: bigint): TransferEvent => ({
    _tag: 'TransferCredited',
    ...told,
    account: { account: 'bo' },
    amount: yuan(minorUnits),
    entry: entryWith(),
  })

  it('ends with an outcome', () => {
    const settled = after(confirmed, unknown('NO_ANSWER'), credited(1n))
    expect([settled.doubt, settled.inquiryDueAt]).toEqual([null, null])
  })

  it('about answers that contradict each other stays while money is in transit, whatever else is late', () => {
    const contradicted = after(confirmed, unknown('CONTRADICTION'), unknown('NO_ANSWER'))
    expect(contradicted.doubt).toBe('CONTRADICTION')
    expect(after(contradicted, credited(1n)).doubt).toBe('CONTRADICTION')
    expect(after(contradicted, credited(confirmed.confirmed)).doubt).toBe(null)
  })
})

describe('of several holds', () => {
  const held = (holdId: string): TransferEvent => ({
    _tag: 'TransferHeld',
    holdId,
    kind: 'FRAUD',
    rule: 'velocity',
    ruleVersion: '1',
    by: operator,
  })

  it('the one that is released is gone, and none is left where the transfer ends', () => {
    const both = after(begun(), held('h1'), held('h2'))
    expect(both.openHolds).toEqual(['h1', 'h2'])
    expect(after(both, { _tag: 'TransferReleased', holdId: 'h1', by: operator }).openHolds).toEqual(['h2'])
    for (const [ended, ending] of [
      [{ _tag: 'TransferCancelled', by: customer }, 'CANCELLED'],
      [{ _tag: 'TransferRejected', by: operator, reason: iso('AC04') }, 'REJECTED'],
      [{ _tag: 'TransferExpired', expiresAt: times.now }, 'EXPIRED'],
    ] as const)
      expect(after(both, ended)).toMatchObject({ earlyEnding: ending, openHolds: [] })
  })
})

describe('of several recalls', () => {
  const asked = (recallId: string): TransferEvent => ({
    _tag: 'RecallRequested',
    recallId,
    to: hvps,
    reason: iso('DUPL'),
    amount: yuan(10_000n),
    answerDueAt: times.recallDue,
  })
  const both = after(confirmed, asked('r1'), asked('r2'))
  const phases = (transfer: Transfer) => transfer.recalls.map(({ phase, answer }) => [phase, answer])

  it('the one that is answered, withdrawn or not answered is so', () => {
    const requested = ['REQUESTED', null]
    expect(phases(both)).toEqual([requested, requested])
    expect(phases(after(both, { _tag: 'RecallAccepted', ...told, recallId: 'r2' }))).toEqual([
      requested,
      ['ACCEPTED', 'ACCEPTED'],
    ])
    expect(phases(after(both, { _tag: 'RecallRefused', ...told, recallId: 'r1', reason: iso('LEGL') }))).toEqual([
      ['REFUSED', 'REFUSED'],
      requested,
    ])
    expect(phases(after(both, { _tag: 'RecallWithdrawn', recallId: 'r2', by: customer }))).toEqual([
      requested,
      ['WITHDRAWN', null],
    ])
    expect(phases(after(both, { _tag: 'RecallUnanswered', recallId: 'r1', answerDueAt: times.recallDue }))).toEqual([
      ['UNANSWERED', null],
      requested,
    ])
  })
})

describe('a dispute', () => {
  const disputed: TransferEvent = {
    _tag: 'TransferDisputed',
    disputeId: 'd1',
    claim: 'WRONG_PAYEE',
    claimant: customer,
    replyDueAt: times.recallDue,
  }

  it('begins without requests, evidence or a decision', () => {
    expect(after(confirmed, disputed).disputes).toMatchObject([
      { phase: 'OPEN', outcome: null, owed: 0n, evidenceRequests: [], evidence: [], reopened: false },
    ])
  })

  it('that was never begun is not decided or opened again by what names it', () => {
    const by = { disputeId: 'd2', by: operator, reason: 'seen' }
    const again = { documentDigest: `sha256:${'1'.repeat(64)}`, replyDueAt: times.recallDue }
    const open = after(confirmed, disputed)
    const named = after(
      open,
      { _tag: 'DisputeResolved', ...by, outcome: 'REFUND' },
      { _tag: 'DisputeReopened', ...by, ...again },
    )
    expect(named.disputes).toEqual(open.disputes)
  })

  it('has its own requests and its own evidence', () => {
    const asked = (disputeId: string, requestId: string): TransferEvent => ({
      _tag: 'EvidenceRequested',
      disputeId,
      requestId,
      from: customer,
      what: 'a receipt',
      dueAt: times.recallDue,
    })
    const digest = (digit: string) => `sha256:${digit.repeat(64)}`
    const two = after(
      confirmed,
      disputed,
      { ...disputed, disputeId: 'd2' },
      asked('d1', 'e1'),
      asked('d1', 'e2'),
      asked('d2', 'e3'),
    )
    const evidenceOf = ({ disputes }: Transfer) =>
      disputes.map(({ evidenceRequests, evidence }) => [evidenceRequests, evidence])
    const given = after(two, {
      _tag: 'EvidenceSubmitted',
      disputeId: 'd1',
      requestId: 'e1',
      from: customer,
      kind: 'receipt',
      documentDigest: digest('1'),
    })
    expect(evidenceOf(given)).toEqual([
      [['e2'], [digest('1')]],
      [['e3'], []],
    ])
    const by = { disputeId: 'd1', by: operator, reason: 'seen' }
    const decided = after(given, { _tag: 'DisputeResolved', ...by, outcome: 'REFUND' })
    expect(decided.disputes.map(({ phase, outcome, owed }) => [phase, outcome, owed])).toEqual([
      ['RESOLVED', 'REFUND', 10_000n],
      ['OPEN', null, 0n],
    ])
    const opened = after(decided, {
      _tag: 'DisputeReopened',
      ...by,
      documentDigest: digest('2'),
      replyDueAt: times.recallDue,
    })
    expect(evidenceOf(opened)).toEqual([
      [['e2'], [digest('1'), digest('2')]],
      [['e3'], []],
    ])
    expect(opened.disputes.map(({ reopened }) => reopened)).toEqual([true, false])
  })

  it('that is the second is decided and opened again for itself', () => {
    const second = after(confirmed, disputed, { ...disputed, disputeId: 'd2', amount: yuan(400n) })
    const by = { disputeId: 'd2', by: operator, reason: 'seen' }
    const decided = after(second, { _tag: 'DisputeResolved', ...by, outcome: 'REFUND' })
    expect(decided.disputes.map(({ owed }) => owed)).toEqual([0n, 400n])
    const documentDigest = `sha256:${'1'.repeat(64)}`
    const given = { disputeId: 'd1', from: customer, kind: 'receipt', documentDigest: `sha256:${'2'.repeat(64)}` }
    const opened = after(
      decided,
      { _tag: 'EvidenceSubmitted', ...given },
      { _tag: 'DisputeReopened', ...by, documentDigest, replyDueAt: times.recallDue },
    )
    expect(opened.disputes.map(({ evidence }) => evidence)).toEqual([[given.documentDigest], [documentDigest]])
    const denied = after(second, { _tag: 'DisputeResolved', ...by, outcome: 'DENIED', amount: yuan(7n) })
    expect(denied.disputes.map(({ owed }) => owed)).toEqual([0n, 0n])
  })
})
