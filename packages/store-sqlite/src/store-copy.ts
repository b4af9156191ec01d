import * as E from 'fp-ts/lib/Either.js'
import type { StoreUnreadable } from '@waybill/port'
import { noteOpenFile } from './open-files.js'
import { migrate } from './schema.js'
import type { SqliteDatabase, SqliteDriver } from './sqlite-driver.js'

/**
 * A new file that takes over a store's rows, on a connection that has both files open. Each function is one short
 * synchronous step, so that whoever writes to the store meanwhile is never held up, and throws what the driver throws.
 */
export type StoreCopy = {
  /** Takes over the next events, and answers how many. None are left when it is fewer than `eventsPerStep`. */
  readonly nextEvents: () => number
  /** From now on the source is seen as it is at this moment. */
  readonly freeze: () => void
  /** Takes over the small tables; to be called once. */
  readonly smallTables: () => void
  /** Takes over the next documents of read models, and answers how many, as above. */
  readonly nextDocuments: () => number
  /** Writes the copy out and answers the sequence of its last event, 0 when there is none. */
  readonly finish: () => number
  /** Lets go of both files. */
  readonly close: () => void
}

export const eventsPerStep = 512
export const documentsPerStep = 512

const smallTables = ['ledger', 'properties', 'read_model_checkpoints']

/** Nobody reads the copy before it is finished and synced as a whole: until then it needs no care. */
const settings = `
  PRAGMA busy_timeout = 0;
  PRAGMA trusted_schema = OFF;
  PRAGMA journal_mode = MEMORY;
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -32768;
`

const changesOf = (ran: unknown): number => Number((ran as { readonly changes: number | bigint }).changes)

/** The packaged driver keeps its handle until its statements are collected: no lock may be left on either file. */
const letGo = (db: SqliteDatabase): void => {
  for (const statement of ['ROLLBACK', 'DETACH source']) {
    try {
      db.exec(statement)
    } catch {
      // No transaction, or nothing attached.
    }
  }
  db.close()
}

const copyOn = (db: SqliteDatabase, close: () => void): StoreCopy => {
  const insertEvents = db.prepare(
    'INSERT INTO main.events SELECT * FROM source.events WHERE sequence > ? ORDER BY sequence LIMIT ?',
  )
  const maxSequence = db.prepare('SELECT max(sequence) AS sequence FROM main.events')
  const insertDocuments = 'INSERT INTO main.read_model_documents SELECT * FROM source.read_model_documents'
  const firstDocuments = db.prepare(`${insertDocuments} ORDER BY collection, key LIMIT ?`)
  const furtherDocuments = db.prepare(
    `${insertDocuments} WHERE (collection, key) > (?, ?) ORDER BY collection, key LIMIT ?`,
  )
  const lastDocument = db.prepare(
    'SELECT collection, key FROM main.read_model_documents ORDER BY collection DESC, key DESC LIMIT 1',
  )
  const lastSequence = (): number => (maxSequence.get() as { readonly sequence: number | null }).sequence ?? 0

  return {
    nextEvents: () => changesOf(insertEvents.run(lastSequence(), eventsPerStep)),
    freeze: () => {
      db.exec('BEGIN')
      try {
        // A transaction sees the file as it is at its first read.
        db.exec('SELECT count(*) FROM source.ledger')
      } catch (thrown) {
        db.exec('ROLLBACK')
        throw thrown
      }
    },
    smallTables: () => {
      for (const table of smallTables) db.exec(`INSERT OR REPLACE INTO main.${table} SELECT * FROM source.${table}`)
    },
    nextDocuments: () => {
      const last = lastDocument.get() as { readonly collection: string; readonly key: string } | undefined
      const ran =
        last === undefined
          ? firstDocuments.run(documentsPerStep)
          : furtherDocuments.run(last.collection, last.key, documentsPerStep)
      return changesOf(ran)
    },
    finish: () => {
      db.exec('COMMIT')
      return lastSequence()
    },
    close,
  }
}

/** Makes an empty store of this ledger at `path`, with the source beside it. Throws what the driver throws. */
export const beginStoreCopy = (
  driver: SqliteDriver,
  path: string,
  source: { readonly location: string; readonly ledger: string },
): E.Either<StoreUnreadable, StoreCopy> => {
  const db = new driver.DatabaseSync(path)
  const forgetOpenFile = noteOpenFile(path)
  let open = true
  const close = (): void => {
    if (!open) return
    open = false
    letGo(db)
    forgetOpenFile()
  }
  try {
    db.exec(settings)
    const made = migrate(db, { location: path, ledger: source.ledger })
    if (E.isLeft(made)) {
      close()
      return made
    }
    db.prepare('ATTACH ? AS source').run(source.location)
    return E.right(copyOn(db, close))
  } catch (thrown) {
    close()
    throw thrown
  }
}
