import { describe, expect, it } from '@jest/globals'
import { customer, elsewhere, hvps, iso, operator, times, yuan } from '../../test/canonical-payloads.js'
import { done, send, type World } from '../../test/ledger-world.js'
import { beginning, stateNamed } from '../../test/transfer-states.js'
import type { CommandWord } from '../event/all-commands.js'
import { formatMinorUnits } from '../money/money.js'
import { givenBack, isMoneyEvent } from './postings.js'

/** The entries that follow, one line a posting: `DBIT mei 100.00`. */
const entriesOf = (
  world: World,
  word: CommandWord,
  payload: object,
): Readonly<Record<string, ReadonlyArray<string>>> => {
  const { answer } = send(world, word, { transferId: 't1', ...payload })
  if (answer._tag !== 'Recorded') throw new Error(answer._tag)
  const entries: Record<string, ReadonlyArray<string>> = {}
  for (const { event } of answer.decision.writes)
    if (isMoneyEvent(event))
      entries[event._tag] = event.entry.postings.map(
        ({ creditDebit, account, amount }) =>
          `${creditDebit} ${account} ${formatMinorUnits(amount.minorUnits, amount.currency)}`,
      )
  return entries
}

const told = { reportId: 'm9', by: hvps, asOf: times.now }
const reversal = { commandId: 'c9', kind: 'MISPOSTING', by: operator, authority: 'Terms' }
const instruction = { commandId: 'c9', transferId: 't1', payer: 'mei', payee: 'bo', amount: yuan('100.00') }

describe('the entry of a confirmation', () => {
  it('takes the money from the payer and puts it in transit', () => {
    expect(entriesOf(stateNamed('initiated (book)'), 'ConfirmTransfer', { commandId: 'c9', by: customer })).toEqual({
      TransferConfirmed: ['DBIT mei 100.00', 'CRDT in-transit:book:CNY 100.00'],
    })
  })

  it('takes from every source what it pays, and the fees as well', () => {
    expect(entriesOf(stateNamed('initiated (rail)'), 'ConfirmTransfer', { commandId: 'c9', by: customer })).toEqual({
      TransferConfirmed: [
        'DBIT mei 71.00',
        'DBIT savings 30.00',
        'CRDT in-transit:hvps:CNY 100.00',
        'CRDT fees:CNY 1.00',
      ],
    })
  })
})

describe('the entry of a credit', () => {
  it('takes the money out of transit and gives it to the payee', () => {
    expect(
      entriesOf(stateNamed('confirmed (book)'), 'CreditTransfer', { commandId: 'c9', amount: yuan('40.00') }),
    ).toEqual({
      TransferCredited: ['DBIT in-transit:book:CNY 40.00', 'CRDT bo 40.00'],
    })
  })

  it('goes to the account that was credited, whatever was instructed', () => {
    expect(
      entriesOf(stateNamed('confirmed (book)'), 'ReportCredited', { ...told, account: 'eve', amount: yuan('100.00') }),
    ).toEqual({
      TransferCredited: ['DBIT in-transit:book:CNY 100.00', 'CRDT eve 100.00'],
    })
  })

  it('goes to the nostro of the rail when the account is elsewhere', () => {
    expect(
      entriesOf(stateNamed('submitted'), 'ReportCredited', { ...told, account: elsewhere, amount: yuan('100.00') }),
    ).toEqual({
      TransferCredited: ['DBIT in-transit:hvps:CNY 100.00', 'CRDT nostro:hvps:CNY 100.00'],
    })
  })

  it('goes to suspense when the account is unknown, holds another currency, or has begun to close', () => {
    const euro = done(stateNamed('confirmed (book)'), 'OpenAccount', {
      commandId: 'o1',
      account: 'purse',
      currency: 'EUR',
    })
    const closing = done(euro, 'BeginClosingAccount', { commandId: 'o2', account: 'bo', reason: 'The customer asked' })
    for (const account of ['ghost', 'purse', 'bo'])
      expect(entriesOf(closing, 'ReportCredited', { ...told, account, amount: yuan('100.00') })).toEqual({
        TransferCredited: ['DBIT in-transit:book:CNY 100.00', 'CRDT suspense:CNY 100.00'],
      })
  })
})

