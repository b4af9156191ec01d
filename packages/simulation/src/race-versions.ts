import * as E from 'fp-ts/lib/Either.js'
import type { RecordedEvent } from '@waybill/port'
import type { MemoryStore } from '@waybill/store-memory'
import type { Call } from './race-calls.js'
import { eventsOf } from './race-ledger.js'
import { createNotes, type Notes } from './race-notes.js'

/** A ledger at a point of a race. Nothing writes to its store any more. */
export type Version = {
  readonly number: number
  readonly store: MemoryStore
  readonly events: ReadonlyArray<RecordedEvent>
  /** What was written to its marks, in order. */
  readonly marks: string
}

/** What a call found: the same answers have one key. */
export type Found = {
  readonly key: string
  readonly value: unknown
  readonly version: Version
  /** Whether it was an append that lost to another. */
  readonly lost: boolean
}

/** The notes of the calls to each version, of the events by their text, and of the versions by their content. */
export type VersionNotes = {
  readonly calls: Notes<Version, Found>
  readonly events: Notes<object, number>
  readonly versions: Notes<object, Version>
}

export const createVersionNotes = (below?: VersionNotes): VersionNotes => ({
  calls: createNotes(below?.calls),
  events: createNotes(below?.events),
  versions: createNotes(below?.versions),
})

let numbers = 0

const nextNumber = (): number => {
  numbers += 1
  return numbers
}

const all = {}
const numberOfObject = new WeakMap<object, number>()

const isEvent = (value: object): boolean => 'chainhash' in value && 'sequence' in value && 'data' in value

/** Every version of a ledger that two engines can bring about, each once. */
export type Versions = {
  readonly first: Version
  readonly perform: (version: Version, call: Call) => Promise<Found>
  /** What the call found when it was performed before; undefined where it was not. */
  readonly known: (version: Version, call: Call) => Found | undefined
}

/** A number for every event: equal events, and they alone, have the same one. */
const numberOf = (notes: VersionNotes, event: object): number => {
  const known = numberOfObject.get(event)
  if (known !== undefined) return known
  const text = JSON.stringify(event)
  const number = notes.events.get(all, text) ?? nextNumber()
  notes.events.set(all, text, number)
  numberOfObject.set(event, number)
  return number
}

const keyOf = (notes: VersionNotes, value: unknown): string => {
  if (value === undefined) return 'undefined'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isEvent(value)) return `#${numberOf(notes, value)}`
  if (Array.isArray(value)) return `[${value.map((one) => keyOf(notes, one)).join()}]`
  return `{${Object.entries(value)
    .map(([name, one]) => `${name}:${keyOf(notes, one)}`)
    .join()}}`
}

export const versionOf = async (store: MemoryStore): Promise<Version> => ({
  number: nextNumber(),
  store,
  events: await eventsOf(store),
  marks: '',
})

export const createVersions = (first: Version, notes: VersionNotes = createVersionNotes()): Versions => {
  const contentOf = ({ events, marks }: Version): string => `${keyOf(notes, events)}${marks}`
  notes.versions.set(all, contentOf(first), first)

  const written = async (
    version: Version,
    call: Call,
  ): Promise<{ readonly value: unknown; readonly after: Version }> => {
    const store = version.store.copy()
    const value = await call.perform(store)
    const marks = call.key.startsWith('set ') ? `${version.marks} ${call.key}` : version.marks
    const after = { number: nextNumber(), store, events: await eventsOf(store), marks }
    const content = contentOf(after)
    const known = notes.versions.get(all, content)
    if (known === undefined) notes.versions.set(all, content, after)
    return { value, after: known ?? after }
  }

  return {
    first,
    known: (version, { key }) => notes.calls.get(version, key),
    perform: async (version, call) => {
      const known = notes.calls.get(version, call.key)
      if (known !== undefined) return known
      const { value, after } = call.writes
        ? await written(version, call)
        : { value: await call.perform(version.store), after: version }
      const found: Found = {
        key: keyOf(notes, value),
        value,
        version: after,
        lost: call.key.startsWith('append ') && E.isLeft(value as E.Either<unknown, unknown>),
      }
      notes.calls.set(version, call.key, found)
      return found
    },
  }
}
