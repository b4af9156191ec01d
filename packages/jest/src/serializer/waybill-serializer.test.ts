import { describe, expect, it } from '@jest/globals'
import { cny, decide, eur, evolveAccount, evolveFunds, noFunds, type StoredEvent } from '@waybill/core'
import {
  auditProjection,
  balanceProjection,
  balanceSheet,
  bridge,
  foldProjection,
  storyOf,
  type Hop,
  type Projection,
  type ReadModel,
  type Times,
} from '@waybill/projections'
import * as E from 'fp-ts/lib/Either.js'
import { sampleFinding } from '../../test/sample-finding.js'
import { history } from '../explanation/history.js'
import { viewOf } from '../explanation/view-of.js'
import { given } from '../specification/given.js'
import { anAccount, atTime, happenedAt, type Step } from '../specification/step.js'
import { storyTime } from '../story/story-time.js'
import { serialize, test as isTold } from '../serializer.js'
import { waybillSerializer } from './waybill-serializer.js'

expect.addSnapshotSerializer(waybillSerializer)

const elsewhere = { account: '6222 0001', institution: 'Bank of Elsewhere' } as const
const hvps = { role: 'NETWORK', name: 'HVPS' } as const
const customer = { role: 'CUSTOMER', name: 'Mei' } as const
const iso = (code: string) => ({ codeSet: 'ISO20022', code })

const inTheBook: ReadonlyArray<Step> = [
  anAccount('mei', cny('1000.00')),
  anAccount('bo', cny('0')),
  { _tag: 'InitiateTransfer', payer: 'mei', payee: 'bo', amount: cny('100.00'), expiresAt: storyTime('T+00:30') },
  atTime('T+00:05'),
]

const overTheRail: ReadonlyArray<Step> = [
  anAccount('mei', cny('1000.00')),
  {
    _tag: 'InitiateTransfer',
    payer: 'mei',
    payee: elsewhere,
    amount: cny('100.00'),
    rail: 'hvps',
    fees: [{ kind: 'WIRE', amount: cny('1.00'), bearer: 'PAYER' }],
    payeeName: 'Bo Chen',
  },
  { _tag: 'ConfirmTransfer', by: customer },
  { _tag: 'StartSubmission', answerDueAt: storyTime('T+00:15') },
  atTime('T+00:01:30'),
  { _tag: 'ReportAccepted', by: hvps, railReference: 'R1' },
  atTime('T+1d00:00'),
  { _tag: 'RequestRecall', recallId: 'r1', to: hvps, reason: iso('AC03'), answerDueAt: storyTime('T+10d00:00') },
  happenedAt('T+20:00', { _tag: 'ReportReturned', by: hvps, amount: cny('100.00'), reason: iso('AC04') }),
]

const abroad: ReadonlyArray<Step> = [
  anAccount('mei', cny('1000.00')),
  {
    _tag: 'InitiateTransfer',
    payer: 'mei',
    payee: elsewhere,
    amount: cny('100.00'),
    rail: 'hvps',
    quote: {
      quoteId: 'q1',
      sellCurrency: 'CNY',
      buyCurrency: 'EUR',
      rate: '0.1275',
      validUntil: storyTime('T+00:30'),
    },
  },
  { _tag: 'ConfirmTransfer', by: customer },
  { _tag: 'ReportCredited', by: hvps, account: elsewhere, amount: eur('20.00'), executionRef: 'e1' },
]

const folded = (projection: Projection, steps: ReadonlyArray<Step>, times: Times = {}): ReadModel => {
  const model = foldProjection(projection, viewOf(history(...steps)).events, times)
  if (E.isLeft(model)) throw new Error('The history has a gap')
  return model.right
}

