import * as E from 'fp-ts/lib/Either.js'
import { claimKind, describeFound, excerptOf, type MalformedCommand } from '@waybill/core'
import { isInstant } from './instant.js'
import type { AsOf, Asked } from './question/asked.js'

/** One field that is not as it should be. */
export const malformed = (
  command: string,
  path: string,
  expected: string,
  found: string,
): E.Either<MalformedCommand, never> =>
  E.left({ _tag: 'MalformedCommand', command, problems: [{ path, expected, found }] })

/**
 * Reads what a caller handed in, which in JavaScript may be anything: a field that throws when it is looked at, a proxy, a
 * value that contains itself. What cannot be looked at is malformed like any other, and not an exception.
 */
export const readFromCaller = <A>(
  command: string,
  read: () => E.Either<MalformedCommand, A>,
): E.Either<MalformedCommand, A> => {
  try {
    return read()
  } catch {
    return malformed(command, '', 'plain values', 'one that throws when it is read')
  }
}

type Form = { readonly expected: string; readonly fits: (value: unknown) => boolean }

const isText = (value: unknown): boolean => typeof value === 'string'
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0

/** What a function that takes no command may be handed. */
export const forms = {
  name: { expected: 'text that is not empty', fits: (value) => isText(value) && value !== '' },
  text: { expected: 'text', fits: isText },
  count: { expected: 'a whole number from 0', fits: isCount },
  fields: { expected: 'an object', fits: (value) => typeof value === 'object' && value !== null },
  time: {
    expected: 'a time in UTC with milliseconds, such as 2026-02-14T09:30:00.000Z',
    fits: isInstant,
  },
} as const satisfies Readonly<Record<string, Form>>

/** The same form, or nothing at all. */
export const maybe = ({ expected, fits }: Form): Form => ({
  expected,
  fits: (value) => value === undefined || fits(value),
})

/** One of these words. */
export const oneOf = (words: ReadonlyArray<string>): Form => ({
  expected: `one of ${words.join(', ')}`,
  fits: (value) => words.some((word) => word === value),
})

const foundIn = (value: unknown): string => (typeof value === 'string' ? excerptOf(value) : describeFound(value))

type Fields = Readonly<Record<string, unknown>>

/** The form of each field, by its name. */
export type Wanted = Readonly<Record<string, Form>>

/** Refuses a call whose fields are not as they should be, each by its name. A field that is not spoken of is not looked at. */
export const checkInput = (command: string, fields: () => object, wanted: Wanted): E.Either<MalformedCommand, void> =>
  readFromCaller(command, () => {
    const given = fields() as Fields
    if (!forms.fields.fits(given)) return malformed(command, '', forms.fields.expected, describeFound(given))
    const problems = Object.entries(wanted).flatMap(([path, { expected, fits }]) =>
      fits(given[path]) ? [] : [{ path, expected, found: foundIn(given[path]) }],
    )
    return problems.length === 0 ? E.right(undefined) : E.left({ _tag: 'MalformedCommand', command, problems })
  })

/** The two times of a question and nothing else of what was handed in. */
export const timesIn = ({ happenedBy, knownBy }: AsOf): AsOf => ({
  ...(happenedBy === undefined ? {} : { happenedBy }),
  ...(knownBy === undefined ? {} : { knownBy }),
})

const subjects = ['transferId', 'accountId', 'customer', 'case'] as const

const questionFields = [...subjects, 'happenedBy', 'knownBy', 'claim', 'words'] as const

/** Reads a question, which must be about one subject; nothing else of what was handed in is looked at. */
export const checkQuestion = (asked: Asked): E.Either<MalformedCommand, Asked> => {
  const read = readFromCaller('explain', () => {
    const given = asked as Fields | null
    const stated = questionFields.flatMap((name) => (given?.[name] === undefined ? [] : [[name, given[name]] as const]))
    return E.right(Object.fromEntries(stated))
  })
  if (E.isLeft(read)) return read
  const [subject = 'transferId', ...others] = subjects.filter((name) => Object.hasOwn(read.right, name))
  const none = { expected: `nothing, for ${subject} is asked about`, fits: () => false }
  const known = checkInput('explain', () => read.right, {
    [subject]: forms.name,
    ...Object.fromEntries(others.map((name) => [name, none])),
    happenedBy: maybe(forms.time),
    knownBy: maybe(forms.time),
    claim: maybe(oneOf(claimKind.schema['enum'] as ReadonlyArray<string>)),
    words: maybe(forms.text),
  })
  return E.isLeft(known) ? known : E.right(read.right as Asked)
}
