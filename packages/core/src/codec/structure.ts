import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { quickOf, unread, type Codec, type JsonSchema } from './codec.js'

type AnyCodec = t.Any & { readonly schema: JsonSchema }
type Fields = { readonly [name: string]: AnyCodec }
type Simplify<A> = { readonly [K in keyof A]: A[K] }

type StructureType<R extends Fields, P extends Fields> = Simplify<
  { readonly [K in keyof R]: t.TypeOf<R[K]> } & { readonly [K in keyof P]?: t.TypeOf<P[K]> }
>
type StructureOutput<R extends Fields, P extends Fields> = Simplify<
  { readonly [K in keyof R]: t.OutputOf<R[K]> } & { readonly [K in keyof P]?: t.OutputOf<P[K]> }
>

/** A codec of an object with named fields. */
export type Structure<R extends Fields, P extends Fields> = Codec<StructureType<R, P>, StructureOutput<R, P>> & {
  readonly required: R
  readonly optional: P
}

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * An object with exactly these fields. A field beyond them is an error, never dropped: what is stored
 * is what was said. An optional field that is not there is absent, not null.
 */
export const structure = <R extends Fields, P extends Fields = Record<never, never>>(
  name: string,
  required: R,
  optional: P = {} as P,
): Structure<R, P> => {
  type A = StructureType<R, P>
  type O = StructureOutput<R, P>
  const requiredFields = Object.entries(required)
  const optionalFields = Object.entries(optional)
  const known = new Map<string, AnyCodec>([...requiredFields, ...optionalFields])

  const is = (value: unknown): value is A =>
    isPlainObject(value) &&
    Object.keys(value).every((key) => known.has(key)) &&
    requiredFields.every(([key, codec]) => codec.is(value[key])) &&
    optionalFields.every(([key, codec]) => value[key] === undefined || codec.is(value[key]))

  const validate: t.Validate<unknown, A> = (value, context) => {
    if (!isPlainObject(value)) return t.failure(value, context, name)
    const errors: t.ValidationError[] = []
    const decoded: Record<string, unknown> = {}
    const take = (key: string, codec: AnyCodec): void => {
      const outcome = codec.validate(value[key], t.appendContext(context, key, codec, value[key]))
      if (E.isLeft(outcome)) for (const error of outcome.left) errors.push(error)
      else decoded[key] = outcome.right
    }
    for (const [key, codec] of requiredFields) take(key, codec)
    for (const [key, codec] of optionalFields)
      if (Object.hasOwn(value, key) && value[key] !== undefined) take(key, codec)
    for (const key of Object.keys(value)) {
      if (known.has(key)) continue
      errors.push({
        value: value[key],
        context: t.appendContext(context, key, t.never, value[key]),
        message: `no field of this name (known: ${[...known.keys()].join(', ')})`,
      })
    }
    return errors.length > 0 ? t.failures(errors) : t.success(decoded as A)
  }

  const quickRequired = requiredFields.map(([key, codec]) => [key, quickOf(codec)] as const)
  const quickOptional = optionalFields.map(([key, codec]) => [key, quickOf(codec)] as const)
  const quick = (value: unknown): A | typeof unread => {
    if (!isPlainObject(value)) return unread
    for (const key of Object.keys(value)) if (!known.has(key)) return unread
    const decoded: Record<string, unknown> = {}
    for (const [key, read] of quickRequired) {
      const field = read(value[key])
      if (field === unread) return unread
      decoded[key] = field
    }
    for (const [key, read] of quickOptional) {
      if (!Object.hasOwn(value, key) || value[key] === undefined) continue
      const field = read(value[key])
      if (field === unread) return unread
      decoded[key] = field
    }
    return decoded as A
  }

  const encode = (value: A): O => {
    const encoded: Record<string, unknown> = {}
    for (const [key, codec] of known) {
      const field = (value as Readonly<Record<string, unknown>>)[key]
      if (field !== undefined) encoded[key] = codec.encode(field)
    }
    return encoded as O
  }

  return Object.assign(new t.Type<A, O, unknown>(name, is, validate, encode), {
    schema: {
      type: 'object',
      properties: Object.fromEntries([...known].map(([key, codec]) => [key, codec.schema])),
      required: requiredFields.map(([key]) => key),
      additionalProperties: false,
    },
    required,
    optional,
    quick,
  })
}
