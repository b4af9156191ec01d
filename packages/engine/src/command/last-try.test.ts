import * as E from 'fp-ts/lib/Either.js'
import type { EventStore } from '@waybill/port'
import { createMemoryStore } from '@waybill/store-memory'
import { refused, taken } from '../../test/answers.js'
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

it('has read what won when it is asked again, so that asking again is of use', async () => {
  const store = createMemoryStore({ ledger: 'urn:waybill:asked-again' })
  const { engine } = await smallBook(store)
  const other = engineOn(store, { limits: { decisionAttempts: 1 } })
  const freeze = { account: 'mei', scope: 'DEBITS', reason: 'The card is lost' } as const
  await taken(other.freezeAccount({ commandId: 'f1', ...freeze }))
  await taken(engine.unfreezeAccount({ commandId: 'u1', account: 'mei', reason: 'The card is found' }))
  const again = { commandId: 'f2', ...freeze }
  expect(await other.freezeAccount(again)()).toMatchObject(E.left({ _tag: 'TooManyConflicts' }))
  await taken(other.freezeAccount(again))
})

it('gives up after the stated number of tries, and names the stream and what won there', async () => {
  const onTest = createMemoryStore({ ledger: 'urn:waybill:given-up' })
  await smallBook(onTest)
  const winners = [{ id: 'w', type: 'AccountFrozen', commandId: 'f0' }]
  const conflict = { _tag: 'RevisionConflict', stream: 'account-mei', expected: 0, actual: 1, winners } as const
  let asked = 0
  const store: EventStore = {
    ...onTest,
    append: () => () => {
      asked += 1
      if (asked > 20) throw new Error('it never gives up')
      return Promise.resolve(E.left(conflict as never))
    },
  }
  const engine = engineOn(store, { limits: { decisionAttempts: 3 } })
  expect(
    await refused(engine.unfreezeAccount({ commandId: 'u1', account: 'mei', reason: 'The card is found' })),
  ).toEqual({
    _tag: 'TooManyConflicts',
    commandId: 'u1',
    command: 'UnfreezeAccount',
    attempts: 3,
    stream: 'account-mei',
    winners,
  })
  expect(asked).toBe(3)
})
