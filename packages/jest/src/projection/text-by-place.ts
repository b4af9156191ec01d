import { isFields } from '../story/tell-value.js'

/** Maps and sets are the same in whatever order they were filled. */
const inOrder = (members: ReadonlyArray<unknown>): ReadonlyArray<unknown> =>
  [...members].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1))

const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Map) return inOrder([...(value as Map<unknown, unknown>)].map(plain))
  if (value instanceof Set) return inOrder([...(value as Set<unknown>)].map(plain))
  if (Array.isArray(value)) return value.map(plain)
  if (!isFields(value) || value instanceof Date) return value
  const fields = Object.entries(value).map(([name, item]): readonly [string, unknown] => [name, plain(item)])
  return Object.fromEntries([...fields].sort(([left], [right]) => (left < right ? -1 : 1)))
}

/** A value as text that can be compared: a `bigint` and the text of its digits are not the same. */
export const textOf = (value: unknown): string => JSON.stringify(plain(value) ?? null)

/** A value as text that can be compared: of an object each field under its name, else the whole under the name that is given. */
export const textByPlace = (value: unknown, whole: string): ReadonlyMap<string, string> =>
  isFields(value) && !(value instanceof Set) && !(value instanceof Date)
    ? new Map(Object.entries(value).map(([name, item]) => [name, textOf(item)]))
    : new Map([[whole, textOf(value)]])
