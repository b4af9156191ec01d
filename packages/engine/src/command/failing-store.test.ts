import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import type { EventStore } from '@waybill/port'
import { createMemoryStore } from '@waybill/store-memory'
import { refused, taken } from '../../test/answers.js'
import { customer, engineOn, smallBook } from '../../test/small-book.js'
import { readAll } from '../../test/trials.js'

const unavailable = { _tag: 'StoreUnavailable', location: 'ledger.db', detail: 'the disk is gone' } as const
const away = E.left(unavailable)
const payment = { commandId: 'p', transferId: 't', payer: 'mei', payee: 'bo', amount: cny('1.00'), by: customer }

/** A store that fails is no answer: what it failed to say is neither guessed nor kept as a decision. */
describe('a store that fails', () => {
  let store: EventStore
  beforeEach(async () => {
    store = createMemoryStore({ ledger: 'urn:waybill:failing-store' })
    await smallBook(store)
  })

  const nothingMore = async (broken: Partial<EventStore>, sent: object = {}): Promise<unknown> => {
    const before = (await readAll(store)).length
    const answer = await refused(engineOn({ ...store, ...broken }).pay({ ...payment, ...sent }))
    expect((await readAll(store)).length).toBe(before)
    return answer
  }

  it('while it looks for the command fails the command, and nothing is written', async () => {
    const failing = { readById: () => () => Promise.resolve(away) } as Partial<EventStore>
    expect(await nothingMore(failing)).toMatchObject(unavailable)
  })

  it('in the middle of a stored decision does not make half of it the answer', async () => {
    await taken(engineOn(store).pay(payment))
    let asked = 0
    const failing = {
      readById: (id: string) => () => {
        asked += 1
        return asked === 2 ? Promise.resolve(away) : store.readById(id)()
      },
    } as Partial<EventStore>
    expect(await nothingMore(failing)).toMatchObject(unavailable)
  })

  it('while a stream is read fails the command', async () => {
    const failing = { readStream: () => () => Promise.resolve(away) } as Partial<EventStore>
    expect(await nothingMore(failing)).toMatchObject(unavailable)
  })

  it('while money that came in is looked for leaves no refusal for want of money', async () => {
    const failing = { readAll: () => () => Promise.resolve(away) } as Partial<EventStore>
    expect(await nothingMore(failing, { amount: cny('5000.00') })).toMatchObject(unavailable)
  })

  it('at the append fails the command, is asked once, and the same command may be sent again', async () => {
    let asked = 0
    const failing = {
      append: () => () => {
        asked += 1
        return Promise.resolve(away)
      },
    } as Partial<EventStore>
    expect(await nothingMore(failing)).toMatchObject(unavailable)
    expect(asked).toBe(1)
    expect((await taken(engineOn(store).pay(payment))).replayed).toBe(false)
  })

  it('that does not know what became of an append says so, and not what a further look-up would come to', async () => {
    const unknown = { _tag: 'AppendOutcomeUnknown', location: 'ledger.db', detail: 'the line dropped' } as const
    let sent = false
    const failing = {
      append: () => () => {
        sent = true
        return Promise.resolve(E.left(unknown))
      },
      readById: (id: string) => () => (sent ? Promise.resolve(away) : store.readById(id)()),
    } as Partial<EventStore>
    expect(await nothingMore(failing)).toEqual(unknown)
  })
})
