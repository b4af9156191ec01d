import * as E from 'fp-ts/lib/Either.js'
import type { RecordedEvent } from '@waybill/port'
import type { MemoryStore } from '@waybill/store-memory'
import type { Call } from './race-calls.js'
import { contentOf, noteSameEvent, noteSameLedger } from './race-content.js'
import { eventsOf } from './race-ledger.js'
import { createNotes, type Notes } from './race-notes.js'

/** A ledger at a point of a race. Nothing writes to its store any more. */
export type Version = {
  readonly number: number
  readonly store: MemoryStore
  readonly events: ReadonlyArray<RecordedEvent>
  /** Its events in order, and what was written to its marks, in order. */
  readonly content: string
}

/** What a call found: the same answers have one key. */
export type Found = {
  readonly key: string
  readonly value: unknown
  readonly version: Version
  /** Whether it was an append that lost to another. */
  readonly lost: boolean
}

/** The notes of the calls to each version, and of events, versions and ledgers by their content: the first that had it. */
export type VersionNotes = {
  readonly calls: Notes<Version, Found>
  readonly events: Notes<object, RecordedEvent>
  readonly versions: Notes<object, Version>
  readonly ledgers: Notes<object, Version['events']>
}

export const createVersionNotes = (below?: VersionNotes): VersionNotes => ({
  calls: createNotes(below?.calls),
  events: createNotes(below?.events),
  ledgers: createNotes(below?.ledgers),
  versions: createNotes(below?.versions),
})

let numbers = 0

const nextNumber = (): number => {
  numbers += 1
  return numbers
}

const all = {}
const numberOfEvent = new WeakMap<RecordedEvent, number>()

const isEvent = (value: object): value is RecordedEvent =>
  'chainhash' in value && 'sequence' in value && 'data' in value

/** Every version of a ledger that two engines can bring about, each once. */
export type Versions = {
  readonly first: Version
  readonly perform: (version: Version, call: Call) => Promise<Found>
  /** What the call found when it was performed before; undefined where it was not. */
  readonly known: (version: Version, call: Call) => Found | undefined
}

/** A number for every event: those that say the same, and they alone, have the same one, wherever they stand in the ledger. */
const numberOf = (notes: VersionNotes, event: RecordedEvent): number => {
  const known = numberOfEvent.get(event)
  if (known !== undefined) return known
  const content = contentOf(event)
  const first = notes.events.get(all, content) ?? event
  const number = numberOfEvent.get(first) ?? nextNumber()
  notes.events.set(all, content, first)
  noteSameEvent(event, first)
  numberOfEvent.set(event, number)
  return number
}

const keyOf = (notes: VersionNotes, value: unknown): string => {
  if (value === undefined) return 'undefined'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((one) => keyOf(notes, one)).join()}]`
  if (isEvent(value)) return `#${numberOf(notes, value)}`
  return `{${Object.entries(value)
    .map(([name, one]) => `${name}:${keyOf(notes, one)}`)
    .join()}}`
}

export const versionOf = async (store: MemoryStore): Promise<Version> => ({
  number: nextNumber(),
  store,
  events: await eventsOf(store),
  content: '',
})

export const createVersions = (first: Version, notes: VersionNotes = createVersionNotes()): Versions => {
  const noteLedger = ({ events }: Version): void => {
    const text = events
      .slice(first.events.length)
      .map((event) => numberOf(notes, event))
      .sort((one, other) => one - other)
      .join()
    const same = notes.ledgers.get(all, text) ?? events
    notes.ledgers.set(all, text, same)
    noteSameLedger(events, same)
  }
  const afterwards = async (version: Version, store: MemoryStore, mark: string): Promise<Version> => {
    const events = await eventsOf(store)
    const more = events.slice(version.events.length).map((event) => ` #${numberOf(notes, event)}`)
    if (more.length === 0 && mark === '') return version
    const content = `${version.content}${more.join('')}${mark}`
    const known = notes.versions.get(all, content)
    if (known !== undefined) return known
    const after = { number: nextNumber(), store, events, content }
    notes.versions.set(all, content, after)
    noteLedger(after)
    return after
  }
  const written = async (
    version: Version,
    call: Call,
  ): Promise<{ readonly value: unknown; readonly after: Version }> => {
    const store = version.store.copy()
    const value = await call.perform(store)
    return { value, after: await afterwards(version, store, call.key.startsWith('set ') ? ` ${call.key}` : '') }
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
