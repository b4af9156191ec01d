// Figure 13: what hash chain and Merkle tree cost, on a SQLite file with 64 commands in flight.

import { fileURLToPath } from 'node:url'
import { checkStore, createEngine, sha256 } from '@waybill/engine'
import { appendLeaf, emptyAccumulator, leafHash, rootOf } from '@waybill/proof'
import { stopwatch } from '../harness/stopwatch.mjs'
import {
  commandsPerTransfer,
  eventsPerAccount,
  eventsPerTransfer,
  openBook,
  runTransfers,
} from '../workload/engine-run.mjs'
import { driver, freshFile, openStore, removeFile, tallyOfFile } from '../workload/sqlite-file.mjs'
import { taken } from '../workload/taken.mjs'

/** Builds the Merkle tree of a ledger while it is written, up to this size, and gives its root. */
const rootUpTo = async (store, size) => {
  const grow = appendLeaf(sha256)
  const leafOf = leafHash(sha256)
  let tree = emptyAccumulator
  const subscription = store.subscribe({ after: 0 })
  for await (const signal of subscription) {
    if (signal._tag === 'SubscriptionFailed') throw new Error(`the subscription failed: ${signal.failure._tag}`)
    if (signal._tag !== 'EventArrived') continue
    tree = grow(tree, leafOf(signal.event.chainhash))
    if (tree.size === size) break
  }
  await subscription.close()
  return rootOf(sha256)(tree)
}

const assertProved = async (path, root) => {
  const store = await openStore(path)
  const { verdict, ruleProblems } = await taken(checkStore(store, null))
  await store.close()
  if (verdict.firstBad !== null || ruleProblems.length > 0 || verdict.root !== root)
    throw new Error(`expected a whole log with the root ${root}, but found ${JSON.stringify(verdict.root)}`)
}

/** A reference that hashed all the same would prove nothing. */
const assertUnproved = (path) => {
  const db = new driver.DatabaseSync(path)
  const { hashes } = db.prepare('SELECT count(DISTINCT chainhash) AS hashes FROM events').get()
  db.close()
  if (hashes !== 1) throw new Error(`expected one constant in place of all chain hashes, but found ${hashes}`)
}

const measure = async (job, isProved) => {
  const path = freshFile(job.folder, isProved ? 'proved.db' : 'unproved.db')
  const store = await openStore(path)
  const engine = createEngine({ store })
  await openBook(engine, job)
  const size = job.accounts * eventsPerAccount + job.transfers * eventsPerTransfer
  const watch = stopwatch()
  watch.start()
  const growing = isProved ? rootUpTo(store, size) : null
  const dropped = await runTransfers(engine, job, 64)
  const root = await growing
  watch.stop()
  await store.close()
  if (root === null) assertUnproved(path)
  else await assertProved(path, root)
  const check = tallyOfFile(path, job)
  removeFile(path)
  return { ...watch.elapsed(), operations: job.transfers * commandsPerTransfer, dropped, check }
}

const sizes = {
  trial: { transfers: 300, accounts: 100 },
  small: { transfers: 5_000, accounts: 1_000 },
  full: { transfers: 30_000, accounts: 1_000 },
}

const withoutProof = fileURLToPath(new URL('./without-proof/register.mjs', import.meta.url))

export const proofInSqlite = {
  number: '13',
  title: 'hash chain and Merkle tree on, SQLite file, synced, 64 in flight',
  unit: 'command',
  reference: 'the same engine and store with the chain hash replaced by a constant and no tree',
  leavesOut: 'SHA-256 of every event, the subscription, the Merkle tree',
  cases: (size) => [{ name: 'uniform', bar: { atLeast: 0.85 }, job: sizes[size] }],
  sides: { ours: (job) => measure(job, true), reference: (job) => measure(job, false) },
  sideOptions: { reference: ['--import', withoutProof] },
}
