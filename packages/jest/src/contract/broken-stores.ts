import { brokenAppends } from './broken-appends.js'
import { brokenFailures } from './broken-failures.js'
import { brokenLongStreams } from './broken-long-streams.js'
import { brokenOneStreamAppends } from './broken-one-stream-appends.js'
import { brokenReads } from './broken-reads.js'
import type { BrokenStore } from './broken-store.js'
import { brokenSubscriptions } from './broken-subscriptions.js'

/** Stores with one fault each: what the contract suite must catch, at least one for every rule. */
export const brokenStores: ReadonlyArray<BrokenStore> = [
  ...brokenAppends,
  ...brokenOneStreamAppends,
  ...brokenReads,
  ...brokenFailures,
  ...brokenSubscriptions,
  ...brokenLongStreams,
]
