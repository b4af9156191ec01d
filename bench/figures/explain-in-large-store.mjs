// Figure 11: explaining one transfer in a large store, against explaining one in a small store.

import { join } from 'node:path'
import { createEngine } from '@waybill/engine'
import { writePlainFile } from '../workload/plain-file.mjs'
import { freshFile, openStore } from '../workload/sqlite-file.mjs'
import { taken } from '../workload/taken.mjs'
import { readModelsUpToDate } from '../workload/read-models.mjs'

const now = '2031-03-05T00:00:00.000Z'
const smallTransfers = 1_000
const transfersPerAccount = 100
const warmUps = 50

const fileOf = (transfers) => `explain-${transfers}.db`

const accountsFor = (transfers) => Math.max(2, transfers / transfersPerAccount)

const prepare = async (job) => {
  for (const transfers of new Set([smallTransfers, job.transfers])) {
    const path = freshFile(job.folder, fileOf(transfers))
    await writePlainFile(path, { transfers, accounts: accountsFor(transfers) })
    const store = await openStore(path)
    await readModelsUpToDate(store, now)
    await store.close()
  }
}

const transferNamed = (number) => `t-${String(number).padStart(9, '0')}`

/** Explains transfers that lie all over the store, one at a time, each as things stand at its end. */
const explainSome = async ({ folder, findings }, transfers) => {
  const store = await openStore(join(folder, fileOf(transfers)))
  const engine = createEngine({ store, clock: { now: () => now } })
  const nanoseconds = []
  const leaves = {}
  for (let count = -warmUps; count < findings; count += 1) {
    const number = ((count + warmUps) * 7_919) % transfers
    const begun = process.hrtime.bigint()
    const finding = await taken(engine.explain({ transferId: transferNamed(number), claim: 'NOT_ARRIVED' }))
    const lasted = process.hrtime.bigint() - begun
    if (finding.subject.id !== transferNamed(number)) throw new Error('the finding is about another transfer')
    if (count < 0) continue
    nanoseconds.push(Number(lasted))
    const found = `${finding.cause.leaf} ${finding.cause.confidence}`
    leaves[found] = (leaves[found] ?? 0) + 1
  }
  await store.close()
  const inOrder = nanoseconds.toSorted((one, other) => one - other)
  return {
    seconds: nanoseconds.reduce((sum, one) => sum + one, 0) / 1e9,
    p99Microseconds: inOrder[Math.ceil(0.99 * inOrder.length) - 1] / 1e3,
    operations: findings,
    dropped: 0,
    check: { leaves },
  }
}

const counts = {
  trial: { transfers: 2_000, findings: 50 },
  small: { transfers: 20_000, findings: 300 },
  full: { transfers: 1_000_000, findings: 1_000 },
}

export const explainInLargeStore = {
  number: '11',
  title: 'explain one transfer, warm, in a large store',
  unit: 'finding',
  ratio: 'time',
  reference: 'the same in a store of 1,000 transfers, each account as busy',
  leavesOut: 'nothing: both sides are ours',
  cases: (size) => [
    {
      name: `${counts[size].transfers.toLocaleString('en')} transfers in the store`,
      bar: { atMost: 1.5 },
      job: counts[size],
    },
  ],
  sides: {
    prepare,
    ours: (job) => explainSome(job, job.transfers),
    reference: (job) => explainSome(job, smallTransfers),
  },
  judge: (results) =>
    results.flatMap(({ name, ours, reference }) => [
      { name: `slowest of 100, ${name}, µs`, value: ours.p99Microseconds },
      { name: 'slowest of 100, 1,000 transfers in the store, µs', value: reference.p99Microseconds },
    ]),
}
