import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { EventStore } from '@waybill/port'
import { createMemoryStore } from '@waybill/store-memory'
import { openSqliteStore } from '@waybill/store-sqlite'

/** A real store, as an engine is tested on it. */
export type StoreOnTest = {
  readonly store: EventStore
  /** The same ledger as a process finds it that has just been started. */
  readonly reopen: () => Promise<EventStore>
  readonly dispose: () => Promise<void>
}

export const testLedger = 'urn:waybill:engine-tests'

const memory = (): Promise<StoreOnTest> => {
  const store = createMemoryStore({ ledger: testLedger })
  return Promise.resolve({ store, reopen: () => Promise.resolve(store), dispose: store.close })
}

/** Where one append reaches one stream only, and a decision is stored step by step. */
const oneStream = (): Promise<StoreOnTest> => {
  const store = createMemoryStore({ ledger: testLedger, appends: 'ONE_STREAM' })
  return Promise.resolve({ store, reopen: () => Promise.resolve(store), dispose: store.close })
}

const openFile = async (path: string): Promise<EventStore> => {
  const opened = await openSqliteStore({ path, ledger: testLedger })()
  if (E.isLeft(opened)) throw new Error(`${path}: ${opened.left._tag}`)
  return opened.right
}

const sqlite = async (): Promise<StoreOnTest> => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-engine-'))
  const path = join(folder, 'ledger.db')
  let store = await openFile(path)
  return {
    store,
    reopen: async () => {
      await store.close()
      store = await openFile(path)
      return store
    },
    dispose: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type TestedStore = { readonly name: string; readonly make: () => Promise<StoreOnTest> }

export const testedStores: ReadonlyArray<TestedStore> = [
  { name: 'in memory', make: memory },
  { name: 'on SQLite', make: sqlite },
  { name: 'in memory, one stream at a time', make: oneStream },
]
