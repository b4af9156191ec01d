import fc from 'fast-check'
import type { JsonSchema } from '../src/codec/codec.js'

/** A value as JSON has it. */
export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [name: string]: Json }

type StringSchema = {
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
}

const firstMoment = Date.parse('0000-01-01T00:00:00.000Z')
const lastMoment = Date.parse('9999-12-31T23:59:59.999Z')
const moment = fc.integer({ min: firstMoment, max: lastMoment }).map((time) => new Date(time).toISOString())

// Mostly short, so that values stay readable, and now and then as long as it may be.
const textOf = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc.string({ unit: 'binary', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 24)) }),
    },
    { weight: 1, arbitrary: fc.constantFrom('x', '张', '😀').map((character) => character.repeat(maxLength)) },
  )

const stringOf = ({ minLength = 0, maxLength = 40, pattern, format }: StringSchema): fc.Arbitrary<string> => {
  if (format === 'date-time') return moment
  if (format === 'date') return moment.map((time) => time.slice(0, 10))
  if (pattern === undefined) return textOf(minLength, Math.min(maxLength, 4000))
  const form = new RegExp(pattern, 'u')
  if (/\\[pP]\{/.test(pattern)) return textOf(minLength, maxLength).filter((value) => form.test(value))
  return fc
    .stringMatching(form, { maxLength })
    .filter((value) => value.length >= minLength && value.length <= maxLength)
}

const objectOf = (
  properties: { readonly [name: string]: JsonSchema },
  required: ReadonlyArray<string>,
): fc.Arbitrary<Json> =>
  fc.record(Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, arbitraryOf(inner)])), {
    requiredKeys: [...required],
    noNullPrototype: true,
  })

/**
 * JSON values that a schema accepts. It knows the closed set of shapes that the codecs make; another shape is
 * a defect of this generator and stops the test that met it.
 */
export const arbitraryOf = (schema: JsonSchema): fc.Arbitrary<Json> => {
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as ReadonlyArray<string>))
  switch (schema['type']) {
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: schema['minimum'] as number, max: schema['maximum'] as number })
    case 'string':
      return stringOf(schema)
    case 'array': {
      const most = schema['maxItems'] as number
      const least = schema['minItems'] as number
      return fc.array(arbitraryOf(schema['items'] as JsonSchema), {
        minLength: least,
        maxLength: Math.min(most, Math.max(least, 4)),
      })
    }
    case 'object': {
      const properties = schema['properties'] as { readonly [name: string]: JsonSchema } | undefined
      if (properties !== undefined) return objectOf(properties, schema['required'] as ReadonlyArray<string>)
      const name = fc.string({ unit: 'binary', maxLength: 12 }).filter((key) => key !== '__proto__')
      return fc.dictionary(name, arbitraryOf(schema['additionalProperties'] as JsonSchema), {
        maxKeys: 4,
        noNullPrototype: true,
      })
    }
    default:
      throw new Error(`No values are known for the schema ${JSON.stringify(schema)}`)
  }
}
