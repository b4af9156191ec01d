import { describe, it } from '@jest/globals'
import type { FactoryOf, PersistentReadModelStoreUnderTest, ReadModelStoreUnderTest } from './contract-rule.js'
import { persistentReadModelStoreRules, readModelStoreRules } from './read-model-rules.js'

/** Registers a jest test for each promise of a read-model store. The factory makes a fresh, empty store each time. */
export const readModelStoreContract = (name: string, factory: FactoryOf<ReadModelStoreUnderTest>): void => {
  describe(name, () => {
    for (const rule of readModelStoreRules) it(rule.name, () => rule.check(factory))
  })
}

/** The same, with the promises of a store whose documents outlive it. */
export const persistentReadModelStoreContract = (
  name: string,
  factory: FactoryOf<PersistentReadModelStoreUnderTest>,
): void => {
  readModelStoreContract(name, factory)
  describe(`${name}, opened again`, () => {
    for (const rule of persistentReadModelStoreRules) it(rule.name, () => rule.check(factory))
  })
}
