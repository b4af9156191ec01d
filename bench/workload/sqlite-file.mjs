// The SQLite files that are measured, through one driver on both sides.

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as driver from '@photostructure/sqlite'
import { openSqliteStore } from '@waybill/store-sqlite'
import { ledger } from './engine-run.mjs'
import { assertTally, beginTally } from './tally.mjs'
import { taken } from './taken.mjs'

export { driver }

/** A store in this file, made where there is none, on the driver that the references use. */
export const openStore = (path, options = {}) => taken(openSqliteStore({ path, ledger, driver, ...options }))

/** Removes a file and what stands beside it. */
export const removeFile = (path) => {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${ending}`, { force: true })
}

/** A file of this name that does not exist yet. */
export const freshFile = (folder, name) => {
  const path = join(folder, name)
  removeFile(path)
  return path
}

/** An open connection as the store has it: write-ahead log, every commit synced to disk, no busy time-out. */
export const openRaw = (path) => {
  const db = new driver.DatabaseSync(path)
  db.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  return db
}

const columns =
  'sequence, stream, revision, id, type, schema_version, occurred_at, recorded_at, metadata, data, chainhash'

/** Compiles the insert of one event row, which takes the columns as a list. */
export const insertInto = (db) => {
  const insert = db.prepare(`INSERT INTO events (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  return (row) => insert.run(...row)
}

/** An event as the row that the store keeps of it. */
export const rowOf = (event) => [
  event.sequence,
  event.stream,
  event.revision,
  event.id,
  event.type,
  event.schemaVersion,
  event.occurredAt,
  event.recordedAt,
  JSON.stringify(event.metadata),
  event.data,
  event.chainhash,
]

/** The tally of a file after a run, which must be the expected one. */
export const tallyOfFile = (path, job) => {
  const db = new driver.DatabaseSync(path)
  const tally = beginTally()
  for (const { type, data } of db.prepare('SELECT type, data FROM events ORDER BY sequence').iterate())
    tally.take(type, data)
  db.close()
  return assertTally(tally.finish(), job)
}
