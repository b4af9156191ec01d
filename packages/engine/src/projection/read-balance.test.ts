import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import type { EventStore, ReadModelStore } from '@waybill/port'
import { createMemoryReadModelStore, createMemoryStore } from '@waybill/store-memory'
import { taken } from '../../test/answers.js'
import { customer, engineOn, moneyComesIn, smallBook } from '../../test/small-book.js'
import { testedStores, testLedger, type StoreOnTest } from '../../test/tested-stores.js'
import { hours, type VirtualClock } from '../../test/virtual-clock.js'
import { describe as say } from '../describe/describe.js'
import type { Engine } from '../engine.js'
import type { BalanceAnswer } from './read-balance.js'

const answered = async (answer: ReturnType<Engine['balance']>): Promise<BalanceAnswer> => {
  const outcome = await answer()
  if (E.isLeft(outcome)) throw new Error(say(outcome.left))
  return outcome.right
}

describe.each(testedStores)('balances $name', ({ make }) => {
  let onTest: StoreOnTest
  let engine: Engine
  let clock: VirtualClock
  let readModels: ReadModelStore
  beforeEach(async () => {
    onTest = await make()
    readModels =
      (onTest.store as EventStore & { readonly readModels?: ReadModelStore }).readModels ?? createMemoryReadModelStore()
    ;({ engine, clock } = await smallBook(onTest.store, { readModels }))
  })
  afterEach(() => onTest.dispose())

  const initiate = (transferId: string, decimal: string) =>
    engine.initiate({ commandId: `i-${transferId}`, transferId, payer: 'mei', payee: 'bo', amount: cny(decimal) })

  it('tell what is booked, available and expected, from the read model as from the ledger', async () => {
    await taken(initiate('t1', '300.00'))
    await taken(initiate('t2', '200.00'))
    await taken(engine.confirm({ commandId: 'c2', transferId: 't2', by: customer }))
    const kept = await answered(engine.balance('mei'))
    expect(kept.balances).toMatchObject([{ currency: 'CNY', booked: 80_000n, reserved: 30_000n, available: 50_000n }])
    expect(await answered(engine.balance('bo'))).toMatchObject({
      balances: [{ booked: 0n, incoming: 20_000n, expected: 20_000n }],
    })

    const folding = engineOn({ ...onTest.store, readModels: undefined } as unknown as EventStore)
    expect(await answered(folding.balance('mei'))).toEqual(kept)
  })

  it('show their own writes at once', async () => {
    const receipt = await taken(
      engine.pay({ commandId: 'p', transferId: 'p', payer: 'mei', payee: 'bo', amount: cny('1.00'), by: customer }),
    )
    expect((await answered(engine.balance('bo'))).throughSequence).toBeGreaterThanOrEqual(receipt.sequence)
  })

  it('are told as of any pair of times', async () => {
    clock.advance(hours(1))
    await taken(
      engine.pay({ commandId: 'p', transferId: 'p', payer: 'mei', payee: 'bo', amount: cny('400.00'), by: customer }),
    )
    clock.advance(hours(1))
    // Learnt at 11:30 of what happened at 09:00.
    await taken(moneyComesIn(engine, 'mei', '5.00', 'in-late'))
    const booked = async (asOf: Parameters<Engine['balance']>[1]) =>
      (await answered(engine.balance('mei', asOf))).balances[0]?.booked
    expect(await booked({})).toBe(60_500n)
    expect(await booked({ knownBy: '2026-02-14T10:00:00.000Z' })).toBe(100_000n)
    expect(await booked({ knownBy: '2026-02-14T11:00:00.000Z' })).toBe(60_000n)
    expect(await booked({ happenedBy: '2026-02-14T10:00:00.000Z' })).toBe(100_500n)
  })

  it('of an account that nobody knows are none', async () => {
    expect((await answered(engine.balance('nobody'))).balances).toEqual([])
  })

  it('are kept up by two engines at once, and after a restart', async () => {
    for (const name of ['t1', 't2', 't3', 't4', 't5']) await taken(initiate(name, '10.00'))
    const other = engineOn(onTest.store, { readModels })
    const [one, two] = await Promise.all([answered(engine.balance('mei')), answered(other.balance('mei'))])
    expect(one).toEqual(two)
    expect(one.balances).toMatchObject([{ reserved: 5_000n }])
    const due = await engine.runDue()()
    const head = await onTest.store.ledgerHead()()
    if (E.isLeft(head)) throw new Error(head.left._tag)
    const throughSequence = head.right.sequence
    expect(due).toMatchObject({
      right: {
        projected: [
          { projection: 'balance', throughSequence },
          { projection: 'dispute', throughSequence },
          { projection: 'audit', throughSequence },
        ],
      },
    })
  })
})

it('a read model that is ahead of its ledger is not read', async () => {
  const readModels = createMemoryReadModelStore()
  const { engine } = await smallBook(createMemoryStore({ ledger: testLedger }), { readModels })
  await answered(engine.balance('mei'))
  const other = engineOn(createMemoryStore({ ledger: testLedger }), { readModels })
  expect(await other.balance('mei')()).toMatchObject({ left: { _tag: 'ReadModelAhead', head: 0 } })
})
