import { eventStoreContract, readModelStoreContract, snapshotStoreContract } from '@waybill/jest'
import { createMemoryReadModelStore, createMemoryStore } from '@waybill/store-memory'

eventStoreContract('The memory store', () => {
  const store = createMemoryStore({ ledger: 'urn:example:ledger' })
  return Promise.resolve({ store, dispose: store.close })
})

readModelStoreContract('The read models in memory', () => {
  const store = createMemoryReadModelStore()
  return Promise.resolve({ store, dispose: store.close })
})

eventStoreContract(
  'The memory store, one stream at a time',
  () => {
    const store = createMemoryStore({ ledger: 'urn:example:ledger', appends: 'ONE_STREAM' })
    return Promise.resolve({ store, dispose: store.close })
  },
  { atomicAcrossStreams: false, uniqueEventIds: false },
)

snapshotStoreContract('The snapshots in memory', () => {
  const { close, snapshots } = createMemoryStore({ ledger: 'urn:example:ledger' })
  return Promise.resolve({ store: snapshots, close, dispose: close })
})
