import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { guardFile, guardLog, guardUnchanging, hasWriteAheadLog, type FileGuard } from './file-guard.js'
import { noteOpenFile } from './open-files.js'
import type { SqliteDatabase, SqliteDriver } from './sqlite-driver.js'
import { mayWrite } from './store-file.js'
import { isWalResetAffected } from './wal-reset-defect.js'

/** An open file and how it was opened. */
export type Connection = {
  readonly db: SqliteDatabase
  /** How to open the same file once more, only to read it; null when that is not possible while it is open here. */
  readonly furtherLocation: string | null
  readonly sqliteVersion: string
  /** EXCLUSIVE: no other process can read or write the file while it is open here. */
  readonly lockingMode: 'NORMAL' | 'EXCLUSIVE'
  /** Why the open file can be used no longer, or null. */
  readonly trouble: FileGuard
  /** Why nothing may be written to it any more, or null. To be asked inside a transaction. */
  readonly troubleInWriting: FileGuard
  /**
   * Brings in the log, and leaves a file that nobody else has open in rollback mode: one whole file without
   * companions, to be handed on or read from any medium. A file that has lost its name is brought its log only,
   * for what stands under the name now is not ours. To be called before closing a store that was open for writing.
   */
  readonly leaveAtRest: () => void
  /** Lets go of the file. */
  readonly close: () => void
}

type Access = 'WRITE' | 'READ_TIDY' | 'READ' | 'READ_UNCHANGING'

const versionOf = (db: SqliteDatabase): string => {
  const row = db.prepare('SELECT sqlite_version() AS version').get()
  return typeof row === 'object' && row !== null && 'version' in row ? String(row.version) : 'unknown'
}

const configure = (db: SqliteDatabase): void => {
  // Waiting is done by us, without holding up the event loop; a busy time-out would also starve the other process.
  db.exec('PRAGMA busy_timeout = 0')
  // The file may come from a stranger: its schema is trusted with nothing.
  db.exec('PRAGMA trusted_schema = OFF')
  // Only on macOS does it differ: there a plain sync leaves data in the drive's own memory.
  db.exec('PRAGMA fullfsync = ON')
}

/** The packaged driver keeps its handle until its statements are collected: no lock may be left on that handle. */
const releaseLocks = (db: SqliteDatabase): void => {
  try {
    db.exec('PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema')
  } catch {
    // A file that cannot be read is not held either.
  }
}

const leaveAtRest = (db: SqliteDatabase, hasItsName: boolean): void => {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    if (hasItsName) db.exec('PRAGMA journal_mode = DELETE')
  } catch {
    // In use elsewhere, or storage refuses: what was acknowledged is in the log beside the file.
  }
}

const uri = (path: string, query: string): string => `${pathToFileURL(path).href}?${query}`

const furtherLocation = (path: string, access: Access): string => {
  switch (access) {
    case 'WRITE':
    case 'READ_TIDY':
      return path
    case 'READ':
      return uri(path, 'mode=ro')
    case 'READ_UNCHANGING':
      return uri(path, 'mode=ro&immutable=1')
  }
}

const openAs = (driver: SqliteDriver, path: string, access: Access, exclusive: boolean): Connection => {
  const location = access === 'READ_UNCHANGING' ? uri(path, 'immutable=1') : path
  const readOnly = access === 'READ' || access === 'READ_UNCHANGING'
  const db = new driver.DatabaseSync(location, { readOnly })
  const forgetOpenFile = noteOpenFile(path)
  try {
    configure(db)
    const sqliteVersion = versionOf(db)
    const alone = access === 'WRITE' && (exclusive || isWalResetAffected(sqliteVersion))
    const lockingMode = alone ? 'EXCLUSIVE' : 'NORMAL'
    if (alone) db.exec('PRAGMA locking_mode = EXCLUSIVE')
    if (access === 'READ_TIDY') db.exec('PRAGMA query_only = ON')
    const trouble = access === 'READ_UNCHANGING' ? guardUnchanging(path) : guardFile(path)
    const troubleWithLog = guardLog(path)
    const troubleInWriting: FileGuard = () => trouble() ?? troubleWithLog()
    return {
      db,
      furtherLocation: alone ? null : furtherLocation(path, access),
      sqliteVersion,
      lockingMode,
      trouble,
      troubleInWriting,
      leaveAtRest: () => {
        leaveAtRest(db, troubleInWriting() === null)
      },
      close: () => {
        if (alone) releaseLocks(db)
        db.close()
        forgetOpenFile()
      },
    }
  } catch (thrown) {
    db.close()
    forgetOpenFile()
    throw thrown
  }
}

/** Opens the file for writing, or makes an empty one. Throws what the driver throws. */
export const connectToWrite = (
  driver: SqliteDriver,
  path: string,
  options: { readonly exclusive: boolean },
): Connection => openAs(driver, path, 'WRITE', options.exclusive)

/**
 * Opens the file for reading. A plain read-only connection to a file in write-ahead-log mode would leave that
 * log's empty files behind, so a file at rest is opened in the way that clears them away again, where this
 * process may; the store's own bytes stay as they are in each case. On a medium that cannot be written
 * the file is read as one that nobody changes. Throws what the driver throws.
 */
export const connectToRead = (driver: SqliteDriver, path: string): Connection => {
  const atRest = !hasWriteAheadLog(path)
  const writable = mayWrite(path) && mayWrite(dirname(path))
  if (atRest && writable) {
    const connection = openAs(driver, path, 'READ_TIDY', false)
    if (!isWalResetAffected(connection.sqliteVersion)) return connection
    connection.close()
  }
  if (atRest && !writable) return openAs(driver, path, 'READ_UNCHANGING', false)
  return openAs(driver, path, 'READ', false)
}
