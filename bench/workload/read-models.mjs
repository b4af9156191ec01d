// Read models as an engine keeps them.

import { createEngine } from '@waybill/engine'
import { taken } from './taken.mjs'

/** Brings every read model of a store up to its head. */
export const readModelsUpToDate = async (store, now) => {
  const report = await taken(createEngine({ store, clock: { now: () => now } }).runDue(now))
  for (const { failure, projection } of report.projected)
    if (failure !== undefined) throw new Error(`${projection}: ${failure._tag}`)
}
