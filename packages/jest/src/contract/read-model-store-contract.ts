import { describe, it } from '@jest/globals'
import type { FactoryOf, PersistentReadModelStoreUnderTest, ReadModelStoreUnderTest } from './contract-rule.js'
import { persistentReadModelStoreRules, readModelStoreRules } from './read-model-rules.js'

/** Far more than a trial takes; a store that hangs is still told from one that is slow on a busy machine. */
const longestTrialMs = 30_000

/** Registers a jest test for each promise of a read-model store. The factory makes a fresh, empty store each time. */
export const readModelStoreContract = (name: string, factory: FactoryOf<ReadModelStoreUnderTest>): void => {
  describe(name, () => {
    for (const rule of readModelStoreRules) it(rule.name, () => rule.check(factory), longestTrialMs)
  })
}

/** The same, with the promises of a store whose documents outlive it. */
export const persistentReadModelStoreContract = (
  name: string,
  factory: FactoryOf<PersistentReadModelStoreUnderTest>,
): void => {
  readModelStoreContract(name, factory)
  describe(`${name}, opened again`, () => {
    for (const rule of persistentReadModelStoreRules) it(rule.name, () => rule.check(factory), longestTrialMs)
  })
}
