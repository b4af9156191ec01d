export { openSqliteStore, type SqliteOpenFailure, type SqliteStoreOptions } from './open-sqlite-store.js'
export type { BackupFailure, BackupReceipt, BackupTargetTaken } from './backup.js'
export type { SqliteStore } from './sqlite-store.js'
export type { SqliteDatabase, SqliteDriver, SqliteStatement, SqliteValue } from './sqlite-driver.js'
