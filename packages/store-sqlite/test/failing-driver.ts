import { DatabaseSync } from '@photostructure/sqlite'
import type { SqliteDatabase, SqliteDriver } from '@waybill/store-sqlite'

/** What the driver is about to do: a statement and its parameters. */
export type Interference = (sql: string, parameters: ReadonlyArray<unknown>) => void

/** The real driver, which first lets the test look at each statement, and throw in its place. */
export const driverWith = (
  interfere: Interference,
  rewrite: (sql: string) => string = (sql) => sql,
  beforeCommit: (db: SqliteDatabase) => void = () => undefined,
): SqliteDriver => {
  // Called with `new`, a function that returns an object gives that object.
  function open(path: string, options: { readonly readOnly?: boolean } = {}): SqliteDatabase {
    const db = new DatabaseSync(path, options)
    return {
      exec: (sql) => {
        interfere(sql, [])
        db.exec(sql)
      },
      prepare: (sql) => {
        const statement = db.prepare(rewrite(sql))
        const first = <A>(act: (...parameters: Array<string | number | null>) => A) => {
          return (...parameters: Array<string | number | null>): A => {
            interfere(sql, parameters)
            if (sql === 'COMMIT') beforeCommit(db)
            return act(...parameters)
          }
        }
        return {
          run: first((...parameters) => statement.run(...parameters)),
          get: first((...parameters): unknown => statement.get(...parameters)),
          all: first((...parameters): Array<unknown> => statement.all(...parameters)),
        }
      },
      close: () => {
        db.close()
      },
    }
  }
  return { DatabaseSync: open as unknown as SqliteDriver['DatabaseSync'] }
}

/** An error as the driver throws it, with a result code of SQLite. */
export const sqliteError = (errcode: number, message: string): Error =>
  Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode })
