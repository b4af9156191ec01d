import { decodeWith, isCurrency, moneyInput, type Money, type MoneyInput } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { isFields, isMoneyValue } from '../story/tell-value.js'

/** Whether the value is a sum in any of the forms in which a command takes one. */
export const isMoneyInput = (value: unknown): value is MoneyInput =>
  isFields(value) &&
  isCurrency(value['currency']) &&
  Object.keys(value).length === 2 &&
  ('decimal' in value || 'minorUnits' in value)

/** A sum as a test author writes it, zero and negative ones included. It throws when the text is no sum of that currency. */
export const readMoney = (value: MoneyInput): Money => {
  if (isMoneyValue(value)) return value
  const { currency } = value
  const field = 'decimal' in value ? 'decimal' : 'minorUnits'
  const written = 'decimal' in value ? value.decimal : value.minorUnits
  if (/^0(?:\.0+)?$/.test(written)) return { minorUnits: 0n, currency }
  const isNegative = written.startsWith('-')
  const decoded = decodeWith(moneyInput, { [field]: isNegative ? written.slice(1) : written, currency })
  if (E.isLeft(decoded))
    throw new Error(`A sum such as cny('100.00') was expected, and "${written}" in ${currency} stood there`)
  return { minorUnits: isNegative ? -decoded.right.minorUnits : decoded.right.minorUnits, currency }
}

/** The value with every sum in it as `Money`. */
export const withMoneyRead = (value: unknown): unknown => {
  if (isMoneyInput(value)) return readMoney(value)
  if (Array.isArray(value)) return value.map(withMoneyRead)
  if (!isFields(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withMoneyRead(item)]))
}