describe('the entry of money that did not stay', () => {
  it('gives a refused payment back to its sources, the last first, and keeps the fee', () => {
    expect(entriesOf(stateNamed('submitted'), 'ReportRefused', { ...told, reason: iso('AC04') })).toEqual({
      TransferFailed: ['DBIT in-transit:hvps:CNY 100.00', 'CRDT savings 30.00', 'CRDT mei 70.00'],
    })
  })

  it('gives a return back out of transit, or out of the nostro after a credit', () => {
    expect(
      entriesOf(stateNamed('submitted'), 'ReportReturned', { ...told, amount: yuan('40.00'), reason: iso('AC04') }),
    ).toEqual({
      TransferReturned: ['DBIT in-transit:hvps:CNY 40.00', 'CRDT savings 30.00', 'CRDT mei 10.00'],
    })
    expect(
      entriesOf(stateNamed('credited (rail)'), 'ReportReturned', {
        ...told,
        amount: yuan('40.00'),
        reason: iso('AC04'),
      }),
    ).toEqual({
      TransferReturned: ['DBIT nostro:hvps:CNY 40.00', 'CRDT savings 30.00', 'CRDT mei 10.00'],
    })
  })

  it('goes on where an earlier return left off', () => {
    expect(
      entriesOf(stateNamed('partly returned out of transit'), 'ReportRefused', { ...told, reason: iso('AC04') }),
    ).toEqual({
      TransferFailed: ['DBIT in-transit:hvps:CNY 60.00', 'CRDT mei 60.00'],
    })
  })

  it('waits in suspense for a source that has begun to close', () => {
    const closing = done(stateNamed('submitted'), 'BeginClosingAccount', {
      commandId: 'o2',
      account: 'savings',
      reason: 'The customer asked',
    })
    expect(entriesOf(closing, 'ReportRefused', { ...told, reason: iso('AC04') })).toEqual({
      TransferFailed: ['DBIT in-transit:hvps:CNY 100.00', 'CRDT suspense:CNY 30.00', 'CRDT mei 70.00'],
    })
  })

  it('takes a reversal from the payee and gives it to the payer', () => {
    expect(entriesOf(stateNamed('credited (book)'), 'ReverseTransfer', { ...reversal, amount: yuan('40.00') })).toEqual(
      {
        TransferReversed: ['DBIT bo 40.00', 'CRDT mei 40.00'],
      },
    )
  })

  it('gives a reversal to the sources that paid, the last first, and goes on where an earlier one left off', () => {
    const funding = [
      { account: 'mei', amount: yuan('70.00') },
      { account: 'savings', amount: yuan('30.00') },
    ]
    const paid = done(beginning, 'BookTransfer', { ...instruction, funding, by: customer })
    const once = done(paid, 'ReverseTransfer', { transferId: 't1', ...reversal, amount: yuan('10.00') })
    expect(entriesOf(paid, 'ReverseTransfer', { ...reversal, amount: yuan('40.00') })).toEqual({
      TransferReversed: ['DBIT bo 40.00', 'CRDT savings 30.00', 'CRDT mei 10.00'],
    })
    expect(entriesOf(once, 'ReverseTransfer', { ...reversal, amount: yuan('40.00') })).toEqual({
      TransferReversed: ['DBIT bo 40.00', 'CRDT savings 20.00', 'CRDT mei 20.00'],
    })
  })
})

describe('the entry of money beyond the instruction', () => {
  it('stands against the exception account of the transfer', () => {
    expect(
      entriesOf(stateNamed('credited (rail)'), 'ReportCredited', {
        ...told,
        account: elsewhere,
        amount: yuan('100.00'),
        executionRef: 'X2',
      }),
    ).toEqual({
      DuplicateDetected: ['DBIT exception:t1:CNY 100.00', 'CRDT nostro:hvps:CNY 100.00'],
    })
  })

  it('stands against what the payer owes when the payer had the money back already, up to the sum instructed', () => {
    expect(
      entriesOf(stateNamed('failed'), 'ReportCredited', { ...told, account: elsewhere, amount: yuan('120.00') }),
    ).toEqual({
      LateOutcomeReceived: ['DBIT receivable:mei:CNY 100.00', 'CRDT nostro:hvps:CNY 100.00'],
      DuplicateDetected: ['DBIT exception:t1:CNY 20.00', 'CRDT nostro:hvps:CNY 20.00'],
    })
  })

  it('waits in suspense as well when the account takes none', () => {
    expect(
      entriesOf(stateNamed('credited (rail)'), 'ReportCredited', { ...told, account: 'ghost', amount: yuan('5.00') }),
    ).toEqual({
      DuplicateDetected: ['DBIT exception:t1:CNY 5.00', 'CRDT suspense:CNY 5.00'],
    })
    expect(
      entriesOf(stateNamed('cancelled'), 'ReportCredited', { ...told, account: 'ghost', amount: yuan('5.00') }),
    ).toEqual({
      LateOutcomeReceived: ['DBIT receivable:mei:CNY 5.00', 'CRDT suspense:CNY 5.00'],
    })
  })
})

