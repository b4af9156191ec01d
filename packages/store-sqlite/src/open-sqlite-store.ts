import { randomUUID } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StoreUnavailable, StoreUnreadable } from '@waybill/port'
import { connectToRead, connectToWrite, type Connection } from './connection.js'
import { latestSchema, migrate, readFileState, unreadableState } from './schema.js'
import { findSqliteDriver, type SqliteDriver } from './sqlite-driver.js'
import { sqliteStoreOn, type SqliteStore } from './sqlite-store.js'
import { inspectStoreFile } from './store-file.js'
import { whileBusyRetry } from './while-busy-retry.js'

export type SqliteStoreOptions = {
  /** The file. It is made when it does not exist; its directory must. */
  readonly path: string
  /** The ledger to find or to make there, a URI reference. Without it: the one that is there, or a fresh `urn:uuid:…`. */
  readonly ledger?: string
  /** Keep every other process away from the file while it is open, also where SQLite would not need it. */
  readonly exclusive?: boolean
  /** Neither make, migrate nor write. */
  readonly readOnly?: boolean
  /** How long to go on trying while another process holds the file, in milliseconds; 10,000 without it. */
  readonly deadlineMs?: number
  /** A module of the shape of `node:sqlite`, in place of the one found. */
  readonly driver?: SqliteDriver
}

export type SqliteOpenFailure = StoreUnavailable | StoreUnreadable

const defaultDeadlineMs = 10_000

const unavailable = (location: string, reason: StoreUnavailable['reason'], detail: string): StoreUnavailable => ({
  _tag: 'StoreUnavailable',
  operation: 'open',
  location,
  reason,
  detail,
})

/** Judges the open file and brings it to the latest schema; throws what the driver throws. */
const prepareToWrite = ({ db }: Connection, location: string, ledger: string): E.Either<SqliteOpenFailure, void> => {
  const state = readFileState(db)
  const unreadable = unreadableState(state, location)
  if (unreadable !== null) return E.left(unreadable)
  if (state._tag !== 'Store' || state.schema < latestSchema) {
    const migrated = migrate(db, { location, ledger })
    if (E.isLeft(migrated)) return migrated
  }
  const mode = db.prepare('PRAGMA journal_mode = WAL').get() as { readonly journal_mode: string }
  if (mode.journal_mode !== 'wal')
    return E.left(unavailable(location, 'IO', `no write-ahead log here: the journal mode is ${mode.journal_mode}`))
  db.exec('PRAGMA synchronous = FULL')
  // Shows at once, and not at the first command, when another process holds the file for itself.
  if (state._tag === 'Store') db.prepare('SELECT max(sequence) FROM events').get()
  return E.right(undefined)
}

const prepareToRead = ({ db }: Connection, location: string): E.Either<SqliteOpenFailure, void> => {
  const state = readFileState(db)
  const unreadable = unreadableState(state, location)
  if (unreadable !== null) return E.left(unreadable)
  if (state._tag !== 'Store')
    return E.left({
      _tag: 'StoreUnreadable',
      location,
      reason: 'NOT_A_STORE',
      expected: 'a Waybill store',
      found: 'an SQLite file without tables',
    })
  if (state.schema < latestSchema)
    return E.left(
      unavailable(
        location,
        'READ_ONLY',
        `schema ${state.schema} is older than ${latestSchema}: open it once for writing`,
      ),
    )
  return E.right(undefined)
}

const readLedger = ({ db }: Connection, location: string): E.Either<StoreUnreadable, string> => {
  const row = db.prepare("SELECT value FROM ledger WHERE name = 'ledger'").get()
  if (typeof row === 'object' && row !== null && 'value' in row && typeof row.value === 'string')
    return E.right(row.value)
  return E.left({
    _tag: 'StoreUnreadable',
    location,
    reason: 'DAMAGED',
    expected: 'a ledger id in the table ledger',
    found: 'none',
  })
}

const storeOn = (connection: Connection, options: SqliteStoreOptions): E.Either<SqliteOpenFailure, SqliteStore> => {
  const { path, readOnly = false, deadlineMs = defaultDeadlineMs } = options
  const prepared = readOnly
    ? prepareToRead(connection, path)
    : prepareToWrite(connection, path, options.ledger ?? `urn:uuid:${randomUUID()}`)
  if (E.isLeft(prepared)) return prepared
  const ledger = readLedger(connection, path)
  if (E.isLeft(ledger)) return ledger
  if (options.ledger !== undefined && options.ledger !== ledger.right)
    return E.left({
      _tag: 'StoreUnreadable',
      location: path,
      reason: 'OTHER_LEDGER',
      expected: options.ledger,
      found: ledger.right,
    })
  return E.right(sqliteStoreOn(connection, { path, ledger: ledger.right, readOnly, deadlineMs }))
}

/** One attempt, on a connection of its own: one that met a busy file may hold on to part of a lock. */
const attemptToOpen = (driver: SqliteDriver, options: SqliteStoreOptions): E.Either<SqliteOpenFailure, SqliteStore> => {
  const { path, exclusive = false, readOnly = false } = options
  const connection = readOnly ? connectToRead(driver, path) : connectToWrite(driver, path, { exclusive })
  let opened: E.Either<SqliteOpenFailure, SqliteStore> | null = null
  try {
    opened = storeOn(connection, options)
    return opened
  } finally {
    if (opened === null || E.isLeft(opened)) connection.db.close()
  }
}

/**
 * Opens the store in a file, or makes one where no file is. A file that is not ours, newer than this release
 * or damaged is refused before anything is written to it.
 */
export const openSqliteStore =
  (options: SqliteStoreOptions): TaskEither<SqliteOpenFailure, SqliteStore> =>
  async () => {
    const { path, readOnly = false, deadlineMs = defaultDeadlineMs } = options
    const inspected = await inspectStoreFile(path, { readOnly })
    if (E.isLeft(inspected)) return inspected
    const driver = options.driver ?? (await findSqliteDriver())
    if (driver === null)
      return E.left(unavailable(path, 'IO', 'no SQLite driver for this platform: hand one in as `driver`'))
    const answer = await whileBusyRetry(
      () => attemptToOpen(driver, options),
      { operation: 'open', location: path },
      deadlineMs,
    )
    return E.isLeft(answer) ? answer : answer.right
  }
