import { allEvents, type EventWord, type JsonSchema } from '@waybill/core'
import type { EventNamed } from '../story/sentence.js'
import { fieldSchema } from '../story/schema-part.js'
import { tellFields } from '../story/tell-value.js'
import type { Teller } from '../story/teller.js'
import type { Expected } from './loose.js'
import { withMoneyRead } from './read-money.js'

/** An event that is expected: its word alone, or its word and the fields that matter. */
export type ExpectedEvent =
  EventWord | { readonly [W in EventWord]: { readonly _tag: W } & Expected<Omit<EventNamed<W>, '_tag'>> }[EventWord]

/** Something that is expected under a name, with the facts that matter. */
export type Tagged = { readonly _tag: string } & Readonly<Record<string, unknown>>

export const taggedOf = (expected: string | { readonly _tag: string }): Tagged =>
  typeof expected === 'string' ? { _tag: expected } : { ...expected }

export const schemaOfEvent = (word: string): JsonSchema | undefined =>
  Object.hasOwn(allEvents, word) ? allEvents[word as EventWord].codec.schema : undefined

/** What is expected, in words: `FundsCaptured: amount CNY 99.00`. */
export const tellExpected = (teller: Teller, expected: Tagged, schema?: JsonSchema): string => {
  const read = withMoneyRead(expected) as Tagged
  const named = Object.fromEntries(Object.entries(read).map(([name, value]) => [name, value ?? null]))
  const ordered = schema === undefined ? undefined : { ...schema, properties: orderedBy(Object.keys(named), schema) }
  const fields = tellFields(teller, named, ordered, ['_tag'])
  return fields.length === 0 ? expected._tag : `${expected._tag}: ${fields.join(', ')}`
}

const orderedBy = (names: ReadonlyArray<string>, schema: JsonSchema): Readonly<Record<string, unknown>> =>
  Object.fromEntries(names.map((name) => [name, fieldSchema(schema, name) ?? {}]))
