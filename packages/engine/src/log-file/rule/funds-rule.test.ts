import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import { createMemoryStore } from '@waybill/store-memory'
import { taken } from '../../../test/answers.js'
import { customer, smallBook } from '../../../test/small-book.js'
import { checkStore } from '../check-log.js'

it('lets an account pay for a correction to a transfer that was cancelled', async () => {
  const store = createMemoryStore({ ledger: 'urn:waybill:ledger:corrected' })
  const { engine } = await smallBook(store)
  const transferId = 't'
  await taken(engine.initiate({ commandId: 'c1', transferId, payer: 'mei', payee: 'bo', amount: cny('10.00') }))
  await taken(engine.cancel({ commandId: 'c2', transferId, by: customer }))
  const correction = {
    transferId,
    from: 'mei',
    to: 'suspense:CNY',
    amount: cny('1.00'),
    corrects: 'a fee that was not taken',
    by: { role: 'OPERATOR', name: 'Ann' },
    approvedBy: { role: 'OPERATOR', name: 'Ben' },
    reason: 'a test',
  } as const
  await taken(engine.send('PostCorrection', { commandId: 'c3', ...correction }))
  await taken(engine.openAccount({ commandId: 'c4', account: 'later', currency: 'CNY' }))
  expect(await checkStore(store, null)()).toMatchObject(E.right({ ruleProblems: [] }))
})
