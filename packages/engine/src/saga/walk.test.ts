import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import { createMemoryStore } from '@waybill/store-memory'
import { taken } from '../../test/answers.js'
import { customer, smallBook } from '../../test/small-book.js'
import { checkStore } from '../log-file/index.js'

describe('where one append reaches one stream only', () => {
  it('money comes in, is kept, confirmed and credited, each step a fact of its own', async () => {
    const store = createMemoryStore({ ledger: 'urn:waybill:one-stream', appends: 'ONE_STREAM' })
    const { engine } = await smallBook(store)
    await taken(engine.initiate({ commandId: 'c1', transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('10.00') }))
    await taken(engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    const credited = await taken(engine.credit({ commandId: 'c3', transferId: 't1' }))
    expect(credited.transfer?.status).toBe('CREDITED')
    expect(await checkStore(store, null)()).toMatchObject(E.right({ ruleProblems: [] }))
    const log = await store.readAll({ after: 0, limit: 1000 })()
    if (E.isLeft(log)) throw new Error(log.left._tag)
    expect(log.right.slice(9).map(({ stream, type }) => `${stream} ${type}`)).toMatchInlineSnapshot(`
      [
        "transfer-in-mei TransferCredited",
        "command-report/NETWORK/HVPS/in-mei CommandDecided",
        "command-c1 CommandClaimed",
        "transfer-t1 TransferInitiated",
        "funds-mei FundsReserved",
        "transfer-t1 TransferFundsConfirmed",
        "command-c1 CommandDecided",
        "command-c2 CommandClaimed",
        "transfer-t1 TransferConfirmed",
        "funds-mei FundsCaptured",
        "command-c2 CommandDecided",
        "command-c3 CommandClaimed",
        "transfer-t1 TransferCredited",
        "command-c3 CommandDecided",
      ]
    `)
  })
})