describe('a snapshot reads like the story', () => {
  it('of a transfer, a line for each event', () => {
    expect(history(...overTheRail).stored).toMatchSnapshot()
  })

  it('of a transfer into another currency, each sum in the currency in which it moved', () => {
    expect(history(...abroad).stored.slice(-2)).toMatchInlineSnapshot(`
      T+00:00  TransferCredited t1: …0001 at Bank of Elsewhere has CNY 100.00, from in-transit:hvps:CNY CNY 100.00 and position:EUR EUR 12.75, to position:CNY CNY 100.00 and nostro:hvps:EUR EUR 12.75, said NETWORK HVPS in report-9 as of T+00:00 (execution ref e1; converted EUR 12.75)
      T+00:00  DuplicateDetected t1: …0001 at Bank of Elsewhere has EUR 7.25 too much, EUR 7.25 from exception:t1:EUR to nostro:hvps:EUR, said NETWORK HVPS in report-9 as of T+00:00 (execution ref e1)
    `)
    const step: Step = { _tag: 'ReportReturned', by: hvps, amount: eur('30.00'), reason: iso('AC04') }
    expect(given(...abroad).when({ ...step }).events).toMatchInlineSnapshot(`
      T+00:00  TransferReturned t1: out of CREDITED for AC04 of ISO20022, CNY 100.00 back to mei CNY 100.00, from nostro:hvps:EUR EUR 12.75 and position:CNY CNY 100.00, to position:EUR EUR 12.75 and mei CNY 100.00, said NETWORK HVPS in report-11 as of T+00:00 (converted EUR 12.75)
      T+00:00  ExcessReturned t1: EUR 17.25 came back beyond what was left, for AC04 of ISO20022, EUR 17.25 from nostro:hvps:EUR to exception:t1:EUR, said NETWORK HVPS in report-11 as of T+00:00
    `)
    expect(given(...abroad).when({ ...step }).transfer).toMatchInlineSnapshot(`
      Transfer t1 is RETURNED: mei pays …0001 at Bank of Elsewhere CNY 100.00 over hvps, once confirmed (quote quote id q1, sell currency CNY, buy currency EUR, rate 0.1275, valid until T+00:30, buy amount EUR 12.75)
        confirmed CNY 100.00, credited CNY 100.00, returned after credit CNY 100.00, returned beyond what was left EUR 10.00
        execution e1: …0001 at Bank of Elsewhere EUR 20.00, said NETWORK HVPS in report-9
        return without a reference: mei EUR 30.00, said NETWORK HVPS in report-11
        exception x1 is EXECUTED_BEYOND, resolved
        exception x2 is RETURNED_BEYOND, EUR 10.00 open
    `)
  })

  it('of an event alone', () => {
    expect(given(...inTheBook).when({ _tag: 'ConfirmTransfer', by: customer }).events[0]?.event).toMatchInlineSnapshot(
      `TransferConfirmed: by CUSTOMER Mei, CNY 100.00 from mei to in-transit:book:CNY`,
    )
  })

  it('of a decision and what it leans on', () => {
    const { transfer, events } = given(...inTheBook).when({ _tag: 'ConfirmTransfer', by: customer })
    expect(events).toMatchInlineSnapshot(`
      T+00:05  TransferConfirmed t1: by CUSTOMER Mei, CNY 100.00 from mei to in-transit:book:CNY
      T+00:05  FundsCaptured mei: CNY 100.00 kept for t1 has left
    `)
    expect({ writes: events, checks: ['account-mei'] }).toMatchInlineSnapshot(`
      TransferConfirmed t1: by CUSTOMER Mei, CNY 100.00 from mei to in-transit:book:CNY
      FundsCaptured mei: CNY 100.00 kept for t1 has left
      if nobody changes account-mei meanwhile
    `)
    expect(transfer).toMatchInlineSnapshot(`
      Transfer t1 is CONFIRMED: mei pays bo CNY 100.00 over book, once confirmed (expires at T+00:30)
        confirmed CNY 100.00, in transit CNY 100.00
    `)
  })

  it('of an answer: what was decided, or why not', () => {
    const refused = decide(
      { _tag: 'ConfirmTransfer', commandId: 'c1', transferId: 't1', by: customer },
      {
        receivedAt: storyTime('T+00:00'),
        bookingDate: '2001-01-08',
        valueDate: '2001-01-08',
        freshUetr: '00000000-0000-4000-8000-000000000000',
        transfer: null,
        account: () => null,
        funds: () => ({ funds: noFunds, inflow: 0n, throughSequence: 0 }),
      },
    )
    expect(refused).toMatchInlineSnapshot(`refused by TransferUnknown: transfer id t1`)
    expect(E.right(given(...inTheBook).when({ _tag: 'ExpireTransfer' }).refusal)).toMatchInlineSnapshot(
      `refused by NotYetExpired: expires at T+00:30, received at T+00:05`,
    )
    expect(
      E.right({
        commandId: 'c1',
        command: 'ConfirmTransfer',
        events: [{ id: 'x', type: 'TransferConfirmed', stream: 'transfer-t1', revision: 1, sequence: 9 }],
        sequence: 9,
        transfer: { transferId: 't1', status: 'CONFIRMED' },
        account: null,
        replayed: true,
      }),
    ).toMatchInlineSnapshot(`ConfirmTransfer led to TransferConfirmed t1; t1 is CONFIRMED; decided before`)
  })

  it('of a transfer that has gone through much', () => {
    const much: ReadonlyArray<Step> = [
      ...overTheRail,
      {
        _tag: 'DisputeTransfer',
        disputeId: 'd1',
        claim: 'NOT_ARRIVED',
        claimant: customer,
        replyDueAt: storyTime('T+2d00:00'),
        words: 'It is gone',
      },
    ]
    expect(given(...much).when({ _tag: 'CancelTransfer', by: customer }).transfer).toMatchSnapshot()
  })

  it('of an account and its funds', () => {
    expect(
      evolveAccount(null, {
        _tag: 'AccountOpened',
        account: 'line',
        currency: 'CNY',
        kind: 'CREDIT_LINE',
        customer: 'c1',
        limit: { minorUnits: 5000n, currency: 'CNY' },
      }),
    ).toMatchInlineSnapshot(`Account line is OPEN: CREDIT_LINE in CNY, down to CNY 50.00 below zero, of ‹1›`)
    expect(
      evolveFunds(noFunds, {
        _tag: 'FundsReserved',
        transferId: 't1',
        amount: { minorUnits: 5000n, currency: 'CNY' },
        inflowSeen: { total: { minorUnits: 5000n, currency: 'CNY' }, throughSequence: 1 },
      }),
    ).toMatchInlineSnapshot(`Funds in minor units: 0 out, 5000 kept (5000 for t1)`)
  })

  it('of a balance, what it is made of, and what tells two of them apart', () => {
    const before = balanceSheet(folded(balanceProjection, overTheRail, { knownBy: storyTime('T+00:05') }), 'mei', 'CNY')
    const after = balanceSheet(folded(balanceProjection, overTheRail), 'mei', 'CNY')
    expect(before.balance).toMatchInlineSnapshot(`mei: booked CNY 899.00, available CNY 899.00, expected CNY 899.00`)
    expect(after).toMatchInlineSnapshot(`
      mei: booked CNY 999.00, available CNY 999.00, expected CNY 999.00
        T+00:00  TransferCredited opening-mei: +CNY 1,000.00, then CNY 1,000.00
        T+00:00  TransferConfirmed t1: -CNY 101.00, then CNY 899.00
        T+20:00  TransferReturned t1: +CNY 100.00, then CNY 999.00
    `)
    expect(bridge(before, after)).toMatchInlineSnapshot(`
      from mei: booked CNY 899.00, available CNY 899.00, expected CNY 899.00
        T+20:00  ENTRY ADDED by t1: booked +CNY 100.00, available +CNY 100.00, expected +CNY 100.00
      to mei: booked CNY 999.00, available CNY 999.00, expected CNY 999.00
      difference: booked +CNY 100.00, available +CNY 100.00, expected +CNY 100.00
    `)
    expect(balanceSheet(folded(balanceProjection, inTheBook), 'mei', 'CNY')).toMatchInlineSnapshot(`
      mei: booked CNY 1,000.00, reserved CNY 100.00, available CNY 900.00, expected CNY 1,000.00
        T+00:00  TransferCredited opening-mei: +CNY 1,000.00, then CNY 1,000.00
        T+00:00  kept for t1: CNY 100.00
    `)
  })

  it('of a timeline, hop by hop', () => {
    const story = storyOf(folded(auditProjection, overTheRail), 't1')
    const [recorded] = story?.hops ?? []
    const said: Hop = {
      ...recorded!,
      word: 'TransferReturned',
      stage: 'UNDOING',
      lane: 'OUTSIDE',
      said: { _tag: 'SOURCE', name: 'hvps-link', kind: 'PARTNER', grade: 'B' },
      occurredAt: storyTime('T+20:00'),
      code: iso('AC04'),
    }
    expect({ ...story, hops: [{ ...recorded!, said: { _tag: 'ENGINE' } }, said] }).toMatchInlineSnapshot(`
      Transfer t1 is RETURNED
        T+00:00  ENGINE RECORD: TransferInitiated, said ENGINE, CNY 100.00
        T+20:00  OUTSIDE UNDOING: TransferReturned, said hvps-link (PARTNER, B), CNY 100.00, AC04 of ISO20022
    `)
    expect({ transferId: 't2', state: null, hops: [said] }).toMatchInlineSnapshot(`
      Transfer t2 was never recorded
        T+20:00  OUTSIDE UNDOING: TransferReturned, said hvps-link (PARTNER, B), CNY 100.00, AC04 of ISO20022
    `)
  })

  it('of a finding', () => {
    expect(sampleFinding).toMatchSnapshot()
  })

  it('of sums, wherever they stand', () => {
    expect({ owed: { minorUnits: 123_456n, currency: 'CNY' }, none: [] }).toMatchInlineSnapshot(`
      {
        "none": [],
        "owed": CNY 1,234.56,
      }
    `)
  })

  it('of an event that cannot be read, and of a ledger that is damaged', () => {
    const log = history(anAccount('mei', cny('0')))
    const foreign = { ...log.stored[0]!, type: 'AccountPainted' }
    expect(foreign).toMatchInlineSnapshot(
      `T+00:00  AccountPainted in account-mei cannot be read, UNKNOWN_TYPE: type: a word that this version knows was expected, and AccountPainted stood there`,
    )
    const { events, undecodable } = viewOf({ ...log, stored: [foreign] })
    const integrity = { _tag: 'BROKEN', firstBad: 1, problems: [{ problem: 'the chain breaks', sequence: 1 }] }
    expect({ ledger: log.ledger, events, undecodable, integrity }).toMatchInlineSnapshot(`
      AccountPainted in account-mei cannot be read, UNKNOWN_TYPE: type: a word that this version knows was expected, and AccountPainted stood there
      damaged: the chain breaks
    `)
  })
})

