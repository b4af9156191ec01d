import { readdirSync, renameSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import type { SqliteStore } from '@waybill/store-sqlite'
import { problemsOf, stepWrites, wholeLog } from './chained-events.js'
import { driverWith, sqliteError } from './failing-driver.js'
import { makeStore, openStore, sampleAppend, temporaryDirectory, type TemporaryDirectory } from './temporary-store.js'

// More than a trial takes, on a busy machine too.
jest.setTimeout(60_000)

let directory: TemporaryDirectory
let path: string
let target: string

beforeEach(() => {
  directory = temporaryDirectory()
  path = directory.file('ledger.db')
  target = directory.file('backup.db')
})

afterEach(() => {
  directory.remove()
})

const names = () => readdirSync(directory.path).sort()

/** Every row of every table, and what SQLite itself says of the file. */
const dump = (file: string) => {
  const db = new DatabaseSync(file, { readOnly: true })
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all() as Array<{
    readonly name: string
  }>
  const found = {
    schema: db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all(),
    applicationId: db.prepare('PRAGMA application_id').get(),
    userVersion: db.prepare('PRAGMA user_version').get(),
    journalMode: db.prepare('PRAGMA journal_mode').get(),
    check: db.prepare('PRAGMA integrity_check').all(),
    rows: Object.fromEntries(tables.map(({ name }) => [name, db.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all()])),
  }
  db.close()
  return found
}

const commitAll = async (store: SqliteStore, checkpoint: number, documents: number): Promise<void> => {
  const writes = Array.from(
    { length: documents },
    (_, n) =>
      ({
        _tag: 'Put',
        collection: `balances-${n % 3}`,
        key: n === 0 ? '' : `acc-${n}`,
        value: String(checkpoint),
      }) as const,
  )
  const expectedCheckpoint = await store.readModels.checkpoint('balance')()
  if (expectedCheckpoint._tag === 'Left') throw new Error(JSON.stringify(expectedCheckpoint.left))
  const step = { projection: 'balance', expectedCheckpoint: expectedCheckpoint.right, checkpoint, writes }
  expect(await store.readModels.commit(step)()).toEqual({ _tag: 'Right', right: undefined })
}

/** A store with several steps' worth of everything. */
const filledStore = async (options: Partial<Parameters<typeof openStore>[0]> = {}): Promise<SqliteStore> => {
  const store = await openStore({ path, ledger: 'urn:example:ledger', ...options })
  const steps = await Promise.all(Array.from({ length: 180 }, (_, n) => stepWrites(store, `writer-${n}`, 0)))
  const own = steps.map((writes) => writes.slice(0, 2))
  for (const outcome of await Promise.all(own.map((writes) => store.append(writes)())))
    expect(outcome._tag).toBe('Right')
  await commitAll(store, 540, 530)
  await store.properties.set('origin', 'IMPORT')()
  return store
}

describe('A backup', () => {
  it.each<[string, Partial<Parameters<typeof openStore>[0]>]>([
    ['shared', {}],
    ['open for this process alone', { exclusive: true }],
    [
      'on an SQLite that has the WAL-reset defect',
      {
        driver: driverWith(
          () => undefined,
          (sql) => sql.replace('sqlite_version()', "'3.45.1'"),
        ),
      },
    ],
  ])('of a store that is %s is the same store in one file', async (_, options) => {
    const store = await filledStore(options)
    expect(await store.backup(target)()).toEqual({ _tag: 'Right', right: { path: target, lastSequence: 540 } })
    await store.close()
    expect(names()).toEqual(['backup.db', 'ledger.db'])
    expect(dump(target)).toEqual(dump(path))
    const copy = await openStore({ path: target, ledger: 'urn:example:ledger' })
    expect(problemsOf(copy.ledger, await wholeLog(copy))).toEqual([])
    expect(await copy.append(sampleAppend(1))()).toMatchObject({ right: { events: [{ sequence: 541 }] } })
    await copy.close()
  })

  it('of an empty store is an empty store', async () => {
    const store = await openStore({ path })
    const made = await store.backup(target)()
    if (made._tag === 'Left') throw new Error(`no backup: ${JSON.stringify(made.left)}`)
    expect(made.right.lastSequence).toBe(0)
    const copy = await openStore({ path: target })
    expect(copy.ledger).toBe(store.ledger)
    await copy.close()
    await store.close()
  })

  it.each([true, false])(
    'can be made of a store that is opened to read only, with a writer beside it: %s',
    async (hasWriter) => {
      await makeStore(path, 3)
      const writer = hasWriter ? await openStore({ path }) : null
      await writer?.append(sampleAppend(4))()
      const reader = await openStore({ path, readOnly: true })
      expect(await reader.backup(target)()).toMatchObject({ right: { lastSequence: hasWriter ? 4 : 3 } })
      await reader.close()
      await writer?.close()
      expect(names().filter((name) => !name.startsWith('ledger.db'))).toEqual(['backup.db'])
    },
  )

  it('made while others write holds a beginning of the ledger, and read models that fit it', async () => {
    const store = await filledStore()
    let writing = true
    const writer = async (name: string): Promise<number> => {
      let n = 0
      while (writing) {
        const appended = await store.append((await stepWrites(store, name, n)).slice(0, 2))()
        if (appended._tag === 'Left') throw new Error(JSON.stringify(appended.left))
        n += 1
      }
      return n
    }
    const projector = async (): Promise<void> => {
      let checkpoint = 540
      while (writing) {
        checkpoint += 1
        await commitAll(store, checkpoint, 30)
      }
    }
    const others = Promise.all([writer('one'), writer('two'), projector()])
    const receipts = []
    for (const name of ['first.db', 'second.db']) receipts.push(await store.backup(directory.file(name))())
    writing = false
    const [ones, twos] = await others
    const whole = await wholeLog(store)
    await store.close()
    expect(whole).toHaveLength(540 + (ones + twos) * 3)
    for (const receipt of receipts) {
      if (receipt._tag === 'Left') throw new Error(JSON.stringify(receipt.left))
      const copy = await openStore({ path: receipt.right.path, readOnly: true })
      const events = await wholeLog(copy)
      expect(events).toEqual(whole.slice(0, receipt.right.lastSequence))
      expect(problemsOf(copy.ledger, events)).toEqual([])
      const checkpoint = await copy.readModels.checkpoint('balance')()
      expect(await copy.readModels.get('balances-1', 'acc-1')()).toEqual(
        checkpoint._tag === 'Right' ? { _tag: 'Right', right: String(checkpoint.right) } : checkpoint,
      )
      await copy.close()
      expect(dump(receipt.right.path).check).toEqual([{ integrity_check: 'ok' }])
    }
  })
})

describe('A backup that cannot be made', () => {
  let store: SqliteStore

  beforeEach(async () => {
    await makeStore(path, 3)
  })

  afterEach(async () => {
    await store.close()
  })

  it('where something stands leaves it as it is', async () => {
    store = await openStore({ path })
    writeFileSync(target, 'something')
    const before = directory.contents().find(([name]) => name === 'backup.db')
    const taken = { _tag: 'Left', left: { _tag: 'BackupTargetTaken', location: target } }
    expect(await store.backup(target)()).toEqual(taken)
    expect(await store.backup(path)()).toEqual({ ...taken, left: { ...taken.left, location: path } })
    expect(directory.contents().find(([name]) => name === 'backup.db')).toEqual(before)
  })

  it('where no directory is says so', async () => {
    store = await openStore({ path })
    const missing = directory.file('no/such/backup.db')
    expect(await store.backup(missing)()).toEqual({
      _tag: 'Left',
      left: {
        _tag: 'StoreUnavailable',
        operation: 'backup',
        location: missing,
        reason: 'MISSING',
        detail: 'there is no such directory',
      },
    })
  })

  it('because the store is closed leaves nothing behind', async () => {
    store = await openStore({ path })
    const running = store.backup(target)()
    await store.close()
    const closed = { _tag: 'Left', left: { _tag: 'StoreClosed', operation: 'backup' } }
    expect(await running).toEqual(closed)
    expect(await store.backup(target)()).toEqual(closed)
    expect(names()).toEqual(['ledger.db'])
  })

  it.each([
    ['INSERT INTO main.events', 13, { _tag: 'StoreUnavailable', reason: 'DISK_FULL', location: 'backup.db' }],
    ['INSERT INTO main.read_model_documents', 778, { _tag: 'StoreUnavailable', reason: 'IO', location: 'backup.db' }],
    ['COMMIT', 13, { _tag: 'StoreUnavailable', reason: 'DISK_FULL', location: 'backup.db' }],
    ['INSERT INTO main.events', 11, { _tag: 'StoreUnreadable', reason: 'DAMAGED', location: 'ledger.db' }],
  ])(
    'because of a fault at %s (%d) says whose fault it is, and leaves nothing behind',
    async (prefix, code, failure) => {
      let failing = false
      const driver = driverWith((sql) => {
        if (failing && sql.startsWith(prefix)) throw sqliteError(code, 'as the driver says')
      })
      store = await openStore({ path, driver })
      failing = true
      const outcome = await store.backup(target)()
      failing = false
      expect(outcome).toMatchObject({ left: { ...failure, location: directory.file(failure.location) } })
      await store.close()
      expect(names()).toEqual(['ledger.db'])
    },
  )

  it('because the file has lost its name says so', async () => {
    store = await openStore({ path })
    const running = store.backup(target)()
    const aside = directory.file('aside.db')
    renameSync(path, aside)
    expect(await running).toMatchObject({ left: { reason: 'MISSING', location: path } })
    expect(await store.backup(target)()).toMatchObject({ left: { reason: 'MISSING', location: path } })
    renameSync(aside, path)
    expect(await store.backup(target)()).toMatchObject({ right: { lastSequence: 3 } })
  })
})
