import * as E from 'fp-ts/lib/Either.js'
import type { StoreUnreadable } from '@waybill/port'
import { firstSchema } from './migrations/0001-first-schema.sql.js'
import { snapshotsSchema } from './migrations/0002-snapshots.sql.js'
import type { SqliteDatabase } from './sqlite-driver.js'

/** Forward only, in order: the first brings an empty file to schema 1. */
export const migrations: ReadonlyArray<string> = [firstSchema, snapshotsSchema]

/** The schema that this release writes. */
export const latestSchema = migrations.length

/** The oldest schema that can be read as it is: what came later is of use to writers only. */
export const oldestReadableSchema = 1

/** "Wayb" in ASCII, at byte 68 of every store's header. */
export const applicationId = 0x57617962

/** What a connection sees in its file. */
export type FileState =
  | { readonly _tag: 'Blank' }
  | { readonly _tag: 'Store'; readonly schema: number }
  | { readonly _tag: 'Foreign'; readonly applicationId: number }

export const describeApplicationId = (id: number): string =>
  id === 0
    ? 'an SQLite file without an application id'
    : `an SQLite file with the application id 0x${id.toString(16).padStart(8, '0')}`

const onlyNumber = (db: SqliteDatabase, sql: string): number => {
  const row = db.prepare(sql).get() as Readonly<Record<string, unknown>>
  return Number(Object.values(row)[0])
}

/** Reads application id and schema of the open file. */
export const readFileState = (db: SqliteDatabase): FileState => {
  const id = onlyNumber(db, 'PRAGMA application_id') >>> 0
  const schema = onlyNumber(db, 'PRAGMA user_version')
  if (id === applicationId) return { _tag: 'Store', schema }
  const objects = onlyNumber(db, 'SELECT count(*) FROM sqlite_schema')
  return id === 0 && schema === 0 && objects === 0 ? { _tag: 'Blank' } : { _tag: 'Foreign', applicationId: id }
}

/** Says why a file in this state cannot be read here, or null when it can, perhaps after a migration. */
export const unreadableState = (
  state: FileState,
  location: string,
  latest: number = latestSchema,
): StoreUnreadable | null => {
  if (state._tag === 'Blank') return null
  if (state._tag === 'Foreign')
    return {
      _tag: 'StoreUnreadable',
      location,
      reason: 'NOT_A_STORE',
      expected: describeApplicationId(applicationId),
      found: describeApplicationId(state.applicationId),
    }
  if (state.schema > latest)
    return {
      _tag: 'StoreUnreadable',
      location,
      reason: 'NEWER_SCHEMA',
      expected: `schema ${latest} or older`,
      found: `schema ${state.schema}`,
    }
  if (state.schema < 1)
    return {
      _tag: 'StoreUnreadable',
      location,
      reason: 'DAMAGED',
      expected: `schema 1 to ${latest}`,
      found: `schema ${state.schema}`,
    }
  return null
}

/**
 * Brings the file to the latest schema in one transaction, judged again under the write lock, for another
 * process may have come first. Throws what the driver throws; the file is then as it was.
 */
export const migrate = (
  db: SqliteDatabase,
  fresh: { readonly location: string; readonly ledger: string },
  steps: ReadonlyArray<string> = migrations,
): E.Either<StoreUnreadable, void> => {
  db.exec('BEGIN IMMEDIATE')
  try {
    const state = readFileState(db)
    const unreadable = unreadableState(state, fresh.location, steps.length)
    if (unreadable !== null) {
      db.exec('ROLLBACK')
      return E.left(unreadable)
    }
    const present = state._tag === 'Store' ? state.schema : 0
    for (const step of steps.slice(present)) db.exec(step)
    if (present === 0) {
      db.exec(`PRAGMA application_id = ${applicationId}`)
      db.prepare("INSERT INTO ledger (name, value) VALUES ('ledger', ?)").run(fresh.ledger)
    }
    db.exec(`PRAGMA user_version = ${steps.length}`)
    db.exec('COMMIT')
    return E.right(undefined)
  } catch (thrown) {
    try {
      db.exec('ROLLBACK')
    } catch {
      // SQLite had rolled back by itself.
    }
    throw thrown
  }
}
