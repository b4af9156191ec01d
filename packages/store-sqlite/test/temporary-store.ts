import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore, type SqliteStore, type SqliteStoreOptions } from '@waybill/store-sqlite'

/** A directory of this test's own. */
export const temporaryDirectory = (): { readonly file: (name: string) => string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'waybill-sqlite-'))
  return {
    file: (name) => join(path, name),
    remove: () => {
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** Opens a store that must open. */
export const openStore = async (options: SqliteStoreOptions): Promise<SqliteStore> => {
  const opened = await openSqliteStore(options)()
  if (opened._tag === 'Left') throw new Error(`expected a store, found ${JSON.stringify(opened.left)}`)
  return opened.right
}
