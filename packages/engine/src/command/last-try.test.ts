import * as E from 'fp-ts/lib/Either.js'
import type { EventStore } from '@waybill/port'
import { createMemoryStore } from '@waybill/store-memory'
import { refused } from '../../test/answers.js'
import { engineOn, smallBook } from '../../test/small-book.js'

it('gives the stored answer also where another engine decided the same id during the last try', async () => {
  const onTest = createMemoryStore({ ledger: 'urn:waybill:last-try' })
  const { engine } = await smallBook(onTest)
  const unfreeze = { commandId: 'u1', account: 'mei', reason: 'The card is found' }
  const first = await refused(engine.unfreezeAccount(unfreeze))
  let looked = false
  const store: EventStore = {
    ...onTest,
    // It looked before the other engine had decided.
    readById: (id) => () => {
      if (looked) return onTest.readById(id)()
      looked = true
      return Promise.resolve(E.right(null))
    },
  }
  const other = engineOn(store, { limits: { decisionAttempts: 1 } })
  expect(await refused(other.unfreezeAccount(unfreeze))).toEqual(first)
})
