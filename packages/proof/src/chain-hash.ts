import { hashLength, hexadecimalOf, readHash } from './hexadecimal.js'
import { createPartWriter } from './part-writer.js'
import type { Sha256 } from './sha256.js'

/** What a chain hash binds of an event, all of it exactly as stored. */
export type ChainedFields = {
  /** The ledger, a URI reference. */
  readonly ledger: string
  readonly stream: string
  /** Place in its stream, dense from 0. */
  readonly revision: number
  readonly id: string
  /** The stored word, such as `TransferInitiated`. */
  readonly type: string
  /** Version of the event's shape, from 1. */
  readonly schemaVersion: number
  /** When it happened: RFC 3339 in UTC with milliseconds. */
  readonly occurredAt: string
  /** When the engine knew: RFC 3339 in UTC with milliseconds. */
  readonly recordedAt: string
  readonly metadata: Readonly<Record<string, string>>
  /** RFC 8785 JSON text. */
  readonly data: string
}

/** Sorts in place by code units. Metadata is a handful of keys, and mostly in order already. */
const sortKeys = (keys: string[]): void => {
  for (const [place, key] of keys.entries()) {
    let at = place
    for (let before = keys[at - 1]; before !== undefined && before > key; before = keys[at - 1]) {
      keys[at] = before
      at -= 1
    }
    keys[at] = key
  }
}

/** The same hash as raw bytes; `previous` begins at the place in the bytes, and is null for the first of its stream. */
export type ChainHashOfBytes = (previous: Uint8Array | null, place: number, fields: ChainedFields) => Uint8Array

/** The chain hash (see `chainHash`) from bytes to bytes. Keeps one buffer for all calls: make it once. */
export const chainHashOfBytes = (sha256: Sha256): ChainHashOfBytes => {
  const parts = createPartWriter()
  return (previous, place, fields) => {
    parts.restart()
    if (previous === null) parts.nothing()
    else parts.hash(previous, place)
    parts.text(fields.ledger)
    parts.text(fields.stream)
    parts.text(String(fields.revision))
    parts.text(fields.id)
    parts.text(fields.type)
    parts.text(String(fields.schemaVersion))
    parts.text(fields.occurredAt)
    parts.text(fields.recordedAt)
    const keys = Object.keys(fields.metadata)
    sortKeys(keys)
    parts.text(String(keys.length))
    for (const key of keys) {
      parts.text(key)
      parts.text(fields.metadata[key] ?? '')
    }
    parts.text(fields.data)
    return sha256(parts.written())
  }
}

/**
 * The hash, lower-case hexadecimal, that chains an event to the one before it in its stream: SHA-256 over length-prefixed
 * parts, in this order: previous hash (32 raw bytes; empty for the first of its stream), ledger, stream, revision, id, type,
 * schema version, occurredAt, recordedAt, count of metadata entries, each key and its value in code-unit order of
 * the keys, data. Numbers are decimal text; text is UTF-8.
 *
 * The function it gives keeps one buffer for all calls: make it once. Throws when `previous` is no hash, for an event
 * chained on nonsense could never be verified.
 */
export const chainHash = (sha256: Sha256): ((previous: string | null, fields: ChainedFields) => string) => {
  const hashOf = chainHashOfBytes(sha256)
  const bytes = new Uint8Array(hashLength)
  return (previous, fields) => {
    if (previous === null) return hexadecimalOf(hashOf(null, 0, fields))
    if (!readHash(previous, bytes, 0)) {
      throw new Error(
        `the previous chain hash in stream ${fields.stream} must be 64 lower-case hexadecimal digits, but is ${JSON.stringify(previous)}`,
      )
    }
    return hexadecimalOf(hashOf(bytes, 0, fields))
  }
}
