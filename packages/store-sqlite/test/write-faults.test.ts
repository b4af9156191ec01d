import { driverWith, sqliteError, type Interference } from './failing-driver.js'
import { openStore, sampleAppend, sampleEvent, temporaryDirectory, type TemporaryDirectory } from './temporary-store.js'
import type { SqliteStore } from '@waybill/store-sqlite'

let directory: TemporaryDirectory
let path: string
let interfere: Interference
let store: SqliteStore

const nothing: Interference = () => undefined

beforeEach(async () => {
  directory = temporaryDirectory()
  path = directory.file('ledger.db')
  interfere = nothing
  const driver = driverWith((sql, parameters) => {
    interfere(sql, parameters)
  })
  store = await openStore({ path, driver, deadlineMs: 200 })
})

afterEach(async () => {
  interfere = nothing
  await store.close()
  directory.remove()
})

const appendMany = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => store.append(sampleAppend(n))()))

const onCommit =
  (error: () => Error): Interference =>
  (sql) => {
    if (sql === 'COMMIT') throw error()
  }

const onEvent =
  (id: string, error: () => Error): Interference =>
  (sql, parameters) => {
    if (sql.startsWith('INSERT INTO events') && parameters.includes(id)) throw error()
  }

describe('Appends that are made at the same time', () => {
  it('share transactions', async () => {
    let commits = 0
    interfere = (sql) => {
      if (sql === 'COMMIT') commits += 1
    }
    const outcomes = await appendMany(64)
    expect(outcomes.filter(({ _tag }) => _tag === 'Right')).toHaveLength(64)
    expect(commits).toBe(1)
  })

  it('each keep their own verdict, though they share a transaction', async () => {
    let commits = 0
    interfere = (sql) => {
      if (sql === 'COMMIT') commits += 1
    }
    const [first, conflict, again, other] = await Promise.all([
      store.append(sampleAppend(1))(),
      store.append([{ stream: 'transfer-1', expectedRevision: -1, events: [sampleEvent(2)] }])(),
      store.append(sampleAppend(1))(),
      store.append(sampleAppend(3))(),
    ])
    expect(first).toMatchObject({ right: { alreadyStored: false } })
    expect(conflict).toMatchObject({ left: { _tag: 'RevisionConflict', winners: [{ sequence: 1 }] } })
    expect(again).toMatchObject({ right: { alreadyStored: true } })
    expect(other).toMatchObject({ right: { events: [{ sequence: 2 }] } })
    expect(commits).toBe(1)
  })

  it('do not fail with one among them that cannot be written', async () => {
    interfere = onEvent(sampleEvent(5).id, () => sqliteError(1299, 'NOT NULL constraint failed'))
    const outcomes = await appendMany(9)
    expect(outcomes.map(({ _tag }) => _tag)).toEqual([
      'Right',
      'Right',
      'Right',
      'Right',
      'Right',
      'Left',
      'Right',
      'Right',
      'Right',
    ])
    expect(outcomes[5]).toMatchObject({ left: { _tag: 'StoreUnreadable', reason: 'DAMAGED' } })
    interfere = nothing
    const ledger = await store.readAll({ after: 0, limit: 99 })()
    expect(ledger).toMatchObject({ right: Array.from({ length: 8 }, (_, i) => ({ sequence: i + 1 })) })
  })
})

describe('When storage fails', () => {
  it('in the middle of a commit, the outcome is unknown, and sending the same again settles it', async () => {
    interfere = onCommit(() => sqliteError(1034, 'disk I/O error'))
    const outcomes = await appendMany(3)
    for (const outcome of outcomes)
      expect(outcome).toEqual({
        _tag: 'Left',
        left: { _tag: 'AppendOutcomeUnknown', location: path, detail: 'Error: disk I/O error' },
      })
    interfere = nothing
    expect(await store.append(sampleAppend(1))()).toMatchObject({ right: { alreadyStored: false } })
  })

  it('for want of space, nothing is written', async () => {
    interfere = onCommit(() => sqliteError(13, 'database or disk is full'))
    expect(await store.append(sampleAppend(1))()).toEqual({
      _tag: 'Left',
      left: {
        _tag: 'StoreUnavailable',
        operation: 'append',
        location: path,
        reason: 'DISK_FULL',
        detail: 'database or disk is full',
      },
    })
    interfere = nothing
    expect(await store.ledgerHead()()).toMatchObject({ right: { sequence: 0 } })
  })

  it('before the lock is had, those who wait are told, and later ones succeed', async () => {
    interfere = (sql) => {
      if (sql === 'BEGIN IMMEDIATE') throw sqliteError(10, 'disk I/O error')
    }
    const outcomes = await appendMany(3)
    for (const outcome of outcomes) expect(outcome).toMatchObject({ left: { _tag: 'StoreUnavailable', reason: 'IO' } })
    interfere = nothing
    expect(await store.append(sampleAppend(1))()).toMatchObject({ right: { alreadyStored: false } })
  })

  it('while read models are committed, they are unavailable and may be committed again', async () => {
    interfere = onCommit(() => sqliteError(10, 'disk I/O error'))
    const commit = store.readModels.commit({ projection: 'balance', expectedCheckpoint: 0, checkpoint: 1, writes: [] })
    expect(await commit()).toMatchObject({ left: { _tag: 'StoreUnavailable', reason: 'IO' } })
    interfere = nothing
    expect(await commit()).toEqual({ _tag: 'Right', right: undefined })
  })

  it('while a subscriber waits for more, the subscriber is told', async () => {
    const iterator = store.subscribe({ after: 0 })[Symbol.asyncIterator]()
    expect((await iterator.next()).value).toEqual({ _tag: 'CaughtUp', sequence: 0 })
    interfere = (sql) => {
      if (sql.includes('sequence > ?')) throw sqliteError(266, 'disk I/O error')
    }
    const waiting = iterator.next()
    expect((await waiting).value).toMatchObject({ _tag: 'SubscriptionFailed', failure: { reason: 'IO' } })
    expect((await iterator.next()).done).toBe(true)
  })
})

describe('What is no fault of the file', () => {
  it('is a defect and is thrown, and the next writer is served', async () => {
    interfere = onEvent(sampleEvent(1).id, () => new TypeError('our own fault'))
    await expect(store.append(sampleAppend(1))()).rejects.toThrow('our own fault')
    interfere = nothing
    expect(await store.append(sampleAppend(1))()).toMatchObject({ right: { alreadyStored: false } })
  })

  it('is thrown for text that a read model or a property could not keep', () => {
    expect(() => store.properties.set('origin', 'half \uD83D')).toThrow('value: expected well-formed text')
    const writes = [{ _tag: 'Put', collection: 'a', key: 'one\0two', value: '' }] as const
    expect(() => store.readModels.commit({ projection: 'p', expectedCheckpoint: 0, checkpoint: 1, writes })).toThrow(
      'key: expected well-formed text',
    )
  })
})

describe('Closing', () => {
  it('finishes the appends that were handed over before it', async () => {
    const running = appendMany(5)
    await store.close()
    expect((await running).map(({ _tag }) => _tag)).toEqual(['Right', 'Right', 'Right', 'Right', 'Right'])
    const again = await openStore({ path })
    expect(await again.ledgerHead()()).toMatchObject({ right: { sequence: 5 } })
    await again.close()
  })

  it('leaves a single file', async () => {
    await appendMany(5)
    await store.close()
    expect(directory.contents().map(([name]) => name)).toEqual(['ledger.db'])
  })
})
