import { describe, expect, it } from '@jest/globals'
import { customer, elsewhere, hvps, iso, operator, times, yuan } from '../../test/canonical-payloads.js'
import { done, send, type World } from '../../test/ledger-world.js'
import { beginning, stateNamed } from '../../test/transfer-states.js'
import type { CommandWord } from '../event/all-commands.js'
import { formatMinorUnits } from '../money/money.js'
import { beforeAnyMoney, entryOf, givenBack, isMoneyEvent, otherSideOf } from './postings.js'

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

describe('the entries of money that comes back after the operator made the payer whole', () => {
  const granted = done(stateNamed('partly credited (rail)'), 'DisputeTransfer', {
    commandId: 'd1',
    transferId: 't1',
    disputeId: 'd1',
    claim: 'NOT_ARRIVED',
    claimant: customer,
    replyDueAt: times.recallDue,
  })
  const whole = done(granted, 'GrantProvisionalCredit', {
    commandId: 'd2',
    transferId: 't1',
    disputeId: 'd1',
    by: operator,
    amount: yuan('70.00'),
    alreadyMadeGood: yuan('0.00'),
  })

  it('repay the operator across both parts of one return, and the sources only with what is over', () => {
    const { answer } = send(whole, 'ReportReturned', {
      transferId: 't1',
      ...told,
      amount: yuan('100.00'),
      reason: iso('AC04'),
    })
    const events = answer._tag === 'Recorded' ? answer.decision.writes.map(({ event }) => event) : []
    expect(
      events
        .filter(isMoneyEvent)
        .map(({ entry }) => entry.postings.map((one) => `${one.account} ${one.amount.minorUnits}`)),
    ).toEqual([
      ['in-transit:hvps:CNY 6000', 'operator-provisional:CNY 6000'],
      ['nostro:hvps:CNY 4000', 'operator-provisional:CNY 1000', 'mei 3000'],
    ])
  })

  it('give nothing to the sources while the operator is not repaid', () => {
    expect(
      entriesOf(whole, 'ReportReturned', { ...told, amount: yuan('60.00'), reason: iso('AC04') })['TransferReturned'],
    ).toEqual(['DBIT in-transit:hvps:CNY 60.00', 'CRDT operator-provisional:CNY 60.00'])
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

  it('goes to the source that paid the amount, where another paid nothing but fees', () => {
    const fees = [{ kind: 'WIRE', amount: yuan('5.00'), bearer: 'PAYER' }]
    const funding = [
      { account: 'mei', amount: yuan('3.00') },
      { account: 'savings', amount: yuan('102.00') },
    ]
    const world = done(beginning, 'BookTransfer', { ...instruction, fees, funding, by: customer })
    const made = world.transfers.get('t1')?.instruction
    expect(made === undefined ? [] : givenBack(made, 0n, 10_000n)).toEqual([
      { account: 'savings', amount: { minorUnits: 10_000n, currency: 'CNY' } },
    ])
  })

  it('goes back through the rail where it came in from elsewhere', () => {
    const cameIn = stateNamed('came in from elsewhere').transfers.get('t1')?.instruction
    expect(cameIn === undefined ? [] : givenBack(cameIn, 0n, 4_000n)).toEqual([
      { account: 'nostro:hvps:CNY', amount: { minorUnits: 4_000n, currency: 'CNY' } },
    ])
  })
})

describe('an entry that no decision asks for', () => {
  const { instruction: made } = stateNamed('submitted').transfers.get('t1') ?? { instruction: null }

  it('is refused with a defect when it names an exception that the transfer does not have', () => {
    const written = {
      _tag: 'ExceptionWrittenOff',
      exceptionId: 'x9',
      amount: { minorUnits: 1n, currency: 'CNY' },
      by: operator,
      approvedBy: customer,
      reason: 'Lost',
    } as const
    const dates = { bookingDate: '2026-02-14', valueDate: '2026-02-14' }
    expect(() => made && entryOf(beforeAnyMoney(made), written, dates)).toThrow('The transfer has no exception x9')
  })

  it('takes what an exception without a source lacks out of suspense', () => {
    const exception = { exceptionId: 'x1', kind: 'EXECUTED_BEYOND', bookedOn: null, open: 1n, resolved: false } as const
    expect(made && otherSideOf(made, exception, { account: undefined, against: undefined })).toBe('suspense:CNY')
  })

  it('begins with nothing back, no exception, and nobody made whole', () => {
    expect(made && beforeAnyMoney(made)).toEqual({ instruction: made, back: 0n, exceptions: [], madeWhole: [] })
  })
})
