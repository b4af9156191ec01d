// Figure 14: verifying a whole log offline, against parsing and hashing its lines.

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { checkLog, encodeLine, sha256 } from '@waybill/engine'
import { appendLeaf, decodeAnchor, emptyAccumulator, encodeAnchor, leafHash, rootOf } from '@waybill/proof'
import { stopwatch } from '../harness/stopwatch.mjs'
import { eventsPerAccount, eventsPerTransfer, ledger } from '../workload/engine-run.mjs'
import { plainLog } from '../workload/plain-log.mjs'
import { taken } from '../workload/taken.mjs'

const logIn = (folder) => join(folder, 'log.ndjson')
const anchorIn = (folder) => `${logIn(folder)}.anchor.json`

const eventsOf = ({ accounts, transfers }) => accounts * eventsPerAccount + transfers * eventsPerTransfer

const prepare = async (job) => {
  const out = createWriteStream(logIn(job.folder))
  const grow = appendLeaf(sha256)
  const leafOf = leafHash(sha256)
  let tree = emptyAccumulator
  for (const event of plainLog(job)) {
    const line = encodeLine(event, ledger)
    if (line._tag === 'Left') throw new Error(`expected a line, but found ${JSON.stringify(line.left)}`)
    tree = grow(tree, leafOf(event.chainhash))
    if (!out.write(`${line.right}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  const anchor = { ledger, size: tree.size, root: rootOf(sha256)(tree), time: '2031-03-05T00:00:00.000Z' }
  writeFileSync(anchorIn(job.folder), encodeAnchor(anchor))
}

const ours = async (job) => {
  const anchor = decodeAnchor(readFileSync(anchorIn(job.folder), 'utf8'))
  if (anchor._tag === 'Left') throw new Error(`the anchor cannot be read: ${JSON.stringify(anchor.left)}`)
  const watch = stopwatch()
  watch.start()
  const check = await taken(
    checkLog({ file: 'log.ndjson', open: () => createReadStream(logIn(job.folder)), anchor: anchor.right }),
  )
  watch.stop()
  const { size, firstBad, anchored } = check.verdict
  if (firstBad !== null || !anchored || check.ruleProblems.length > 0 || check.setAside.length > 0)
    throw new Error('expected a whole log that agrees with its anchor')
  return { ...watch.elapsed(), operations: size, dropped: 0, check: { events: size } }
}

const reference = async (job) => {
  const watch = stopwatch()
  watch.start()
  let events = 0
  let digests = 0
  let rest = ''
  for await (const chunk of createReadStream(logIn(job.folder), { encoding: 'utf8' })) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()
    for (const line of lines) {
      if (JSON.parse(line).source === ledger) events += 1
      digests += createHash('sha256').update(line).digest().length / 32
    }
  }
  watch.stop()
  if (events !== eventsOf(job) || digests !== events)
    throw new Error(`expected ${eventsOf(job)} lines, but found ${events}`)
  return { ...watch.elapsed(), operations: events, dropped: 0, check: { events } }
}

const named = (transfers) => `${transfers.toLocaleString('en')} transfers`

const counts = { trial: [500], small: [5_000], full: [100_000] }

export const verifyLogOffline = {
  number: '14',
  title: 'verify a whole log offline',
  unit: 'event',
  reference: '`JSON.parse` and one SHA-256 of every line',
  leavesOut: 'UTF-8 and CloudEvents rules, codecs, order, chain, Merkle tree, anchor, postings, floors',
  cases: (size) =>
    counts[size].map((transfers) => ({
      name: named(transfers),
      bar: { atLeast: 0.5 },
      job: { transfers, accounts: Math.min(1_000, transfers) },
    })),
  sides: { prepare, ours, reference },
}
