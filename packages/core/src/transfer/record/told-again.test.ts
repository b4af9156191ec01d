import { hvps, iso, times } from '../../../test/canonical-payloads.js'
import { stateNamed } from '../../../test/transfer-states.js'
import type { TransferReportOf } from '../report.js'
import { creditSaidAgain, returnSaidAgain } from '../said-again.js'
import type { Execution, Transfer } from '../state.js'
import { aboutKnown, wrongCurrency } from './about-known.js'
import { mismatch, tooSmall } from './mismatch.js'
import { atFarEndOf, executedUnder, inCurrencyOf, toldBy, written } from './written.js'

const transfer: Transfer = (() => {
  const found = stateNamed('confirmed (book)').transfers.get('t1')
  if (found === undefined || found === null) throw new Error('There is no transfer')
  return found
})()

const yuan = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' }) as const
const outside = { account: '6222-01', institution: 'Harbour Bank' }
const told = { transferId: 't1', reportId: 'm1', by: hvps, asOf: times.now }
const fee = (minorUnits: bigint) => ({ kind: 'return', amount: yuan(minorUnits), bearer: 'PAYER' }) as const

const credited: TransferReportOf<'ReportCredited'> = {
  _tag: 'ReportCredited',
  ...told,
  account: outside,
  amount: yuan(100n),
}
const returned: TransferReportOf<'ReportReturned'> = {
  _tag: 'ReportReturned',
  ...told,
  amount: yuan(100n),
  reason: iso('AC04'),
}
const known: Execution = { executionRef: 'x1', account: outside, minorUnits: 100n, kept: 5n, toldBy: null }
const observed = { _tag: 'MismatchObserved', reportId: 'm1', by: hvps, asOf: times.now }

describe('a message about an execution that is known', () => {
  it('is kept as a status where it says the same again, with what else it says', () => {
    const again = { reportId: 'm1', by: hvps, asOf: times.now, account: outside, amount: yuan(100n) }
    expect(aboutKnown(credited, known, outside)).toStrictEqual({
      _tag: 'TransferStatusReported',
      ...again,
      status: creditSaidAgain,
    })
    const fees = [fee(2n), fee(3n)]
    expect(aboutKnown({ ...returned, executionRef: 'x1', fees }, known, outside)).toStrictEqual({
      _tag: 'TransferStatusReported',
      ...again,
      status: returnSaidAgain,
      executionRef: 'x1',
      reason: iso('AC04'),
      fees,
    })
    expect(aboutKnown({ ...returned, fees: [] }, known, outside)).not.toHaveProperty('fees')
  })

  it('contradicts it where the account is another, which is not named', () => {
    expect(aboutKnown(credited, known, { account: 'bo' })).toMatchObject({
      ...observed,
      outcome: 'CREDITED',
      field: 'account',
      expected: 'the account that was told under this execution reference before',
      found: 'another account',
    })
  })

  it('contradicts it where the amount is another', () => {
    expect(aboutKnown({ ...returned, amount: yuan(99n) }, known, outside)).toMatchObject({
      ...observed,
      outcome: 'RETURNED',
      field: 'amount',
      expected: 'CNY 1.00',
      found: 'CNY 0.99',
    })
  })

  it('contradicts it where the fees come to another sum, and not where it tells none', () => {
    expect(aboutKnown({ ...returned, fees: [fee(6n)] }, known, outside)).toMatchObject({
      ...observed,
      outcome: 'RETURNED',
      field: 'fees',
      expected: 'CNY 0.05',
      found: 'CNY 0.06',
    })
    expect(aboutKnown(returned, known, outside)._tag).toBe('TransferStatusReported')
  })

  it('contradicts the transfer where its currency is another', () => {
    const euros = { minorUnits: 100n, currency: 'EUR' } as const
    const difference = { ...observed, field: 'currency', expected: 'CNY', found: 'EUR' }
    expect(wrongCurrency({ ...credited, amount: euros }, transfer)).toMatchObject({
      ...difference,
      outcome: 'CREDITED',
    })
    expect(wrongCurrency({ ...returned, amount: euros }, transfer)).toMatchObject({
      ...difference,
      outcome: 'RETURNED',
    })
  })
})

describe('a report that cannot be taken as it stands', () => {
  const difference = { field: 'amount', expected: 'this', found: 'that' }

  it('is told whole, without what it leaves out', () => {
    const report = { ...returned, executionRef: 'x1', fees: [fee(2n)], text: 'in words' }
    expect(mismatch(report, 'RETURNED', difference)).toStrictEqual({
      ...observed,
      outcome: 'RETURNED',
      ...difference,
      amount: yuan(100n),
      executionRef: 'x1',
      reason: iso('AC04'),
      fees: [fee(2n)],
      text: 'in words',
    })
    expect(mismatch({ ...credited, fees: [] } as typeof credited, 'CREDITED', difference)).toStrictEqual({
      ...observed,
      outcome: 'CREDITED',
      ...difference,
      account: outside,
      amount: yuan(100n),
    })
  })

  it.each(['railReference', 'inquiryId', 'recallId', 'status', 'final'])('keeps what it says as its %s', (field) => {
    const report = { ...credited, [field]: 'said' }
    expect(mismatch(report, 'CREDITED', difference)).toMatchObject({ [field]: 'said' })
  })

  it('names the part of its sum that is meant, where only a part is', () => {
    expect(mismatch(credited, 'CREDITED', difference, yuan(7n))).toMatchObject({ amount: yuan(7n) })
  })

  it('is too small where its sum stands for nothing, and says of what', () => {
    expect(tooSmall(returned, 'RETURNED', transfer, yuan(1n))).toMatchObject({
      ...observed,
      outcome: 'RETURNED',
      field: 'amount',
      expected: expect.stringMatching(/^a sum that stands for some of CNY [\d,.]+, and not for the last of it$/),
      found: 'CNY 0.01',
      amount: yuan(1n),
    })
  })
})

describe('what a report leads to', () => {
  const event = mismatch(credited, 'CREDITED', { field: 'amount', expected: 'this', found: 'that' })

  it('is written to the stream of the transfer, in order, and leans on nothing else', () => {
    const other = { ...event, reportId: 'm2' }
    expect(written(transfer, event, other)).toEqual({
      writes: [
        { stream: 'transfer-t1', event },
        { stream: 'transfer-t1', event: other },
      ],
      checks: [],
    })
  })

  it('is never nothing', () => {
    expect(() => written(transfer)).toThrow('A report must lead to an event')
  })

  it('names the message and its teller, the execution where it is known, and sums in their currency', () => {
    expect(toldBy(credited)).toStrictEqual({ reportId: 'm1', by: hvps })
    expect([executedUnder('x1'), executedUnder(undefined)]).toStrictEqual([{ executionRef: 'x1' }, {}])
    expect([inCurrencyOf(transfer, 7n), atFarEndOf(transfer, 8n)]).toEqual([yuan(7n), yuan(8n)])
  })
})
