import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import type { EventStore, ReadFailure } from '@waybill/port'
import { createMemoryStore } from '@waybill/store-memory'
import { refused, taken } from '../../test/answers.js'
import { customer, engineOn, smallBook } from '../../test/small-book.js'

const payment = { commandId: 'p', transferId: 't', payer: 'mei', payee: 'bo', amount: cny('1.00'), by: customer }
const unavailable: ReadFailure = {
  _tag: 'StoreUnavailable',
  operation: 'readById',
  location: 'ledger.db',
  reason: 'IO',
  detail: 'the disk is gone',
}

/** A store that counts the look-ups of an id, fails at one of them, and breaks where they do not come to an end. */
const lookedUp = (store: EventStore, failsAt = Infinity): EventStore & { readonly count: () => number } => {
  let count = 0
  return {
    ...store,
    count: () => count,
    readById: (id) => () => {
      count += 1
      if (count > 20) throw new Error('a command is looked up without an end')
      return count === failsAt ? Promise.resolve(E.left(unavailable)) : store.readById(id)()
    },
  }
}

describe('the look-up of a command', () => {
  let store: EventStore
  beforeEach(async () => {
    store = createMemoryStore({ ledger: 'urn:waybill:stored-decision' })
    await smallBook(lookedUp(store))
  })

  it('is one where the command is new, and one for each of its events and one more where it was decided', async () => {
    const first = lookedUp(store)
    const receipt = await taken(engineOn(first).pay(payment))
    expect([receipt.events.length, first.count()]).toEqual([4, 1])
    const again = lookedUp(store)
    expect(await taken(engineOn(again).pay(payment))).toMatchObject({ replayed: true, events: receipt.events })
    expect(again.count()).toBe(5)
  })

  it('ends where it fails, and the command with it', async () => {
    await taken(engineOn(store).pay(payment))
    for (const failsAt of [1, 3, 5]) {
      const failing = lookedUp(store, failsAt)
      expect(await refused(engineOn(failing).pay(payment))).toEqual(unavailable)
      expect(failing.count()).toBe(failsAt)
    }
  })
})
