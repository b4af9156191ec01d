import { lockHolder, startChild } from './child-process.js'
import {
  makeStore,
  openFailure,
  openStore,
  sampleAppend,
  temporaryDirectory,
  type TemporaryDirectory,
} from './temporary-store.js'

// Other processes take their time on a busy machine.
jest.setTimeout(60_000)

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

describe('While another process holds the file', () => {
  it('for itself, opening gives up at the deadline and leaves the file as it is', async () => {
    const before = directory.contents()
    const holder = startChild(lockHolder, [path, 'BEGIN EXCLUSIVE'])
    expect(await holder.line()).toBe('held')
    const failure = { _tag: 'StoreUnavailable', operation: 'open', location: path, reason: 'BUSY' }
    expect(await openFailure({ path, deadlineMs: 120 })).toMatchObject(failure)
    expect(await openFailure({ path, deadlineMs: 120, readOnly: true })).toMatchObject(failure)
    holder.say('let go')
    await holder.ended()
    expect(directory.contents()).toEqual(before)
  })

  it('for itself, opening goes on trying, and succeeds when the file is let go', async () => {
    const holder = startChild(lockHolder, [path, 'BEGIN EXCLUSIVE'])
    expect(await holder.line()).toBe('held')
    const opening = openStore({ path })
    holder.say('let go')
    const store = await opening
    expect(await store.ledgerHead()()).toMatchObject({ right: { sequence: 3 } })
    await store.close()
    await holder.ended()
  })

  it('to write, reading goes on and an append gives up at the deadline, with nothing written', async () => {
    const store = await openStore({ path, deadlineMs: 120 })
    const holder = startChild(lockHolder, [path, 'BEGIN IMMEDIATE'])
    expect(await holder.line()).toBe('held')
    const append = store.append(sampleAppend(4))()
    expect(await store.readAll({ after: 0, limit: 9 })()).toMatchObject({ right: { length: 3 } })
    expect(await append).toMatchObject({
      left: { _tag: 'StoreUnavailable', operation: 'append', location: path, reason: 'BUSY' },
    })
    holder.say('let go')
    await holder.ended()
    expect(await store.ledgerHead()()).toMatchObject({ right: { sequence: 3 } })
    await store.close()
  })

  it('to write, an append waits without holding up the event loop, and succeeds when the lock is free', async () => {
    const store = await openStore({ path })
    const holder = startChild(lockHolder, [path, 'BEGIN IMMEDIATE'])
    expect(await holder.line()).toBe('held')
    let turns = 0
    const counting = setInterval(() => {
      turns += 1
      if (turns === 20) holder.say('let go')
    }, 5)
    expect(await store.append(sampleAppend(4))()).toMatchObject({ right: { alreadyStored: false } })
    clearInterval(counting)
    expect(turns).toBeGreaterThanOrEqual(20)
    await holder.ended()
    await store.close()
  })

  it('to write, closing answers at once those who wait', async () => {
    const store = await openStore({ path })
    const holder = startChild(lockHolder, [path, 'BEGIN IMMEDIATE'])
    expect(await holder.line()).toBe('held')
    const append = store.append(sampleAppend(4))()
    await new Promise((resolve) => setTimeout(resolve, 30))
    await store.close()
    expect(await append).toEqual({ _tag: 'Left', left: { _tag: 'StoreClosed', operation: 'append' } })
    holder.say('let go')
    await holder.ended()
  })
})

describe('A file that is open for one process alone', () => {
  it('is said to be, and is closed to others until it is let go', async () => {
    const store = await openStore({ path, exclusive: true })
    expect(store.lockingMode).toBe('EXCLUSIVE')
    const late = startChild(lockHolder, [path, 'PRAGMA busy_timeout = 0; BEGIN IMMEDIATE'])
    await expect(late.ended()).rejects.toThrow('database is locked')
    await store.append(sampleAppend(4))()
    await store.close()
    const next = startChild(lockHolder, [path, 'PRAGMA busy_timeout = 0; BEGIN IMMEDIATE'])
    expect(await next.line()).toBe('held')
    next.say('let go')
    await next.ended()
  })

  it('stays closed to others when this process tries to open it once more', async () => {
    const store = await openStore({ path, exclusive: true })
    expect(await openFailure({ path, deadlineMs: 30 })).toMatchObject({ reason: 'BUSY' })
    const late = startChild(lockHolder, [path, 'PRAGMA busy_timeout = 0; BEGIN IMMEDIATE'])
    await expect(late.ended()).rejects.toThrow('database is locked')
    await store.close()
  })

  it('is otherwise shared', async () => {
    const first = await openStore({ path })
    const second = await openStore({ path })
    expect([first.lockingMode, second.lockingMode]).toEqual(['NORMAL', 'NORMAL'])
    await first.append(sampleAppend(4))()
    expect(await second.ledgerHead()()).toMatchObject({ right: { sequence: 4 } })
    await first.close()
    await second.append(sampleAppend(5))()
    await second.close()
  })
})
