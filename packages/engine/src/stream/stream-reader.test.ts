import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import { createMemoryStore } from '@waybill/store-memory'
import { taken } from '../../test/answers.js'
import { customer, engineOn, smallBook } from '../../test/small-book.js'
import { testedStores, testLedger, type StoreOnTest } from '../../test/tested-stores.js'

/** Correctness never depends on what is remembered: an engine that remembers next to nothing gives the same answers. */
describe.each(testedStores)('an engine that remembers one stream of each kind $name', ({ make }) => {
  let onTest: StoreOnTest
  beforeEach(async () => {
    onTest = await make()
  })
  afterEach(() => onTest.dispose())

  it('walks many transfers at once as any other', async () => {
    await smallBook(onTest.store)
    const engine = engineOn(onTest.store, { limits: { rememberedStreams: 1 } })
    const walk = async (index: number): Promise<string | undefined> => {
      const transferId = `t${index}`
      const amount = cny('10.00')
      await taken(engine.initiate({ commandId: `i${index}`, transferId, payer: 'mei', payee: 'bo', amount }))
      await taken(engine.confirm({ commandId: `c${index}`, transferId, by: customer }))
      return (await taken(engine.credit({ commandId: `k${index}`, transferId }))).transfer?.status
    }
    const statuses = await Promise.all(Array.from({ length: 20 }, (_, index) => walk(index)))
    expect(new Set(statuses)).toEqual(new Set(['CREDITED']))
    expect(await engine.balance('bo')()).toMatchObject(E.right({ balances: [{ booked: 20_000n }] }))
  })
})

it('reads a stream that is longer than a page', async () => {
  const store = createMemoryStore({ ledger: testLedger })
  const { engine } = await smallBook(store)
  await taken(engine.initiate({ commandId: 'i', transferId: 't', payer: 'mei', payee: 'bo', amount: cny('10.00') }))
  const hold = { kind: 'FRAUD', rule: 'r', ruleVersion: '1', by: customer } as const
  for (let index = 0; index < 260; index += 1) {
    const holdId = `h${index}`
    await taken(engine.hold({ commandId: `h${index}`, transferId: 't', holdId, ...hold }))
    await taken(engine.release({ commandId: `r${index}`, transferId: 't', holdId, by: customer }))
  }
  const restarted = engineOn(store)
  const confirmed = await taken(restarted.confirm({ commandId: 'c', transferId: 't', by: customer }))
  expect(confirmed.events[0]).toMatchObject({ type: 'TransferConfirmed', revision: 521 })
})
