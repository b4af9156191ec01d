// Figure 6: reading a whole SQLite file and folding the three projections, against reading it and parsing its rows.

import { join } from 'node:path'
import { decodeStored } from '@waybill/core'
import { auditProjection, balanceProjection, disputeProjection } from '@waybill/projections'
import { stopwatch } from '../harness/stopwatch.mjs'
import { eventsPerAccount, eventsPerTransfer } from '../workload/engine-run.mjs'
import { writePlainFile } from '../workload/plain-file.mjs'
import { releasingDocuments } from '../workload/releasing-documents.mjs'
import { driver, freshFile, openStore } from '../workload/sqlite-file.mjs'
import { digestOf } from '../workload/tally.mjs'
import { taken } from '../workload/taken.mjs'
import { balancesAfter } from '../workload/transfers.mjs'

const fileIn = (folder) => join(folder, 'replay.db')

const eventsOf = ({ accounts, transfers }) => accounts * eventsPerAccount + transfers * eventsPerTransfer

const prepare = (job) => writePlainFile(freshFile(job.folder, 'replay.db'), job)

const eventsPerPage = 1_000
const projections = [balanceProjection, disputeProjection, auditProjection]

const bookedOf = (kept) =>
  new Map(
    kept
      .of('balance.account')
      .filter(({ account }) => !account.includes(':'))
      .map(({ account, balances }) => [account, balances[0]?.booked ?? 0n]),
  )

const ours = async (job) => {
  const store = await openStore(fileIn(job.folder), { readOnly: true })
  const kept = releasingDocuments()
  const watch = stopwatch()
  watch.start()
  let events = 0
  for (;;) {
    const page = await taken(store.readAll({ after: events, limit: eventsPerPage }))
    if (page.length === 0) break
    for (const stored of page) {
      const recorded = decodeStored(stored)
      if (recorded._tag === 'Left') throw new Error(`sequence ${stored.sequence} cannot be read`)
      for (const projection of projections) projection.react(kept.documents, recorded.right)
      if (stored.type === 'TransferCredited') kept.release(stored.stream.slice('transfer-'.length))
    }
    events += page.length
  }
  watch.stop()
  await store.close()
  const found = digestOf(bookedOf(kept))
  const expected = digestOf(balancesAfter(job))
  if (found !== expected) throw new Error(`the balances after the replay: expected ${expected}, but found ${found}`)
  return { ...watch.elapsed(), operations: events, dropped: 0, check: { events }, held: kept.held() }
}

const reference = async (job) => {
  const db = new driver.DatabaseSync(fileIn(job.folder), { readOnly: true })
  const rows = db.prepare('SELECT * FROM events ORDER BY sequence')
  const watch = stopwatch()
  watch.start()
  let events = 0
  let fields = 0
  for (const { data } of rows.iterate()) {
    fields += Object.keys(JSON.parse(data)).length
    events += 1
  }
  watch.stop()
  db.close()
  if (events !== eventsOf(job) || fields < events)
    throw new Error(`expected ${eventsOf(job)} rows, but found ${events}`)
  return { ...watch.elapsed(), operations: events, dropped: 0, check: { events } }
}

const counts = { trial: [200, 1_000], small: [2_000, 20_000], full: [10_000, 1_000_000] }

export const replay = {
  number: '6',
  title: 'replay of a SQLite file, three projections folded',
  unit: 'event',
  reference: 'the bare driver reading every row, and `JSON.parse` of its data',
  leavesOut: 'codecs, metadata, the folds',
  cases: (size) =>
    counts[size].map((transfers) => ({
      name: `${transfers.toLocaleString('en')} transfers`,
      bar: { atLeast: 0.4 },
      // Payees are remembered for each payer: the number of accounts, not of transfers, decides on the memory.
      job: { transfers, accounts: 200 },
    })),
  sides: { prepare, ours, reference },
  judge: (results) => {
    const costs = results.map((result) => result.ours.microseconds.median)
    const last = results.at(-1).ours
    return [
      { name: `peak memory, ${results.at(-1).name}, MB`, value: last.peakMegabytes, bar: { atMost: 256 } },
      {
        name: 'cost of an event, most transfers ÷ fewest',
        value: costs.at(-1) / costs[0],
        bar: { atLeast: 0.8, atMost: 1.2 },
      },
    ]
  },
}
