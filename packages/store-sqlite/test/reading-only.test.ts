import { chmodSync, copyFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { bundledStore, startChild } from './child-process.js'
import { makeStore, openStore, sampleAppend, temporaryDirectory, type TemporaryDirectory } from './temporary-store.js'

// Other processes take their time on a busy machine.
jest.setTimeout(60_000)

const bundle = bundledStore()
let directory: TemporaryDirectory
let path: string

beforeEach(async () => {
  directory = temporaryDirectory()
  path = directory.file('ledger.db')
  await makeStore(path, 3)
})

afterEach(() => {
  chmodSync(directory.path, 0o755)
  directory.remove()
})

afterAll(() => {
  bundle.remove()
})

const inWriteAheadLogMode = (): void => {
  const db = new DatabaseSync(path)
  db.exec('PRAGMA journal_mode = WAL')
  db.close()
}

describe('A store that is opened to read only', () => {
  it.each(['at rest', 'in write-ahead-log mode'])('leaves a file %s as it is, and nothing beside it', async (state) => {
    if (state !== 'at rest') inWriteAheadLogMode()
    const before = directory.contents()
    const { mtimeMs } = statSync(path)
    const store = await openStore({ path, readOnly: true })
    expect(await store.readAll({ after: 0, limit: 9 })()).toMatchObject({ right: { length: 3 } })
    expect(await store.readModels.checkpoint('balance')()).toMatchObject({ right: 0 })
    await store.close()
    // A child has let go of everything when it has ended, as the command line has.
    const child = startChild(readAll, [bundle.url, path])
    expect(JSON.parse(await child.ended())).toMatchObject({ right: { length: 3 } })
    if (state === 'at rest') expect(directory.contents()).toEqual(before)
    expect(directory.contents()[0]).toEqual(before[0])
    expect(statSync(path).mtimeMs).toBe(mtimeMs)
  })

  it('refuses to write anything', async () => {
    const before = directory.contents()
    const store = await openStore({ path, readOnly: true })
    const refusal = { left: { _tag: 'StoreUnavailable', location: path, reason: 'READ_ONLY' } }
    expect(await store.append(sampleAppend(4))()).toMatchObject(refusal)
    expect(await store.properties.set('origin', 'ENGINE')()).toMatchObject(refusal)
    const step = { projection: 'balance', expectedCheckpoint: 0, checkpoint: 1, writes: [] }
    expect(await store.readModels.commit(step)()).toMatchObject(refusal)
    await store.close()
    expect(directory.contents()).toEqual(before)
  })

  it('sees what a writer appends meanwhile', async () => {
    const writer = await openStore({ path })
    const reader = await openStore({ path, readOnly: true })
    const subscription = reader.subscribe({ after: 3 })[Symbol.asyncIterator]()
    expect((await subscription.next()).value).toEqual({ _tag: 'CaughtUp', sequence: 3 })
    const waiting = subscription.next()
    await writer.append(sampleAppend(4))()
    expect((await waiting).value).toMatchObject({ _tag: 'EventArrived', event: { sequence: 4 } })
    await reader.close()
    await writer.close()
  })

  it('reads what a writer that was killed had acknowledged, and leaves its log as it is', async () => {
    const killed = directory.file('killed.db')
    const script = `
      const [url, path] = process.argv.slice(1)
      const { openSqliteStore } = await import(url)
      const { right: store } = await openSqliteStore({ path })()
      const event = {
        id: 'only', type: 'SampleRecorded', schemaVersion: 1, occurredAt: '', recordedAt: '',
        metadata: {}, data: '{}', chainhash: '0',
      }
      await store.append([{ stream: 'transfer-1', expectedRevision: -1, events: [event] }])()
      console.log('acknowledged')
      setInterval(() => undefined, 1000)
    `
    const child = startChild(script, [bundle.url, killed])
    expect(await child.line()).toBe('acknowledged')
    await child.stop()
    const log = directory.contents().filter(([name]) => name !== 'killed.db-shm')
    const reader = await openStore({ path: killed, readOnly: true })
    expect(await reader.readById('only')()).toMatchObject({ right: { sequence: 1 } })
    await reader.close()
    expect(directory.contents().filter(([name]) => name !== 'killed.db-shm')).toEqual(log)
    const writer = await openStore({ path: killed })
    expect(await writer.ledgerHead()()).toMatchObject({ right: { sequence: 1 } })
    await writer.close()
  })
})

const readAll = `
  const [url, path] = process.argv.slice(1)
  const { openSqliteStore } = await import(url)
  const opened = await openSqliteStore({ path, readOnly: true })()
  if (opened._tag === 'Left') { console.log(JSON.stringify(opened)); process.exit(0) }
  console.log(JSON.stringify(await opened.right.readAll({ after: 0, limit: 9 })()))
  await opened.right.close()
`

const openToWrite = `
  const [url, path] = process.argv.slice(1)
  const { openSqliteStore } = await import(url)
  const opened = await openSqliteStore({ path })()
  console.log(JSON.stringify(opened._tag === 'Left' ? opened.left : 'opened'))
`

/** Permissions bind everyone but root, who is made a nobody for the purpose. */
const nobody = process.getuid?.() === 0 ? { user: 65_534 } : {}

const foldersAbove = (folder: string): ReadonlyArray<string> =>
  dirname(folder) === folder ? [folder] : [folder, ...foldersAbove(dirname(folder))]

/** The folder above this file that others than root may not enter, where there is one: a nobody could not even read the store's code. */
const closedToNobody =
  process.getuid?.() === 0 ? foldersAbove(__dirname).find((folder) => (statSync(folder).mode & 0o001) === 0) : undefined
if (closedToNobody !== undefined)
  process.stderr.write(`NOT TRIED: a process that may not write, because only root may enter ${closedToNobody}\n`)

const describeWhereOpen = closedToNobody === undefined ? describe : describe.skip

describeWhereOpen('A process that may not write', () => {
  it.each(['at rest', 'in write-ahead-log mode'])('reads a file %s all the same', async (state) => {
    if (state !== 'at rest') inWriteAheadLogMode()
    chmodSync(path, 0o444)
    chmodSync(directory.path, 0o555)
    const before = directory.contents()
    const child = startChild(readAll, [bundle.url, path], nobody)
    expect(JSON.parse(await child.ended())).toMatchObject({ _tag: 'Right', right: { length: 3 } })
    expect(directory.contents()).toEqual(before)
  })

  it('is refused a file that it would have to write, and leaves it as it is', async () => {
    chmodSync(path, 0o444)
    chmodSync(directory.path, 0o755)
    const before = directory.contents()
    const child = startChild(openToWrite, [bundle.url, path], nobody)
    expect(JSON.parse(await child.ended())).toEqual({
      _tag: 'StoreUnavailable',
      operation: 'open',
      location: path,
      reason: 'READ_ONLY',
      detail: 'this process may not write to the file',
    })
    expect(directory.contents()).toEqual(before)
  })

  it('is refused a directory in which it would have to make the file', async () => {
    chmodSync(directory.path, 0o555)
    const child = startChild(openToWrite, [bundle.url, directory.file('new.db')], nobody)
    expect(JSON.parse(await child.ended())).toMatchObject({
      reason: 'READ_ONLY',
      detail: 'this process may not write to the directory',
    })
  })
})

describe('A copy of the file alone', () => {
  it('is the whole ledger, once the store has been closed', async () => {
    const copy = directory.file('handed-on.db')
    copyFileSync(path, copy)
    const store = await openStore({ path: copy, readOnly: true })
    expect(await store.readAll({ after: 0, limit: 9 })()).toMatchObject({ right: { length: 3 } })
    await store.close()
  })
})
