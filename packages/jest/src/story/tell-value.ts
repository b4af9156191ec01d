import {
  effectOf,
  formatMinorUnits,
  formatMoney,
  isCurrency,
  type AccountReference,
  type Code,
  type Currency,
  type Entry,
  type JsonSchema,
  type Money,
  type ObservationSource,
  type Party,
} from '@waybill/core'
import { fieldSchema, memberSchema, namesPerson } from './schema-part.js'
import { isInstantText } from './story-time.js'
import type { Teller } from './teller.js'

type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map)

const hasOnly = (value: Fields, ...names: ReadonlyArray<string>): boolean =>
  Object.keys(value).every((name) => names.includes(name) || value[name] === undefined)

export const isMoneyValue = (value: unknown): value is Money =>
  isFields(value) &&
  typeof value['minorUnits'] === 'bigint' &&
  isCurrency(value['currency']) &&
  hasOnly(value, 'minorUnits', 'currency')

/** A sum as a person writes it in a command. */
const isWrittenMoney = (value: Fields): boolean =>
  typeof value['decimal'] === 'string' && hasOnly(value, 'decimal', 'currency')

const isParty = (value: Fields): boolean => typeof value['role'] === 'string' && hasOnly(value, 'role', 'name')

const isCode = (value: Fields): boolean =>
  typeof value['code'] === 'string' && typeof value['codeSet'] === 'string' && hasOnly(value, 'code', 'codeSet')

const isReference = (value: Fields): boolean =>
  typeof value['account'] === 'string' && hasOnly(value, 'account', 'institution', 'name', 'provider')

const isSource = (value: Fields): boolean => typeof value['grade'] === 'string' && typeof value['kind'] === 'string'

export const tellMoney: (money: Money) => string = formatMoney

export const tellParty = ({ role, name }: Party): string => (name === undefined ? role : `${role} ${name}`)

export const tellCode = ({ codeSet, code }: Code): string => `${code} of ${codeSet}`

const tail = (account: string): string => (account.length > 4 ? `…${account.slice(-4)}` : account)

/** An account of this book by its id; one elsewhere, or one as a person wrote it, by its last four characters. */
export const tellReference = (
  teller: Teller,
  { account, institution, ...more }: AccountReference & Fields,
  asWritten = false,
): string => {
  const shown = institution === undefined && !asWritten ? teller.text(account) : tail(account)
  const { name, provider } = more as { readonly name?: string; readonly provider?: string }
  return [
    shown,
    ...(institution === undefined ? [] : [`at ${institution}`]),
    ...(provider === undefined ? [] : [`by ${provider}`]),
    ...(name === undefined ? [] : [`in the name of ${teller.person(name)}`]),
  ].join(' ')
}

/** `edge (OWN_SYSTEM, A)`: who says so, whose record it is, and how far it is trusted. */
export const tellSource = (teller: Teller, { name, kind, grade, reference, attested }: ObservationSource): string => {
  const marks = [
    kind,
    grade,
    ...(reference === undefined ? [] : [`record ${teller.text(reference)}`]),
    ...(attested === undefined ? [] : [attested ? 'attested' : 'not attested']),
  ]
  return `${teller.text(name)} (${marks.join(', ')})`
}

