import { begin, digest, edge, fold, harbour, minutes, pay, request, sum, tell } from '../../test/audited.js'
import { bank, customer, dawn, openWithMoney, testLedger } from '../../test/test-ledger.js'
import { allDocuments, documentsIn } from '../read-model.js'
import { knownPayees, standings, transfersOfKeys } from './document.js'
import {
  accountsOfCustomer,
  allTransfers,
  ledgerTotals,
  payeesOf,
  storyOf,
  transfersOfAccount,
  transfersOfCustomer,
} from './story.js'

const app = { name: 'app', kind: 'CLIENT', grade: 'C' }

describe('the story of a transfer', () => {
  it('holds when it was first and last heard of, where it was recorded, and whom and what it names', () => {
    const ledger = begin()
    ledger.wait(600)
    const origin = { device: { id: 'phone-1' }, network: { address: '192.0.2.7' }, customer: 'c-mei' }
    tell(ledger, 'attempt-t1', request('t1', 'key-1', origin))
    pay(ledger, 't1', { linked: { transferId: 't0', relation: 'RETRY_OF' } })
    const recorded = ledger.events.find(({ event }) => event._tag === 'TransferInitiated' && event.transferId === 't1')
    tell(ledger, 'attempt-t1', request('t1', 'key-2', { ...origin, network: { address: '192.0.2.8' } }), minutes(5))
    const last = tell(ledger, 'attempt-t1', request('t1', 'key-1'), minutes(9))
    const { hops, state, ...story } = storyOf(fold(ledger), 't1')!
    expect(state?.instruction.transferId).toBe('t1')
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    expect(storyOf(fold(ledger), 't1')?.recordedSequence).toBe(recorded?.sequence)
    expect(story).toEqual({
      transferId: 't1',
      recordedSequence: recorded?.sequence,
      firstAt: minutes(5),
      lastAt: minutes(10),
      lastSequence: last.sequence,
      hopCount: 5,
      parties: [
        { account: 'mei', part: 'PAYER' },
        { account: 'bo', part: 'PAYEE' },
      ],
      names: {
        customers: ['c-mei'],
        payees: ['bo'],
        devices: ['phone-1'],
        networkAddresses: ['192.0.2.7', '192.0.2.8'],
        idempotencyKeys: ['key-1', 'key-2'],
        linked: ['t0'],
      },
    })
    expect(hops.map(({ sequence }) => sequence)).toEqual(
      [...hops.map(({ sequence }) => sequence)].sort((left, right) => left - right),
    )
  })

  it('is begun by a link from another, and names it', () => {
    const ledger = begin()
    pay(ledger, 't2', { linked: { transferId: 't1', relation: 'RETRY_OF' } })
    pay(ledger, 't3', { linked: { transferId: 't1', relation: 'RETRY_OF' } })
    expect(storyOf(fold(ledger), 't1')).toEqual({
      transferId: 't1',
      state: null,
      recordedSequence: null,
      firstAt: dawn,
      lastAt: dawn,
      lastSequence: 0,
      hopCount: 0,
      parties: [],
      names: {
        customers: [],
        payees: [],
        devices: [],
        networkAddresses: [],
        idempotencyKeys: [],
        linked: ['t2', 't3'],
      },
      hops: [],
    })
  })

  it('has the names that its own streams tell, and a hop for what others tell of it', () => {
    const ledger = begin()
    pay(ledger, 't1')
    const claim = { _tag: 'ClaimOpened', source: edge, claimId: 'k1', claim: 'NOT_ARRIVED', customer: 'c-ana' } as const
    tell(ledger, 'claim-k1', { ...claim, transferId: 't1', account: 'ana' })
    const story = storyOf(fold(ledger), 't1')
    expect(story?.hops.map(({ word }) => word)).toEqual(['TransferInitiated', 'FundsReserved', 'ClaimOpened'])
    expect(story?.names.customers).toEqual([])
    expect(story?.parties.map(({ account }) => account)).toEqual(['mei', 'bo'])
  })

  it('has as a party that was touched whoever money was posted to, and nobody who was merely named', () => {
    const ledger = begin()
    pay(ledger, 't1')
    const amount = { minorUnits: 7n, currency: 'CNY' }
    const postings = [
      { account: 'mei', creditDebit: 'DBIT', amount },
      { account: 'ana', creditDebit: 'CRDT', amount },
    ]
    const entry = { bookingDate: '2026-02-14', valueDate: '2026-02-14', postings }
    const corrected = { from: 'mei', to: 'ana', amount, corrects: 'e1', by: customer, entry }
    const { sequence } = tell(ledger, 'transfer-t1', { _tag: 'CorrectionPosted', ...corrected })
    tell(ledger, 'attempt-t1', { _tag: 'TelemetryReported', source: app, transferId: 't1', account: 'eve' })
    const model = fold(ledger)
    expect(storyOf(model, 't1')?.parties.slice(2)).toEqual([{ account: 'ana', part: 'TOUCHED' }])
    expect(transfersOfAccount(model, 'ana').slice(1)).toEqual([
      { transferId: 't1', part: 'TOUCHED', sequence, occurredAt: dawn },
    ])
    expect(transfersOfAccount(model, 'eve')).toEqual([])
  })

  it('is told of a contact through its claim only where that names no transfer itself', () => {
    const ledger = begin()
    const claim = { _tag: 'ClaimOpened', source: edge, claim: 'NOT_ARRIVED' } as const
    tell(ledger, 'claim-k1', { ...claim, claimId: 'k1', transferId: 't1' })
    tell(ledger, 'claim-k2', { ...claim, claimId: 'k2' })
    const contact = {
      _tag: 'ContactLogged',
      source: edge,
      direction: 'OUTBOUND',
      channel: 'CHAT',
      substantive: true,
    } as const
    tell(ledger, 'claim-k1', { ...contact, claimId: 'k1', transferId: 't2' })
    tell(ledger, 'claim-k1', { ...contact, claimId: 'k1' })
    tell(ledger, 'claim-k2', { ...contact, claimId: 'k2' })
    const words = (transferId: string) => storyOf(fold(ledger), transferId)?.hops.map(({ word }) => word)
    expect([words('t1'), words('t2')]).toEqual([['ClaimOpened', 'ContactLogged'], ['ContactLogged']])
    expect(allTransfers(fold(ledger)).map(({ transferId }) => transferId)).toEqual([
      'salary-ana',
      'salary-mei',
      't1',
      't2',
    ])
  })
})

