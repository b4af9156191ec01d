import {
  persistentEventStoreContract,
  persistentReadModelStoreContract,
  persistentSnapshotStoreContract,
} from '@waybill/jest'
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

/** A file in a folder of its own, which is opened again where a trial asks for it. */
const reopenedFile = async () => {
  const directory = temporaryDirectory()
  const store = await openStore({ path: directory.file('ledger.db') })
  const opened = [store]
  return {
    store,
    reopen: async () => {
      await store.close()
      const again = await openStore({ path: store.path })
      opened.push(again)
      return again
    },
    dispose: async () => {
      for (const each of opened) await each.close()
      directory.remove()
    },
  }
}

persistentReadModelStoreContract('The read models in SQLite', async () => {
  const { store, reopen, dispose } = await reopenedFile()
  return { store: store.readModels, reopen: async () => (await reopen()).readModels, dispose }
})

persistentSnapshotStoreContract('The snapshots in SQLite', async () => {
  const { store, reopen, dispose } = await reopenedFile()
  const reopenSnapshots = async () => (await reopen()).snapshots
  return { store: store.snapshots, close: store.close, reopen: reopenSnapshots, dispose }
})
