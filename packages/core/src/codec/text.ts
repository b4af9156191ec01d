import { plain, type Codec } from './codec.js'

type TextLimits = { readonly min?: number; readonly max: number; readonly pattern?: RegExp; readonly format?: string }

/** How many characters a well-formed text has: Unicode code points, as JSON Schema counts them. */
export const lengthOf = (value: string): number => value.length - (value.match(/[\ud800-\udbff]/g)?.length ?? 0)

/** Text within limits of length (code points) and form. The name says in an error what was expected. */
export const text = (name: string, { min = 1, max, pattern, format }: TextLimits): Codec<string> =>
  plain(
    name,
    {
      type: 'string',
      minLength: min,
      maxLength: max,
      ...(pattern === undefined ? {} : { pattern: pattern.source }),
      ...(format === undefined ? {} : { format }),
    },
    (value): value is string =>
      typeof value === 'string' &&
      value.isWellFormed() &&
      lengthOf(value) >= min &&
      lengthOf(value) <= max &&
      (pattern === undefined || pattern.test(value)),
  )

/** Free words of at most 2,000 characters. */
export const words = text('text of 1 to 2,000 characters', { max: 2000 })

/** A short name such as that of a component, a rule, a rail or a version. */
export const label = text('a label of 1 to 120 characters without control characters', {
  max: 120,
  pattern: /^\P{Cc}+$/u,
})

/** An identifier that may stand in a stream's name. */
export const identifier = text(
  'an identifier of 1 to 128 letters, digits, dots, underscores and hyphens that begins with a letter or digit',
  { max: 128, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ },
)

/** A lower-case UUID. */
export const uuid = text('a lower-case UUID', {
  max: 36,
  min: 36,
  pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  format: 'uuid',
})

/** Names a message digest: the algorithm and lower-case hexadecimal. */
export const digest = text('a digest such as sha256:… with 64 hexadecimal digits', {
  max: 71,
  min: 71,
  pattern: /^sha256:[0-9a-f]{64}$/,
})

/** A point in time, RFC 3339 in UTC with milliseconds. Two of them compare as text. */
export type Instant = string

const instantForm = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Whether the calendar has the day, which is of the form `2026-02-14`. */
export const isRealDay = (day: string): boolean => {
  const month = Number(day.slice(5, 7))
  const date = Number(day.slice(8, 10))
  const most = month === 2 && isLeap(Number(day.slice(0, 4))) ? 29 : (daysInMonth[month - 1] ?? 0)
  return date >= 1 && date <= most
}

export const instant: Codec<Instant> = plain(
  'a time in UTC with milliseconds, such as 2026-02-14T09:30:00.000Z',
  { type: 'string', format: 'date-time', pattern: instantForm.source },
  (value): value is Instant => typeof value === 'string' && instantForm.test(value) && isRealDay(value.slice(0, 10)),
)

/** A calendar day, `2026-02-14`. */
export type Day = string

export const day: Codec<Day> = plain(
  'a calendar day, such as 2026-02-14',
  { type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  (value): value is Day => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isRealDay(value),
)

/** The instant so many milliseconds later. */
export const later = (from: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(from) + milliseconds).toISOString()

/** Milliseconds from one instant to another; negative when the second is earlier. */
export const millisecondsBetween = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from)
