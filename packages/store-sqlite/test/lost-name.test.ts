import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { makeStore, openStore, sampleAppend, temporaryDirectory, type TemporaryDirectory } from './temporary-store.js'
import type { SqliteStore } from '@waybill/store-sqlite'

let directory: TemporaryDirectory
let path: string
let store: SqliteStore

beforeEach(async () => {
  directory = temporaryDirectory()
  path = directory.file('ledger.db')
  await makeStore(path, 3)
  store = await openStore({ path })
  await store.append(sampleAppend(4))()
})

afterEach(async () => {
  await store.close()
  directory.remove()
})

const missing = (operation: string, detail: string) => ({
  _tag: 'Left',
  left: { _tag: 'StoreUnavailable', operation, location: path, reason: 'MISSING', detail },
})

const removed = 'the file was removed or renamed while the store was open: put it back and open the store again'
const replaced = 'another file was put in the place of the file while the store was open: open the store again'

const sequencesIn = async (file: string): Promise<ReadonlyArray<number>> => {
  const opened = await openStore({ path: file, readOnly: true })
  const events = await opened.readAll({ after: 0, limit: 99 })()
  await opened.close()
  return events._tag === 'Right' ? events.right.map(({ sequence }) => sequence) : []
}

describe('A store whose file is removed while it is open', () => {
  it('acknowledges nothing more, and reads nothing more', async () => {
    rmSync(path)
    expect(await Promise.all([store.append(sampleAppend(5))(), store.append(sampleAppend(6))()])).toEqual([
      missing('append', removed),
      missing('append', removed),
    ])
    expect(await store.properties.set('origin', 'ENGINE')()).toEqual(missing('properties.set', removed))
    expect(await store.readAll({ after: 0, limit: 9 })()).toEqual(missing('readAll', removed))
    expect(await store.readModels.checkpoint('balance')()).toEqual(missing('readModels.checkpoint', removed))
  })

  it('tells a waiting subscriber', async () => {
    const signals = store.subscribe({ after: 4 })[Symbol.asyncIterator]()
    expect((await signals.next()).value).toEqual({ _tag: 'CaughtUp', sequence: 4 })
    const waiting = signals.next()
    rmSync(path)
    expect((await waiting).value).toEqual({
      _tag: 'SubscriptionFailed',
      failure: missing('subscribe', removed).left,
    })
    expect((await signals.next()).done).toBe(true)
  })

  it('makes no new file under the name when it is closed', async () => {
    rmSync(path)
    await store.close()
    expect(existsSync(path)).toBe(false)
  })

  it('goes on when the file is put back', async () => {
    const aside = directory.file('aside.db')
    renameSync(path, aside)
    expect(await store.append(sampleAppend(5))()).toEqual(missing('append', removed))
    renameSync(aside, path)
    expect(await store.append(sampleAppend(5))()).toMatchObject({ right: { events: [{ sequence: 5 }] } })
  })
})

describe('A store whose file is renamed while it is open', () => {
  it('leaves all that was acknowledged in the renamed file', async () => {
    const renamed = directory.file('renamed.db')
    renameSync(path, renamed)
    expect(await store.append(sampleAppend(5))()).toEqual(missing('append', removed))
    await store.close()
    expect(await sequencesIn(renamed)).toEqual([1, 2, 3, 4])
  })
})

describe('A store whose file is replaced while it is open', () => {
  it('writes to neither, and leaves the new file and its log to their owner', async () => {
    const other = directory.file('other.db')
    await makeStore(other, 1, 'urn:example:other')
    renameSync(other, path)
    expect(await store.append(sampleAppend(5))()).toEqual(missing('append', replaced))
    const before = directory.contents().find(([name]) => name === 'ledger.db')
    await store.close()
    expect(directory.contents().find(([name]) => name === 'ledger.db')).toEqual(before)
    expect(await sequencesIn(path)).toEqual([1])
  })
})

describe('A store whose write-ahead log is removed while it is open', () => {
  it('acknowledges nothing more, and has lost nothing when it is closed', async () => {
    rmSync(`${path}-wal`)
    expect(await store.append(sampleAppend(5))()).toEqual(
      missing(
        'append',
        'the write-ahead log beside the file was removed or renamed while the store was open: ' +
          'put it back and open the store again',
      ),
    )
    expect(await store.readById(sampleAppend(4)[0]!.events[0]!.id)()).toMatchObject({ right: { sequence: 4 } })
    await store.close()
    expect(await sequencesIn(path)).toEqual([1, 2, 3, 4])
  })
})

describe('A store that is opened to read only and whose file is removed', () => {
  it('reads nothing more', async () => {
    const copy = directory.file('copy.db')
    await store.close()
    copyFileSync(path, copy)
    const reader = await openStore({ path: copy, readOnly: true })
    expect(await reader.ledgerHead()()).toMatchObject({ right: { sequence: 4 } })
    rmSync(copy)
    expect(await reader.ledgerHead()()).toMatchObject({ left: { reason: 'MISSING', detail: removed } })
    await reader.close()
  })
})