describe('the entries of a payment in one step', () => {
  it('are those of a confirmation and of a credit', () => {
    const payload = { ...instruction, by: customer, fees: [{ kind: 'EXPRESS', amount: yuan('2.00'), bearer: 'PAYER' }] }
    expect(entriesOf(beginning, 'BookTransfer', payload)).toEqual({
      TransferConfirmed: ['DBIT mei 102.00', 'CRDT in-transit:book:CNY 100.00', 'CRDT fees:CNY 2.00'],
      TransferCredited: ['DBIT in-transit:book:CNY 100.00', 'CRDT bo 100.00'],
    })
  })
})

describe('the entries of money that came in', () => {
  const incoming = { ...told, rail: 'hvps', payer: elsewhere, amount: yuan('100.00') }
  const confirmed = ['DBIT nostro:hvps:CNY 100.00', 'CRDT in-transit:hvps:CNY 100.00']

  it('take it from the nostro of the rail and give it to the payee', () => {
    expect(entriesOf(beginning, 'ReportIncomingCredit', { ...incoming, payee: 'bo' })).toEqual({
      TransferConfirmed: confirmed,
      TransferCredited: ['DBIT in-transit:hvps:CNY 100.00', 'CRDT bo 100.00'],
    })
  })

  it('leave it in suspense when the payee is unknown, elsewhere, in another currency or closing', () => {
    const euro = done(beginning, 'OpenAccount', { commandId: 'o1', account: 'purse', currency: 'EUR' })
    const closing = done(euro, 'BeginClosingAccount', { commandId: 'o2', account: 'bo', reason: 'The customer asked' })
    for (const payee of ['ghost', { account: '1', institution: 'Third bank' }, 'purse', 'bo'])
      expect(entriesOf(closing, 'ReportIncomingCredit', { ...incoming, payee })).toEqual({
        TransferConfirmed: confirmed,
        TransferCredited: ['DBIT in-transit:hvps:CNY 100.00', 'CRDT suspense:CNY 100.00'],
      })
  })

  it('give it even to an account that is frozen, because it has happened', () => {
    const frozen = done(beginning, 'FreezeAccount', {
      commandId: 'f1',
      account: 'bo',
      scope: 'DEBITS_AND_CREDITS',
      reason: 'A court asked',
    })
    expect(entriesOf(frozen, 'ReportIncomingCredit', { ...incoming, payee: 'bo' })['TransferCredited']).toContain(
      'CRDT bo 100.00',
    )
  })
})

describe('what is given back', () => {
  const { instruction: paid } = stateNamed('submitted').transfers.get('t1') ?? { instruction: null }
  const back = (already: bigint, sum: bigint): ReadonlyArray<string> =>
    paid === null ? [] : givenBack(paid, already, sum).map(({ account, amount }) => `${account} ${amount.minorUnits}`)

  it('goes to the last source first, and to each no more than it paid towards the amount', () => {
    expect(back(0n, 3_000n)).toEqual(['savings 3000'])
    expect(back(0n, 3_001n)).toEqual(['savings 3000', 'mei 1'])
    expect(back(2_999n, 2n)).toEqual(['savings 1', 'mei 1'])
    expect(back(3_000n, 7_000n)).toEqual(['mei 7000'])
  })

  it('waits in suspense when nobody has paid so much', () => {
    expect(back(9_999n, 2n)).toEqual(['mei 1', 'suspense:CNY 1'])
  })
})
