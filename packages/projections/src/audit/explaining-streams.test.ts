import * as E from 'fp-ts/lib/Either.js'
import { later, type DomainEvent } from '@waybill/core'
import { bank, customer, dawn, openWithMoney, testLedger, type TestLedger } from '../../test/test-ledger.js'
import { foldProjection } from '../fold-projection.js'
import { auditProjection } from './audit-projection.js'
import { type ExplainingStream, streamsExplaining } from './explaining-streams.js'

const sum = (minorUnits: number) => ({ minorUnits: minorUnits.toString(), currency: 'CNY' })
const minutes = (count: number): string => later(dawn, count * 60_000)
const harbour = (account: string) => ({ account, institution: 'Harbour Bank' })
const edge = { name: 'edge-1', kind: 'OWN_SYSTEM', grade: 'A' }

type Told = { readonly _tag: DomainEvent['_tag'] } & Readonly<Record<string, unknown>>

const tell = (ledger: TestLedger, stream: string, told: Told, occurredAt?: string) =>
  ledger.force(stream, { source: edge, ...told } as unknown as DomainEvent, occurredAt)

const explaining = (ledger: TestLedger, transferId = 't1', until?: string): ReadonlyArray<ExplainingStream> => {
  const model = foldProjection(auditProjection, ledger.events)
  if (E.isLeft(model)) throw new Error(JSON.stringify(model.left))
  return streamsExplaining(model.right, transferId, until)
}

const because = (ledger: TestLedger, reason: ExplainingStream['because'], transferId = 't1', until?: string) =>
  explaining(ledger, transferId, until).flatMap((found) => (found.because === reason ? [found.stream] : []))

const begin = (): TestLedger => {
  const ledger = testLedger()
  openWithMoney(ledger, { mei: 2000n, bo: 0n })
  ledger.send('OpenAccount', { account: 'till', currency: 'CNY' })
  ledger.wait(3600)
  return ledger
}

const pay = (ledger: TestLedger, transferId: string, more: object = {}): string =>
  ledger.send('InitiateTransfer', { transferId, payer: 'mei', payee: 'bo', amount: sum(100), ...more })

const arrived = (ledger: TestLedger, transferId = 't1'): void => {
  ledger.send('ConfirmTransfer', { transferId, by: customer })
  ledger.send('CreditTransfer', { transferId })
}

const window = (id: string, from: string, until: string): Told => ({
  _tag: 'WindowAnnounced',
  windowId: id,
  from,
  until,
})