describe('a statement', () => {
  it('is told of each transfer that an entry of it names', () => {
    const ledger = begin()
    const entries = [{ transferId: 't1' }, {}, { transferId: 't2' }]
    tell(ledger, 'statement-s1', { _tag: 'StatementReceived', source: edge, from: dawn, to: dawn, entries })
    expect(allTransfers(fold(ledger)).map(({ transferId }) => transferId)).toEqual([
      'salary-ana',
      'salary-mei',
      't1',
      't2',
    ])
  })
})

describe('what is found under a customer', () => {
  it('is each transfer once, in the order in which they were first named, and each of their accounts', () => {
    const ledger = begin()
    tell(ledger, 'attempt-t9', request('t9', 'key-9', { customer: 'c-mei' }))
    const { sequence } = tell(ledger, 'attempt-t1', request('t1', 'key-1', { customer: 'c-mei' }))
    tell(ledger, 'attempt-t9', request('t9', 'key-9', { customer: 'c-mei' }))
    ledger.send('OpenAccount', { account: 'savings', currency: 'CNY', customer: 'c-mei' })
    ledger.send('OpenAccount', { account: 'till', currency: 'CNY' })
    const model = fold(ledger)
    expect(transfersOfCustomer(model, 'c-mei').map(({ transferId }) => transferId)).toEqual(['t9', 't1'])
    expect(transfersOfCustomer(model, 'c-mei')[1]).toEqual({
      transferId: 't1',
      part: 'PAYER',
      sequence,
      occurredAt: dawn,
    })
    expect(accountsOfCustomer(model, 'c-mei')).toEqual(['mei', 'savings'])
  })
})

describe('what is found under an idempotency key', () => {
  it('is each transfer that was asked for under it, once', () => {
    const ledger = begin()
    for (const transferId of ['t1', 't2', 't1']) tell(ledger, `attempt-${transferId}`, request(transferId, 'key-1'))
    tell(ledger, 'attempt-t3', request('t3', 'key-2'))
    const found = fold(ledger).collections.get(transfersOfKeys.name)
    expect([...(found?.values() ?? [])].flatMap((documents) => [...documents])).toEqual([
      ['key-1', { transferIds: ['t1', 't2'] }],
      ['key-2', { transferIds: ['t3'] }],
    ])
  })
})

