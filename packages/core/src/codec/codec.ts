import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** A JSON Schema (draft 2020-12) fragment. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** Stands for a value that a codec does not take. */
export const unread: unique symbol = Symbol('unread')

/**
 * Decodes as the codec does, and says of a value that it does not take no more than that: the whole cost of saying what is wrong is
 * left to the codec itself, which is asked again.
 */
export type Quick<A> = (value: unknown) => A | typeof unread

/** An io-ts codec that carries the JSON Schema of its stored form, so that the two cannot part. */
export type Codec<A, O = A> = t.Type<A, O, unknown> & {
  readonly schema: JsonSchema
  /** True when the stored value names a person: redacted in messages, snapshots and exports for others. */
  readonly personal?: true
  readonly quick?: Quick<A>
}

type AnyQuick = t.Any & { readonly quick?: Quick<unknown> }

/** The quick way of a codec, or the codec's own where it has none. */
export const quickOf = (codec: AnyQuick): Quick<unknown> =>
  codec.quick ??
  ((value) => {
    const outcome: E.Either<unknown, unknown> = codec.decode(value)
    return E.isRight(outcome) ? outcome.right : unread
  })

export type TypeOf<C extends t.Any> = t.TypeOf<C>
export type OutputOf<C extends t.Any> = t.OutputOf<C>

/** One field that is not as it should be. `path` is `''` for the value itself, else `amount.currency`, `funding[0].account`. */
export type FieldProblem = { readonly path: string; readonly expected: string; readonly found: string }

const longestFound = 80

/** A value of more parts than this is not written out, only to be cut. */
const mostShown = 10_000

/** Text as it stands in a message: whole while it is short, else its beginning and how long it was. */
export const excerptOf = (text: string): string =>
  text.length <= longestFound ? text : `${text.slice(0, longestFound).toWellFormed()}… (${text.length} characters)`

/** What stood in the place, as short JSON text; never the content of a field that names a person. */
export const describeFound = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function' || typeof value === 'symbol') return typeof value
  let text: string
  let values = 0
  try {
    const json = JSON.stringify(value, (_key, inner: unknown) => {
      values += Array.isArray(inner) ? 1 + inner.length : 1
      if (values > mostShown) throw new Error('too large to be written for a message')
      return typeof inner === 'bigint' ? `${inner}n` : inner
    }) as string | undefined
    text = json ?? typeof value
  } catch {
    return Array.isArray(value) ? `a list of ${value.length} items` : typeof value
  }
  return excerptOf(text)
}

/** A codec of a value that is stored as it is. */
export const plain = <A>(name: string, schema: JsonSchema, is: (value: unknown) => value is A): Codec<A> =>
  Object.assign(
    new t.Type<A, A, unknown>(
      name,
      is,
      (value, context) => (is(value) ? t.success(value) : t.failure(value, context, name)),
      t.identity,
    ),
    { schema, quick: (value: unknown): A | typeof unread => (is(value) ? value : unread) },
  )

/** A codec whose domain value differs from its stored form. `read` gives the domain value or what was expected. */
export const mapped = <A, O>(
  name: string,
  schema: JsonSchema,
  is: (value: unknown) => value is A,
  read: (value: unknown) => E.Either<string, A>,
  encode: (value: A) => O,
): Codec<A, O> =>
  Object.assign(
    new t.Type<A, O, unknown>(
      name,
      is,
      (value, context) => {
        const outcome = read(value)
        return E.isRight(outcome) ? t.success(outcome.right) : t.failure(value, context, outcome.left)
      },
      encode,
    ),
    {
      schema,
      quick: (value: unknown): A | typeof unread => {
        const outcome = read(value)
        return E.isRight(outcome) ? outcome.right : unread
      },
    },
  )

/** Marks a codec whose value names a person. */
export const personal = <A, O>(codec: Codec<A, O>): Codec<A, O> =>
  Object.assign(new t.Type<A, O, unknown>(codec.name, codec.is, codec.validate, codec.encode), {
    schema: { ...codec.schema, 'x-personal': true },
    personal: true as const,
    ...(codec.quick === undefined ? {} : { quick: codec.quick }),
  })

const pathOf = (context: t.Context): string => {
  let path = ''
  for (const { key } of context) {
    if (key === '') continue
    path += /^\d+$/.test(key) ? `[${key}]` : path === '' ? key : `.${key}`
  }
  return excerptOf(path)
}

const isPersonal = (context: t.Context): boolean =>
  context.some((entry) => (entry.type as { readonly personal?: unknown }).personal === true)

const foundOf = ({ context, value }: t.ValidationError): string => {
  if (isPersonal(context)) return 'a value that is not shown, because it names a person'
  // Whose field a stranger's field is, nobody can say: its value may be anything.
  if (context[context.length - 1]?.type === t.never) return 'a value that is not shown, because the field is unknown'
  return describeFound(value)
}

const problemOf = (error: t.ValidationError): FieldProblem => ({
  path: pathOf(error.context),
  expected: error.message ?? error.context[error.context.length - 1]?.type.name ?? 'another value',
  found: foundOf(error),
})

/** Decodes, or lists every field that is not as it should be. */
export const decodeWith = <A, O>(codec: Codec<A, O>, value: unknown): E.Either<ReadonlyArray<FieldProblem>, A> => {
  const quick = codec.quick?.(value) ?? unread
  if (quick !== unread) return E.right(quick)
  const outcome = codec.decode(value)
  return E.isRight(outcome) ? outcome : E.left(outcome.left.map(problemOf))
}
