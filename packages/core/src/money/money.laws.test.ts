import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { decodeWith } from '../codec/codec.js'
import { currencies, digitsOf } from './currency.js'
import {
  decimalMoney,
  formatMinorUnits,
  formatMoney,
  largestMinorUnits,
  money,
  moneyInput,
  moneyOrZero,
  splitByWeight,
} from './money.js'

const aCurrency = fc.constantFrom(...currencies)
const minorUnits = fc.oneof(fc.bigInt({ min: 1n, max: 100_000n }), fc.bigInt({ min: 1n, max: largestMinorUnits }))
const someMoney = fc.record({ minorUnits, currency: aCurrency }, { noNullPrototype: true })

/** `123456` fen as `1234.56`: written here by another road than the one under test. */
const decimalText = (sum: bigint, digits: number): string => {
  const scale = 10n ** BigInt(digits)
  return digits === 0 ? `${sum}` : `${sum / scale}.${(sum % scale).toString().padStart(digits, '0')}`
}

const pathsOf = (value: unknown): ReadonlyArray<string> => {
  const decoded = decodeWith(moneyInput, value)
  return E.isLeft(decoded) ? decoded.left.map(({ path }) => path) : []
}

describe('money', () => {
  it('is the same after it was stored and read', () => {
    fc.assert(
      fc.property(someMoney, (sum) => {
        expect(decodeWith(money, JSON.parse(JSON.stringify(money.encode(sum))))).toEqual(E.right(sum))
        expect(decodeWith(moneyOrZero, moneyOrZero.encode(sum))).toEqual(E.right(sum))
      }),
    )
  })

  it('may be written in minor units, as it is stored, or in the major unit with as many decimals as the currency has', () => {
    fc.assert(
      fc.property(someMoney, (sum) => {
        const decimal = decimalMoney(sum.currency)(decimalText(sum.minorUnits, digitsOf(sum.currency)))
        for (const written of [sum, money.encode(sum), decimal])
          expect(decodeWith(moneyInput, written)).toEqual(E.right(sum))
      }),
    )
  })

  it('may leave out decimals that are zero', () => {
    fc.assert(
      fc.property(aCurrency, fc.bigInt({ min: 1n, max: 10n ** 15n }), (currency, whole) => {
        const expected = { minorUnits: whole * 10n ** BigInt(digitsOf(currency)), currency }
        expect(decodeWith(moneyInput, { decimal: `${whole}`, currency })).toEqual(E.right(expected))
      }),
    )
  })

  it('never has more decimals than its currency, whatever they are', () => {
    fc.assert(
      fc.property(someMoney, fc.integer({ min: 1, max: 6 }), fc.constantFrom('0', '1', '5'), (sum, more, digit) => {
        const digits = digitsOf(sum.currency)
        const text = decimalText(sum.minorUnits, digits) + (digits === 0 ? '.' : '') + digit.repeat(more)
        expect(pathsOf({ decimal: text, currency: sum.currency })).toEqual([''])
      }),
    )
  })

  it('is more than zero and at most 2^63 - 1 minor units, however it is written', () => {
    fc.assert(
      fc.property(
        aCurrency,
        fc.oneof(fc.bigInt({ max: 0n }), fc.bigInt({ min: largestMinorUnits + 1n, max: 10n ** 30n })),
        (currency, sum) => {
          const decimal = `${sum < 0n ? '-' : ''}${decimalText(sum < 0n ? -sum : sum, digitsOf(currency))}`
          expect(pathsOf({ minorUnits: sum, currency })).toEqual([''])
          expect(pathsOf({ minorUnits: `${sum}`, currency })).toEqual([''])
          expect(pathsOf({ decimal, currency })).toEqual([''])
          expect(money.is({ minorUnits: sum, currency })).toBe(false)
        },
      ),
    )
  })

  it('is never a floating-point number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.integer()), aCurrency, (number, currency) => {
        expect(pathsOf({ minorUnits: number, currency })).toEqual([''])
        expect(pathsOf({ decimal: number, currency })).toEqual([''])
        expect(pathsOf(number)).toEqual([''])
      }),
    )
  })

  it('is shown with every decimal of its currency, and reads back as the same sum', () => {
    fc.assert(
      fc.property(someMoney, (sum) => {
        const shown = formatMinorUnits(sum.minorUnits, sum.currency)
        expect(shown.replaceAll(',', '')).toBe(decimalText(sum.minorUnits, digitsOf(sum.currency)))
        expect(shown).toMatch(/^\d{1,3}(?:,\d{3})*(?:\.\d+)?$/)
        expect(formatMinorUnits(-sum.minorUnits, sum.currency)).toBe(`-${shown}`)
        expect(formatMoney(sum)).toBe(`${sum.currency} ${shown}`)
      }),
    )
  })
})

describe('a sum that is split', () => {
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 12 })
    .filter((all) => all.some((weight) => weight > 0n))
  const total = fc.bigInt({ min: -largestMinorUnits, max: largestMinorUnits })

  it('is conserved to the last minor unit', () => {
    fc.assert(
      fc.property(total, weights, (sum, by) => {
        expect(splitByWeight(sum, by).reduce((left, right) => left + right, 0n)).toBe(sum)
      }),
    )
  })

  it('gives every part its share, less than one unit more or less, and nothing to a weight of zero', () => {
    fc.assert(
      fc.property(total, weights, (sum, by) => {
        const whole = by.reduce((left, right) => left + right, 0n)
        splitByWeight(sum, by).forEach((part, index) => {
          const weight = by[index] ?? 0n
          const off = part * whole - sum * weight
          expect((off < 0n ? -off : off) < whole).toBe(true)
          if (weight === 0n) expect(part).toBe(0n)
        })
      }),
    )
  })

  it('gives equal weights equal parts but for single units, which go to the earlier', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: largestMinorUnits }), fc.integer({ min: 1, max: 12 }), (sum, parts) => {
        const split = splitByWeight(
          sum,
          Array.from({ length: parts }, () => 1n),
        )
        expect([...split].sort((left, right) => (left < right ? 1 : left > right ? -1 : 0))).toEqual(split)
      }),
    )
  })
})
