import { persistentEventStoreContract, persistentReadModelStoreContract } from '@waybill/jest'
import { openStore, temporaryDirectory } from './temporary-store.js'

persistentEventStoreContract('The SQLite store', async () => {
  const directory = temporaryDirectory()
  const store = await openStore({ path: directory.file('ledger.db') })
  return {
    store,
    reopen: () => store.close().then(() => openStore({ path: store.path })),
    dispose: () => store.close().then(directory.remove),
  }
})

persistentReadModelStoreContract('The read models in SQLite', async () => {
  const directory = temporaryDirectory()
  const store = await openStore({ path: directory.file('ledger.db') })
  const reopen = () =>
    store
      .close()
      .then(() => openStore({ path: store.path }))
      .then(({ readModels }) => readModels)
  return { store: store.readModels, reopen, dispose: () => store.close().then(directory.remove) }
})
