import * as E from 'fp-ts/lib/Either.js'
import { later, type ObservationEvent } from '@waybill/core'
import { bank, customer, dawn, openWithMoney, testLedger, type TestLedger } from '../../test/test-ledger.js'
import { foldProjection } from '../fold-projection.js'
import type { ReadModel } from '../read-model.js'
import { allCases, casesOfTransfer, claimCase, disputeCase } from './case.js'
import { disputeProjection } from './dispute-projection.js'
import { replyClock } from './reply-clock.js'

const hour = 3_600_000
const desk = { name: 'support-desk', kind: 'SUPPORT', grade: 'B' } as const
const sum = (minorUnits: number) => ({ minorUnits: minorUnits.toString(), currency: 'CNY' })
const after = (hours: number): string => later(dawn, hours * hour)

const fold = ({ events }: TestLedger): ReadModel => {
  const outcome = foldProjection(disputeProjection, events)
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const paidElsewhere = (): TestLedger => {
  const ledger = testLedger()
  openWithMoney(ledger, { mei: 2000n })
  ledger.send('InitiateTransfer', {
    transferId: 't1',
    payer: 'mei',
    payee: { account: '6222-01', institution: 'Harbour Bank' },
    rail: 'hvps',
    amount: sum(1000),
    customer: 'c-mei',
  })
  ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
  ledger.send('StartSubmission', {
    transferId: 't1',
    railKey: '5f0c3b8e-7d3a-5a0f-9a41-0c2d3e4f5a6b',
    messageDigest: `sha256:${'0'.repeat(64)}`,
    answerDueAt: after(1),
  })
  const told = { transferId: 't1', reportId: 'r1', by: bank, asOf: ledger.now() }
  ledger.send('ReportCredited', {
    ...told,
    account: { account: '6222-01', institution: 'Harbour Bank' },
    amount: sum(1000),
  })
  return ledger
}

const disputed = (): TestLedger => {
  const ledger = paidElsewhere()
  ledger.send('DisputeTransfer', {
    transferId: 't1',
    disputeId: 'd1',
    claim: 'WRONG_PAYEE',
    claimant: customer,
    replyDueAt: after(24),
  })
  return ledger
}

const claim: ObservationEvent = {
  _tag: 'ClaimOpened',
  source: desk,
  claimId: 'k1',
  claim: 'WRONG_PAYEE',
  claimant: 'PAYER',
  customer: 'c-mei',
  transferId: 't1',
}

const contact = (
  direction: 'INBOUND' | 'OUTBOUND',
  more: Partial<Extract<ObservationEvent, { _tag: 'ContactLogged' }>>,
): ObservationEvent => ({ _tag: 'ContactLogged', source: desk, direction, channel: 'CHAT', substantive: true, ...more })

describe('a dispute', () => {
  it('goes from open to closed, and its money is closed when it has come back', () => {
    const ledger = disputed()
    expect(disputeCase(fold(ledger), 't1', 'd1')).toMatchObject({
      phase: 'OPEN',
      claim: 'WRONG_PAYEE',
      claimant: { role: 'CUSTOMER' },
      customer: 'c-mei',
      money: { claimed: 1000n, recovered: 0n, open: 1000n, owed: null },
    })
    ledger.send('StartDisputeReview', { transferId: 't1', disputeId: 'd1', reviewer: { role: 'OPERATOR' } })
    const decision = { outcome: 'REFUND', by: { role: 'OPERATOR' }, reason: 'the bank sends it back', amount: sum(900) }
    ledger.send('ResolveDispute', { transferId: 't1', disputeId: 'd1', ...decision })
    expect(disputeCase(fold(ledger), 't1', 'd1')).toMatchObject({
      phase: 'RESOLVED',
      money: { owed: 900n, open: 1000n },
    })
    const told = { transferId: 't1', reportId: 'r2', by: bank, asOf: ledger.now() }
    ledger.send('ReportReturned', { ...told, amount: sum(900), reason: { codeSet: 'iso', code: 'FOCR' } })
    expect(ledger.send('CloseDispute', { transferId: 't1', disputeId: 'd1', by: { role: 'OPERATOR' } })).toBe('done')
    expect(disputeCase(fold(ledger), 't1', 'd1')).toMatchObject({
      phase: 'CLOSED',
      endedAt: ledger.now(),
      money: { claimed: 1000n, recovered: 900n, open: 100n },
    })
  })

  it('lists what was asked for and what was handed in', () => {
    const ledger = disputed()
    const question = { requestId: 'q1', from: customer, what: 'the invoice', dueAt: after(12) }
    ledger.send('RequestEvidence', { transferId: 't1', disputeId: 'd1', ...question })
    expect(disputeCase(fold(ledger), 't1', 'd1')?.evidence).toMatchObject([
      { requestId: 'q1', what: 'the invoice', dueAt: after(12), handedInAt: null },
    ])
    ledger.wait(60)
    const given = { from: customer, kind: 'invoice', documentDigest: `sha256:${'2'.repeat(64)}` }
    ledger.send('SubmitEvidence', { transferId: 't1', disputeId: 'd1', ...given, requestId: 'q1' })
    ledger.send('SubmitEvidence', { transferId: 't1', disputeId: 'd1', ...given, kind: 'chat log' })
    expect(disputeCase(fold(ledger), 't1', 'd1')?.evidence).toMatchObject([
      { requestId: 'q1', what: 'the invoice', askedAt: dawn, handedInAt: ledger.now(), kind: 'invoice' },
      { requestId: null, what: null, askedAt: null, handedInAt: ledger.now(), kind: 'chat log' },
    ])
  })

  it('follows what was asked back from the other side', () => {
    const ledger = disputed()
    const recall = { recallId: 'l1', to: bank, reason: { codeSet: 'iso', code: 'CUST' }, answerDueAt: after(240) }
    ledger.send('RequestRecall', { transferId: 't1', ...recall })
    const told = { transferId: 't1', reportId: 'r2', by: bank, asOf: ledger.now() }
    ledger.send('ReportRecallRefused', { ...told, recallId: 'l1', reason: { codeSet: 'iso', code: 'CUST' } })
    expect(disputeCase(fold(ledger), 't1', 'd1')?.recalls).toMatchObject([
      { recallId: 'l1', phase: 'REFUSED', refusal: { code: 'CUST' }, amount: { minorUnits: 1000n } },
    ])
    const back = { amount: { minorUnits: '1000', currency: 'CNY' }, reason: { codeSet: 'iso', code: 'FOCR' } }
    ledger.send('ReportReturned', { ...told, reportId: 'r3', ...back })
    expect(disputeCase(fold(ledger), 't1', 'd1')?.recalls).toMatchObject([
      { recallId: 'l1', phase: 'RETURNED', refusal: { code: 'CUST' }, cameBack: 1000n },
    ])
  })

  it('counts what a person asks about a wrong amount as the difference to what they meant', () => {
    const ledger = paidElsewhere()
    const intended = { amount: { minorUnits: 100n, currency: 'CNY' } } as const
    ledger.observe({ ...claim, claim: 'WRONG_AMOUNT', intended })
    expect(claimCase(fold(ledger), 'k1')?.money).toMatchObject({ claimed: 900n, open: 900n })
  })
})

describe('the cases of a transfer', () => {
  it('are its claims and its disputes in the order in which they were opened', () => {
    const ledger = disputed()
    ledger.observe(claim)
    expect(casesOfTransfer(fold(ledger), 't1').map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'DISPUTE d1',
      'CLAIM k1',
    ])
    expect(allCases(fold(ledger)).map(({ id }) => id)).toEqual(['d1', 'k1'])
  })
})

