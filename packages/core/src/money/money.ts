import * as E from 'fp-ts/lib/Either.js'
import { mapped, type Codec } from '../codec/codec.js'
import { currency, digitsOf, isCurrency, type Currency } from './currency.js'
import { decimalUpTo } from './decimal-form.js'

/** A sum of money in whole minor units (fen, cents) of one currency. */
export type Money = { readonly minorUnits: bigint; readonly currency: Currency }

/** The stored form: minor units as decimal text, and the currency. */
export type StoredMoney = { readonly minorUnits: string; readonly currency: Currency }

/** The largest amount: 2^63 - 1 minor units. */
export const largestMinorUnits = 9_223_372_036_854_775_807n

/** The largest sum over many amounts, such as all that ever came into an account: 2^127 - 1 minor units. */
export const largestTotal = 170_141_183_460_469_231_731_687_303_715_884_105_727n

const amountForm = /^(?:0|[1-9]\d{0,38})$/
const decimalForm = /^(?:0|[1-9]\d{0,18})(?:\.(\d{1,3}))?$/

type Bounds = { readonly least: bigint; readonly most: bigint }

const someMoney: Bounds = { least: 1n, most: largestMinorUnits }

const readMinorUnits = (value: unknown, { least, most }: Bounds): bigint | null => {
  if (typeof value !== 'string' || !amountForm.test(value)) return null
  const minorUnits = BigInt(value)
  return minorUnits >= least && minorUnits <= most ? minorUnits : null
}

const readDecimal = (value: unknown, code: Currency, { least, most }: Bounds): bigint | null => {
  if (typeof value !== 'string') return null
  const match = decimalForm.exec(value)
  if (match === null) return null
  const fraction = match[1] ?? ''
  const digits = digitsOf(code)
  if (fraction.length > digits) return null
  const whole = value.split('.')[0] ?? '0'
  const minorUnits = BigInt(whole + fraction.padEnd(digits, '0'))
  return minorUnits >= least && minorUnits <= most ? minorUnits : null
}

const isMoney =
  ({ least, most }: Bounds) =>
  (value: unknown): value is Money =>
    typeof value === 'object' &&
    value !== null &&
    'minorUnits' in value &&
    'currency' in value &&
    typeof value.minorUnits === 'bigint' &&
    value.minorUnits >= least &&
    value.minorUnits <= most &&
    isCurrency(value.currency)

const expectation = ({ least, most }: Bounds): string =>
  `money as whole minor units from ${least} to 2^${most === largestMinorUnits ? 63 : 127} - 1 in decimal text with an ISO 4217 currency, such as {"minorUnits":"100000","currency":"CNY"}`

const storedSchema = ({ least, most }: Bounds) => ({
  type: 'object',
  properties: {
    minorUnits: { type: 'string', pattern: `^(?:${least === 0n ? '0|' : ''}${decimalUpTo(most)})$` },
    currency: currency.schema,
  },
  required: ['minorUnits', 'currency'],
  additionalProperties: false,
})

const hasExactly = (value: object, ...keys: ReadonlyArray<string>): boolean =>
  Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key))

const encodeMoney = ({ minorUnits, currency: code }: Money): StoredMoney => ({
  minorUnits: minorUnits.toString(),
  currency: code,
})

const moneyCodec = (bounds: Bounds): Codec<Money, StoredMoney> =>
  mapped(
    expectation(bounds),
    storedSchema(bounds),
    isMoney(bounds),
    (value) => {
      if (typeof value !== 'object' || value === null || !hasExactly(value, 'minorUnits', 'currency'))
        return E.left(expectation(bounds))
      const { minorUnits: written, currency: code } = value as {
        readonly minorUnits: unknown
        readonly currency: unknown
      }
      const minorUnits = readMinorUnits(written, bounds)
      return minorUnits === null || !isCurrency(code)
        ? E.left(expectation(bounds))
        : E.right({ minorUnits, currency: code })
    },
    encodeMoney,
  )

/** Money in an event: one minor unit or more. */
export const money: Codec<Money, StoredMoney> = moneyCodec(someMoney)

/** Money that may be zero, such as an available balance. */
export const moneyOrZero: Codec<Money, StoredMoney> = moneyCodec({ least: 0n, most: largestMinorUnits })

