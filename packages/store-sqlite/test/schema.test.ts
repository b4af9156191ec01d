import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { openStore, sampleEvent, temporaryDirectory } from './temporary-store.js'

const stored = (name: string): string => join(__dirname, '__stored__', name)

describe('Schema 1', () => {
  const directory = temporaryDirectory()
  afterAll(directory.remove)

  it('is what a new file holds, letter by letter', async () => {
    const path = directory.file('new.db')
    await (await openStore({ path })).close()
    const db = new DatabaseSync(path)
    const rows = db.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL').all() as Array<{ sql: string }>
    expect(`${rows.map(({ sql }) => sql).join(';\n\n')};\n`).toBe(readFileSync(stored('schema-1.sql'), 'utf8'))
    expect(db.prepare('PRAGMA application_id').get()).toEqual({ application_id: 0x57617962 })
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
    db.close()
  })

  it('can be read and written for ever', async () => {
    const path = directory.file('schema-1.db')
    copyFileSync(stored('schema-1.db'), path)
    const store = await openStore({ path, ledger: 'urn:example:ledger' })
    expect(await store.readById(sampleEvent(2).id)()).toEqual({
      _tag: 'Right',
      right: { ...sampleEvent(2), stream: 'transfer-2', revision: 0, sequence: 2 },
    })
    const write = { stream: 'transfer-2', expectedRevision: 0, events: [sampleEvent(3)] }
    expect(await store.append([write])()).toMatchObject({ right: { events: [{ sequence: 3, revision: 1 }] } })
    expect(await store.properties.get('origin')()).toEqual({ _tag: 'Right', right: 'IMPORT' })
    expect(await store.readModels.get('balances', 'acc-1')()).toEqual({ _tag: 'Right', right: '{"booked":"1"}' })
    expect(await store.readModels.checkpoint('balance')()).toEqual({ _tag: 'Right', right: 2 })
    await store.close()
  })
})
