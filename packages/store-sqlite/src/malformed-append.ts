import type { MalformedAppend, ProposedEvent, StreamWrite } from '@waybill/port'

const malformed = (field: string, expected: string, found: string): MalformedAppend => ({
  _tag: 'MalformedAppend',
  field,
  expected,
  found,
})

/** Names what stands in place of a value, and repeats no text, for it may name a person. */
const kindOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (value === '') return 'empty text'
  if (typeof value === 'number') return String(value)
  return typeof value
}

const malformedText = (field: string, value: unknown, expected: string): MalformedAppend | null => {
  if (typeof value !== 'string') return malformed(field, expected, kindOf(value))
  if (!value.isWellFormed()) return malformed(field, expected, 'text with half a surrogate pair')
  if (value.includes('\0')) return malformed(field, expected, 'text with U+0000')
  return null
}

const malformedName = (field: string, value: unknown): MalformedAppend | null =>
  value === '' ? malformed(field, 'text that is not empty', 'empty text') : malformedText(field, value, 'text')

const malformedMetadata = (field: string, metadata: unknown): MalformedAppend | null => {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))
    return malformed(field, 'a record of text', kindOf(metadata))
  for (const [key, value] of Object.entries(metadata)) {
    const fault = malformedText(`${field} (a key)`, key, 'text') ?? malformedText(`${field}.${key}`, value, 'text')
    if (fault !== null) return fault
  }
  return null
}

const malformedEvent = (field: string, event: ProposedEvent): MalformedAppend | null => {
  if (!Number.isSafeInteger(event.schemaVersion) || event.schemaVersion < 1)
    return malformed(`${field}.schemaVersion`, 'a whole number from 1', kindOf(event.schemaVersion))
  return (
    malformedName(`${field}.id`, event.id) ??
    malformedName(`${field}.type`, event.type) ??
    malformedText(`${field}.occurredAt`, event.occurredAt, 'text') ??
    malformedText(`${field}.recordedAt`, event.recordedAt, 'text') ??
    malformedMetadata(`${field}.metadata`, event.metadata) ??
    malformedText(`${field}.data`, event.data, 'text') ??
    malformedText(`${field}.chainhash`, event.chainhash, 'text')
  )
}

/**
 * The first fault of a request that no state of the log could accept, or null.
 * The field is a path into the request, such as `writes[0].events[1].id`.
 */
export const findMalformedAppend = (writes: ReadonlyArray<StreamWrite>): MalformedAppend | null => {
  const streams = new Set<string>()
  const ids = new Set<string>()
  for (const [w, write] of writes.entries()) {
    const place = `writes[${w}]`
    const fault = malformedName(`${place}.stream`, write.stream)
    if (fault !== null) return fault
    if (streams.has(write.stream)) return malformed(`${place}.stream`, 'each stream once', `${write.stream} again`)
    streams.add(write.stream)
    if (!Number.isSafeInteger(write.expectedRevision) || write.expectedRevision < -1)
      return malformed(`${place}.expectedRevision`, 'a whole number from -1', kindOf(write.expectedRevision))
    for (const [e, event] of write.events.entries()) {
      const eventFault = malformedEvent(`${place}.events[${e}]`, event)
      if (eventFault !== null) return eventFault
      if (ids.has(event.id)) return malformed(`${place}.events[${e}].id`, 'each id once', `${event.id} again`)
      ids.add(event.id)
    }
  }
  return ids.size === 0 ? malformed('writes', 'at least one event', 'none') : null
}