/** A sum over many amounts, which may be zero and may be greater than any one of them. */
export const moneyTotal: Codec<Money, StoredMoney> = moneyCodec({ least: 0n, most: largestTotal })

/** Money as a person writes it, in the major unit: `{ decimal: '1000.00', currency: 'CNY' }`. */
export type DecimalMoney = { readonly decimal: string; readonly currency: Currency }

/** What a command accepts for money. */
export type MoneyInput = Money | StoredMoney | DecimalMoney

const moneyInputCodec = (bounds: Bounds): Codec<Money, StoredMoney> => {
  const isWithin = isMoney(bounds)
  const stored = moneyCodec(bounds)
  const sum = bounds.least === 0n ? 'a sum from zero' : 'a sum greater than zero'
  return mapped(
    expectation(bounds),
    storedSchema(bounds),
    isWithin,
    (value) => {
      if (isWithin(value) && hasExactly(value, 'minorUnits', 'currency')) return E.right(value)
      if (typeof value !== 'object' || value === null || !('currency' in value)) return E.left(expectation(bounds))
      if (!isCurrency(value.currency)) return E.left('an ISO 4217 currency code, such as CNY')
      const code = value.currency
      if ('decimal' in value && hasExactly(value, 'decimal', 'currency')) {
        const minorUnits = readDecimal(value.decimal, code, bounds)
        return minorUnits === null
          ? E.left(`${sum} in decimal text with at most ${digitsOf(code)} decimals and at most 2^63 - 1 minor units`)
          : E.right({ minorUnits, currency: code })
      }
      const decoded = stored.decode(value)
      return E.isRight(decoded) ? decoded : E.left(expectation(bounds))
    },
    encodeMoney,
  )
}

/** Money in a command: a `Money`, its stored form, or decimal text in the major unit with no more digits than the currency has. */
export const moneyInput: Codec<Money, StoredMoney> = moneyInputCodec(someMoney)

/** The same for money that may be zero, such as a limit. */
export const moneyOrZeroInput: Codec<Money, StoredMoney> = moneyInputCodec({ least: 0n, most: largestMinorUnits })

/** Money written in the major unit, as a command takes it. It is checked where it is used: `1.005 CNY` is answered with a typed rejection. */
export const decimalMoney =
  (code: Currency) =>
  (decimal: string): DecimalMoney => ({ decimal, currency: code })

export const cny = decimalMoney('CNY')
export const eur = decimalMoney('EUR')
export const gbp = decimalMoney('GBP')
export const usd = decimalMoney('USD')

/** `1,000.00`: the sum in the major unit, with thousands separators; `-` before a negative one. */
export const formatMinorUnits = (minorUnits: bigint, code: Currency): string => {
  const digits = digitsOf(code)
  const sign = minorUnits < 0n ? '-' : ''
  const text = (minorUnits < 0n ? -minorUnits : minorUnits).toString().padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${text.slice(text.length - digits)}`
}

export const lesser = (left: bigint, right: bigint): bigint => (left < right ? left : right)

/** `CNY 1,000.00`. */
export const formatMoney = ({ minorUnits, currency: code }: Money): string =>
  `${code} ${formatMinorUnits(minorUnits, code)}`

/**
 * Splits a sum by weights so that the parts add up to it to the last minor unit: each part is rounded
 * down and the rest goes, one unit each, to the parts with the largest remainders, earlier parts first.
 * Weights are whole numbers ≥ 0, at least one of them greater than zero. A negative sum is split as its opposite is.
 */
export const splitByWeight = (total: bigint, weights: ReadonlyArray<bigint>): ReadonlyArray<bigint> => {
  const sum = weights.reduce((left, right) => left + right, 0n)
  if (sum <= 0n || weights.some((weight) => weight < 0n))
    throw new Error('splitByWeight: weights must be ≥ 0 and not all zero')
  if (total < 0n) return splitByWeight(-total, weights).map((part) => -part)
  const parts = weights.map((weight) => (total * weight) / sum)
  const order = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .sort((left, right) =>
      left.remainder === right.remainder ? left.index - right.index : left.remainder > right.remainder ? -1 : 1,
    )
  let rest = total - parts.reduce((left, right) => left + right, 0n)
  for (const { index } of order) {
    if (rest === 0n) break
    parts[index] = (parts[index] ?? 0n) + 1n
    rest -= 1n
  }
  return parts
}