describe('the streams that explain a transfer', () => {
  it('are told with the first reason that there is for each', () => {
    const ledger = begin()
    pay(ledger, 't1', { payee: 'till' })
    tell(ledger, 'claim-k1', {
      _tag: 'ClaimOpened',
      claimId: 'k1',
      claim: 'NOT_ARRIVED',
      transferId: 't1',
      account: 'mei',
    })
    tell(ledger, 'window-w1', window('w1', minutes(0), minutes(90)))
    expect(explaining(ledger)).toEqual([
      { stream: 'transfer-t1', because: 'TRANSFER' },
      { stream: 'attempt-t1', because: 'TRANSFER' },
      { stream: 'claim-k1', because: 'TRANSFER' },
      { stream: 'account-mei', because: 'PARTY' },
      { stream: 'funds-mei', because: 'PARTY' },
      { stream: 'account-till', because: 'PARTY' },
      { stream: 'funds-till', because: 'PARTY' },
      { stream: 'customer-c-mei', because: 'CUSTOMER' },
      { stream: 'window-w1', because: 'SURROUNDINGS' },
    ])
  })

  it.each([
    ['an account of its parties', { account: 'mei' }],
    ['the customer of an account', { customer: 'c-bo' }],
    ['the customer that its attempt names', { customer: 'c-eve' }],
    ['its payee', { payee: harbour('bo') }],
    ['its device', { device: { id: 'phone-1' } }],
    ['its network address', { network: { address: '192.0.2.7' } }],
  ])('are those that name %s', (_, named) => {
    const ledger = begin()
    pay(ledger, 't1')
    const origin = { device: { id: 'phone-1' }, network: { address: '192.0.2.7' }, customer: 'c-eve' }
    tell(ledger, 'attempt-t1', { _tag: 'AccessObserved', access: 'LOGIN', transferId: 't1', ...origin })
    tell(ledger, 'source-edge-1', { _tag: 'TelemetryReported', ...named })
    tell(ledger, 'source-edge-2', { _tag: 'TelemetryReported', account: 'ana', customer: 'c-nobody' })
    expect(because(ledger, 'NAMED')).toEqual(['source-edge-1'])
  })

  it.each(['window', 'coverage', 'component', 'policy', 'statement'])('are those of its surroundings: %s', (kind) => {
    const ledger = begin()
    pay(ledger, 't1')
    tell(ledger, `${kind}-1`, { _tag: 'ContactLogged' })
    tell(ledger, `${kind}-2`, { _tag: 'ContactLogged' }, minutes(1))
    expect(because(ledger, 'SURROUNDINGS')).toEqual([`${kind}-1`])
  })

  it('are those of linked transfers and of attempts under its key, and not its own again', () => {
    const ledger = begin()
    pay(ledger, 't1', { linked: { transferId: 't0', relation: 'RETRY_OF' } })
    for (const transferId of ['t1', 't2'])
      tell(ledger, `attempt-${transferId}`, { _tag: 'RequestReceived', transferId, idempotencyKey: 'key-1' })
    expect(because(ledger, 'LINKED')).toEqual(['transfer-t0', 'attempt-t0'])
    expect(because(ledger, 'SAME_KEY')).toEqual(['transfer-t2', 'attempt-t2'])
    expect(because(ledger, 'TRANSFER')).toEqual(['transfer-t1', 'attempt-t1'])
  })

  it('are those of payments from the same payer to a payee that looks like this one, and from no other', () => {
    const ledger = begin()
    ledger.send('OpenAccount', { account: 'line', currency: 'CNY', kind: 'CREDIT_LINE', limit: sum(900) })
    pay(ledger, 't0', { payee: harbour('6222021001112345'), rail: 'hvps' })
    pay(ledger, 'other', { payer: 'line', payee: harbour('6222021001112345'), rail: 'hvps' })
    pay(ledger, 'far', { payee: harbour('4000000000000001'), rail: 'hvps' })
    pay(ledger, 't1', { payee: harbour('6222021001112346'), rail: 'hvps' })
    expect(because(ledger, 'SIMILAR_PAYEE')).toEqual(['transfer-t0', 'attempt-t0'])
    // Who is paid is no payer of what went to others.
    pay(ledger, 'namesake', { payee: harbour('mei'), rail: 'hvps' })
    pay(ledger, 't5', { payer: 'line', payee: 'mei' })
    expect(because(ledger, 'SIMILAR_PAYEE', 't5')).toEqual([])
  })

  it('are those of payments to what looks like any form in which its payee stood', () => {
    const ledger = begin()
    pay(ledger, 't0', { payee: harbour('6222021001112345'), rail: 'hvps' })
    const typed = { payeeAsTyped: { account: '6222021001112354' } }
    pay(ledger, 't1', { payee: harbour('4000000000000001'), rail: 'hvps', ...typed })
    expect(because(ledger, 'SIMILAR_PAYEE')).toEqual(['transfer-t0', 'attempt-t0'])
  })
})

