import type { LedgerRange, RecordedEvent, StreamHead, StreamRange } from '@waybill/port'
import { eventColumns, eventOfRow, metadataText } from './event-row.js'
import type { SqliteDatabase } from './sqlite-driver.js'
import { isStorable } from './storable-text.js'

/** The events table behind compiled statements. Every function is one synchronous step and throws what the driver throws. */
export type EventLog = {
  readonly byId: (id: string) => RecordedEvent | null
  readonly head: (stream: string) => StreamHead
  readonly lastRevision: (stream: string) => number
  readonly lastSequence: () => number
  readonly ofStream: (stream: string, range: StreamRange) => ReadonlyArray<RecordedEvent>
  readonly ofLedger: (range: LedgerRange) => ReadonlyArray<RecordedEvent>
  readonly insert: (event: RecordedEvent) => void
}

const mostRows = 2 ** 31 - 1

const pageSize = (limit: number): number => Math.min(mostRows, Math.max(1, Math.trunc(limit)))

const wholeNumber = (value: number): number => Math.min(Number.MAX_SAFE_INTEGER, Math.max(-1, Math.trunc(value)))

// Not `rows.map`: under a test runner the driver's lists belong to another realm, and so would the answer.
const eventsOf = (rows: ReadonlyArray<unknown>): ReadonlyArray<RecordedEvent> => Array.from(rows, eventOfRow)

export const openEventLog = (db: SqliteDatabase): EventLog => {
  const select = `SELECT ${eventColumns} FROM events`
  const byId = db.prepare(`${select} WHERE id = ?`)
  const head = db.prepare('SELECT revision, chainhash FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1')
  const lastRevision = db.prepare('SELECT max(revision) AS revision FROM events WHERE stream = ?')
  const lastSequence = db.prepare('SELECT max(sequence) AS sequence FROM events')
  const forward = db.prepare(`${select} WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`)
  const backward = db.prepare(`${select} WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`)
  const ledger = db.prepare(`${select} WHERE sequence > ? ORDER BY sequence LIMIT ?`)
  const insert = db.prepare(
    `INSERT INTO events (sequence, stream, revision, id, type, schema_version, occurred_at, recorded_at, metadata, data, chainhash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  return {
    byId: (id) => {
      const row = isStorable(id) ? byId.get(id) : undefined
      return row === undefined ? null : eventOfRow(row)
    },
    head: (stream) => {
      const row = (isStorable(stream) ? head.get(stream) : undefined) as
        { readonly revision: number; readonly chainhash: string } | undefined
      return { stream, revision: row?.revision ?? -1, chainhash: row?.chainhash ?? null }
    },
    lastRevision: (stream) => (lastRevision.get(stream) as { readonly revision: number | null }).revision ?? -1,
    lastSequence: () => (lastSequence.get() as { readonly sequence: number | null }).sequence ?? 0,
    ofStream: (stream, range) => {
      if (!isStorable(stream)) return []
      const rows =
        range.direction === 'BACKWARD'
          ? backward.all(stream, wholeNumber(range.from ?? Infinity), pageSize(range.limit))
          : forward.all(stream, wholeNumber(range.from ?? 0), pageSize(range.limit))
      return eventsOf(rows)
    },
    ofLedger: (range) => eventsOf(ledger.all(wholeNumber(range.after), pageSize(range.limit))),
    insert: (event) => {
      insert.run(
        event.sequence,
        event.stream,
        event.revision,
        event.id,
        event.type,
        event.schemaVersion,
        event.occurredAt,
        event.recordedAt,
        metadataText(event.metadata),
        event.data,
        event.chainhash,
      )
    },
  }
}
