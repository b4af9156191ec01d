import { eventStoreContract, readModelStoreContract } from '@waybill/jest'
import { createMemoryReadModelStore, createMemoryStore } from '@waybill/store-memory'

eventStoreContract('The memory store', () => {
  const store = createMemoryStore({ ledger: 'urn:example:ledger' })
  return Promise.resolve({ store, dispose: store.close })
})

readModelStoreContract('The read models in memory', () => {
  const store = createMemoryReadModelStore()
  return Promise.resolve({ store, dispose: store.close })
})
