import * as E from 'fp-ts/lib/Either.js'
import type { Recorded } from '@waybill/core'
import { bank, customer, openWithMoney, testLedger } from '../../test/test-ledger.js'
import type { Times } from '../as-of.js'
import { foldProjection } from '../fold-projection.js'
import type { ReadModel } from '../read-model.js'
import { balanceProjection } from './balance-projection.js'
import { accountTerms, balanceIn, balanceOf, balanceSheet, inTransitByAge } from './balance.js'
import { bridge, bridgeMeanings } from './bridge.js'
import { displayedBridge } from './displayed-bridge.js'

const sum = (minorUnits: number) => ({ minorUnits: minorUnits.toString(), currency: 'CNY' })
const fee = { kind: 'service', amount: sum(5), bearer: 'PAYER' }

const fold = (events: ReadonlyArray<Recorded>, times: Times = {}): ReadModel => {
  const outcome = foldProjection(balanceProjection, events, times)
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const paidWithFee = () => {
  const ledger = testLedger()
  openWithMoney(ledger, { mei: 1000n, bo: 0n })
  ledger.wait(60)
  ledger.send('InitiateTransfer', { transferId: 't1', payer: 'mei', payee: 'bo', amount: sum(300), fees: [fee] })
  return ledger
}

describe('a transfer between two accounts of the book', () => {
  it('is reserved, then on its way, then booked', () => {
    const ledger = paidWithFee()
    expect(balanceIn(fold(ledger.events), 'mei', 'CNY')).toMatchObject({
      booked: 1000n,
      available: 695n,
      expected: 1000n,
    })
    expect(balanceIn(fold(ledger.events), 'bo', 'CNY')).toMatchObject({ booked: 0n, expected: 0n })

    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    expect(balanceIn(fold(ledger.events), 'mei', 'CNY')).toMatchObject({ booked: 695n, reserved: 0n, available: 695n })
    expect(balanceIn(fold(ledger.events), 'bo', 'CNY')).toMatchObject({ booked: 0n, incoming: 300n, expected: 300n })

    ledger.send('CreditTransfer', { transferId: 't1' })
    expect(balanceIn(fold(ledger.events), 'bo', 'CNY')).toMatchObject({ booked: 300n, incoming: 0n, expected: 300n })
    expect(balanceIn(fold(ledger.events), 'fees:CNY', 'CNY').booked).toBe(5n)
  })

  it('is expected as what it becomes, where it is exchanged, and in no other currency', () => {
    const ledger = testLedger()
    openWithMoney(ledger, { mei: 100_000n })
    ledger.send('OpenAccount', { account: 'eu', currency: 'EUR' })
    const euros = { minorUnits: '334', currency: 'EUR' }
    const quote = { quoteId: 'q1', sellCurrency: 'CNY', buyCurrency: 'EUR', rate: '0.1113', buyAmount: euros }
    const validUntil = '2026-03-01T00:00:00.000Z'
    const transfer = { transferId: 't1', payer: 'mei', payee: 'eu', amount: sum(3_000) }
    ledger.send('InitiateTransfer', { ...transfer, quote: { ...quote, validUntil } })
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    const euroBalances = () => balanceOf(fold(ledger.events), 'eu')
    expect(euroBalances()).toMatchObject([{ currency: 'EUR', booked: 0n, incoming: 334n, expected: 334n }])

    ledger.send('CreditTransfer', { transferId: 't1', amount: sum(1_000) })
    expect(euroBalances()).toMatchObject([{ currency: 'EUR', booked: 111n, incoming: 223n, expected: 334n }])
    expect(balanceSheet(fold(ledger.events), 'eu', 'EUR').incoming).toMatchObject([{ currency: 'EUR', open: 223n }])

    ledger.send('CreditTransfer', { transferId: 't1' })
    expect(euroBalances()).toMatchObject([{ currency: 'EUR', booked: 334n, incoming: 0n, expected: 334n }])
  })

  it('leaves one entry per posting with the balance before and after it', () => {
    const ledger = paidWithFee()
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    const { entries } = balanceSheet(fold(ledger.events), 'mei', 'CNY')
    expect(entries[1]).toMatchObject({
      number: 2,
      transferId: 't1',
      event: 'TransferConfirmed',
      effect: -305n,
      fees: 5n,
      balanceBefore: 1000n,
      balanceAfter: 695n,
      bookingDate: '2026-02-14',
    })
  })
})

describe('money in transit', () => {
  it('is listed by age until it arrives or comes back', () => {
    const ledger = paidWithFee()
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    ledger.wait(60)
    ledger.send('InitiateTransfer', {
      transferId: 't2',
      payer: 'mei',
      payee: { account: '6222-01', institution: 'Harbour Bank' },
      rail: 'hvps',
      amount: sum(100),
    })
    ledger.send('ConfirmTransfer', { transferId: 't2', by: customer })
    expect(
      inTransitByAge(fold(ledger.events)).map(({ transferId, towards, open }) => ({ transferId, towards, open })),
    ).toEqual([
      { transferId: 't1', towards: 'bo', open: 300n },
      { transferId: 't2', towards: null, open: 100n },
    ])
    const returned = { transferId: 't2', reportId: 'r1', by: bank, asOf: ledger.now() }
    ledger.send('ReportReturned', { ...returned, amount: sum(100), reason: { codeSet: 'iso', code: 'AC04' } })
    expect(inTransitByAge(fold(ledger.events)).map(({ transferId }) => transferId)).toEqual(['t1'])
  })
})

describe('the terms of an account', () => {
  it('show the credit limit beside the available balance and never inside it', () => {
    const ledger = testLedger()
    ledger.send('OpenAccount', { account: 'line', currency: 'CNY', kind: 'CREDIT_LINE', limit: sum(5000) })
    const model = fold(ledger.events)
    expect(balanceOf(model, 'line')).toMatchObject([{ available: 0n, limit: 5000n }])
    expect(accountTerms(model, 'line')).toMatchObject({ kind: 'CREDIT_LINE', phase: 'OPEN' })
  })

  it('are none for an account that nobody opened', () => {
    expect(balanceOf(fold([]), 'nobody')).toEqual([])
    expect(accountTerms(fold([]), 'nobody')).toBeNull()
  })
})

describe('a claim that the balance is wrong', () => {
  it('is explained by a reservation and its fee when booked and available were mixed up', () => {
    const found = bridgeMeanings(balanceSheet(fold(paidWithFee().events), 'mei', 'CNY'), 'booked', 'available')
    expect(found).toMatchObject({
      difference: -305n,
      remainder: 0n,
      items: [{ sum: -305n, item: { kind: 'RESERVATION', transferId: 't1', fees: 5n } }],
    })
  })

  it('is explained by what was booked since when the view was behind', () => {
    const ledger = paidWithFee()
    const position = ledger.events.length
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    const found = displayedBridge({ account: 'mei', currency: 'CNY', booked: 1000n }, position, ledger.events)
    expect(found).toMatchObject(
      E.right({
        behindBy: 2,
        aheadBy: 0,
        equalAtOwnPosition: true,
        equalToTruth: false,
        meanings: [{ meaning: 'booked', displayed: 1000n, atHead: 695n, drift: 0n, lag: -305n }],
        bridge: {
          items: [
            { kind: 'RESERVATION', change: 'GONE', effect: { booked: 0n, available: 305n, expected: 0n } },
            { kind: 'ENTRY', change: 'ADDED', effect: { booked: -305n, available: -305n, expected: -305n } },
          ],
          remainder: { booked: 0n, available: 0n, expected: 0n },
        },
      }),
    )
  })

  it('is explained by an update that was applied twice when the view was wrong at its own position', () => {
    const ledger = paidWithFee()
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    const found = displayedBridge(
      { account: 'mei', currency: 'CNY', booked: 390n },
      ledger.events.length,
      ledger.events,
    )
    expect(found).toMatchObject(
      E.right({
        behindBy: 0,
        equalAtOwnPosition: false,
        meanings: [{ drift: -305n, lag: 0n, countedTwice: [{ transferId: 't1', effect: -305n }], leftOut: [] }],
      }),
    )
  })

  it('shows a view that claims to have read further than the ledger goes', () => {
    const { events } = paidWithFee()
    const found = displayedBridge({ account: 'mei', currency: 'CNY', booked: 1000n }, events.length + 3, events)
    expect(found).toMatchObject(E.right({ behindBy: 0, aheadBy: 3 }))
  })
})

describe('a balance as of a pair of times', () => {
  it('tells what had happened from what was known, and a bridge names the difference', () => {
    const ledger = testLedger()
    openWithMoney(ledger, { mei: 1000n })
    const paid = {
      transferId: 't2',
      payer: 'mei',
      payee: { account: '6222-01', institution: 'Harbour Bank' },
      rail: 'hvps',
    }
    ledger.send('InitiateTransfer', { ...paid, amount: sum(100) })
    ledger.send('ConfirmTransfer', { transferId: 't2', by: customer })
    ledger.wait(3600)
    const last = ledger.events.length
    const returned = { transferId: 't2', reportId: 'r1', by: bank, asOf: ledger.now() }
    ledger.send('ReportReturned', { ...returned, amount: sum(100), reason: { codeSet: 'iso', code: 'AC04' } })
    const events = ledger.events.map((event) =>
      event.sequence > last ? { ...event, occurredAt: '2026-02-14T09:30:00.000Z' } : event,
    )
    const noon = { happenedBy: '2026-02-14T09:45:00.000Z' }
    const then = balanceSheet(fold(events, { ...noon, knownBy: noon.happenedBy }), 'mei', 'CNY')
    const now = balanceSheet(fold(events, noon), 'mei', 'CNY')
    expect([then.balance.booked, now.balance.booked]).toEqual([900n, 1000n])
    expect(bridge(then, now)).toMatchObject({
      difference: { booked: 100n },
      items: [{ kind: 'ENTRY', change: 'ADDED', transferId: 't2' }],
      remainder: { booked: 0n },
    })
  })
})
