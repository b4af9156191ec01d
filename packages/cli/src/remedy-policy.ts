import * as E from 'fp-ts/lib/Either.js'
import { decodeWith, describeFound, moneyInput, type Money } from '@waybill/core'
import type { RemedyName, RemedyPolicy } from '@waybill/explain'
import type { CliFailure } from './failure.js'
import type { Io } from './io.js'
import { readPayload } from './payload.js'
import type { Call } from './usage.js'

/** The guarded remedies: those that an engine may apply by itself where somebody has agreed to it. */
const guarded = [
  'RE_DRIVE',
  'TAKE_DUE_STEP',
  'TAKE_BACK_EXCESS',
  'CORRECT_DESTINATION',
  'REVERSE_MISPOSTING',
  'REVERSE_DIFFERENCE',
  'POST_RETURN',
] as const satisfies ReadonlyArray<RemedyName>

type Field = {
  readonly expected: string
  readonly fits: (value: unknown) => boolean
}

const text: Field = {
  expected: 'text that is not empty',
  fits: (value) => typeof value === 'string' && value.trim() !== '',
}

const sumIn = (value: unknown): Money | null => {
  const read = decodeWith<Money, unknown>(moneyInput, value)
  return E.isRight(read) ? read.right : null
}

const fields: { readonly [F in keyof RemedyPolicy]: Field } = {
  version: text,
  consentedBy: text,
  automatic: {
    expected: `a list of remedies among ${guarded.join(', ')}`,
    fits: (value) => Array.isArray(value) && value.every((name) => guarded.some((known) => known === name)),
  },
  largest: {
    expected: 'a list of sums above zero, such as {"decimal":"500.00","currency":"CNY"}, one for each currency',
    fits: (value) => Array.isArray(value) && value.every((sum) => sumIn(sum) !== null),
  },
  withinMs: {
    expected: 'a whole number of milliseconds from 0',
    fits: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  },
  stopped: { expected: 'true or false', fits: (value) => typeof value === 'boolean' },
}

/** The policy that `--policy` names: JSON with the fields of `RemedyPolicy`. Null where none is named. */
export const policyIn = async (call: Call, io: Io): Promise<E.Either<CliFailure, RemedyPolicy | null>> => {
  const source = call.values.get('policy')
  if (source === undefined) return E.right(null)
  const read = await readPayload(source, io)
  if (E.isLeft(read)) return read
  const given = read.right
  const unreadable = (field: string, expected: string, found: string): E.Either<CliFailure, never> =>
    E.left({ _tag: 'PolicyUnreadable', source, field, expected, found })
  for (const [name, { expected, fits }] of Object.entries(fields))
    if (!fits(given[name])) return unreadable(name, expected, describeFound(given[name]))
  const surplus = Object.keys(given).find((name) => !Object.hasOwn(fields, name))
  if (surplus !== undefined) return unreadable(surplus, 'no such field', describeFound(given[surplus]))
  const policy = given as Omit<RemedyPolicy, 'largest'> & { readonly largest: ReadonlyArray<unknown> }
  return E.right({ ...policy, largest: policy.largest.flatMap((sum) => sumIn(sum) ?? []) })
}
