import { isCurrency, type Currency, type JsonSchema, type Money } from '@waybill/core'
import { fieldSchema, memberSchema, namesPerson } from '../story/schema-part.js'
import { isFields, isMoneyValue, tellValue } from '../story/tell-value.js'
import type { Teller } from '../story/teller.js'
import { asCode } from './as-code.js'
import { isMoneyInput, readMoney } from './read-money.js'

/** Where what was expected and what happened part: the field, both values in words, and what happened as code. */
export type Difference = {
  /** `''` for the value itself, else `amount`, `funding[0].account`. */
  readonly path: string
  readonly expected: string
  readonly happened: string
  /** Null where it names a person. */
  readonly code: string | null
}

type Around = {
  readonly teller: Teller
  readonly path: string
  readonly schema: JsonSchema | undefined
  readonly currency: Currency | undefined
}

const same = (expected: unknown, happened: unknown): boolean =>
  isMoneyValue(expected) && isMoneyValue(happened)
    ? expected.minorUnits === happened.minorUnits && expected.currency === happened.currency
    : Object.is(expected, happened)

const parting = ({ teller, path, schema, currency }: Around, expected: unknown, happened: unknown): Difference => ({
  path,
  expected: tellValue(teller, expected, schema, currency),
  happened: tellValue(teller, happened, schema, currency),
  code: namesPerson(schema) ? null : asCode(happened, currency),
})

const within = (
  around: Around,
  name: string,
  schema: JsonSchema | undefined,
  currency: Currency | undefined,
): Around => ({
  ...around,
  path: name.startsWith('[') || around.path === '' ? `${around.path}${name}` : `${around.path}.${name}`,
  schema,
  currency,
})

const isReference = (value: Readonly<Record<string, unknown>>): value is { readonly account: string } =>
  typeof value['account'] === 'string' &&
  Object.keys(value).every((name) => name === 'account' || name === 'institution')

const inMoney = (expected: Money, happened: unknown, around: Around): Difference | null => {
  const found =
    typeof happened === 'bigint' && around.currency !== undefined
      ? { minorUnits: happened, currency: around.currency }
      : happened
  return same(expected, found) ? null : parting(around, expected, found)
}

const inList = (expected: ReadonlyArray<unknown>, happened: unknown, around: Around): Difference | null => {
  if (!Array.isArray(happened)) return parting(around, expected, happened)
  const items = memberSchema(around.schema)
  for (let index = 0; index < Math.max(expected.length, happened.length); index += 1) {
    const place = within(around, `[${index}]`, items, around.currency)
    if (index >= expected.length || index >= happened.length) return parting(place, expected[index], happened[index])
    const found = differenceAt(expected[index], happened[index], place)
    if (found !== null) return found
  }
  return null
}

const inFields = (
  expected: Readonly<Record<string, unknown>>,
  happened: unknown,
  around: Around,
): Difference | null => {
  if (!isFields(happened)) return parting(around, expected, happened)
  if (isReference(expected) && isReference(happened)) {
    const agree = Object.entries(expected).every(([name, value]) => happened[name as 'account'] === value)
    return agree ? null : parting(around, expected, happened)
  }
  const currency = isCurrency(happened['currency']) ? happened['currency'] : around.currency
  for (const [name, value] of Object.entries(expected)) {
    const found = differenceAt(value, happened[name], within(around, name, fieldSchema(around.schema, name), currency))
    if (found !== null) return found
  }
  return null
}

const differenceAt = (expected: unknown, happened: unknown, around: Around): Difference | null => {
  if (isMoneyInput(expected)) return inMoney(readMoney(expected), happened, around)
  if (Array.isArray(expected)) return inList(expected, happened, around)
  if (isFields(expected)) return inFields(expected, happened, around)
  if (typeof expected === 'string' && isFields(happened) && isReference(happened))
    return inFields({ account: expected }, happened, around)
  return same(expected, happened) ? null : parting(around, expected, happened)
}

/**
 * The first field, in the order in which they were expected, that is not as expected; null where all are. Fields that are not
 * named are not compared; lists are compared whole. A sum in minor units may be expected as money.
 */
export const firstDifference = (
  teller: Teller,
  expected: unknown,
  happened: unknown,
  schema?: JsonSchema,
  currency?: Currency,
): Difference | null => differenceAt(expected, happened, { teller, path: '', schema, currency })
