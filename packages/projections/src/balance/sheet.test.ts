import * as E from 'fp-ts/lib/Either.js'
import type { Recorded } from '@waybill/core'
import { customer, openWithMoney, testLedger } from '../../test/test-ledger.js'
import { foldProjection } from '../fold-projection.js'
import { allDocuments, type ReadModel } from '../read-model.js'
import { balanceProjection } from './balance-projection.js'
import { allBalances, balanceIn, balanceOf, balanceSheet, bookTotals, inTransitByAge } from './balance.js'
import { displayedBridge } from './displayed-bridge.js'
import { instructionExtracts } from './document.js'

const sum = (minorUnits: number, currency = 'CNY') => ({ minorUnits: minorUnits.toString(), currency })

const fold = (events: ReadonlyArray<Recorded>): ReadModel => {
  const outcome = foldProjection(balanceProjection, events)
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const outside = { account: '6222-01', institution: 'Harbour Bank' }

const testLedgerWithMoney = () => {
  const ledger = testLedger()
  openWithMoney(ledger, { mei: 1000n })
  return ledger
}

/** Two accounts pay for one transfer, and its fees are more than the first of them gives. */
const paidFromTwo = () => {
  const ledger = testLedger()
  openWithMoney(ledger, { mei: 1000n, ana: 1000n, bo: 0n })
  ledger.wait(60)
  ledger.send('InitiateTransfer', {
    transferId: 't1',
    payer: 'mei',
    payee: 'bo',
    amount: sum(300),
    funding: [
      { account: 'mei', amount: sum(20) },
      { account: 'ana', amount: sum(310) },
    ],
    fees: [
      { kind: 'service', amount: sum(25), bearer: 'PAYER' },
      { kind: 'express', amount: sum(5), bearer: 'PAYER' },
    ],
  })
  return ledger
}

describe('the sheet of a balance', () => {
  it('shows a reservation with its event, its beginning and what of it is fees, the first sources first', () => {
    const { events } = paidFromTwo()
    const model = fold(events)
    const at = events.find(({ stream, event }) => stream === 'funds-mei' && event._tag === 'FundsReserved')
    expect(balanceSheet(model, 'mei', 'CNY').reservations).toEqual([
      {
        account: 'mei',
        currency: 'CNY',
        transferId: 't1',
        reserved: 20n,
        fees: 20n,
        sequence: at?.sequence,
        eventId: at?.id,
        since: '2026-02-14T09:01:00.000Z',
      },
    ])
    expect(balanceSheet(model, 'ana', 'CNY').reservations).toMatchObject([{ reserved: 310n, fees: 10n }])
  })

  it('shows each posting as an entry with its event, its two times and its two dates', () => {
    const ledger = paidFromTwo()
    ledger.wait(60)
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    const model = fold(ledger.events)
    const at = ledger.events.findLast(({ event }) => event._tag === 'TransferConfirmed')
    const entryOf = {
      currency: 'CNY',
      number: 2,
      sequence: at?.sequence,
      eventId: at?.id,
      event: 'TransferConfirmed',
      transferId: 't1',
      balanceBefore: 1000n,
      occurredAt: '2026-02-14T09:02:00.000Z',
      recordedAt: '2026-02-14T09:02:00.000Z',
      bookingDate: '2026-02-14',
      valueDate: '2026-02-14',
    }
    expect(balanceSheet(model, 'mei', 'CNY').entries[1]).toEqual({
      ...entryOf,
      account: 'mei',
      posting: 0,
      effect: -20n,
      fees: 20n,
      balanceAfter: 980n,
    })
    expect(balanceSheet(model, 'ana', 'CNY').entries[1]).toEqual({
      ...entryOf,
      account: 'ana',
      posting: 1,
      effect: -310n,
      fees: 10n,
      balanceAfter: 690n,
    })
    expect(balanceSheet(model, 'mei', 'CNY').reservations).toEqual([])
  })

  it('shows what is on its way to an account, until the last of it has arrived', () => {
    const ledger = paidFromTwo()
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    const at = ledger.events.findLast(({ event }) => event._tag === 'TransferConfirmed')
    const item = {
      transferId: 't1',
      towards: 'bo',
      currency: 'CNY',
      sequence: at?.sequence,
      eventId: at?.id,
      since: '2026-02-14T09:01:00.000Z',
    }
    expect(balanceSheet(fold(ledger.events), 'bo', 'CNY').incoming).toMatchObject([{ ...item, open: 300n }])
    ledger.wait(60)
    ledger.send('CreditTransfer', { transferId: 't1', amount: sum(100) })
    expect(balanceSheet(fold(ledger.events), 'bo', 'CNY').incoming).toMatchObject([{ ...item, open: 200n }])
    expect(inTransitByAge(fold(ledger.events))).toMatchObject([{ ...item, open: 200n }])
    expect(balanceIn(fold(ledger.events), 'bo', 'CNY')).toMatchObject({ booked: 100n, incoming: 200n, expected: 300n })
    ledger.send('CreditTransfer', { transferId: 't1' })
    expect(balanceSheet(fold(ledger.events), 'bo', 'CNY').incoming).toEqual([])
    expect(inTransitByAge(fold(ledger.events))).toEqual([])
  })

  it('shows reservations and what is on its way in order of sequence, whatever their transfers are called', () => {
    const ledger = testLedger()
    openWithMoney(ledger, { mei: 1000n, bo: 0n })
    for (const transferId of ['t9', 't1', 't5'])
      ledger.send('InitiateTransfer', { transferId, payer: 'mei', payee: 'bo', amount: sum(10) })
    const named = (items: ReadonlyArray<{ readonly transferId: string }>) => items.map(({ transferId }) => transferId)
    expect(named(balanceSheet(fold(ledger.events), 'mei', 'CNY').reservations)).toEqual(['t9', 't1', 't5'])
    for (const transferId of ['t5', 't9', 't1']) ledger.send('ConfirmTransfer', { transferId, by: customer })
    expect(named(balanceSheet(fold(ledger.events), 'bo', 'CNY').incoming)).toEqual(['t5', 't9', 't1'])
    // All three since the same minute: by their place in the ledger.
    expect(named(inTransitByAge(fold(ledger.events)))).toEqual(['t5', 't9', 't1'])
  })
})

describe('a reservation', () => {
  it('is gone where it was released, and the account as it was', () => {
    const ledger = paidFromTwo()
    ledger.send('CancelTransfer', { transferId: 't1', by: customer })
    expect(balanceIn(fold(ledger.events), 'ana', 'CNY')).toMatchObject({
      booked: 1000n,
      reserved: 0n,
      available: 1000n,
    })
    expect(balanceSheet(fold(ledger.events), 'ana', 'CNY').reservations).toEqual([])
  })

  it('is as old as its first part, where more is kept for the same transfer', () => {
    const ledger = testLedger()
    openWithMoney(ledger, { mei: 1000n })
    const inflowSeen = { total: { minorUnits: 1000n, currency: 'CNY' }, throughSequence: 2 } as const
    const reserve = (minorUnits: bigint) =>
      ledger.force('funds-mei', {
        _tag: 'FundsReserved',
        transferId: 't1',
        amount: { minorUnits, currency: 'CNY' },
        inflowSeen,
      })
    const { id, sequence, occurredAt } = reserve(20n)
    ledger.wait(60)
    reserve(30n)
    expect(balanceSheet(fold(ledger.events), 'mei', 'CNY').reservations).toMatchObject([
      { reserved: 50n, fees: 0n, eventId: id, sequence, since: occurredAt },
    ])
  })

  it('is fees only as far as it goes, where a part of it was captured', () => {
    const ledger = paidFromTwo()
    const amount = { minorUnits: 15n, currency: 'CNY' } as const
    ledger.force('funds-mei', { _tag: 'FundsCaptured', transferId: 't1', amount })
    expect(balanceSheet(fold(ledger.events), 'mei', 'CNY').reservations).toMatchObject([{ reserved: 5n, fees: 5n }])
  })

  it('is not made of money that was taken at once, nor of what of it is given back', () => {
    const ledger = testLedger()
    openWithMoney(ledger, { mei: 1000n })
    const taken = { transferId: 't1', amount: { minorUnits: 20n, currency: 'CNY' }, purpose: 'TRANSFER' } as const
    const inflowSeen = { total: { minorUnits: 1000n, currency: 'CNY' }, throughSequence: 2 } as const
    ledger.force('funds-mei', { _tag: 'FundsTaken', ...taken, inflowSeen })
    ledger.force('funds-mei', { _tag: 'FundsReleased', ...taken })
    expect(balanceIn(fold(ledger.events), 'mei', 'CNY')).toMatchObject({ booked: 1000n, reserved: 0n })
    expect(balanceSheet(fold(ledger.events), 'mei', 'CNY').reservations).toEqual([])
  })

  it('is not touched by terms or by a refusal that stand among the funds', () => {
    const ledger = paidFromTwo()
    const before = balanceSheet(fold(ledger.events), 'mei', 'CNY')
    ledger.force('funds-mei', { _tag: 'FundsTermsSet', freeze: 'DEBITS' })
    ledger.force('funds-mei', { _tag: 'FundsRefused', commandId: 'c9', rejection: 'InsufficientFunds', facts: '{}' })
    expect(balanceSheet(fold(ledger.events), 'mei', 'CNY')).toEqual(before)
  })
})

describe('the fees of a transfer', () => {
  const fees = [{ kind: 'service', amount: sum(5), bearer: 'PAYER' }]
  const sent = (more: object) => {
    const ledger = testLedger()
    openWithMoney(ledger, { mei: 1000n })
    ledger.send('InitiateTransfer', {
      transferId: 't1',
      payer: 'mei',
      payee: outside,
      rail: 'hvps',
      amount: sum(100),
      ...more,
    })
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    return ledger
  }
  const extracts = (model: ReadModel) => allDocuments(model, instructionExtracts).length

  it('are told with what leaves the payer, also where it goes elsewhere', () => {
    const entriesOf = balanceSheet(fold(sent({ fees }).events), 'mei', 'CNY').entries
    expect(entriesOf.map(({ effect, fees: of }) => [effect, of])).toEqual([
      [1000n, 0n],
      [-105n, 5n],
    ])
  })

  it('are no part of what leaves the payer later', () => {
    const ledger = sent({ fees })
    const amount = { minorUnits: 7n, currency: 'CNY' } as const
    ledger.force('transfer-t1', {
      _tag: 'CorrectionPosted',
      from: 'mei',
      to: 'suspense:CNY',
      amount,
      corrects: 'event-1',
      by: { role: 'OPERATOR', name: 'Ada' },
      approvedBy: { role: 'OPERATOR', name: 'Ben' },
      reason: 'too much',
      entry: {
        bookingDate: '2026-02-14',
        valueDate: '2026-02-14',
        postings: [
          { account: 'mei', creditDebit: 'DBIT', amount },
          { account: 'suspense:CNY', creditDebit: 'CRDT', amount },
        ],
      },
    })
    expect(balanceSheet(fold(ledger.events), 'mei', 'CNY').entries[2]).toMatchObject({ effect: -7n, fees: 0n })
  })

  it('make something to remember of an instruction, and so does a payee of the book, and nothing else', () => {
    expect(extracts(fold(sent({ fees }).events))).toBe(extracts(fold(testLedgerWithMoney().events)) + 1)
    expect(extracts(fold(sent({}).events))).toBe(extracts(fold(testLedgerWithMoney().events)))
  })
})

describe('the balances of a book', () => {
  it('are those of every account in the order of their names, each with its currencies in theirs', () => {
    const ledger = testLedger()
    openWithMoney(ledger, { mei: 1000n })
    ledger.send('OpenAccount', { account: 'eu', currency: 'EUR' })
    expect(allBalances(fold(ledger.events)).map(({ account, currency }) => `${account} ${currency}`)).toEqual([
      'eu EUR',
      'in-transit:hvps:CNY CNY',
      'mei CNY',
      'nostro:hvps:CNY CNY',
    ])
    expect(bookTotals(fold(ledger.events))).toEqual([
      { currency: 'EUR', imbalance: 0n },
      { currency: 'CNY', imbalance: 0n },
    ])
  })

  it('are zero where nothing touched an account, and its limit is that of its own currency only', () => {
    const ledger = testLedger()
    ledger.send('OpenAccount', { account: 'line', currency: 'CNY', kind: 'CREDIT_LINE', limit: sum(5000) })
    const model = fold(ledger.events)
    const zero = { account: 'line', booked: 0n, reserved: 0n, available: 0n, incoming: 0n, expected: 0n }
    expect(balanceIn(model, 'line', 'CNY')).toEqual({ ...zero, currency: 'CNY', limit: 5000n })
    expect(balanceIn(model, 'line', 'EUR')).toEqual({ ...zero, currency: 'EUR', limit: 0n })
  })

  it('has one for each currency that touched an account', () => {
    const ledger = testLedger()
    ledger.send('OpenAccount', { account: 'line', currency: 'USD' })
    for (const currency of ['EUR', 'CNY', 'EUR'] as const)
      ledger.force('funds-line', {
        _tag: 'FundsReserved',
        transferId: 't1',
        amount: { minorUnits: 7n, currency },
        inflowSeen: { total: { minorUnits: 0n, currency }, throughSequence: 0 },
      })
    expect(balanceOf(fold(ledger.events), 'line')).toMatchObject([
      { currency: 'CNY', reserved: 7n },
      { currency: 'EUR', reserved: 14n },
      { currency: 'USD', reserved: 0n },
    ])
  })
})

describe('money in transit', () => {
  it('is listed the oldest first, whatever accounts of the book hold it', () => {
    const ledger = testLedger()
    openWithMoney(ledger, { mei: 1000n, bo: 0n })
    const send = (transferId: string, to: object) => {
      ledger.send('InitiateTransfer', { transferId, payer: 'mei', amount: sum(10), ...to })
      ledger.send('ConfirmTransfer', { transferId, by: customer })
      ledger.wait(60)
    }
    send('t3', { payee: outside, rail: 'hvps' })
    send('t1', { payee: 'bo' })
    send('t2', { payee: outside, rail: 'beps' })
    const listed = () => inTransitByAge(fold(ledger.events)).map(({ transferId }) => transferId)
    expect(listed()).toEqual(['t3', 't1', 't2'])
    const learntLate = ledger.events.map((recorded) =>
      recorded.stream === 'transfer-t2' ? { ...recorded, occurredAt: '2026-02-14T08:00:00.000Z' } : recorded,
    )
    expect(inTransitByAge(fold(learntLate)).map(({ transferId }) => transferId)).toEqual(['t2', 't3', 't1'])
    ledger.send('CreditTransfer', { transferId: 't1' })
    expect(listed()).toEqual(['t3', 't2'])
  })
})

describe('a balance that somebody was shown', () => {
  it('is held against the ledger in each meaning that was shown, in a fixed order', () => {
    const ledger = paidFromTwo()
    const own = ledger.events.length
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    const shown = { account: 'ana', currency: 'CNY', expected: 1000n, available: 380n, booked: 1000n } as const
    expect(displayedBridge(shown, own, ledger.events)).toMatchObject(
      E.right({
        projectionSequence: own,
        headSequence: ledger.events.length,
        equalAtOwnPosition: false,
        equalToTruth: false,
        meanings: [
          { meaning: 'booked', displayed: 1000n, atOwnPosition: 1000n, atHead: 690n, drift: 0n, lag: -310n },
          { meaning: 'available', displayed: 380n, atOwnPosition: 690n, atHead: 690n, drift: -310n, lag: 0n },
          { meaning: 'expected', displayed: 1000n, atOwnPosition: 1000n, atHead: 690n, drift: 0n, lag: -310n },
        ],
      }),
    )
  })

  it('names no entry where it does not drift, and the entries that were left out where it does', () => {
    const ledger = paidFromTwo()
    ledger.send('ConfirmTransfer', { transferId: 't1', by: customer })
    const meaningsOf = (booked: bigint) => {
      const found = displayedBridge({ account: 'ana', currency: 'CNY', booked }, ledger.events.length, ledger.events)
      return E.isRight(found) ? found.right : null
    }
    expect(meaningsOf(690n)).toMatchObject({
      behindBy: 0,
      aheadBy: 0,
      equalAtOwnPosition: true,
      equalToTruth: true,
      meanings: [{ countedTwice: [], leftOut: [] }],
    })
    expect(meaningsOf(1000n)).toMatchObject({
      equalToTruth: false,
      meanings: [{ drift: 310n, countedTwice: [], leftOut: [{ transferId: 't1', effect: -310n }] }],
    })
  })

  it('is true only where each meaning is', () => {
    const { events } = paidFromTwo()
    const shown = { account: 'ana', currency: 'CNY', booked: 1000n, available: 1000n } as const
    expect(displayedBridge(shown, events.length, events)).toMatchObject(
      E.right({ equalAtOwnPosition: false, equalToTruth: false }),
    )
  })

  it('cannot be judged by a ledger with a gap, before or behind the position of the view', () => {
    const { events } = paidFromTwo()
    const holed = events.filter(({ sequence }) => sequence !== 3)
    const gap = E.left({ _tag: 'SequenceGap', projection: 'balance', expected: 3, found: 4 })
    for (const position of [1, events.length])
      expect(displayedBridge({ account: 'mei', currency: 'CNY' }, position, holed)).toEqual(gap)
  })
})
