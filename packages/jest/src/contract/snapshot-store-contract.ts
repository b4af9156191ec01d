import { describe, it } from '@jest/globals'
import type { FactoryOf, PersistentSnapshotStoreUnderTest, SnapshotStoreUnderTest } from './contract-rule.js'
import { persistentSnapshotStoreRules, snapshotStoreRules } from './snapshot-rules.js'

/** Far more than a trial takes; a store that hangs is still told from one that is slow on a busy machine. */
const longestTrialMs = 30_000

/** Registers a jest test for each promise of a store of snapshots. The factory makes a fresh, empty store each time. */
export const snapshotStoreContract = (name: string, factory: FactoryOf<SnapshotStoreUnderTest>): void => {
  describe(name, () => {
    for (const rule of snapshotStoreRules) it(rule.name, () => rule.check(factory), longestTrialMs)
  })
}

/** The same, with the promises of a store whose snapshots outlive it. */
export const persistentSnapshotStoreContract = (
  name: string,
  factory: FactoryOf<PersistentSnapshotStoreUnderTest>,
): void => {
  snapshotStoreContract(name, factory)
  describe(`${name}, opened again`, () => {
    for (const rule of persistentSnapshotStoreRules) it(rule.name, () => rule.check(factory), longestTrialMs)
  })
}
