// Figure 7: building the kept read models of a SQLite file anew, against reading, parsing and upserting the same rows.

import { createHash } from 'node:crypto'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine } from '@waybill/engine'
import { stopwatch } from '../harness/stopwatch.mjs'
import { eventsPerAccount, eventsPerTransfer } from '../workload/engine-run.mjs'
import { writePlainFile } from '../workload/plain-file.mjs'
import { driver, freshFile, openRaw, openStore, removeFile } from '../workload/sqlite-file.mjs'
import { taken } from '../workload/taken.mjs'

const ledgerIn = (folder) => join(folder, 'rebuild.db')
const traceIn = (folder) => join(folder, 'documents.db')

const eventsOf = ({ accounts, transfers }) => accounts * eventsPerAccount + transfers * eventsPerTransfer

/** Brings all three read models up to the ledger. */
const rebuild = async (store, readModels) => {
  const report = await taken(createEngine({ store, readModels }).runDue('2031-03-05T00:00:00.000Z'))
  for (const one of report.projected) {
    if (one.failure !== undefined) throw new Error(`${one.projection}: ${one.failure._tag}`)
  }
}

/** The ledger, and the documents of its read models in the order in which they came up first. */
const prepare = async (job) => {
  await writePlainFile(freshFile(job.folder, 'rebuild.db'), job)
  const db = openRaw(freshFile(job.folder, 'documents.db'))
  db.exec('PRAGMA synchronous = OFF')
  db.exec('CREATE TABLE documents (n INTEGER PRIMARY KEY, collection, key, value, UNIQUE (collection, key))')
  const put = db.prepare(
    'INSERT INTO documents (collection, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  const remove = db.prepare('DELETE FROM documents WHERE collection = ? AND key = ?')
  const path = freshFile(job.folder, 'prepared.db')
  copyFileSync(ledgerIn(job.folder), path)
  const store = await openStore(path)
  await rebuild(store, {
    ...store.readModels,
    commit: (step) => async () => {
      const committed = await store.readModels.commit(step)()
      if (committed._tag === 'Left') return committed
      db.exec('BEGIN')
      for (const write of step.writes) {
        if (write._tag === 'Put') put.run(write.collection, write.key, write.value)
        else remove.run(write.collection, write.key)
      }
      db.exec('COMMIT')
      return committed
    },
  })
  await store.close()
  removeFile(path)
  db.close()
}

const readBack = (path) => {
  const db = new driver.DatabaseSync(path, { readOnly: true })
  const hash = createHash('sha256')
  let documents = 0
  const rows = db.prepare('SELECT collection, key, value FROM read_model_documents ORDER BY collection, key')
  for (const { collection, key, value } of rows.iterate()) {
    hash.update(`${collection} ${key} ${value}\n`)
    documents += 1
  }
  db.close()
  return { documents, hash: hash.digest('hex').slice(0, 16) }
}

const ours = async (job) => {
  const path = freshFile(job.folder, 'ours.db')
  copyFileSync(ledgerIn(job.folder), path)
  const store = await openStore(path)
  const watch = stopwatch()
  watch.start()
  await rebuild(store, store.readModels)
  watch.stop()
  await store.close()
  const check = readBack(path)
  removeFile(path)
  return { ...watch.elapsed(), operations: eventsOf(job), dropped: 0, check }
}

const rowsPerTransaction = 1_000

const reference = async (job) => {
  const path = freshFile(job.folder, 'reference.db')
  copyFileSync(ledgerIn(job.folder), path)
  const db = openRaw(path)
  const trace = new driver.DatabaseSync(traceIn(job.folder), { readOnly: true })
  const page = trace.prepare('SELECT n, collection, key, value FROM documents WHERE n > ? ORDER BY n LIMIT ?')
  const put = db.prepare(
    `INSERT INTO read_model_documents (collection, key, value) VALUES (?, ?, ?)
     ON CONFLICT (collection, key) DO UPDATE SET value = excluded.value`,
  )
  const watch = stopwatch()
  watch.start()
  let events = 0
  for (const { data } of db.prepare('SELECT * FROM events ORDER BY sequence').iterate())
    events += JSON.parse(data) === null ? 0 : 1
  watch.stop()
  // Where the rows come from is not measured: in a rebuild they are computed.
  for (let rows = page.all(0, rowsPerTransaction); rows.length > 0;) {
    watch.start()
    db.exec('BEGIN IMMEDIATE')
    for (const { collection, key, value } of rows) put.run(collection, key, value)
    db.exec('COMMIT')
    watch.stop()
    rows = page.all(rows.at(-1).n, rowsPerTransaction)
  }
  trace.close()
  db.close()
  if (events !== eventsOf(job)) throw new Error(`expected ${eventsOf(job)} rows, but found ${events}`)
  const check = readBack(path)
  removeFile(path)
  return { ...watch.elapsed(), operations: events, dropped: 0, check }
}

const counts = { trial: [200], small: [3_000], full: [1_000_000] }

export const rebuildReadModels = {
  number: '7',
  title: 'rebuild of the kept read models of a SQLite file',
  unit: 'event',
  reference: 'the bare driver reading and parsing every row, and upserting the same read-model rows, each once',
  leavesOut: 'codecs, folds, reading documents back, checkpoints, documents that change several times',
  cases: (size) =>
    counts[size].map((transfers) => ({
      name: `${transfers.toLocaleString('en')} transfers`,
      bar: { atLeast: 0.6 },
      job: { transfers, accounts: 200 },
    })),
  sides: { prepare, ours, reference },
  judge: (results) => [
    {
      name: `peak memory, ${results.at(-1).name}, MB`,
      value: results.at(-1).ours.peakMegabytes,
      bar: { atMost: 256 },
    },
  ],
}
