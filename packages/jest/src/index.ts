export {
  eventStoreContract,
  eventStoreRules,
  persistentEventStoreContract,
  persistentEventStoreRules,
} from './contract/event-store-contract.js'
export { persistentReadModelStoreContract, readModelStoreContract } from './contract/read-model-store-contract.js'
export { persistentReadModelStoreRules, readModelStoreRules } from './contract/read-model-rules.js'
export type {
  ContractRule,
  FactoryOf,
  PersistentReadModelStoreUnderTest,
  PersistentStoreUnderTest,
  ReadModelStoreUnderTest,
  StoreUnderTest,
} from './contract/contract-rule.js'
export { brokenReadModelStores, type BrokenReadModelStore } from './contract/broken-read-models.js'
export { brokenReopenings, type BrokenReopening } from './contract/broken-reopenings.js'
export type { BrokenStore } from './contract/broken-store.js'
export { brokenStores } from './contract/broken-stores.js'