describe('the reply clock', () => {
  const clockOf = (ledger: TestLedger, now: string) => replyClock(disputeCase(fold(ledger), 't1', 'd1')!, now)

  it('runs until it is due, the very instant included, and is breached after that', () => {
    const ledger = disputed()
    expect(clockOf(ledger, after(23))).toMatchObject({ _tag: 'RUNNING', dueAt: after(24), leftMs: hour })
    expect(clockOf(ledger, after(24))).toMatchObject({ _tag: 'RUNNING', leftMs: 0 })
    expect(clockOf(ledger, after(26))).toMatchObject({ _tag: 'BREACHED', reply: null, lateByMs: 2 * hour })
  })

  it('is met by the first answer in substance that goes out, not by an acknowledgement or by what comes in', () => {
    const ledger = disputed()
    ledger.wait(3600)
    ledger.observe(contact('OUTBOUND', { transferId: 't1', substantive: false }))
    ledger.observe(contact('INBOUND', { transferId: 't1' }))
    expect(clockOf(ledger, after(1))._tag).toBe('RUNNING')
    ledger.wait(3600)
    const answer = ledger.observe(contact('OUTBOUND', { transferId: 't1' }))
    ledger.wait(3600)
    ledger.observe(contact('OUTBOUND', { transferId: 't1' }))
    expect(clockOf(ledger, after(100))).toMatchObject({ _tag: 'MET', reply: { by: 'CONTACT', eventId: answer.id } })
  })

  it('is met by the decision of the dispute where nobody answered before', () => {
    const ledger = disputed()
    ledger.send('StartDisputeReview', { transferId: 't1', disputeId: 'd1', reviewer: { role: 'OPERATOR' } })
    const decision = { outcome: 'DENIED', by: { role: 'OPERATOR' }, reason: 'the payee does not consent' }
    ledger.send('ResolveDispute', { transferId: 't1', disputeId: 'd1', ...decision })
    expect(clockOf(ledger, after(100))).toMatchObject({ _tag: 'MET', reply: { by: 'RESOLUTION' } })
  })

  it('stays breached when the answer came too late', () => {
    const ledger = disputed()
    ledger.wait(25 * 3600)
    ledger.observe(contact('OUTBOUND', { transferId: 't1' }))
    expect(clockOf(ledger, after(100))).toMatchObject({ _tag: 'BREACHED', lateByMs: hour, reply: { by: 'CONTACT' } })
  })

  it('counts an answer when it was given, not when it was written down', () => {
    const ledger = disputed()
    ledger.wait(30 * 3600)
    ledger.observe(contact('OUTBOUND', { transferId: 't1' }), after(20))
    expect(clockOf(ledger, after(100))).toMatchObject({ _tag: 'MET', reply: { at: after(20) } })
  })

  it('stops when the claim is withdrawn before an answer', () => {
    const ledger = disputed()
    ledger.send('WithdrawDispute', { transferId: 't1', disputeId: 'd1', by: customer })
    expect(clockOf(ledger, after(100))._tag).toBe('STOPPED')
  })

  it('runs for a claim by the rule that is given, from the question that came before the claim', () => {
    const ledger = paidElsewhere()
    ledger.observe(contact('INBOUND', { claimId: 'k1', customer: 'c-mei', contactId: 'in-1' }))
    ledger.wait(2 * 3600)
    ledger.observe(claim)
    const found = claimCase(fold(ledger), 'k1')!
    expect(found.contacts).toHaveLength(1)
    expect(replyClock(found, after(3))._tag).toBe('NONE')
    expect(replyClock(found, after(3), { withinMs: 24 * hour })).toMatchObject({
      _tag: 'RUNNING',
      askedAt: dawn,
      dueAt: after(24),
    })
  })

  it('is not started by a question for information', () => {
    const ledger = paidElsewhere()
    ledger.observe({ ...claim, claim: 'INFO_ONLY' })
    expect(replyClock(claimCase(fold(ledger), 'k1')!, after(100), { withinMs: hour })._tag).toBe('NONE')
  })
})

