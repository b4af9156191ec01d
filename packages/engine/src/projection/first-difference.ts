import { canonicalJson } from '@waybill/core'

/** Steps from the root of a document to a value in it: names of fields, and places in lists. */
export type FieldPath = ReadonlyArray<string | number>

/** A value that stands nowhere. */
const absent = Symbol('absent')

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const stepsOf = (value: unknown): ReadonlyArray<string | number> =>
  Array.isArray(value) ? [...value.keys()] : isObject(value) ? Object.keys(value).sort() : []

const step = (value: unknown, name: string | number): unknown => {
  if (Array.isArray(value) && typeof name === 'number') return name < value.length ? (value[name] as unknown) : absent
  return isObject(value) && typeof name === 'string' && Object.hasOwn(value, name) ? value[name] : absent
}

const areAlike = (one: unknown, other: unknown): boolean =>
  one === absent || other === absent ? one === other : canonicalJson(one) === canonicalJson(other)

const pathWithin = (one: unknown, other: unknown): FieldPath => {
  if (Array.isArray(one) !== Array.isArray(other)) return []
  const names = [...new Set([...stepsOf(one), ...stepsOf(other)])]
  const differing = names.find((name) => !areAlike(step(one, name), step(other, name)))
  if (differing === undefined || !stepsOf(one).length || !stepsOf(other).length) return []
  return [differing, ...pathWithin(step(one, differing), step(other, differing))]
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return absent
  }
}

/** Where two documents differ first, in the order of their fields; empty where it is the document as a whole. */
export const firstDifference = (one: string | null, other: string | null): FieldPath =>
  one === null || other === null || parsed(one) === absent || parsed(other) === absent
    ? []
    : pathWithin(parsed(one), parsed(other))

/** What stands at a place of a document, as canonical JSON; null where nothing does. Of a document as a whole, its own text. */
export const textAt = (document: string | null, path: FieldPath): string | null => {
  if (document === null || path.length === 0) return document
  const value = path.reduce<unknown>(step, parsed(document))
  return value === absent ? null : canonicalJson(value)
}

/** `field.list[2].field`; empty for the document as a whole. */
export const sayPath = (path: FieldPath): string =>
  path.reduce<string>(
    (said, name) => (typeof name === 'number' ? `${said}[${name}]` : said === '' ? name : `${said}.${name}`),
    '',
  )
