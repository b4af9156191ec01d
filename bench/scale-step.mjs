// One step of `npm run scale` that no verb of the command line does.

import { performance } from 'node:perf_hooks'
import { createEngine } from '@waybill/engine'
import { readModelsUpToDate } from './workload/read-models.mjs'
import { writePlainFile } from './workload/plain-file.mjs'
import { openStore } from './workload/sqlite-file.mjs'
import { taken } from './workload/taken.mjs'

const now = '2031-03-05T00:00:00.000Z'
const [step, path, detail] = process.argv.slice(2)

const onStore = async (use) => {
  const store = await openStore(path)
  await use(store)
  await store.close()
}

const steps = {
  make: () => writePlainFile(path, JSON.parse(detail)),
  readModels: () => onStore((store) => readModelsUpToDate(store, now)),
  explain: () =>
    onStore(async (store) => {
      const engine = createEngine({ store, clock: { now: () => now } })
      for (const round of ['first', 'second', 'third']) {
        const begun = performance.now()
        const { cause } = await taken(engine.explain({ transferId: detail, claim: 'NOT_ARRIVED' }))
        process.stdout.write(`    ${round}: ${cause.leaf}, ${(performance.now() - begun).toFixed(1)} ms\n`)
      }
    }),
  balance: () =>
    onStore(async (store) => {
      const { balances } = await taken(createEngine({ store, clock: { now: () => now } }).balance(detail))
      process.stdout.write(`    booked ${balances[0].booked} ${balances[0].currency}\n`)
    }),
}

await steps[step]()
