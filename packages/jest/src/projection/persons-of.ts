import { allEvents, encodeEvent, type JsonSchema, type Recorded } from '@waybill/core'
import { fieldSchema, memberSchema, namesPerson } from '../story/schema-part.js'
import { isFields } from '../story/tell-value.js'
import type { Teller } from '../story/teller.js'

const gather = (value: unknown, schema: JsonSchema | undefined, persons: Set<string>): void => {
  if (typeof value === 'string') {
    if (namesPerson(schema)) persons.add(value)
    return
  }
  if (Array.isArray(value)) for (const item of value) gather(item, memberSchema(schema), persons)
  if (!isFields(value)) return
  // An account of this book is known by its id, as everywhere in this kit.
  const isOurAccount = 'account' in value && !('institution' in value)
  for (const [name, item] of Object.entries(value))
    if (!(isOurAccount && name === 'account')) gather(item, fieldSchema(schema, name), persons)
}

/** Every text in these events that names a person. */
const personsOf = (events: ReadonlyArray<Recorded>): ReadonlySet<string> => {
  const persons = new Set<string>()
  for (const { event } of events)
    gather(JSON.parse(encodeEvent(event).data), allEvents[event._tag].codec.schema, persons)
  return persons
}

/**
 * A teller that numbers whatever names a person in these events, wherever it stands: what a projection makes of an event
 * has no schema of its own that would say so.
 */
export const hidingPersons = (
  teller: Teller,
  events: ReadonlyArray<Recorded>,
): Teller & { readonly names: (text: string) => boolean } => {
  const persons = personsOf(events)
  return {
    ...teller,
    text: (text) => (persons.has(text) ? teller.person(text) : teller.text(text)),
    names: (text) => persons.has(text),
  }
}
