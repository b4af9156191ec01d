import { hvps, iso, times, yuan } from '../../../test/canonical-payloads.js'
import { done, type World } from '../../../test/ledger-world.js'
import { stateNamed } from '../../../test/transfer-states.js'
import type { TransferEvent } from '../event.js'

const fee = (decimal: string, kind = 'RETURN') => ({ kind, amount: yuan(decimal), bearer: 'PAYER' })
const stored = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' })
const storedFee = (minorUnits: bigint, kind = 'RETURN') => ({ kind, amount: stored(minorUnits), bearer: 'PAYER' })
const message = { reportId: 'm9', by: hvps, asOf: times.now }

/** What a return leads to, without entries. */
const recorded = (state: string, decimal: string, more: object = {}): ReadonlyArray<object> => {
  const before: World = stateNamed(state)
  const report = { transferId: 't1', ...message, amount: yuan(decimal), reason: iso('AC04'), ...more }
  const events = done(before, 'ReportReturned', report).log.slice(before.log.length)
  return events.flatMap(({ stream, event }) => {
    if (stream !== 'transfer-t1') return []
    const { entry: _entry, allocation: _allocation, ...rest } = event as TransferEvent & Record<string, unknown>
    return [rest]
  })
}

const returned = (minorUnits: bigint, outOf: 'IN_TRANSIT' | 'CREDITED', more: object = {}) => ({
  _tag: 'TransferReturned',
  ...message,
  amount: stored(minorUnits),
  outOf,
  reason: iso('AC04'),
  ...more,
})

describe('a return that is recorded', () => {
  it('says what came, out of where, why and under which reference, and what was kept only where something was', () => {
    expect(recorded('submitted', '40.00')).toStrictEqual([returned(4_000n, 'IN_TRANSIT')])
    expect(
      recorded('credited (rail)', '40.00', { executionRef: 'Y1', fees: [fee('1.00'), fee('2.00', 'LIFTING')] }),
    ).toStrictEqual([
      returned(4_000n, 'CREDITED', { executionRef: 'Y1', fees: [storedFee(100n), storedFee(200n, 'LIFTING')] }),
    ])
  })

  it('is two events where it comes out of two places, each with the fees that were kept there', () => {
    expect(recorded('partly credited (rail)', '95.00', { fees: [fee('5.00')] })).toStrictEqual([
      returned(6_000n, 'IN_TRANSIT'),
      returned(3_500n, 'CREDITED', { fees: [storedFee(500n)] }),
    ])
  })
})

describe('a return of more than there is', () => {
  const excess = (minorUnits: bigint, more: object = {}) => ({
    _tag: 'ExcessReturned',
    ...message,
    amount: stored(minorUnits),
    reason: iso('AC04'),
    ...more,
  })

  it('has the rest kept apart, with the fees that were kept of the rest', () => {
    expect(recorded('submitted', '120.00', { executionRef: 'Y1', fees: [fee('5.00')] })).toStrictEqual([
      returned(10_000n, 'IN_TRANSIT', { executionRef: 'Y1' }),
      excess(2_000n, { executionRef: 'Y1', fees: [storedFee(500n)] }),
    ])
    expect(recorded('submitted', '120.00')).toStrictEqual([returned(10_000n, 'IN_TRANSIT'), excess(2_000n)])
  })

  it('contradicts a transfer that was not confirmed, which says so without the fees', () => {
    expect(recorded('initiated (rail)', '100.00', { fees: [fee('5.00')] })).toStrictEqual([
      {
        _tag: 'MismatchObserved',
        ...message,
        outcome: 'RETURNED',
        field: 'status',
        expected: 'a transfer that was confirmed',
        found: 'INITIATED',
        amount: stored(10_000n),
        reason: iso('AC04'),
      },
      excess(10_000n, { fees: [storedFee(500n)] }),
    ])
  })

  it('posts nothing where the money stands on an account of this book, and says how much was left', () => {
    expect(recorded('credited (book)', '40.00', { fees: [fee('5.00')] })).toStrictEqual([
      {
        _tag: 'MismatchObserved',
        ...message,
        outcome: 'RETURNED',
        field: 'amount',
        expected: 'at most CNY 0.00',
        found: 'CNY 40.00',
        amount: stored(4_000n),
        reason: iso('AC04'),
        fees: [storedFee(500n)],
      },
    ])
  })
})

describe('fees that nothing is left to have been kept from', () => {
  it('are told whole: what of them can be, and what was found', () => {
    expect(recorded('credited (rail)', '98.00', { fees: [fee('5.00')] })).toStrictEqual([
      returned(9_800n, 'CREDITED', { fees: [storedFee(200n)] }),
      {
        _tag: 'MismatchObserved',
        ...message,
        outcome: 'RETURNED',
        field: 'fees',
        expected: 'at most CNY 2.00',
        found: 'CNY 5.00',
        amount: stored(9_800n),
        reason: iso('AC04'),
        fees: [storedFee(300n)],
      },
    ])
  })
})

describe('a return that is told in other money', () => {
  it('says which currency was expected of its sum, or of its fees', () => {
    const euros = { decimal: '5.00', currency: 'EUR' }
    expect(recorded('credited (rail)', '40.00', { amount: euros })).toMatchObject([
      { _tag: 'MismatchObserved', outcome: 'RETURNED', field: 'currency', expected: 'CNY', found: 'EUR' },
    ])
    expect(
      recorded('credited (rail)', '40.00', { fees: [fee('1.00'), { ...fee('1.00'), amount: euros }] }),
    ).toMatchObject([{ _tag: 'MismatchObserved', outcome: 'RETURNED', field: 'fees', expected: 'CNY', found: 'EUR' }])
  })
})