describe('the time that a transfer is explained by', () => {
  const windows = (ledger: TestLedger, until?: string) => because(ledger, 'SURROUNDINGS', 't1', until)

  /** A window that is over just before a moment, one that touches it, and one just after. */
  const around = (ledger: TestLedger, moment: number): void => {
    tell(ledger, 'window-before', window('before', minutes(0), later(minutes(moment), -1)))
    tell(ledger, 'window-touching', window('touching', minutes(moment), minutes(moment)))
    tell(ledger, 'window-after', window('after', later(minutes(moment), 1), minutes(moment + 1)))
  }

  it('begins with the first that is heard of it', () => {
    const ledger = begin()
    pay(ledger, 't1')
    around(ledger, 60)
    expect(windows(ledger)).toEqual(['window-after', 'window-touching'])
  })

  it('ends, while it is not over, at the moment that is asked for, or with the last that is heard of it', () => {
    const ledger = begin()
    pay(ledger, 't1')
    around(ledger, 100)
    expect(windows(ledger, minutes(100))).toEqual(['window-before', 'window-touching'])
    expect(windows(ledger, minutes(99))).toEqual(['window-before'])
    expect(windows(ledger)).toEqual(['window-after', 'window-before', 'window-touching'])
    ledger.wait(40 * 60)
    tell(ledger, 'attempt-t1', { _tag: 'TelemetryReported', transferId: 't1' })
    expect(windows(ledger, minutes(70))).toEqual(['window-before', 'window-touching'])
  })

  it('of an attempt that was never recorded is never over', () => {
    const ledger = begin()
    tell(ledger, 'attempt-t1', { _tag: 'TelemetryReported', transferId: 't1' })
    around(ledger, 100)
    expect(windows(ledger)).toContain('window-after')
  })

  it('ends, where it is over, with the last that is heard of it', () => {
    const ledger = begin()
    pay(ledger, 't1')
    arrived(ledger)
    around(ledger, 60)
    expect(windows(ledger)).toEqual(['window-touching'])
    expect(windows(ledger, minutes(500))).toEqual(['window-touching'])
  })

  it('ends, where it was cancelled before anything moved, with that', () => {
    const ledger = begin()
    pay(ledger, 't1')
    around(ledger, 60)
    expect(windows(ledger)).toContain('window-after')
    ledger.send('CancelTransfer', { transferId: 't1', by: customer })
    expect(windows(ledger)).toEqual(['window-touching'])
  })

  it('ends with what was promised, where that is later', () => {
    const ledger = begin()
    pay(ledger, 't1', { promisedBy: minutes(100) })
    arrived(ledger)
    around(ledger, 100)
    expect(windows(ledger)).toEqual(['window-before', 'window-touching'])
    const early = begin()
    pay(early, 't1', { promisedBy: minutes(70) })
    early.wait(40 * 60)
    arrived(early)
    around(early, 100)
    expect(windows(early)).toEqual(['window-before', 'window-touching'])
  })

  it('goes on while a part of the money is under way', () => {
    const ledger = begin()
    pay(ledger, 't1')
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    ledger.send('CreditTransfer', { transferId: 't1', amount: sum(40) })
    around(ledger, 100)
    expect(windows(ledger)).toContain('window-after')
    ledger.send('CreditTransfer', { transferId: 't1' })
    expect(windows(ledger)).toEqual(['window-before'])
  })

  it('goes on while a dispute is open', () => {
    const ledger = begin()
    pay(ledger, 't1')
    arrived(ledger)
    const dispute = {
      transferId: 't1',
      disputeId: 'd1',
      claim: 'WRONG_PAYEE',
      claimant: customer,
      replyDueAt: minutes(500),
    }
    ledger.send('DisputeTransfer', dispute)
    around(ledger, 100)
    expect(windows(ledger)).toContain('window-after')
    ledger.send('WithdrawDispute', { transferId: 't1', disputeId: 'd1', by: customer })
    expect(windows(ledger)).toEqual(['window-before'])
  })

  it('goes on while the money is asked back', () => {
    const ledger = begin()
    pay(ledger, 't1')
    arrived(ledger)
    const reason = { codeSet: 'iso', code: 'CUST' }
    const asked = {
      recallId: 'l1',
      to: bank,
      reason,
      amount: { minorUnits: 100n, currency: 'CNY' } as const,
      answerDueAt: minutes(500),
    }
    ledger.force('transfer-t1', { _tag: 'RecallRequested', ...asked })
    around(ledger, 100)
    expect(windows(ledger)).toContain('window-after')
    ledger.force('transfer-t1', { _tag: 'RecallWithdrawn', recallId: 'l1', by: customer })
    expect(windows(ledger)).toEqual(['window-before'])
  })

  it('does not leave out claims and views, which may come long after its end', () => {
    const ledger = begin()
    pay(ledger, 't1')
    arrived(ledger)
    ledger.wait(3600)
    tell(ledger, 'claim-k1', { _tag: 'ClaimOpened', claimId: 'k1', claim: 'BALANCE_WRONG', account: 'mei' })
    tell(ledger, 'view-mei', { _tag: 'ViewServed', view: 'BALANCE', account: 'mei' })
    tell(ledger, 'notice-n1', { _tag: 'NoticeSent', noticeId: 'n1', customer: 'c-mei', account: 'mei' })
    expect(because(ledger, 'NAMED')).toEqual(['claim-k1', 'view-mei'])
    const later = begin()
    tell(later, 'view-mei', { _tag: 'ViewServed', view: 'BALANCE', account: 'mei' }, minutes(1))
    pay(later, 't1')
    expect(because(later, 'NAMED')).toEqual([])
  })
})
