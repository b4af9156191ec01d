import { createHash } from 'node:crypto'
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { SqliteDatabase } from '@waybill/store-sqlite'
import { latestSchema, migrate, migrations } from '../src/schema.js'
import { openStore, sampleEvent, temporaryDirectory } from './temporary-store.js'

const stored = (name: string): string => join(__dirname, '__stored__', name)

describe('The latest schema', () => {
  const directory = temporaryDirectory()
  afterAll(directory.remove)

  it('is what a new file holds, letter by letter', async () => {
    const path = directory.file('new.db')
    await (await openStore({ path })).close()
    const db = new DatabaseSync(path)
    const rows = db.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL').all() as Array<{ sql: string }>
    const released = readFileSync(stored(`schema-${latestSchema}.sql`), 'utf8')
    expect(`${rows.map(({ sql }) => sql).join(';\n\n')};\n`).toBe(released)
    expect(db.prepare('PRAGMA application_id').get()).toEqual({ application_id: 0x57617962 })
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: latestSchema })
    db.close()
  })
})

describe.each(['schema-1.db', 'schema-2.db'])('A file of %s', (name) => {
  const directory = temporaryDirectory()
  afterAll(directory.remove)

  it('can be read and written for ever', async () => {
    const path = directory.file('for-ever.db')
    copyFileSync(stored(name), path)
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

  it('can be read without being changed', async () => {
    const path = directory.file('only-read.db')
    copyFileSync(stored(name), path)
    const store = await openStore({ path, readOnly: true })
    expect(await store.readById(sampleEvent(2).id)()).toMatchObject({ right: { sequence: 2 } })
    expect(await store.snapshots.latest('transfer-2', 'transfer/1')()).toEqual({ _tag: 'Right', right: null })
    await store.close()
    expect(readFileSync(path)).toEqual(readFileSync(stored(name)))
  })
})

describe('Every schema that was released', () => {
  it('has a file of its time, which is never made anew', () => {
    const samples = readdirSync(stored('')).filter((name) => name.endsWith('.db'))
    expect(samples).toHaveLength(latestSchema)
    const hashes = samples.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(stored(name)))
        .digest('hex'),
    ])
    expect(hashes).toEqual([
      ['schema-1.db', '1a62e9c3f50565caf7de5cf626e749bf9d817a0feaa9b80f8c66597d33dd8943'],
      ['schema-2.db', '04d6e2cab7627c5a4064efaa92affb83c4075476e58b596730761af09244118c'],
    ])
  })
})

describe('Migrations', () => {
  const directory = temporaryDirectory()
  afterAll(directory.remove)

  const fresh = { location: 'ledger.db', ledger: 'urn:example:ledger' }
  const second = "CREATE TABLE second (a TEXT); INSERT INTO second SELECT value FROM ledger WHERE name = 'ledger'"
  const third = 'ALTER TABLE second ADD COLUMN b TEXT; UPDATE second SET b = a'
  const failing = 'CREATE TABLE third (a TEXT); INSERT INTO nowhere VALUES (1)'

  const copyOfSchema1 = (name: string): SqliteDatabase => {
    const path = directory.file(name)
    copyFileSync(stored('schema-1.db'), path)
    return new DatabaseSync(path)
  }

  const dumpOf = (db: SqliteDatabase) => ({
    version: db.prepare('PRAGMA user_version').get(),
    schema: db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all(),
    events: db.prepare('SELECT * FROM events').all(),
    ledger: db.prepare('SELECT * FROM ledger').all(),
  })

  it('bring an old file forward over several schemas and leave what it holds', () => {
    const db = copyOfSchema1('forward.db')
    const before = dumpOf(db)
    expect(migrate(db, fresh, [...migrations, second, third])).toEqual({ _tag: 'Right', right: undefined })
    const after = dumpOf(db)
    expect(after.version).toEqual({ user_version: latestSchema + 2 })
    expect([after.events, after.ledger]).toEqual([before.events, before.ledger])
    expect(db.prepare('SELECT * FROM second').all()).toEqual([{ a: 'urn:example:ledger', b: 'urn:example:ledger' }])
    db.close()
  })

  it('change nothing when one of several fails', () => {
    const db = copyOfSchema1('failing.db')
    const before = dumpOf(db)
    expect(() => migrate(db, fresh, [...migrations, second, failing])).toThrow('no such table: nowhere')
    expect(dumpOf(db)).toEqual(before)
    db.close()
  })

  it('never go back', () => {
    const db = copyOfSchema1('back.db')
    migrate(db, fresh, [...migrations, second])
    const before = dumpOf(db)
    expect(migrate(db, fresh)).toEqual({
      _tag: 'Left',
      left: {
        _tag: 'StoreUnreadable',
        location: 'ledger.db',
        reason: 'NEWER_SCHEMA',
        expected: `schema ${latestSchema} or older`,
        found: `schema ${latestSchema + 1}`,
      },
    })
    expect(dumpOf(db)).toEqual(before)
    db.close()
  })
})
