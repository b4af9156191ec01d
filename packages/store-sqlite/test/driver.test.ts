import * as packaged from '@photostructure/sqlite'
import { driverWith } from './failing-driver.js'
import { openFailure, openStore, sampleAppend, temporaryDirectory } from './temporary-store.js'

describe('The driver', () => {
  const directory = temporaryDirectory()
  afterAll(directory.remove)

  it('may be handed in, as a module of the shape of node:sqlite', async () => {
    const store = await openStore({ path: directory.file('handed-in.db'), driver: packaged })
    expect(await store.append(sampleAppend(1))()).toMatchObject({ right: { alreadyStored: false } })
    expect(store.sqliteVersion).toMatch(/^3\.\d+\.\d+$/)
    await store.close()
  })

  it('locks the file for this process when its SQLite has the WAL-reset defect, and the store says so', async () => {
    const affected = driverWith(
      () => undefined,
      (sql) => sql.replace('sqlite_version()', "'3.45.1'"),
    )
    const path = directory.file('affected.db')
    const store = await openStore({ path, driver: affected })
    expect([store.sqliteVersion, store.lockingMode]).toEqual(['3.45.1', 'EXCLUSIVE'])
    await store.append(sampleAppend(1))()
    expect(await openFailure({ path, driver: affected, deadlineMs: 30 })).toMatchObject({ reason: 'BUSY' })
    expect(await openFailure({ path, driver: packaged, deadlineMs: 30 })).toMatchObject({ reason: 'BUSY' })
    await store.close()
    const reader = await openStore({ path, driver: affected, readOnly: true })
    expect([reader.sqliteVersion, reader.lockingMode]).toEqual(['3.45.1', 'NORMAL'])
    expect(await reader.ledgerHead()()).toMatchObject({ right: { sequence: 1 } })
    await reader.close()
  })

  it('is told to have each commit on disk before it returns', async () => {
    const settings = new Map<string, unknown>()
    const path = directory.file('settings.db')
    const spied = driverWith(
      () => undefined,
      (sql) => sql,
      (db) => {
        for (const name of ['journal_mode', 'synchronous', 'busy_timeout'])
          settings.set(name, Object.values(db.prepare(`PRAGMA ${name}`).get() as object)[0])
      },
    )
    const store = await openStore({ path, driver: spied })
    await store.append(sampleAppend(1))()
    // FULL is 2.
    expect(Object.fromEntries(settings)).toEqual({ journal_mode: 'wal', synchronous: 2, busy_timeout: 0 })
    await store.close()
  })
})