describe('the payees of an account', () => {
  it('are those that it was told to pay, with how often, when, and the newest twelve', () => {
    const ledger = begin()
    for (let number = 1; number <= 13; number += 1) {
      pay(ledger, `t${number}`, { amount: sum(1), payee: harbour('6222-01'), rail: 'hvps' })
      ledger.wait(60)
    }
    pay(ledger, 'home', { amount: sum(1) })
    ledger.send('ConfirmTransfer', { transferId: 't3', by: customer })
    const [often, other, ...rest] = payeesOf(fold(ledger), 'mei')
    expect(often).toEqual({
      payer: 'mei',
      account: '6222-01',
      institution: 'Harbour Bank',
      timesInstructed: 13,
      timesConfirmed: 1,
      firstAt: dawn,
      lastAt: minutes(13),
      newest: ['t2', 't4', 't5', 't6', 't7', 't8', 't9', 't10', 't11', 't12', 't13', 't3'],
    })
    expect(other).toMatchObject({ account: 'bo', institution: null, timesInstructed: 1, timesConfirmed: 0 })
    expect(rest).toEqual([])
  })

  it('are told apart by their institution, where two have one number', () => {
    const ledger = begin()
    pay(ledger, 't1', { payee: harbour('6222-01'), rail: 'hvps' })
    pay(ledger, 't2', { payee: { account: '6222-01', institution: 'Second Bank' }, rail: 'hvps' })
    expect(payeesOf(fold(ledger), 'mei').map(({ institution, newest }) => [institution, newest])).toEqual([
      ['Harbour Bank', ['t1']],
      ['Second Bank', ['t2']],
    ])
  })

  it('are also those that others paid for it, and none of a payer elsewhere', () => {
    const ledger = begin()
    pay(ledger, 't1', { funding: [{ account: 'ana', amount: sum(100) }] })
    expect(payeesOf(fold(ledger), 'mei')).toMatchObject([{ payer: 'mei', account: 'bo', newest: ['t1'] }])
    const payers = new Set(allDocuments(fold(ledger), knownPayees).map(({ payer }) => payer))
    expect(payers).toEqual(new Set(['mei', 'ana']))
  })

  it('are those that are paid most often first, and of every account that pays', () => {
    const ledger = begin()
    pay(ledger, 't1', { payee: 'ana' })
    const funding = [
      { account: 'mei', amount: sum(40) },
      { account: 'ana', amount: sum(60) },
    ]
    pay(ledger, 't2', { funding })
    ledger.send('ConfirmTransfer', { transferId: 't2', by: customer })
    expect(payeesOf(fold(ledger), 'mei').map(({ account }) => account)).toEqual(['bo', 'ana'])
    expect(payeesOf(fold(ledger), 'ana')).toMatchObject([{ payer: 'ana', account: 'bo', timesConfirmed: 1 }])
    expect(payeesOf(fold(ledger), 'bo')).toEqual([])
  })
})

describe('what no rule of the core lets into a ledger', () => {
  const ended = { _tag: 'TransferExpired', transferId: 't1' } as const

  it('is a hop, and no state, where a transfer begins with its end', () => {
    const ledger = begin()
    tell(ledger, 'transfer-t1', ended)
    const story = storyOf(fold(ledger), 't1')
    expect([story?.state, story?.recordedSequence, story?.hopCount]).toEqual([null, null, 1])
    expect(ledgerTotals(fold(ledger)).byStatus).toEqual({ CREDITED: 2 })
  })

  it('is a hop, and no other state, where an event of a transfer stands elsewhere than in its stream', () => {
    const ledger = begin()
    pay(ledger, 't1')
    const before = storyOf(fold(ledger), 't1')?.state
    tell(ledger, 'attempt-t1', ended)
    const story = storyOf(fold(ledger), 't1')
    expect(story?.hops.at(-1)?.word).toBe('TransferExpired')
    expect(story?.state).toEqual(before)
    expect(ledgerTotals(fold(ledger)).byStatus).toEqual({ CREDITED: 2, INITIATED: 1 })
  })
})

