import * as E from 'fp-ts/lib/Either.js'
import { isHash } from './hexadecimal.js'
import { isUtcTime } from './utc-time.js'

/**
 * A statement of what a ledger was at one time, to be kept apart from it: its first `size` events were these. Beside
 * a log file it is a JSON file named `<log file name>.anchor.json`.
 */
export type Anchor = {
  /** The ledger, a URI reference. */
  readonly ledger: string
  /** Number of events that the anchor covers. */
  readonly size: number
  /** Merkle root over them, lower-case hexadecimal. */
  readonly root: string
  /** When the anchor was taken: RFC 3339 in UTC with milliseconds. */
  readonly time: string
}

/** What an anchor file, or one of its fields, should have been. */
export type AnchorExpectation =
  | 'JSON'
  | 'AN_OBJECT'
  | 'TO_BE_PRESENT'
  | 'TO_BE_ABSENT'
  | 'A_TEXT_THAT_IS_NOT_EMPTY'
  | 'A_WHOLE_NUMBER_FROM_0'
  | 'A_HASH_OF_64_LOWER_CASE_HEXADECIMAL_DIGITS'
  | 'A_TIME_IN_UTC_WITH_MILLISECONDS'

/** The text is no anchor. */
export type AnchorUnreadable = {
  readonly _tag: 'AnchorUnreadable'
  /** The field that is wrong, or null when it is the text as a whole. */
  readonly field: string | null
  readonly expected: AnchorExpectation
  /** What stood there, as JSON where it is JSON, at most 80 characters; null when nothing stood there. */
  readonly found: string | null
}

const longestExcerpt = 80

const excerpt = (text: string): string =>
  text.length <= longestExcerpt ? text : `${text.slice(0, longestExcerpt - 1)}…`

const unreadable = (
  field: string | null,
  expected: AnchorExpectation,
  found: string | null,
): E.Either<AnchorUnreadable, never> =>
  E.left({ _tag: 'AnchorUnreadable', field, expected, found: found === null ? null : excerpt(found) })

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parseJson = (text: string): E.Either<AnchorUnreadable, unknown> => {
  try {
    return E.right(JSON.parse(text) as unknown)
  } catch {
    return unreadable(null, 'JSON', text)
  }
}

const fields = ['ledger', 'size', 'root', 'time']

/** Reads an anchor file. Strict: exactly the four fields, each in its one form. Complains of the first that is wrong. */
export const decodeAnchor = (text: string): E.Either<AnchorUnreadable, Anchor> => {
  const parsed = parseJson(text)
  if (E.isLeft(parsed)) return parsed
  if (!isRecord(parsed.right)) return unreadable(null, 'AN_OBJECT', text)
  const given = parsed.right

  const missing = fields.find((field) => !Object.hasOwn(given, field))
  if (missing !== undefined) return unreadable(missing, 'TO_BE_PRESENT', null)
  const surplus = Object.keys(given).find((field) => !fields.includes(field))
  if (surplus !== undefined) return unreadable(surplus, 'TO_BE_ABSENT', JSON.stringify(given[surplus]))

  const { ledger, size, root, time } = given
  if (typeof ledger !== 'string' || ledger === '') {
    return unreadable('ledger', 'A_TEXT_THAT_IS_NOT_EMPTY', JSON.stringify(ledger))
  }
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    return unreadable('size', 'A_WHOLE_NUMBER_FROM_0', JSON.stringify(size))
  }
  if (typeof root !== 'string' || !isHash(root)) {
    return unreadable('root', 'A_HASH_OF_64_LOWER_CASE_HEXADECIMAL_DIGITS', JSON.stringify(root))
  }
  if (typeof time !== 'string' || !isUtcTime(time)) {
    return unreadable('time', 'A_TIME_IN_UTC_WITH_MILLISECONDS', JSON.stringify(time))
  }
  return E.right({ ledger, size, root, time })
}

/** The text of an anchor file: JSON with two spaces of indent, the fields in their fixed order, a newline at the end. */
export const encodeAnchor = ({ ledger, size, root, time }: Anchor): string =>
  `${JSON.stringify({ ledger, size, root, time }, null, 2)}\n`
