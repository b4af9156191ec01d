import type { ProposedEvent } from './event-record.js'
import type { StreamWrite } from './event-store.js'
import type { MalformedAppend } from './store-failure.js'

/** What is wrong with a value; where it stands is added only when there is something to say. */
type Fault = { readonly expected: string; readonly found: string }

/** Names what stands in place of a value, and repeats no text, for it may name a person. */
const kindOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (value === '') return 'empty text'
  if (typeof value === 'number') return String(value)
  return typeof value
}

const textFault = (value: unknown): Fault | null => {
  if (typeof value !== 'string') return { expected: 'text', found: kindOf(value) }
  if (!value.isWellFormed()) return { expected: 'text', found: 'text with half a surrogate pair' }
  if (value.includes('\0')) return { expected: 'text', found: 'text with U+0000' }
  return null
}

const nameFault = (value: unknown): Fault | null =>
  value === '' ? { expected: 'text that is not empty', found: 'empty text' } : textFault(value)

const wholeNumberFault = (value: number, least: number): Fault | null =>
  Number.isSafeInteger(value) && value >= least
    ? null
    : { expected: `a whole number from ${least}`, found: kindOf(value) }

const malformed = (field: string, { expected, found }: Fault): MalformedAppend => ({
  _tag: 'MalformedAppend',
  field,
  expected,
  found,
})

type FaultyField = Fault & { readonly field: string }

const faultyMetadata = (metadata: unknown): FaultyField | null => {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))
    return { field: 'metadata', expected: 'a record of text', found: kindOf(metadata) }
  for (const key of Object.keys(metadata)) {
    const keyFault = textFault(key)
    if (keyFault !== null) return { field: 'metadata (a key)', ...keyFault }
    const fault = textFault((metadata as Readonly<Record<string, unknown>>)[key])
    if (fault !== null) return { field: `metadata.${key}`, ...fault }
  }
  return null
}

const nameFields = ['id', 'type'] as const
const textFields = ['occurredAt', 'recordedAt', 'data', 'chainhash'] as const

const faultyEvent = (event: ProposedEvent): FaultyField | null => {
  for (const field of nameFields) {
    const fault = nameFault(event[field])
    if (fault !== null) return { field, ...fault }
  }
  for (const field of textFields) {
    const fault = textFault(event[field])
    if (fault !== null) return { field, ...fault }
  }
  const versionFault = wholeNumberFault(event.schemaVersion, 1)
  if (versionFault !== null) return { field: 'schemaVersion', ...versionFault }
  return faultyMetadata(event.metadata)
}

/**
 * The first fault of a request that no state of the log could accept, or null: every store asks this before it
 * looks at its log, so that all of them refuse the same. The field is a path into the request, such as
 * `writes[0].events[1].id`.
 */
export const findMalformedAppend = (writes: ReadonlyArray<StreamWrite>): MalformedAppend | null => {
  const streams = new Set<string>()
  const ids = new Set<string>()
  for (const [w, { stream, expectedRevision, events }] of writes.entries()) {
    const streamFault = nameFault(stream)
    if (streamFault !== null) return malformed(`writes[${w}].stream`, streamFault)
    if (streams.has(stream))
      return malformed(`writes[${w}].stream`, { expected: 'each stream once', found: `${stream} again` })
    streams.add(stream)
    const revisionFault = wholeNumberFault(expectedRevision, -1)
    if (revisionFault !== null) return malformed(`writes[${w}].expectedRevision`, revisionFault)
    for (const [e, event] of events.entries()) {
      const faulty = faultyEvent(event)
      if (faulty !== null) return malformed(`writes[${w}].events[${e}].${faulty.field}`, faulty)
      if (ids.has(event.id))
        return malformed(`writes[${w}].events[${e}].id`, { expected: 'each id once', found: `${event.id} again` })
      ids.add(event.id)
    }
  }
  return ids.size === 0 ? malformed('writes', { expected: 'at least one event', found: 'none' }) : null
}
