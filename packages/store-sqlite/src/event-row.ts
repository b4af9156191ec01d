import type { EventMetadata, RecordedEvent } from '@waybill/port'
import { damagedValue } from './sqlite-fault.js'

/** The columns of an event under the names of the port, metadata still as text. */
export const eventColumns = `sequence, stream, revision, id, type, schema_version AS schemaVersion,
  occurred_at AS occurredAt, recorded_at AS recordedAt, metadata, data, chainhash`

/** Flat text as RFC 8785 JSON: keys in code-unit order, also those that look like numbers. */
export const metadataText = (metadata: EventMetadata): string =>
  `{${Object.keys(metadata)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(metadata[key])}`)
    .join(',')}}`

const damagedMetadata = (sequence: number): Error =>
  damagedValue(`metadata that is no record of text, at sequence ${sequence}`)

const parseMetadata = (text: string, sequence: number): EventMetadata => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw damagedMetadata(sequence)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damagedMetadata(sequence)
  for (const key in value) {
    if (typeof (value as Record<string, unknown>)[key] !== 'string') throw damagedMetadata(sequence)
  }
  return value as EventMetadata
}

/** An event as it was appended, from a row of `eventColumns`. STRICT tables vouch for the types of the columns. */
export const eventOfRow = (row: unknown): RecordedEvent => {
  const columns = row as Omit<RecordedEvent, 'metadata'> & { readonly metadata: string }
  return {
    id: columns.id,
    type: columns.type,
    schemaVersion: columns.schemaVersion,
    occurredAt: columns.occurredAt,
    recordedAt: columns.recordedAt,
    metadata: parseMetadata(columns.metadata, columns.sequence),
    data: columns.data,
    chainhash: columns.chainhash,
    stream: columns.stream,
    revision: columns.revision,
    sequence: columns.sequence,
  }
}
