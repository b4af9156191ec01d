import { execFileSync } from 'node:child_process'
import { mkdirSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync, closeSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { latestSchema } from '../src/schema.js'
import { makeStore, openFailure, openStore, temporaryDirectory, type TemporaryDirectory } from './temporary-store.js'

// Other processes take their time on a busy machine.
jest.setTimeout(60_000)

let directory: TemporaryDirectory
let path: string

beforeEach(() => {
  directory = temporaryDirectory()
  path = directory.file('ledger.db')
})

afterEach(() => {
  directory.remove()
})

/** Tries to open the file in both ways, and holds that not a byte in its directory has changed. */
const refusedUntouched = async (expected: object): Promise<void> => {
  const before = directory.contents()
  expect(await openFailure({ path })).toMatchObject(expected)
  expect(await openFailure({ path, readOnly: true })).toMatchObject(expected)
  expect(directory.contents()).toEqual(before)
}

const overwrite = (offset: number, bytes: Buffer): void => {
  const file = openSync(path, 'r+')
  writeSync(file, bytes, 0, bytes.length, offset)
  closeSync(file)
}

const number32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

describe('A file that is not ours is refused and left as it is', () => {
  it('when it is no SQLite file', async () => {
    writeFileSync(path, 'id,amount,currency\n1,100.00,CNY\n'.repeat(50))
    await refusedUntouched({
      _tag: 'StoreUnreadable',
      location: path,
      reason: 'NOT_A_STORE',
      expected: 'an SQLite file',
      found: 'a file that begins with the bytes 69642c616d6f756e',
    })
  })

  it('when it is shorter than any header and begins otherwise', async () => {
    writeFileSync(path, 'x')
    await refusedUntouched({ reason: 'NOT_A_STORE', found: 'a file that begins with the bytes 78' })
  })

  it.each(['DELETE', 'WAL'])("when it is another application's SQLite file in %s mode", async (mode) => {
    const db = new DatabaseSync(path)
    db.exec(`PRAGMA journal_mode = ${mode}; PRAGMA user_version = 12; CREATE TABLE events (id TEXT)`)
    db.close()
    await refusedUntouched({ reason: 'NOT_A_STORE', found: 'an SQLite file without an application id' })
  })

  it("when it carries another application's id", async () => {
    const db = new DatabaseSync(path)
    db.exec('PRAGMA application_id = 252006675; CREATE TABLE events (id TEXT)')
    db.close()
    await refusedUntouched({ reason: 'NOT_A_STORE', found: 'an SQLite file with the application id 0x0f055113' })
  })

  it('when it is a directory', async () => {
    mkdirSync(path)
    expect(await openFailure({ path })).toMatchObject({ reason: 'NOT_A_STORE', found: 'a directory' })
  })

  it('when it is a pipe, without waiting at it', async () => {
    execFileSync('mkfifo', [path])
    expect(await openFailure({ path })).toMatchObject({ reason: 'NOT_A_STORE', found: 'no regular file' })
  })

  it('when it is empty and only to be read', async () => {
    writeFileSync(path, '')
    expect(await openFailure({ path, readOnly: true })).toMatchObject({
      reason: 'NOT_A_STORE',
      found: 'an empty file',
    })
    expect(readFileSync(path).length).toBe(0)
  })
})

describe('A store that cannot be read here is refused and left as it is', () => {
  beforeEach(async () => {
    await makeStore(path, 40)
  })

  it('when it has a newer schema', async () => {
    overwrite(60, number32(9))
    await refusedUntouched({
      _tag: 'StoreUnreadable',
      location: path,
      reason: 'NEWER_SCHEMA',
      expected: `schema ${latestSchema} or older`,
      found: 'schema 9',
    })
  })

  it('when it has no schema at all', async () => {
    overwrite(60, number32(0))
    await refusedUntouched({ reason: 'DAMAGED', found: 'schema 0' })
  })

  it('when half of its header is missing', async () => {
    truncateSync(path, 50)
    await refusedUntouched({ reason: 'DAMAGED', expected: 'an SQLite header of 100 bytes', found: '50 bytes' })
  })

  it.each([
    [16, 'NOT_A_STORE', 'an SQLite file without an application id'],
    [68, 'NOT_A_STORE', 'an SQLite file without an application id'],
    [72, 'DAMAGED', expect.any(String)],
  ])('when its header was written up to byte %d only', async (written, reason, found) => {
    overwrite(written, Buffer.alloc(4096 - written))
    await refusedUntouched({ _tag: 'StoreUnreadable', location: path, reason, found })
  })

  it('when its tail is missing', async () => {
    truncateSync(path, 4096 * 3)
    await refusedUntouched({ reason: 'DAMAGED' })
  })

  it('when its first page is overwritten', async () => {
    overwrite(100, Buffer.alloc(3000, 0xa5))
    await refusedUntouched({ reason: 'DAMAGED' })
  })

  it('when it holds another ledger than the one asked for', async () => {
    const before = directory.contents()
    const expected = {
      _tag: 'StoreUnreadable',
      location: path,
      reason: 'OTHER_LEDGER',
      expected: 'urn:example:other',
      found: 'urn:example:ledger',
    }
    expect(await openFailure({ path, ledger: 'urn:example:other' })).toEqual(expected)
    expect(await openFailure({ path, ledger: 'urn:example:other', readOnly: true })).toEqual(expected)
    expect(directory.contents()).toEqual(before)
  })
})

describe('Where no file is', () => {
  it('one is made, with the ledger asked for', async () => {
    const store = await openStore({ path, ledger: 'urn:example:new' })
    expect(store.ledger).toBe('urn:example:new')
    await store.close()
    const again = await openStore({ path })
    expect(again.ledger).toBe('urn:example:new')
    await again.close()
  })

  it('one is made with a ledger of its own, when none is asked for', async () => {
    const store = await openStore({ path })
    expect(store.ledger).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
    await store.close()
  })

  it('reading only makes none', async () => {
    expect(await openFailure({ path, readOnly: true })).toEqual({
      _tag: 'StoreUnavailable',
      operation: 'open',
      location: path,
      reason: 'MISSING',
      detail: 'there is no such file',
    })
    expect(directory.contents()).toEqual([])
  })

  it('no directory is made for it', async () => {
    const missing = directory.file('no/such/ledger.db')
    expect(await openFailure({ path: missing })).toMatchObject({
      reason: 'MISSING',
      detail: 'there is no such directory',
    })
    expect(directory.contents()).toEqual([])
  })
})
