import { DatabaseSync } from '@photostructure/sqlite'
import { makeStore, openStore, temporaryDirectory, type TemporaryDirectory } from './temporary-store.js'

let directory: TemporaryDirectory
let path: string

beforeEach(async () => {
  directory = temporaryDirectory()
  path = directory.file('ledger.db')
  await makeStore(path, 3)
})

afterEach(() => {
  directory.remove()
})

const tamper = (...statements: ReadonlyArray<string>): void => {
  const db = new DatabaseSync(path)
  db.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_removed')
  for (const statement of statements) db.exec(statement)
  db.close()
}

const readAll = async (): Promise<unknown> => {
  const store = await openStore({ path })
  const outcome = await store.readAll({ after: 0, limit: 9 })()
  await store.close()
  return outcome
}

describe('The events of the file', () => {
  it.each(["UPDATE events SET data = '{}' WHERE sequence = 2", 'DELETE FROM events WHERE sequence = 3'])(
    'are guarded against %s',
    (statement) => {
      const db = new DatabaseSync(path)
      expect(() => {
        db.exec(statement)
      }).toThrow(/events are never (changed|removed)/)
      db.close()
    },
  )

  it('may hold no value of another type', () => {
    const db = new DatabaseSync(path)
    expect(() => {
      db.exec("INSERT INTO events SELECT 4, stream, 9, 'x', type, 'one', '', '', '', '', '' FROM events LIMIT 1")
    }).toThrow('cannot store TEXT value in INTEGER column')
    db.close()
  })

  it.each(['no JSON', '[]', '{"amount":12}', 'null'])(
    'are called damaged where metadata is no record of text: %s',
    async (text) => {
      tamper(`UPDATE events SET metadata = '${text}' WHERE sequence = 2`)
      expect(await readAll()).toEqual({
        _tag: 'Left',
        left: {
          _tag: 'StoreUnreadable',
          location: path,
          reason: 'DAMAGED',
          expected: 'a Waybill store whose pages, tables and values are whole',
          found: 'metadata that is no record of text, at sequence 2',
        },
      })
    },
  )

  it('are called damaged, and never rounded, where a number is beyond 2^53', async () => {
    tamper('UPDATE events SET sequence = 9007199254740993 WHERE sequence = 3')
    expect(await readAll()).toMatchObject({ left: { reason: 'DAMAGED', found: 'a number beyond 2^53' } })
  })

  it('are called damaged where the table is gone', async () => {
    tamper('DROP TABLE events')
    const db = new DatabaseSync(path)
    db.exec('CREATE TABLE events (sequence INTEGER)')
    db.close()
    await expect(readAll()).rejects.toThrow('DAMAGED')
  })
})
