import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { plain, quickOf, unread, type Codec } from './codec.js'
import { lengthOf } from './text.js'

/** One of a closed set of words. */
export const oneOf = <const W extends string>(words: ReadonlyArray<W>): Codec<W> => {
  const known = new Set<string>(words)
  return plain(
    `one of ${words.join(', ')}`,
    { enum: [...words] },
    (value): value is W => typeof value === 'string' && known.has(value),
  )
}

/** True or false. */
export const flag: Codec<boolean> = plain(
  'true or false',
  { type: 'boolean' },
  (value): value is boolean => typeof value === 'boolean',
)

/** A whole number that JavaScript holds exactly, 0 or greater. Never used for money. */
export const count: Codec<number> = plain(
  'a whole number from 0',
  { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
)

type ListLimits = { readonly min?: number; readonly max: number }

/** A list of at least `min` and at most `max` items. */
export const listOf = <A, O>(
  item: Codec<A, O>,
  { min = 0, max }: ListLimits,
): Codec<ReadonlyArray<A>, ReadonlyArray<O>> => {
  const name = `a list of ${min} to ${max} items`
  const fits = (value: unknown): value is ReadonlyArray<unknown> =>
    Array.isArray(value) && value.length >= min && value.length <= max
  const validate: t.Validate<unknown, ReadonlyArray<A>> = (value, context) => {
    if (!fits(value)) return t.failure(value, context, name)
    const items: A[] = []
    const errors: t.ValidationError[] = []
    value.forEach((entry, index) => {
      const outcome = item.validate(entry, t.appendContext(context, String(index), item, entry))
      if (E.isLeft(outcome)) for (const error of outcome.left) errors.push(error)
      else items.push(outcome.right)
    })
    return errors.length > 0 ? t.failures(errors) : t.success(items)
  }
  const quickItem = quickOf(item)
  const quick = (value: unknown): ReadonlyArray<A> | typeof unread => {
    if (!fits(value)) return unread
    const items: A[] = []
    for (const entry of value) {
      const read = quickItem(entry)
      if (read === unread) return unread
      items.push(read as A)
    }
    return items
  }
  return Object.assign(
    new t.Type<ReadonlyArray<A>, ReadonlyArray<O>, unknown>(
      name,
      (value): value is ReadonlyArray<A> => fits(value) && value.every((entry) => item.is(entry)),
      validate,
      (items) => items.map((entry) => item.encode(entry)),
    ),
    { schema: { type: 'array', items: item.schema, minItems: min, maxItems: max }, quick },
  )
}

/** Named short texts: the inputs of a rule, the parameters of a configuration. At most 64 names. */
export const textMap: Codec<Readonly<Record<string, string>>> = plain(
  'an object of at most 64 texts, each of at most 2,000 characters',
  {
    type: 'object',
    additionalProperties: { type: 'string', maxLength: 2000 },
    propertyNames: { not: { const: '__proto__' } },
    maxProperties: 64,
  },
  (value): value is Readonly<Record<string, string>> =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length <= 64 &&
    Object.entries(value).every(
      ([key, entry]) =>
        key !== '__proto__' && typeof entry === 'string' && entry.isWellFormed() && lengthOf(entry) <= 2000,
    ),
)
