import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, isOurs, type Recorded } from '@waybill/core'
import { allBalances, balanceProjection, bookTotals, foldProjection, type ReadModel } from '@waybill/projections'
import type { EventStore } from '@waybill/port'
import { createMemoryReadModelStore } from '@waybill/store-memory'
import { taken } from '../test/answers.js'
import { engineOn, moneyComesIn } from '../test/small-book.js'
import { testedStores, type StoreOnTest } from '../test/tested-stores.js'
import type { Engine } from './engine.js'

const customers = ['mei', 'bo', 'ana', 'li', 'hot']
const broughtIn = 500_000n * BigInt(customers.length)

type Movement = {
  readonly payer: string
  readonly payee: string
  readonly fen: number
  readonly how: 'AT_ONCE' | 'CREDITED' | 'CANCELLED' | 'REVERSED'
}

const customer = { role: 'CUSTOMER' } as const
const movement: fc.Arbitrary<Movement> = fc.record({
  // One account pays often, and one is paid often.
  payer: fc.constantFrom(...customers, 'mei', 'mei', 'mei'),
  payee: fc.constantFrom(...customers, 'hot', 'hot', 'hot'),
  fen: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 100_000, max: 600_000 })),
  how: fc.constantFrom('AT_ONCE', 'CREDITED', 'CANCELLED', 'REVERSED'),
})

/** Moves money as far as the rules allow it: a refusal is an answer like any other, and ends the movement. */
const carryOut = async (engine: Engine, id: string, { payer, payee, fen, how }: Movement): Promise<void> => {
  const about = { transferId: id, by: customer }
  const instruction = { transferId: id, payer, payee, amount: { minorUnits: BigInt(fen), currency: 'CNY' } } as const
  if (how === 'AT_ONCE') {
    await engine.pay({ commandId: `${id}-pay`, ...instruction, by: customer })()
    return
  }
  const initiated = await engine.initiate({ commandId: `${id}-initiate`, ...instruction })()
  if (E.isLeft(initiated)) return
  if (how === 'CANCELLED') {
    await engine.cancel({ commandId: `${id}-cancel`, ...about })()
    return
  }
  await engine.confirm({ commandId: `${id}-confirm`, ...about })()
  await engine.credit({ commandId: `${id}-credit`, transferId: id })()
  if (how === 'CREDITED') return
  const { amount } = instruction
  const reversal = { ...about, amount, kind: 'MISPOSTING', authority: 'a test' } as const
  await engine.reverse({ commandId: `${id}-reverse`, ...reversal })()
}

/** What the bank owes its customers, and what is on its way between them. */
const owed = (model: ReadModel): bigint =>
  allBalances(model)
    .filter(({ account }) => isOurs({ account }) && (customers.includes(account) || account.startsWith('in-transit')))
    .reduce((sum, { booked }) => sum + booked, 0n)

const wholeLog = async (store: EventStore): Promise<ReadonlyArray<Recorded>> => {
  const events: Recorded[] = []
  for (;;) {
    const page = await store.readAll({ after: events.length, limit: 500 })()
    if (E.isLeft(page)) throw new Error(page.left._tag)
    for (const stored of page.right) {
      const decoded = decodeStored(stored)
      if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
      events.push(decoded.right)
    }
    if (page.right.length === 0) return events
  }
}

const opened = async (engine: Engine): Promise<void> => {
  for (const account of customers) {
    await taken(engine.openAccount({ commandId: `open-${account}`, account, currency: 'CNY' }))
    await taken(moneyComesIn(engine, account, '5000.00'))
  }
}

describe.each(testedStores)('a bank $name whose customers pay one another at the same time', ({ make }) => {
  let onTest: StoreOnTest
  beforeEach(async () => {
    onTest = await make()
  })
  afterEach(() => onTest.dispose())

  it('owes them the same sum to every reader while they pay, and at every sequence', async () => {
    const readModels = 'readModels' in onTest.store ? {} : { readModels: createMemoryReadModelStore() }
    const engines = [engineOn(onTest.store, readModels), engineOn(onTest.store, readModels)] as const
    await opened(engines[0])
    const from = (await wholeLog(onTest.store)).length
    const movements = fc.sample(movement, 120)
    const read: bigint[] = []
    const clients = [0, 1, 2, 3, 4, 5].map(async (client) => {
      const [engine, another] = client % 2 === 0 ? engines : [engines[1], engines[0]]
      for (const [index, one] of movements.entries()) {
        if (index % 6 !== client) continue
        const reading = another.read(balanceProjection, owed)()
        await carryOut(engine, `t${index}`, one)
        const answer = await reading
        if (E.isRight(answer)) read.push(answer.right.answer)
      }
    })
    await Promise.all(clients)
    expect(read.length).toBeGreaterThan(5)
    expect(read.filter((sum) => sum !== broughtIn)).toEqual([])

    const events = await wholeLog(onTest.store)
    for (let sequence = from; sequence <= events.length; sequence += 1 + (sequence % 3)) {
      const model = foldProjection(balanceProjection, events.slice(0, sequence))
      if (E.isLeft(model)) throw new Error(JSON.stringify(model.left))
      expect([
        sequence,
        owed(model.right),
        bookTotals(model.right).filter(({ imbalance }) => imbalance !== 0n),
      ]).toEqual([sequence, broughtIn, []])
      for (const account of customers)
        expect(allBalances(model.right).find((one) => one.account === account)!.booked).toBeGreaterThanOrEqual(0n)
    }
    expect(events.length).toBeGreaterThan(200)
  })
})
