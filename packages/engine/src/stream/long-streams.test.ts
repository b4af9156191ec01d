import * as E from 'fp-ts/lib/Either.js'
import { cny, encodeEvent, type FundsEvent } from '@waybill/core'
import type { EventStore, StreamWrite } from '@waybill/port'
import { createMemoryStore } from '@waybill/store-memory'
import { taken } from '../../test/answers.js'
import { countingStore, type ReadCount } from '../../test/counting-store.js'
import { customer, engineOn, moneyComesIn, smallBook } from '../../test/small-book.js'
import { testedStores, testLedger, type StoreOnTest } from '../../test/tested-stores.js'
import type { Engine } from '../engine.js'
import * as streamFolds from './stream-fold.js'

const pay = (engine: Engine, name: string, payer: string, payee: string) =>
  engine.pay({ commandId: name, transferId: name, payer, payee, amount: cny('0.01'), by: customer })

/** So many outflows of an account, as if its transfers had been decided elsewhere: one event each. */
const outflows = async (store: EventStore, account: string, count: number, first = 0): Promise<void> => {
  const stream = `funds-${account}`
  const cent = { minorUnits: 1n, currency: 'CNY' } as const
  const inflowSeen = { total: { minorUnits: 100_000n, currency: 'CNY' }, throughSequence: 5 } as const
  const events = Array.from({ length: count }, (_, index) => {
    const number = first + index
    const transferId = `past-${number}`
    const event: FundsEvent =
      number % 200 === 0
        ? { _tag: 'FundsReserved', transferId, amount: cent, inflowSeen }
        : { _tag: 'FundsTaken', transferId, amount: cent, inflowSeen, purpose: 'TRANSFER' }
    return {
      ...encodeEvent(event),
      id: `past-${number}`,
      occurredAt: '2026-02-14T09:00:00.000Z',
      recordedAt: '2026-02-14T09:00:00.000Z',
      metadata: {},
      chainhash: number.toString(16).padStart(64, '0'),
    }
  })
  for (let from = 0; from < count; from += 5000) {
    const write: StreamWrite = { stream, expectedRevision: first + from - 1, events: events.slice(from, from + 5000) }
    const appended = await store.append([write])()
    if (E.isLeft(appended)) throw new Error(appended.left._tag)
  }
}

it('a command on an account with 100,000 outflows reads and folds as much as one on a fresh account', async () => {
  const store = createMemoryStore({ ledger: testLedger })
  const { engine: earlier } = await smallBook(store)
  await taken(earlier.openAccount({ commandId: 'open-li', account: 'li', currency: 'CNY' }))
  await taken(moneyComesIn(earlier, 'li', '1000.00'))
  await taken(moneyComesIn(earlier, 'mei', '1000.00', 'more'))
  await taken(moneyComesIn(earlier, 'mei', '1000.00', 'and-more'))
  await outflows(store, 'mei', 100_000)
  await taken(pay(engineOn(store), 'settle', 'mei', 'bo'))
  await outflows(store, 'mei', 200, 100_001)

  const counting = countingStore(store)
  const engine = engineOn(counting)
  const evolve = jest.spyOn(streamFolds.fundsFold, 'evolve')
  const workOf = async (name: string, payer: string): Promise<ReadCount & { readonly folded: number }> => {
    counting.takeCount()
    evolve.mockClear()
    await taken(pay(engine, name, payer, 'bo'))
    return { ...counting.takeCount(), folded: evolve.mock.calls.length }
  }
  // The first command on each begins cold: it reads what came after the snapshots, and never the 100,000.
  const firstOnLong = await workOf('first-mei', 'mei')
  expect(firstOnLong.events).toBeLessThan(3 * 500)
  await workOf('first-li', 'li')
  expect(await workOf('second-mei', 'mei')).toEqual(await workOf('second-li', 'li'))
  expect(await workOf('third-mei', 'mei')).toEqual(await workOf('third-li', 'li'))
  evolve.mockRestore()
}, 60_000)

describe.each(testedStores)('an engine that has just been started $name', ({ make }) => {
  let onTest: StoreOnTest
  beforeEach(async () => {
    onTest = await make()
  })
  afterEach(() => onTest.dispose())

  it('reads few events of a long ledger, and pays from money that came in long ago', async () => {
    const limits = { eventsPerSnapshot: 20 }
    const { engine } = await smallBook(onTest.store, { limits })
    for (let number = 0; number < 150; number += 1) await taken(pay(engine, `p${number}`, 'mei', 'bo'))
    await taken(engine.initiate({ commandId: 'i', transferId: 'i', payer: 'mei', payee: 'bo', amount: cny('1.00') }))
    await engine.runDue()()

    const counting = countingStore(await onTest.reopen())
    const restarted = engineOn(counting, { limits })
    await taken(pay(restarted, 'after', 'mei', 'bo'))
    expect(counting.takeCount().events).toBeLessThan(3 * 20)
    await taken(restarted.confirm({ commandId: 'c', transferId: 'i', by: customer }))
    await taken(restarted.credit({ commandId: 'k', transferId: 'i' }))
    expect(await restarted.balance('bo')()).toMatchObject(E.right({ balances: [{ booked: 251n }] }))
  })

  it('does what is due to transfers that were under way when another engine was stopped', async () => {
    const limits = { eventsPerSnapshot: 4 }
    const { engine, clock } = await smallBook(onTest.store, { limits })
    const expiresAt = '2026-02-14T10:30:00.000Z'
    await taken(
      engine.initiate({
        commandId: 'i',
        transferId: 't',
        payer: 'mei',
        payee: 'bo',
        amount: cny('1.00'),
        expiresAt,
      }),
    )
    await engine.runDue()()
    clock.advance(3_600_000)
    const restarted = engineOn(await onTest.reopen(), { limits, clock })
    expect(await restarted.runDue()()).toMatchObject({ right: { done: [{ transferId: 't' }], failed: [] } })
    expect(await restarted.runDue()()).toMatchObject({ right: { done: [], failed: [] } })
  })

  it('beside another on the same ledger, each with snapshots of its own making, answers as if it were alone', async () => {
    const limits = { eventsPerSnapshot: 3, rememberedStreams: 1 }
    await smallBook(onTest.store, { limits })
    const engines = [engineOn(onTest.store, { limits }), engineOn(onTest.store, { limits })] as const
    const paid = Array.from({ length: 40 }, (_, number) =>
      taken(pay(engines[number % 2 === 0 ? 0 : 1], `p${number}`, 'mei', number % 3 === 0 ? 'bo' : 'mei2')),
    )
    const answers = await Promise.allSettled(paid)
    const credited = answers.filter(({ status }) => status === 'fulfilled').length
    const without = engineOn({ ...onTest.store, snapshots: undefined } as never)
    expect(credited).toBe(14)
    expect(await without.balance('bo')()).toMatchObject(E.right({ balances: [{ booked: 14n }] }))
  })
})
