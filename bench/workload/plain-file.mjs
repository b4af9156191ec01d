// A SQLite file that holds the workload's log, made fast.

import { insertInto, openRaw, openStore, rowOf } from './sqlite-file.mjs'
import { plainLog } from './plain-log.mjs'

const rowsPerTransaction = 20_000

/** Fills a file that does not exist yet. It is left at rest, as a store leaves it that is closed. */
export const writePlainFile = async (path, options) => {
  await (await openStore(path)).close()
  const db = openRaw(path)
  // Nobody relies on the file before it is whole.
  db.exec('PRAGMA synchronous = OFF')
  const insert = insertInto(db)
  db.exec('BEGIN')
  let rows = 0
  for (const event of plainLog(options)) {
    insert(rowOf(event))
    rows += 1
    if (rows % rowsPerTransaction === 0) db.exec('COMMIT; BEGIN')
  }
  db.exec('COMMIT')
  db.close()
  await (await openStore(path)).close()
}