/** `mei, bo and eve`. */
export const tellList = (items: ReadonlyArray<string>): string =>
  items.length < 2 ? (items[0] ?? 'nothing') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`

/** What an entry moves: `CNY 100.00 from mei to in-transit:book:CNY`, with every sum where there are several. */
export const tellEntry = (teller: Teller, { postings, bookingDate, valueDate }: Entry): string => {
  const later =
    bookingDate === valueDate ? '' : `, booked on ${teller.day(bookingDate)}, value ${teller.day(valueDate)}`
  const taken = postings.filter((posting) => effectOf(posting) < 0n)
  const given = postings.filter((posting) => effectOf(posting) >= 0n)
  const [from, to] = [taken[0], given[0]]
  if (
    taken.length === 1 &&
    given.length === 1 &&
    from !== undefined &&
    to !== undefined &&
    tellMoney(from.amount) === tellMoney(to.amount)
  )
    return `${tellMoney(from.amount)} from ${teller.text(from.account)} to ${teller.text(to.account)}${later}`
  const side = (legs: typeof postings): string =>
    tellList(legs.map(({ account, amount }) => `${teller.text(account)} ${tellMoney(amount)}`))
  return `from ${side(taken)}, to ${side(given)}${later}`
}

/** `answerDueAt` as words: `answer due at`. */
const fieldWords = (name: string): string =>
  name.replace(/[A-Z]+(?![a-z])|[A-Z]/g, (letters) => ` ${letters.toLowerCase()}`)

const dayForm = /^\d{4}-\d\d-\d\d$/

const tellText = (teller: Teller, text: string, schema: JsonSchema | undefined): string => {
  if (namesPerson(schema)) return teller.person(text)
  if (isInstantText(text)) return teller.time(text)
  return dayForm.test(text) ? teller.day(text) : teller.text(text)
}

const tellFlag = (name: string, flag: boolean): string => (flag ? fieldWords(name) : `not ${fieldWords(name)}`)

const tellObject = (teller: Teller, value: Fields, schema: JsonSchema | undefined): string => {
  if (isMoneyValue(value)) return tellMoney(value)
  if (isWrittenMoney(value)) return `${String(value['currency'])} ${String(value['decimal'])}`
  if (isParty(value)) return tellParty(value as Party)
  if (isCode(value)) return tellCode(value as Code)
  if (isReference(value))
    return tellReference(teller, value as AccountReference & Fields, fieldSchema(schema, 'name') !== undefined)
  if (isSource(value)) return tellSource(teller, value as ObservationSource)
  const fields = tellFields(teller, value, schema)
  return fields.length === 0 ? 'nothing' : fields.join(', ')
}

/**
 * A value in words. The schema tells which texts name a person; those are never shown. A whole number of minor units is
 * told as money where the currency stands beside it.
 */
export const tellValue = (teller: Teller, value: unknown, schema?: JsonSchema, currency?: Currency): string => {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') return tellText(teller, value, schema)
  if (typeof value === 'bigint')
    return currency === undefined ? `${value}` : `${currency} ${formatMinorUnits(value, currency)}`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) {
    const items = memberSchema(schema)
    const told = value.map((item) => tellValue(teller, item, items, currency))
    return told.length === 0 ? 'none' : told.join(value.some(isFields) ? '; ' : ', ')
  }
  if (value instanceof Map)
    return [...(value as Map<unknown, unknown>)]
      .map(([key, item]) => `${String(key)} ${tellValue(teller, item)}`)
      .join(', ')
  return isFields(value) ? tellObject(teller, value, schema) : JSON.stringify(value)
}

/** The fields of an object, each as `name value`, in the order of its schema; empty lists and absent fields left out. */
export const tellFields = (
  teller: Teller,
  value: Fields,
  schema: JsonSchema | undefined,
  silent: ReadonlyArray<string> = [],
): ReadonlyArray<string> => {
  const properties = schema?.['properties']
  const order = isFields(properties) ? Object.keys(properties) : Object.keys(value)
  const currency = isCurrency(value['currency']) ? value['currency'] : undefined
  const hasSums = Object.values(value).some((item) => typeof item === 'bigint')
  return order.flatMap((name) => {
    const item = value[name]
    if (item === undefined || silent.includes(name) || (Array.isArray(item) && item.length === 0)) return []
    if (name === 'currency' && currency !== undefined && hasSums) return []
    if (typeof item === 'boolean') return [tellFlag(name, item)]
    return [`${fieldWords(name)} ${tellValue(teller, item, fieldSchema(schema, name), currency)}`]
  })
}