describe('what differs from run to run stays the same in a snapshot', () => {
  const stored = (id: string, at: string, key: string): StoredEvent => ({
    stream: `transfer-${id}`,
    revision: 3,
    sequence: 40,
    id: '0e4fd9a1-34a0-5d94-8a2f-7d1f0ff0d3a1',
    type: 'SubmissionStarted',
    schemaVersion: 1,
    occurredAt: at,
    recordedAt: at,
    metadata: {},
    data: JSON.stringify({
      rail: 'hvps',
      railKey: key,
      messageDigest: `sha256:${'0f'.repeat(32)}`,
      answerDueAt: at.replace('T09', 'T10'),
    }),
    chainhash: '',
  })
  const first = 'b3f0ae2c-35d4-4a52-9c3e-6f3a1a9e5c11'
  const second = '9d2a7c1e-8a55-4f0d-8a3b-1f4f0d9e2b22'

  it('times count from the first event, random ids and hashes by their order', () => {
    expect([stored(first, '2026-02-14T09:30:12.345Z', second), stored(second, '2026-02-14T09:35:00.000Z', first)])
      .toMatchInlineSnapshot(`
      T+00:00  SubmissionStarted #1: to hvps under the key #2, message #3, an answer due at T+01:00
      T+00:04:47  SubmissionStarted #2: to hvps under the key #1, message #3, an answer due at T+01:04:47
    `)
  })

  it('numbers agree within one snapshot, wherever they stand in it, and begin anew in the next', () => {
    const event = stored(first, '2026-02-14T09:30:12.345Z', second)
    expect({ one: event, other: { again: [event] } }).toMatchInlineSnapshot(`
      {
        "one": T+00:00  SubmissionStarted #1: to hvps under the key #2, message #3, an answer due at T+01:00,
        "other": {
          "again": [
            T+00:00  SubmissionStarted #1: to hvps under the key #2, message #3, an answer due at T+01:00
          ],
        },
      }
    `)
    expect(stored(second, '2026-02-14T09:30:12.345Z', first)).toMatchInlineSnapshot(
      `T+00:00  SubmissionStarted #1: to hvps under the key #2, message #3, an answer due at T+01:00`,
    )
  })
})

describe('the serializer', () => {
  it('leaves every other value to jest', () => {
    for (const value of [
      null,
      undefined,
      1,
      'text',
      [],
      {},
      [1],
      { _tag: 'Left', left: 'no' },
      { _tag: 'Other' },
      new Map(),
    ])
      expect(isTold(value)).toBe(false)
    expect({ amount: 1, list: ['a'] }).toMatchInlineSnapshot(`
      {
        "amount": 1,
        "list": [
          "a",
        ],
      }
    `)
  })

  it('indents what stands within another value', () => {
    expect({ story: given(...inTheBook).when({ _tag: 'CancelTransfer', by: customer }).events }).toMatchInlineSnapshot(`
      {
        "story": [
          T+00:05  TransferCancelled t1: by CUSTOMER Mei
          T+00:05  FundsReleased mei: CNY 100.00 no longer kept for t1
        ],
      }
    `)
  })

  it('is a module of two functions, as jest’s configuration takes one', () => {
    expect(serialize({ minorUnits: 1n, currency: 'JPY' }, {}, '', 0)).toBe('JPY 1')
  })
})
