import { describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import { decodeWith } from '../codec/codec.js'
import { decodeCommand } from '../event/all-commands.js'
import { cny, decimalMoney, eur, formatMoney, gbp, moneyInput, moneyOrZero, splitByWeight, usd } from './money.js'

const read = (value: unknown): unknown => {
  const decoded = decodeWith(moneyInput, value)
  return E.isRight(decoded) ? decoded.right : decoded.left[0]?.expected
}

describe('money in a command', () => {
  it('takes two decimals in yuan, euro, pounds and dollars', () => {
    expect([cny('1000.00'), eur('0.01'), gbp('1'), usd('19.9')].map(read)).toEqual([
      { minorUnits: 100_000n, currency: 'CNY' },
      { minorUnits: 1n, currency: 'EUR' },
      { minorUnits: 100n, currency: 'GBP' },
      { minorUnits: 1_990n, currency: 'USD' },
    ])
  })

  it('takes no decimals in yen and three in dinars', () => {
    expect(read(decimalMoney('JPY')('1000'))).toEqual({ minorUnits: 1_000n, currency: 'JPY' })
    expect(read(decimalMoney('KWD')('1.005'))).toEqual({ minorUnits: 1_005n, currency: 'KWD' })
    expect(read(decimalMoney('JPY')('1000.0'))).toMatch(/at most 0 decimals/)
    expect(read(cny('1.005'))).toMatch(/at most 2 decimals/)
  })

  it('goes up to 2^63 - 1 minor units and no further', () => {
    expect(read(cny('92233720368547758.07'))).toEqual({ minorUnits: 2n ** 63n - 1n, currency: 'CNY' })
    expect(read(cny('92233720368547758.08'))).toMatch(/at most 2\^63 - 1/)
    expect(read({ minorUnits: '9223372036854775808', currency: 'CNY' })).toMatch(/2\^63 - 1/)
  })

  it('names the currency when it is none of ISO 4217', () => {
    for (const currency of ['RMB', 'cny', 'XXX', '', 'toString'])
      expect(read({ decimal: '1.00', currency })).toBe('an ISO 4217 currency code, such as CNY')
  })

  it.each(['', ' ', '01.00', '1.', '.5', '1,000.00', '+1.00', '1e3', '0x10', '１.00', ' 1.00', '1.00\n', 'NaN'])(
    'is not read out of %j',
    (decimal) => expect(E.isLeft(decodeWith(moneyInput, cny(decimal)))).toBe(true),
  )

  it.each([
    ['another field', { decimal: '1.00', currency: 'CNY', note: '' }],
    ['two ways at once', { decimal: '1.00', minorUnits: '100', currency: 'CNY' }],
    ['no currency', { decimal: '1.00' }],
    ['no amount', { currency: 'CNY' }],
    ['nothing', null],
    ['a list', ['1.00', 'CNY']],
    ['a text', '1.00 CNY'],
  ])('is not read out of %s', (_, value) => expect(E.isLeft(decodeWith(moneyInput, value))).toBe(true))
})

describe('an amount that is no amount', () => {
  const amounts: ReadonlyArray<readonly [string, unknown]> = [
    ['fractional', cny('10.005')],
    ['a fraction of a minor unit', { minorUnits: '10.5', currency: 'CNY' }],
    ['a number', { minorUnits: 10, currency: 'CNY' }],
    ['negative', cny('-1.00')],
    ['negative in minor units', { minorUnits: -1n, currency: 'CNY' }],
    ['zero', cny('0.00')],
    ['above 2^63 - 1', { minorUnits: 2n ** 63n, currency: 'CNY' }],
    ['of an unknown currency', { decimal: '1.00', currency: 'ZZZ' }],
  ]
  const instruction = { commandId: 'c1', transferId: 't1', payer: 'mei', payee: 'bo' }
  const problemPaths = (payload: object): ReadonlyArray<string> => {
    const decoded = decodeCommand('InitiateTransfer', { ...instruction, ...payload })
    return E.isLeft(decoded) ? decoded.left.problems.map(({ path }) => path) : []
  }

  it.each(amounts)('is refused by its place when it is %s', (_, amount) => {
    expect(problemPaths({ amount })).toEqual(['amount'])
    expect(
      problemPaths({
        amount: cny('1.00'),
        funding: [
          { account: 'mei', amount: cny('1.00') },
          { account: 'bo', amount },
        ],
      }),
    ).toEqual(['funding[1].amount'])
    expect(problemPaths({ amount: cny('1.00'), fees: [{ kind: 'WIRE', amount, bearer: 'PAYER' }] })).toEqual([
      'fees[0].amount',
    ])
  })
})

describe('money that may be nothing', () => {
  it('is zero or more', () => {
    expect(decodeWith(moneyOrZero, { minorUnits: '0', currency: 'CNY' })).toEqual(
      E.right({ minorUnits: 0n, currency: 'CNY' }),
    )
    expect(E.isLeft(decodeWith(moneyOrZero, { minorUnits: '-1', currency: 'CNY' }))).toBe(true)
  })
})

describe('money as it is shown', () => {
  it('has its currency, thousands separators and every decimal', () => {
    expect(formatMoney({ minorUnits: 123_456_789n, currency: 'CNY' })).toBe('CNY 1,234,567.89')
    expect(formatMoney({ minorUnits: 5n, currency: 'CNY' })).toBe('CNY 0.05')
    expect(formatMoney({ minorUnits: 1_000n, currency: 'JPY' })).toBe('JPY 1,000')
    expect(formatMoney({ minorUnits: 1n, currency: 'KWD' })).toBe('KWD 0.001')
  })
})

describe('a sum split by weight', () => {
  it('gives the units that are left over to the largest remainders, earlier parts first', () => {
    expect(splitByWeight(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n])
    expect(splitByWeight(10n, [5n, 3n, 1n])).toEqual([6n, 3n, 1n])
    expect(splitByWeight(1n, [1n, 2n])).toEqual([0n, 1n])
    expect(splitByWeight(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n])
  })

  it('cannot be split among nobody, or by a negative weight', () => {
    expect(() => splitByWeight(1n, [])).toThrow(/weights/)
    expect(() => splitByWeight(1n, [0n, 0n])).toThrow(/weights/)
    expect(() => splitByWeight(1n, [2n, -1n])).toThrow(/weights/)
  })
})