describe('a contact', () => {
  it('is filed where its claim, its transfer or the contact that it answers points', () => {
    const ledger = paidElsewhere()
    ledger.observe(claim)
    ledger.observe(contact('INBOUND', { contactId: 'in-1', claimId: 'k1' }))
    ledger.observe(contact('OUTBOUND', { transferId: 't1', substantive: false }))
    ledger.observe(contact('OUTBOUND', { answers: 'in-1' }))
    expect(claimCase(fold(ledger), 'k1')).toMatchObject({
      phase: 'ANSWERED',
      contacts: [{ link: 'CLAIM' }, { link: 'TRANSFER' }, { link: 'ANSWER' }],
    })
  })

  it('with the customer alone counts as an answer only while they have one open case', () => {
    const ledger = paidElsewhere()
    ledger.observe(claim)
    ledger.observe({ ...claim, claimId: 'k2' })
    ledger.observe(contact('OUTBOUND', { customer: 'c-mei' }))
    expect(claimCase(fold(ledger), 'k1')).toMatchObject({ phase: 'OPEN', contacts: [{ link: 'CUSTOMER' }] })
    ledger.observe(contact('OUTBOUND', { claimId: 'k2' }))
    ledger.observe(contact('OUTBOUND', { customer: 'c-mei' }))
    expect(claimCase(fold(ledger), 'k1')?.phase).toBe('ANSWERED')
  })

  it('with somebody else about the same transfer is no answer to this customer', () => {
    const ledger = paidElsewhere()
    ledger.observe(claim)
    ledger.observe(contact('OUTBOUND', { transferId: 't1', customer: 'c-stranger' }))
    expect(claimCase(fold(ledger), 'k1')).toMatchObject({ phase: 'OPEN', contacts: [] })
  })

  it('that happened before the case was opened is no answer to it', () => {
    const ledger = disputed()
    ledger.wait(60)
    ledger.observe(claim)
    ledger.observe(contact('OUTBOUND', { transferId: 't1' }), dawn)
    const model = fold(ledger)
    expect(claimCase(model, 'k1')).toMatchObject({ phase: 'OPEN', firstReply: null, contacts: [{ link: 'TRANSFER' }] })
  })

  it('hands in the files that came with it', () => {
    const ledger = paidElsewhere()
    const file = { digest: `sha256:${'3'.repeat(64)}`, name: 'screenshot' }
    ledger.observe({ ...claim, attachments: [file] })
    ledger.observe(contact('INBOUND', { claimId: 'k1', attachments: [{ ...file, name: 'chat log' }] }))
    expect(claimCase(fold(ledger), 'k1')?.evidence.map(({ kind }) => kind)).toEqual(['screenshot', 'chat log'])
  })
})
