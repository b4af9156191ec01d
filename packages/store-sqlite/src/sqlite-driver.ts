import { isWalResetAffected } from './wal-reset-defect.js'

/** What can be bound to a parameter here. */
export type SqliteValue = string | number | null

/** A compiled statement, as far as the store uses one. */
export type SqliteStatement = {
  readonly run: (...parameters: Array<SqliteValue>) => unknown
  readonly get: (...parameters: Array<SqliteValue>) => unknown
  readonly all: (...parameters: Array<SqliteValue>) => Array<unknown>
}

/** An open connection, as far as the store uses one. */
export type SqliteDatabase = {
  readonly exec: (sql: string) => void
  readonly prepare: (sql: string) => SqliteStatement
  readonly close: () => void
}

/** Anything of the shape of Node's own `node:sqlite` module. */
export type SqliteDriver = {
  readonly DatabaseSync: new (path: string, options?: { readonly readOnly?: boolean }) => SqliteDatabase
}

const isDriver = (module: unknown): module is SqliteDriver =>
  typeof module === 'object' && module !== null && 'DatabaseSync' in module && typeof module.DatabaseSync === 'function'

const builtInDriver = (): SqliteDriver | null => {
  // Releases of Node 20 before 20.16 have no such function, whatever the types say.
  if (!('getBuiltinModule' in process)) return null
  const module: unknown = process.getBuiltinModule('node:sqlite')
  return isDriver(module) ? module : null
}

const packagedDriver = async (): Promise<SqliteDriver | null> => {
  try {
    const module: unknown = await import('@photostructure/sqlite')
    return isDriver(module) ? module : null
  } catch {
    // No binary for this platform: the caller says what that means.
    return null
  }
}

/**
 * The driver to use where none is handed in: Node's own where its SQLite is sound, else the packaged one,
 * else Node's own with its defect (the file is then locked for one process). Null when there is none at all.
 */
export const findSqliteDriver = async (): Promise<SqliteDriver | null> => {
  const { sqlite: builtInVersion } = process.versions
  if (builtInVersion !== undefined && !isWalResetAffected(builtInVersion)) {
    const builtIn = builtInDriver()
    if (builtIn !== null) return builtIn
  }
  return (await packagedDriver()) ?? builtInDriver()
}
