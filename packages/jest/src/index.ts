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