describe('the totals of a ledger', () => {
  it('are nothing of none', () => {
    expect(ledgerTotals(fold(testLedger()))).toEqual({ byStatus: {}, money: [], events: [] })
  })

  it('count transfers by where they stand now, and events by their word', () => {
    const ledger = begin()
    pay(ledger, 't1')
    pay(ledger, 't2')
    expect(ledgerTotals(fold(ledger)).byStatus).toEqual({ CREDITED: 2, INITIATED: 2 })
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    expect(ledgerTotals(fold(ledger)).byStatus).toEqual({ CREDITED: 2, INITIATED: 1, CONFIRMED: 1 })
    ledger.send('ConfirmTransfer', { transferId: 't2', by: customer })
    expect(ledgerTotals(fold(ledger)).byStatus).toEqual({ CREDITED: 2, CONFIRMED: 2 })
    expect(ledgerTotals(fold(ledger)).events.find(({ word }) => word === 'TransferConfirmed')?.count).toBe(4)
  })

  it('sum the money of each currency, as it moves on', () => {
    const ledger = testLedger()
    openWithMoney(ledger, { mei: 2000n })
    ledger.send('OpenAccount', { account: 'eu', currency: 'EUR', kind: 'CREDIT_LINE', limit: sum(900, 'EUR') })
    ledger.send('OpenAccount', { account: 'eu2', currency: 'EUR' })
    pay(ledger, 'e1', { payer: 'eu', payee: 'eu2', amount: sum(30, 'EUR') })
    pay(ledger, 't1', { payee: harbour('6222-01'), rail: 'hvps', amount: sum(1000) })
    const none = { confirmed: 0n, credited: 0n, failed: 0n, returned: 0n, reversed: 0n, excess: 0n }
    const totalOf = (currency: string) => ledgerTotals(fold(ledger)).money.find((total) => total.currency === currency)
    expect(totalOf('EUR')).toEqual({ currency: 'EUR', instructed: 30n, ...none })
    const salary = { ...none, confirmed: 2000n, credited: 2000n }
    expect(totalOf('CNY')).toEqual({ currency: 'CNY', ...salary, instructed: 3000n })
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    ledger.send('StartSubmission', {
      transferId: 't1',
      railKey: '5f0c3b8e-7d3a-5a0f-9a41-0c2d3e4f5a6b',
      messageDigest: digest,
      answerDueAt: minutes(60),
    })
    const told = { transferId: 't1', by: bank, asOf: ledger.now() }
    const reason = { codeSet: 'iso', code: 'AC04' }
    const account = harbour('6222-01')
    ledger.send('ReportCredited', { ...told, reportId: 'r1', account, amount: sum(600), executionRef: 'x1' })
    ledger.send('ReportCredited', { ...told, reportId: 'r2', account, amount: sum(450), executionRef: 'x2' })
    const fees = [{ kind: 'return', amount: sum(20), bearer: 'PAYER' }]
    ledger.send('ReportReturned', { ...told, reportId: 'r3', amount: sum(180), reason, executionRef: 'y1', fees })
    expect(totalOf('CNY')).toEqual({
      currency: 'CNY',
      ...salary,
      instructed: 3000n,
      confirmed: 3000n,
      credited: 3000n,
      returned: 130n,
    })
    ledger.send('ConfirmTransfer', { transferId: 'e1', by: customer })
    ledger.send('CreditTransfer', { transferId: 'e1' })
    const reversal = { transferId: 'e1', kind: 'MISPOSTING', by: { role: 'OPERATOR' }, authority: 'four eyes' }
    ledger.send('ReverseTransfer', { ...reversal, amount: sum(4, 'EUR') })
    expect(totalOf('EUR')).toEqual({
      currency: 'EUR',
      ...none,
      instructed: 30n,
      confirmed: 30n,
      credited: 30n,
      reversed: 4n,
    })
  })

  it('tell what failed', () => {
    const ledger = begin()
    pay(ledger, 't1', { payee: harbour('6222-01'), rail: 'hvps' })
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    const before = ledgerTotals(fold(ledger)).money[0]
    const told = { transferId: 't1', by: bank, asOf: ledger.now(), reportId: 'r1' }
    ledger.send('ReportRefused', { ...told, reason: { codeSet: 'iso', code: 'AC04' } })
    expect(ledgerTotals(fold(ledger)).money[0]).toEqual({ ...before, failed: 100n })
  })
})

describe('the places of events that are looked for by what they tell', () => {
  it('are filed by trace and position', () => {
    const ledger = begin()
    const view = { _tag: 'ViewServed', source: edge, view: 'BALANCE', account: 'mei' } as const
    tell(ledger, 'view-mei', view)
    tell(ledger, 'view-mei', view)
    expect(documentsIn(fold(ledger), standings, 'SHOWN/mei')).toEqual([
      { stream: 'view-mei', revision: 0 },
      { stream: 'view-mei', revision: 1 },
    ])
  })
})
