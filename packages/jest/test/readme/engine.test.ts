import { expect, it } from '@jest/globals'
import { cny } from '@waybill/core'
import { createEngine } from '@waybill/engine'
import { createNumberedIds, createVirtualClock } from '@waybill/jest'
import '@waybill/jest/setup'
import { createMemoryStore } from '@waybill/store-memory'

it('an engine on a virtual clock writes a log that reads like the story', async () => {
  const store = createMemoryStore({ ledger: 'urn:waybill:ledger:test' })
  const clock = createVirtualClock()
  const engine = createEngine({ store, clock, ids: createNumberedIds() })
  const line = { currency: 'CNY', kind: 'CREDIT_LINE', limit: cny('150.00') } as const
  await engine.openAccount({ commandId: 'c1', account: 'mei', ...line })()
  await engine.openAccount({ commandId: 'c2', account: 'bo', currency: 'CNY' })()

  clock.set('T+00:05')
  const payment = { payer: 'mei', payee: 'bo', amount: cny('100.00'), by: { role: 'CUSTOMER' } } as const
  await engine.pay({ commandId: 'c3', transferId: 'rent', ...payment })()
  clock.advance({ seconds: 30 })
  const again = await engine.pay({ commandId: 'c4', transferId: 'again', ...payment })()

  expect(again).toBeRefusedWith({ _tag: 'InsufficientAvailableBalance', available: cny('50.00') })
  const events = await store.readAll({ after: 0, limit: 100 })()
  expect(events).toConserveMoney()
  expect(events).toMatchInlineSnapshot(`
    T+00:00  AccountOpened mei: CREDIT_LINE in CNY, down to CNY 150.00 below zero
    T+00:00  AccountOpened bo: CASH in CNY
    T+00:05  TransferInitiated rent: mei pays bo CNY 100.00 over book, without a confirmation
    T+00:05  TransferConfirmed rent: by CUSTOMER, CNY 100.00 from mei to in-transit:book:CNY
    T+00:05  TransferCredited rent: CNY 100.00 from in-transit:book:CNY to bo
    T+00:05  FundsTaken mei: CNY 100.00 taken by the TRANSFER rent, of CNY 0.00 that had come in
    T+00:05:30  CommandRefused again: BookTransfer c4 by InsufficientAvailableBalance: account mei, available CNY 50.00, requested CNY 100.00
  `)
})
