import type { ClaimKind } from '@waybill/core'
import type { Language, Question } from '@waybill/explain'
import { instantExpected, readInstant } from './instant.js'
import type { Call, Option } from './usage.js'

const claims: { readonly [K in ClaimKind]: K } = {
  NOT_ARRIVED: 'NOT_ARRIVED',
  LATE: 'LATE',
  TWICE: 'TWICE',
  WRONG_PAYEE: 'WRONG_PAYEE',
  WRONG_AMOUNT: 'WRONG_AMOUNT',
  NOT_MINE: 'NOT_MINE',
  BALANCE_WRONG: 'BALANCE_WRONG',
  CANNOT_TRANSACT: 'CANNOT_TRANSACT',
  INFO_ONLY: 'INFO_ONLY',
}

/** The claims that a person may make, in the order of the manual. */
export const claimKinds: ReadonlyArray<ClaimKind> = Object.values(claims)

const languages: ReadonlyArray<Language> = ['en', 'zh']

export const inOption: Option = {
  takes: 'VALUE',
  required: true,
  expected: 'a log (.ndjson), an SQLite store, or - for a log on standard input',
}
export const anchorOption: Option = { takes: 'VALUE', expected: 'an anchor file (<log>.anchor.json)' }
/** Anchors kept in several places, each held against the ledger. */
export const anchorsOption: Option = { ...anchorOption, repeats: true }
export const instantOption: Option = { takes: 'VALUE', expected: instantExpected, read: readInstant }
export const languageOption: Option = {
  takes: 'VALUE',
  expected: 'en or zh',
  read: (text) => languages.find((language) => language === text) ?? null,
}
export const claimOption: Option = {
  takes: 'VALUE',
  expected: `one of ${claimKinds.join(', ')}`,
  read: (text) => claimKinds.find((kind) => kind === text) ?? null,
}
export const flagOption: Option = { takes: 'NOTHING' }

/** The value of an option that every call of the verb has. */
export const required = (call: Call, name: string): string => {
  const value = call.values.get(name)
  if (value === undefined) throw new Error(`--${name} passed the reader of the command line without a value`)
  return value
}

export const languageOf = (call: Call): Language => (call.values.get('lang') === 'zh' ? 'zh' : 'en')

export const claimOf = (call: Call): Question['claim'] => {
  const kind = claimKinds.find((known) => known === call.values.get('claim'))
  return kind === undefined ? null : { kind }
}

/** `--as-of` alone is both times at once; `--known-by` sets the second apart. */
export const timesOf = (call: Call): Pick<Question, 'happenedBy' | 'knownBy'> => {
  const happenedBy = call.values.get('as-of')
  const knownBy = call.values.get('known-by') ?? happenedBy
  return { ...(happenedBy === undefined ? {} : { happenedBy }), ...(knownBy === undefined ? {} : { knownBy }) }
}
