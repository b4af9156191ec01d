// Figures 4 and 5: full commands in a SQLite file, every acknowledged write on disk, against the bare driver.

import { createEngine } from '@waybill/engine'
import { stopwatch } from '../harness/stopwatch.mjs'
import { commandsPerTransfer, openBook, runTransfers } from '../workload/engine-run.mjs'
import { readAppends, recordAppends } from '../workload/recorded-appends.mjs'
import { freshFile, insertInto, openRaw, openStore, removeFile, tallyOfFile } from '../workload/sqlite-file.mjs'
import { shapes } from '../workload/transfers.mjs'

const ours = async (job) => {
  const path = freshFile(job.folder, 'ours.db')
  const store = await openStore(path)
  const engine = createEngine({ store })
  await openBook(engine, job)
  const watch = stopwatch()
  watch.start()
  const dropped = await runTransfers(engine, job, job.inFlight)
  watch.stop()
  await store.close()
  const check = tallyOfFile(path, job)
  removeFile(path)
  return { ...watch.elapsed(), operations: job.transfers * commandsPerTransfer, dropped, check }
}

/** The same rows into the same table, so many appends to a transaction. */
const reference = async (job) => {
  const path = freshFile(job.folder, 'reference.db')
  await (await openStore(path)).close()
  const { opening, transfers } = await readAppends(job)
  const db = openRaw(path)
  const insert = insertInto(db)
  const commitTogether = (appends) => {
    db.exec('BEGIN IMMEDIATE')
    for (const rows of appends) for (const row of rows) insert(row)
    db.exec('COMMIT')
  }
  commitTogether(opening)
  const watch = stopwatch()
  watch.start()
  for (let at = 0; at < transfers.length; at += job.inFlight) commitTogether(transfers.slice(at, at + job.inFlight))
  watch.stop()
  db.close()
  const check = tallyOfFile(path, job)
  removeFile(path)
  return { ...watch.elapsed(), operations: job.transfers * commandsPerTransfer, dropped: 0, check }
}

const leavesOut = 'everything but the rows: rules, funds, revisions, idempotency, codecs, hash chain, receipts'
const sides = { prepare: recordAppends, ours, reference }

const casesOf = (sizes, inFlight, bar) => (size) =>
  shapes.map((shape) => ({
    name: shape,
    ...(shape === 'uniform' ? { bar } : {}),
    job: { ...sizes[size], shape, inFlight },
  }))

export const commandsInSqliteOneByOne = {
  number: '4',
  title: 'full commands, SQLite file, synced, 1 in flight',
  unit: 'command',
  reference: 'one durable insert of the same rows into the same table through the same driver, for each command',
  leavesOut,
  cases: casesOf(
    {
      trial: { transfers: 100, accounts: 20 },
      small: { transfers: 1_000, accounts: 1_000 },
      full: { transfers: 10_000, accounts: 1_000 },
    },
    1,
    { atLeast: 0.7 },
  ),
  sides,
}

export const commandsInSqliteTogether = {
  number: '5',
  title: 'full commands, SQLite file, synced, 64 in flight',
  unit: 'command',
  reference: 'the bare driver inserting the rows of 64 commands in one transaction, into the same table',
  leavesOut,
  cases: casesOf(
    {
      trial: { transfers: 300, accounts: 100 },
      small: { transfers: 5_000, accounts: 1_000 },
      full: { transfers: 30_000, accounts: 1_000 },
    },
    64,
    { atLeast: 0.6 },
  ),
  sides,
}
