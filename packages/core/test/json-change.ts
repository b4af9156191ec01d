import fc from 'fast-check'
import type { JsonSchema } from '../src/codec/codec.js'
import type { Json } from './schema-arbitrary.js'

type Step = string | number
type Members = { readonly [name: string]: Json }

/** A place in a JSON value, and the schema that holds there. */
export type Place = { readonly steps: ReadonlyArray<Step>; readonly value: Json; readonly schema: JsonSchema | null }

const isMembers = (value: Json): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const schemaBelow = (schema: JsonSchema | null, step: Step): JsonSchema | null => {
  if (schema === null) return null
  if (typeof step === 'number') return (schema['items'] as JsonSchema | undefined) ?? null
  return (schema['properties'] as { readonly [name: string]: JsonSchema } | undefined)?.[step] ?? null
}

/** Every place in a value, the value itself first. */
export const placesIn = (
  value: Json,
  schema: JsonSchema | null,
  steps: ReadonlyArray<Step> = [],
): ReadonlyArray<Place> => {
  const below = Array.isArray(value)
    ? (value as ReadonlyArray<Json>).flatMap((item, index) =>
        placesIn(item, schemaBelow(schema, index), [...steps, index]),
      )
    : isMembers(value)
      ? Object.entries(value).flatMap(([name, item]) => placesIn(item, schemaBelow(schema, name), [...steps, name]))
      : []
  return [{ steps, value, schema }, ...below]
}

/** `funding[0].amount`, as a field problem names a place; `''` for the value itself. */
export const pathTo = (steps: ReadonlyArray<Step>): string =>
  steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`
    return path === '' ? step : `${path}.${step}`
  }, '')

const withMember = (members: Members, name: string, value: Json): Members =>
  // Through a list of entries, so that a member called __proto__ is one like any other.
  Object.fromEntries([...Object.entries(members).filter(([known]) => known !== name), [name, value]])

const without = (members: Members, name: string): Members =>
  Object.fromEntries(Object.entries(members).filter(([known]) => known !== name))

/** The value with another one in a place. */
export const replacedAt = (value: Json, [step, ...rest]: ReadonlyArray<Step>, replacement: Json): Json => {
  if (step === undefined) return replacement
  if (typeof step === 'number') {
    const items = value as ReadonlyArray<Json>
    return items.map((item, index) => (index === step ? replacedAt(item, rest, replacement) : item))
  }
  const members = value as Members
  return withMember(members, step, replacedAt(members[step] ?? null, rest, replacement))
}

/** The value with one field more in the object at a place. */
export const extendedAt = (value: Json, place: Place, name: string, extra: Json): Json =>
  replacedAt(value, place.steps, withMember(place.value as Members, name, extra))

/** The value without one field of the object at a place. */
export const reducedAt = (value: Json, place: Place, name: string): Json =>
  replacedAt(value, place.steps, without(place.value as Members, name))

/** The places that hold an object with named fields. */
export const objectsIn = (value: Json, schema: JsonSchema): ReadonlyArray<Place> =>
  placesIn(value, schema).filter((place) => place.schema?.['properties'] !== undefined)

const oddText = fc.constantFrom(
  '',
  ' ',
  '0',
  '-0',
  '-1',
  '007',
  '1.5',
  '1e3',
  '9223372036854775807',
  '9223372036854775808',
  'null',
  'a\nb',
  'ＣＮＹ',
  'cny',
  '2026-02-30',
  '2024-02-29',
  '2026-02-14',
  '2026-02-14T09:30:00Z',
  '2026-02-30T09:30:00.000Z',
  '2026-02-14T23:59:60.000Z',
  '../up',
  '__proto__',
  'é'.repeat(121),
  '😀'.repeat(120),
  '😀'.repeat(121),
  '张'.repeat(2001),
)

const oddValue: fc.Arbitrary<Json> = fc.oneof(
  oddText,
  fc.constantFrom<Json>(null, true, false, 0, -1, 1.5, Number.MAX_SAFE_INTEGER, 2 ** 53, 1e300, [], {}),
  fc.string({ unit: 'binary' }),
  fc.jsonValue({ stringUnit: 'binary', maxDepth: 2 }) as fc.Arbitrary<Json>,
)

const oddName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', '', 'amount', 'text'),
  fc.string({ unit: 'binary', maxLength: 8 }),
)

/** The value after one change somewhere: a field gone, a field more, another value, a character more or less. */
export const changeOf = (value: Json, schema: JsonSchema): fc.Arbitrary<Json> => {
  const places = placesIn(value, schema)
  const objects = places.filter((place) => isMembers(place.value))
  const filled = objects.filter((place) => Object.keys(place.value as Members).length > 0)
  const texts = places.filter((place) => typeof place.value === 'string')
  const lists = places.filter((place) => Array.isArray(place.value))
  const numbers = places.filter((place) => typeof place.value === 'number')
  return fc.oneof(
    fc.tuple(fc.constantFrom(...places), oddValue).map(([place, odd]) => replacedAt(value, place.steps, odd)),
    fc
      .tuple(fc.constantFrom(...objects), oddName, oddValue)
      .map(([place, name, odd]) => extendedAt(value, place, name, odd)),
    ...(filled.length === 0
      ? []
      : [
          fc
            .constantFrom(...filled)
            .chain((place) =>
              fc.constantFrom(...Object.keys(place.value as Members)).map((name) => reducedAt(value, place, name)),
            ),
        ]),
    ...(texts.length === 0
      ? []
      : [
          fc
            .tuple(fc.constantFrom(...texts), fc.constantFrom('x', ' ', '0', '\u0000', '\u2028'))
            .map(([place, more]) => replacedAt(value, place.steps, `${place.value as string}${more}`)),
          fc
            .constantFrom(...texts)
            .map((place) => replacedAt(value, place.steps, [...(place.value as string)].slice(0, -1).join(''))),
        ]),
    ...(numbers.length === 0
      ? []
      : [
          fc
            .tuple(fc.constantFrom(...numbers), fc.constantFrom(-1, 0, 0.5, Number.MAX_SAFE_INTEGER, 2 ** 53, '1'))
            .map(([place, near]) => replacedAt(value, place.steps, near)),
        ]),
    ...(lists.length === 0
      ? []
      : [
          fc.constantFrom(...lists).map((place) => replacedAt(value, place.steps, [])),
          fc.constantFrom(...lists).map((place) => {
            const items = place.value as ReadonlyArray<Json>
            return replacedAt(
              value,
              place.steps,
              Array.from({ length: 17 }, (_, index) => items[index % Math.max(1, items.length)] ?? 'x'),
            )
          }),
        ]),
  )
}
