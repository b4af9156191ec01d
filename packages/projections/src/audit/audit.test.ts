import * as E from 'fp-ts/lib/Either.js'
import { largestMinorUnits, later, type ObservationEvent } from '@waybill/core'
import { bank, customer, dawn, openWithMoney, testLedger, type TestLedger } from '../../test/test-ledger.js'
import { foldProjection } from '../fold-projection.js'
import type { ReadModel } from '../read-model.js'
import { auditProjection } from './audit-projection.js'
import { transferTotals } from './document.js'
import { streamsExplaining } from './explaining-streams.js'
import {
  accountsOfCustomer,
  ledgerTotals,
  payeesOf,
  storyOf,
  transfersOfAccount,
  transfersOfCustomer,
} from './story.js'

const app = { name: 'app', kind: 'CLIENT', grade: 'C' } as const
const edge = { name: 'edge-1', kind: 'OWN_SYSTEM', grade: 'A' } as const
const digest = `sha256:${'0'.repeat(64)}`
const harbour = (account: string) => ({ account, institution: 'Harbour Bank' })
const sum = (minorUnits: number) => ({ minorUnits: minorUnits.toString(), currency: 'CNY' })
const minutes = (count: number): string => later(dawn, count * 60_000)

const fold = ({ events }: TestLedger): ReadModel => {
  const outcome = foldProjection(auditProjection, events)
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const pay = (ledger: TestLedger, transferId: string, account: string): void => {
  const attempt = { transferId, customer: 'c-mei' }
  ledger.observe({
    _tag: 'IntentCaptured',
    source: app,
    ...attempt,
    payer: { account: 'mei' },
    payee: harbour(account),
  })
  const request = { ...attempt, idempotencyKey: `key-${transferId}`, payloadDigest: digest }
  ledger.observe({ _tag: 'RequestReceived', source: edge, ...request, component: 'edge' })
  ledger.send('InitiateTransfer', { transferId, payer: 'mei', payee: harbour(account), rail: 'hvps', amount: sum(100) })
  ledger.send('ConfirmTransfer', { transferId, by: customer })
  ledger.send('StartSubmission', {
    transferId,
    railKey: '5f0c3b8e-7d3a-5a0f-9a41-0c2d3e4f5a6b',
    messageDigest: digest,
    answerDueAt: minutes(60),
  })
}

const arrive = (ledger: TestLedger, transferId: string, account: string): void => {
  const told = { transferId, reportId: `credit-${transferId}`, by: bank, asOf: ledger.now() }
  ledger.send('ReportCredited', { ...told, account: harbour(account), amount: sum(100) })
}

const begin = (): TestLedger => {
  const ledger = testLedger()
  openWithMoney(ledger, { mei: 2000n, bo: 0n })
  return ledger
}

const streamsOf = (ledger: TestLedger, transferId: string, until?: string): ReadonlyArray<string> =>
  streamsExplaining(fold(ledger), transferId, until).map(({ stream }) => stream)

describe('the totals of a ledger', () => {
  it('add to no sum of one currency what stands in another', () => {
    const ledger = begin()
    const quote = { quoteId: 'q1', sellCurrency: 'CNY', buyCurrency: 'EUR', rate: '0.5', validUntil: minutes(60) }
    const payee = harbour('6222021001112345')
    ledger.send('InitiateTransfer', { transferId: 't1', payer: 'mei', payee, rail: 'hvps', amount: sum(100), quote })
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    const told = { transferId: 't1', by: bank, asOf: ledger.now(), account: payee }
    const euros = (minorUnits: string) => ({ minorUnits, currency: 'EUR' })
    ledger.send('ReportCredited', { ...told, reportId: 'r1', executionRef: 'e1', amount: euros('50') })
    ledger.send('ReportCredited', { ...told, reportId: 'r2', executionRef: 'e2', amount: euros('7') })
    const { money } = ledgerTotals(fold(ledger))
    const of = (currency: string) => money.find((total) => total.currency === currency)
    expect(of('CNY')).toMatchObject({ credited: 2100n, excess: 0n })
    expect(of('EUR')).toMatchObject({ instructed: 0n, credited: 0n, excess: 7n })
  })

  it('hold more than one sum of money can, and are stored as they are', () => {
    const ledger = begin()
    pay(ledger, 't1', '6222021001112345')
    arrive(ledger, 't1', '6222021001112345')
    const told = { transferId: 't1', by: bank, asOf: ledger.now(), account: harbour('6222021001112345') }
    const amount = { minorUnits: largestMinorUnits.toString(), currency: 'CNY' }
    for (const executionRef of ['e2', 'e3', 'e4'])
      ledger.send('ReportCredited', { ...told, reportId: executionRef, executionRef, amount })
    const totals = ledgerTotals(fold(ledger))
    expect(totals.money).toMatchObject([{ currency: 'CNY', excess: 3n * largestMinorUnits }])
    expect(transferTotals.decode('all', transferTotals.encode(totals))).toEqual(E.right(totals))
  })
})

describe('the story of a transfer', () => {
  it('tells hop by hop who said what, in the lane of whoever said it', () => {
    const ledger = begin()
    ledger.wait(60)
    pay(ledger, 't1', '6222021001112345')
    ledger.wait(60)
    arrive(ledger, 't1', '6222021001112345')
    const { hops } = storyOf(fold(ledger), 't1')!
    expect(hops.map(({ word, lane }) => `${lane} ${word}`)).toEqual([
      'CUSTOMER IntentCaptured',
      'ENGINE RequestReceived',
      'ENGINE TransferInitiated',
      'ENGINE FundsReserved',
      'CUSTOMER TransferConfirmed',
      'ENGINE FundsCaptured',
      'ENGINE SubmissionStarted',
      'OUTSIDE TransferCredited',
    ])
    expect(hops[0]).toMatchObject({ said: { _tag: 'SOURCE', name: 'app', grade: 'C' }, occurredAt: minutes(1) })
    expect(hops.at(-1)).toMatchObject({
      said: { _tag: 'PARTY', role: 'RECEIVING_INSTITUTION', name: 'Harbour Bank' },
      amount: { minorUnits: 100n },
      recordedAt: minutes(2),
    })
  })

  it('is told also of an attempt that was never recorded', () => {
    const ledger = begin()
    ledger.observe({ _tag: 'IntentCaptured', source: app, transferId: 't9', payee: harbour('6222-01') })
    expect(storyOf(fold(ledger), 't9')).toMatchObject({ state: null, recordedSequence: null, hopCount: 1 })
    expect(storyOf(fold(ledger), 'never')).toBeNull()
  })

  it('includes a contact that names the transfer only through its claim, and a statement that names it in an entry', () => {
    const ledger = begin()
    pay(ledger, 't1', '6222-01')
    const support = { name: 'support-desk', kind: 'SUPPORT', grade: 'B' } as const
    ledger.observe({ _tag: 'ClaimOpened', source: support, claimId: 'k1', claim: 'NOT_ARRIVED', transferId: 't1' })
    const contact = { source: support, direction: 'OUTBOUND', channel: 'CHAT', substantive: true } as const
    ledger.observe({ _tag: 'ContactLogged', ...contact, claimId: 'k1' })
    const entry = { executionRef: 'x1', creditDebit: 'DBIT', status: 'BOOK', bookingDate: '2026-02-14' } as const
    ledger.observe({
      _tag: 'StatementReceived',
      source: { name: 'harbour', kind: 'PARTNER', grade: 'A' },
      statementId: 's1',
      institution: 'Harbour Bank',
      account: harbour('nostro'),
      currency: 'CNY',
      from: dawn,
      to: minutes(60),
      opening: 0n,
      closing: -100n,
      entries: [{ ...entry, amount: { minorUnits: 100n, currency: 'CNY' }, transferId: 't1' }],
    })
    const words = storyOf(fold(ledger), 't1')!.hops.map(({ word }) => word)
    expect(words.slice(-3)).toEqual(['ClaimOpened', 'ContactLogged', 'StatementReceived'])
    expect(streamsOf(ledger, 't1')).toEqual(expect.arrayContaining(['claim-k1', 'statement-harbour']))
  })
})

describe('the transfers of an account, a customer and a payer', () => {
  it('are found in the order in which they came', () => {
    const ledger = begin()
    pay(ledger, 't1', '6222-01')
    ledger.send('BookTransfer', { transferId: 't2', payer: 'mei', payee: 'bo', amount: sum(50), by: customer })
    const model = fold(ledger)
    expect(transfersOfAccount(model, 'mei').map(({ transferId, part }) => `${transferId} ${part}`)).toEqual([
      'salary-mei PAYEE',
      't1 PAYER',
      't2 PAYER',
    ])
    expect(transfersOfAccount(model, 'bo').map(({ transferId, part }) => `${transferId} ${part}`)).toEqual(['t2 PAYEE'])
    expect(transfersOfCustomer(model, 'c-mei').map(({ transferId }) => transferId)).toEqual(['t1'])
    expect(accountsOfCustomer(model, 'c-mei')).toEqual(['mei'])
  })

  it('name each payee with how often it was paid', () => {
    const ledger = begin()
    pay(ledger, 't1', '6222-01')
    pay(ledger, 't2', '6222-01')
    ledger.send('InitiateTransfer', {
      transferId: 't3',
      payer: 'mei',
      payee: harbour('7000-99'),
      rail: 'hvps',
      amount: sum(100),
    })
    expect(payeesOf(fold(ledger), 'mei')).toMatchObject([
      { account: '6222-01', timesInstructed: 2, timesConfirmed: 2, newest: ['t1', 't2'] },
      { account: '7000-99', timesInstructed: 1, timesConfirmed: 0, newest: ['t3'] },
    ])
  })
})

describe('the streams that explain a transfer', () => {
  it('are its own, its attempt, and the accounts, funds and customers of its parties', () => {
    const ledger = begin()
    ledger.send('InitiateTransfer', { transferId: 't2', payer: 'mei', payee: 'bo', amount: sum(50) })
    expect(streamsOf(ledger, 't2')).toEqual([
      'transfer-t2',
      'attempt-t2',
      'account-mei',
      'funds-mei',
      'account-bo',
      'funds-bo',
      'customer-c-mei',
      'customer-c-bo',
    ])
    expect(streamsOf(ledger, 'never')).toEqual([])
  })

  it('include earlier payments to a payee that looks like this one, and the customer whose list of payees it may stand in', () => {
    const ledger = begin()
    pay(ledger, 'often', '6222021001112345')
    pay(ledger, 'stranger', '4000000000000001')
    pay(ledger, 't1', '6222021001112346')
    const found = streamsExplaining(fold(ledger), 't1')
    expect(found).toContainEqual({ stream: 'transfer-often', because: 'SIMILAR_PAYEE' })
    expect(found).toContainEqual({ stream: 'customer-c-mei', because: 'CUSTOMER' })
    expect(found.map(({ stream }) => stream)).not.toContain('transfer-stranger')
  })

  it('include the views of its accounts and the declarations that cover its time', () => {
    const ledger = begin()
    ledger.send('InitiateTransfer', { transferId: 't2', payer: 'mei', payee: 'bo', amount: sum(50) })
    ledger.wait(3600)
    const view = { view: 'BALANCE', projection: 'balance', projectionSequence: 3, account: 'mei' } as const
    ledger.observe({ _tag: 'ViewServed', source: edge, ...view })
    const covered = { covers: 'edge-1', count: 0, digest } as const
    ledger.observe({ _tag: 'SourceCoverageDeclared', source: edge, ...covered, from: dawn, to: minutes(10) })
    const before = { ...covered, covers: 'edge-0', from: '2026-02-13T00:00:00.000Z', to: '2026-02-13T23:00:00.000Z' }
    ledger.observe({ _tag: 'SourceCoverageDeclared', source: edge, ...before })
    const streams = streamsOf(ledger, 't2')
    expect(streams).toEqual(expect.arrayContaining(['view-mei', 'coverage-edge-1']))
    expect(streams).not.toContain('coverage-edge-0')
  })

  it('include a window of its time, and none that had closed before or opened after it was over', () => {
    const ledger = begin()
    const window = (windowId: string, from: string): ObservationEvent => ({
      _tag: 'WindowOpened',
      source: edge,
      windowId,
      kind: 'MAINTENANCE_PLANNED',
      from,
      component: 'edge',
    })
    const closed = {
      ...window('before', '2026-02-13T00:00:00.000Z'),
      _tag: 'WindowClosed',
      until: '2026-02-13T02:00:00.000Z',
    }
    ledger.observe(window('before', '2026-02-13T00:00:00.000Z'))
    ledger.observe(closed as ObservationEvent)
    ledger.observe(window('during', minutes(1)))
    ledger.wait(180)
    pay(ledger, 't1', '6222-01')
    ledger.observe(window('later', minutes(500)))
    expect(streamsOf(ledger, 't1').filter((stream) => stream.startsWith('window-'))).toEqual([
      'window-during',
      'window-later',
    ])
    expect(streamsOf(ledger, 't1', minutes(400)).filter((stream) => stream.startsWith('window-'))).toEqual([
      'window-during',
    ])
    arrive(ledger, 't1', '6222-01')
    expect(streamsOf(ledger, 't1').filter((stream) => stream.startsWith('window-'))).toEqual(['window-during'])
  })

  it('include what restricts or alarms about one of its subjects', () => {
    const ledger = begin()
    const scope = { kind: 'CUSTOMER', id: 'c-mei' } as const
    ledger.observe({
      _tag: 'RestrictionPlaced',
      source: edge,
      restrictionId: 'x1',
      scope,
      rule: 'velocity',
      restricts: ['DEBITS'],
      expiresAt: minutes(60),
    })
    ledger.wait(60)
    pay(ledger, 't1', '6222-01')
    expect(streamsExplaining(fold(ledger), 't1')).toContainEqual({ stream: 'restriction-x1', because: 'NAMED' })
  })

  it('include the attempts under the same key and the linked transfers, from either end', () => {
    const ledger = begin()
    pay(ledger, 't1', '6222-01')
    const request = { idempotencyKey: 'key-t1', payloadDigest: digest }
    ledger.observe({ _tag: 'RequestReceived', source: edge, transferId: 't5', ...request })
    const linked = { transferId: 't1', relation: 'RETRY_OF' }
    ledger.send('InitiateTransfer', { transferId: 't6', payer: 'mei', payee: 'bo', amount: sum(50), linked })
    const found = streamsExplaining(fold(ledger), 't1')
    expect(found).toContainEqual({ stream: 'attempt-t5', because: 'SAME_KEY' })
    expect(found).toContainEqual({ stream: 'transfer-t6', because: 'LINKED' })
    expect(streamsExplaining(fold(ledger), 't6')).toContainEqual({ stream: 'transfer-t1', because: 'LINKED' })
  })
})
