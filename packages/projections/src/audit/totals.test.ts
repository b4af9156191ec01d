import type { Transfer } from '@waybill/core'
import { begin, fold, harbour, pay } from '../../test/audited.js'
import { documentOf, emptyReadModel, ownDocuments } from '../read-model.js'
import { auditProjection } from './audit-projection.js'
import { transferTotals, type TransferTotals } from './document.js'
import { storyOf } from './story.js'
import { moveTotals } from './totals.js'

/** The totals after a transfer went from each of these states to the next. */
const totalsAfter = (...states: ReadonlyArray<Transfer>): TransferTotals | null => {
  const model = emptyReadModel(auditProjection)
  states.forEach((state, index) => moveTotals(ownDocuments(model), states[index - 1] ?? null, state))
  return documentOf(model, transferTotals, 'all')
}

const paid = (more: object = {}): Transfer => {
  const ledger = begin()
  pay(ledger, 't1', { payee: harbour('6222-01'), rail: 'hvps', ...more })
  const state = storyOf(fold(ledger), 't1')?.state ?? null
  if (state === null) throw new Error('There is no transfer')
  return state
}

const exception = (open: bigint): Transfer['exceptions'][number] =>
  ({ exceptionId: 'x1', kind: 'EXECUTED_BEYOND', open, resolved: false }) as unknown as Transfer['exceptions'][number]

describe('the totals of one transfer', () => {
  const none = { confirmed: 0n, credited: 0n, failed: 0n, returned: 0n, reversed: 0n, excess: 0n }

  it('are its sums as they stand, however often they moved', () => {
    const first = paid()
    const second = {
      ...first,
      confirmed: 90n,
      credited: 60n,
      failed: 11n,
      returnedInTransit: 12n,
      returnedAfterCredit: 7n,
      keptOfReturns: 2n,
      reversed: 5n,
      exceptions: [exception(8n)],
    }
    const third = {
      ...second,
      confirmed: 100n,
      credited: 70n,
      failed: 13n,
      returnedInTransit: 15n,
      keptOfReturns: 3n,
      reversed: 9n,
      exceptions: [exception(3n)],
    }
    const sums = { confirmed: 100n, credited: 70n, failed: 13n, returned: 19n, reversed: 9n, excess: 3n }
    expect(totalsAfter(first)?.money).toEqual([{ currency: 'CNY', instructed: 100n, ...none }])
    expect(totalsAfter(first, second, third)?.money).toEqual([{ currency: 'CNY', instructed: 100n, ...sums }])
  })

  it('count it where it stands now, once', () => {
    const first = paid()
    expect(totalsAfter(first)?.byStatus).toEqual({ INITIATED: 1 })
    expect(totalsAfter(first, first, { ...first, confirmed: 100n })?.byStatus).toEqual({ CONFIRMED: 1 })
  })

  it('are of the payee’s currency only where something goes beyond the instruction', () => {
    const first = paid()
    const quote = { rate: '0.5', quoteId: 'q1', buyAmount: { minorUnits: 50n, currency: 'EUR' } }
    const exchanged = { ...first, instruction: { ...first.instruction, quote } } as unknown as Transfer
    const inYuan = { currency: 'CNY', instructed: 100n, ...none }
    expect(totalsAfter(exchanged, exchanged)?.money).toEqual([inYuan])
    expect(totalsAfter(exchanged, { ...exchanged, exceptions: [exception(4n)] })?.money).toEqual([
      inYuan,
      { currency: 'EUR', instructed: 0n, ...none, excess: 4n },
    ])
  })
})
