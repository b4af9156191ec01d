import { randomUUID } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StoreUnavailable, StoreUnreadable } from '@waybill/port'
import { connectToRead, connectToWrite, type Connection } from './connection.js'
import { latestSchema, migrate, oldestReadableSchema, readFileState, unreadableState } from './schema.js'
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

const findLedger = ({ db }: Connection, options: SqliteStoreOptions): E.Either<StoreUnreadable, string> => {
  const row = db.prepare("SELECT value FROM ledger WHERE name = 'ledger'").get() as
    { readonly value: string } | undefined
  const unreadable = (reason: StoreUnreadable['reason'], expected: string, found: string): StoreUnreadable => ({
    _tag: 'StoreUnreadable',
    location: options.path,
    reason,
    expected,
    found,
  })
  if (row === undefined) return E.left(unreadable('DAMAGED', 'a ledger id in the table ledger', 'none'))
  if (options.ledger !== undefined && options.ledger !== row.value)
    return E.left(unreadable('OTHER_LEDGER', options.ledger, row.value))
  return E.right(row.value)
}

const useWriteAheadLog = ({ db }: Connection, location: string): E.Either<StoreUnavailable, void> => {
  const { journal_mode: mode } = db.prepare('PRAGMA journal_mode = WAL').get() as { readonly journal_mode: string }
  if (mode !== 'wal') return E.left(unavailable(location, 'IO', `no write-ahead log here: the journal mode is ${mode}`))
  db.exec('PRAGMA synchronous = FULL')
  return E.right(undefined)
}

/** Judges the open file, and only then changes anything in it. Throws what the driver throws. */
const storeOn = (
  connection: Connection,
  driver: SqliteDriver,
  options: SqliteStoreOptions,
): E.Either<SqliteOpenFailure, SqliteStore> => {
  const { path, readOnly = false, deadlineMs = defaultDeadlineMs } = options
  const state = readFileState(connection.db)
  const unreadable = unreadableState(state, path)
  if (unreadable !== null) return E.left(unreadable)
  if (state._tag === 'Store') {
    const found = findLedger(connection, options)
    if (E.isLeft(found)) return found
  }
  const present = state._tag === 'Store' ? state.schema : 0
  if (readOnly && present < oldestReadableSchema)
    return E.left(
      unavailable(path, 'READ_ONLY', 'the file must be opened once for writing, to bring it to this schema'),
    )
  if (!readOnly && present < latestSchema) {
    const fresh = { location: path, ledger: options.ledger ?? `urn:uuid:${randomUUID()}` }
    const migrated = migrate(connection.db, fresh)
    if (E.isLeft(migrated)) return migrated
  }
  const ledger = findLedger(connection, options)
  if (E.isLeft(ledger)) return ledger
  if (!readOnly) {
    const logged = useWriteAheadLog(connection, path)
    if (E.isLeft(logged)) return logged
  }
  return E.right(sqliteStoreOn(connection, { driver, path, ledger: ledger.right, readOnly, deadlineMs }))
}

/** One attempt, on a connection of its own: one that met a busy file may hold on to part of a lock. */
const attemptToOpen = (driver: SqliteDriver, options: SqliteStoreOptions): E.Either<SqliteOpenFailure, SqliteStore> => {
  const { path, exclusive = false, readOnly = false } = options
  const connection = readOnly ? connectToRead(driver, path) : connectToWrite(driver, path, { exclusive })
  let opened: E.Either<SqliteOpenFailure, SqliteStore> | null = null
  try {
    opened = storeOn(connection, driver, options)
    return opened
  } finally {
    if (opened === null || E.isLeft(opened)) connection.close()
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
    const inspected = inspectStoreFile(path, { readOnly })
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
