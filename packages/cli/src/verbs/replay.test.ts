import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { createEngine } from '@waybill/engine'
import { openSqliteStore } from '@waybill/store-sqlite'
import { golden, waybill } from '../../test/command-line.js'
import { buildHarbour, type Harbour } from '../../test/harbour.js'

let harbour: Harbour
beforeEach(async () => {
  harbour = await buildHarbour()
  await run('import', '--in', 'harbour.ndjson', '--to', 'harbour.db')
})
afterEach(() => harbour.leave())

const run = (...argv: ReadonlyArray<string>) => waybill(argv, harbour)

/** What the engine of a service does with a store: it brings the read models up, and may go on to write. */
const runEngine = async (opensAccount = false): Promise<void> => {
  const opened = await openSqliteStore({ path: join(harbour.cwd, 'harbour.db') })()
  if (E.isLeft(opened)) throw new Error(opened.left._tag)
  const engine = createEngine({ store: opened.right, clock: { now: () => '2031-03-04T12:00:00.000Z' } })
  const ran = await engine.runDue()()
  if (opensAccount) await engine.openAccount({ commandId: 'open-cleo', account: 'cleo', currency: 'CNY' })()
  await opened.right.close()
  if (E.isLeft(ran)) throw new Error(ran.left._tag)
}

type Database = InstanceType<typeof DatabaseSync>
type Row = { readonly key: string; readonly value: string }

/** A hand in the file, behind the engine's back. */
const byHand = (change: (db: Database) => void): void => {
  const db = new DatabaseSync(join(harbour.cwd, 'harbour.db'))
  try {
    change(db)
  } finally {
    db.close()
  }
}

const setValue = (db: Database, collection: string, key: string, value: string): void => {
  db.prepare('UPDATE read_model_documents SET value = ? WHERE collection = ? AND key = ?').run(value, collection, key)
}
const rowsOf = (db: Database, collection: string): ReadonlyArray<Row> =>
  db.prepare('SELECT key, value FROM read_model_documents WHERE collection = ? ORDER BY key').all(collection) as Row[]

describe('replay', () => {
  it('says that every read model is what the ledger makes', async () => {
    await runEngine()
    expect(golden(await run('replay', '--in', 'harbour.db'))).toMatchSnapshot()
  })

  it('names a document that was changed by hand, its field, and the event that says otherwise', async () => {
    await runEngine()
    byHand((db) => {
      for (const { key, value } of rowsOf(db, 'balance.account@1'))
        setValue(db, 'balance.account@1', key, value.replace('"booked":"50000"', '"booked":"95000"'))
    })
    const ran = await run('replay', '--in', 'harbour.db')
    expect(ran.status).toBe(6)
    expect(golden(ran)).toMatchSnapshot()
  })

  it('finds the first event that a document does not show which was left behind', async () => {
    await runEngine()
    byHand((db) => {
      for (const { key, value } of rowsOf(db, 'balance.account@1'))
        setValue(db, 'balance.account@1', key, value.replace('"booked":"50000"', '"booked":"150000"'))
    })
    const { status, stdout } = await run('replay', '--in', 'harbour.db')
    expect(status).toBe(6)
    expect(stdout).toMatch(/they part at sequence \d+, TransferConfirmed, the first event that it does not show/)
  })

  it('names a document that is gone, and one that nothing makes', async () => {
    await runEngine()
    byHand((db) => {
      const [first] = rowsOf(db, 'balance.account@1')
      db.prepare('DELETE FROM read_model_documents WHERE collection = ? AND key = ?').run(
        'balance.account@1',
        first?.key ?? '',
      )
      db.prepare('INSERT INTO read_model_documents (collection, key, value) VALUES (?, ?, ?)').run(
        'balance.account@1',
        'zoe',
        '{}',
      )
    })
    const { status, stdout } = await run('replay', '--in', 'harbour.db')
    expect(status).toBe(6)
    expect(stdout.match(/balance\.account, document .*\n.*/g)).toMatchSnapshot()
  })

  it('compares a read model that lags where it stands', async () => {
    await runEngine(true)
    const { status, stdout } = await run('replay', '--in', 'harbour.db')
    expect(status).toBe(0)
    expect(stdout).toContain('at sequence 15, 1 event behind the ledger; the live one is equal')
  })

  it('of a log counts what it makes, with the digest that a store of the same events has', async () => {
    await runEngine()
    const ofLog = await run('replay', '--in', 'harbour.ndjson')
    expect(golden(ofLog)).toMatchSnapshot()
    const ofStore = await run('replay', '--in', 'harbour.db')
    expect(ofLog.stdout.match(/sha256:[0-9a-f]{64}/g)).toEqual(ofStore.stdout.match(/sha256:[0-9a-f]{64}/g))
  })

  it('says with --json what it says in prose, with both documents whole', async () => {
    await runEngine()
    byHand((db) => {
      for (const { key, value } of rowsOf(db, 'balance.account@1'))
        setValue(db, 'balance.account@1', key, value.replace('"booked":"50000"', '"booked":"95000"'))
    })
    const { status, stdout } = await run('replay', '--in', 'harbour.db', '--json')
    expect(status).toBe(6)
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'waybill/replay/1',
      size: 15,
      equal: false,
      projections: [
        {
          projection: 'balance',
          live: 15,
          throughSequence: 15,
          differing: 1,
          drifts: [
            { collection: 'balance.account', liveValue: '"95000"', rebuiltValue: '"50000"', wasTrueBefore: false },
          ],
        },
        { projection: 'dispute', differing: 0 },
        { projection: 'audit', differing: 0 },
      ],
    })
  })

  it('makes nothing of a damaged ledger', async () => {
    await writeFile(join(harbour.cwd, 'bad.ndjson'), harbour.log.replace('"150000"', '"950000"'))
    const { status, stdout } = await run('replay', '--in', 'bad.ndjson')
    expect([status, stdout]).toEqual([6, ''])
  })

  it('changes nothing in the store', async () => {
    await runEngine()
    const count = (): unknown => {
      let rows: unknown
      byHand((db) => {
        rows = db.prepare('SELECT * FROM read_model_documents').all()
      })
      return rows
    }
    const before = count()
    await run('replay', '--in', 'harbour.db')
    expect(count()).toEqual(before)
  })
})
