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
  const opened = [store]
  const reopen = async () => {
    await store.close()
    const again = await openStore({ path: store.path })
    opened.push(again)
    return again.readModels
  }
  const dispose = async () => {
    for (const each of opened) await each.close()
    directory.remove()
  }
  return { store: store.readModels, reopen, dispose }
})
