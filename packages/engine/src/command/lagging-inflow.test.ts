import { cny } from '@waybill/core'
import { createMemoryStore } from '@waybill/store-memory'
import { refused, taken } from '../../test/answers.js'
import { customer, engineOn, moneyComesIn, smallBook } from '../../test/small-book.js'
import type { Engine } from '../engine.js'

/** Money that comes in changes no stream that a decision checks: what an engine knows of it may lag behind another engine. */
describe('an engine that has not seen yet what came in through another', () => {
  let one: Engine
  let other: Engine
  beforeEach(async () => {
    const store = createMemoryStore({ ledger: 'urn:waybill:lagging-inflow' })
    one = (await smallBook(store)).engine
    other = engineOn(store)
    await refused(other.pay({ ...payment('seen'), amount: cny('5000.00') }))
  })

  const payment = (id: string, payer = 'mei', payee = 'bo') => ({
    commandId: id,
    transferId: id,
    payer,
    payee,
    amount: cny('100.00'),
    by: customer,
  })

  it('refuses no payment for want of money that is there', async () => {
    await taken(moneyComesIn(one, 'bo', '100.00'))
    expect((await taken(other.pay(payment('p', 'bo', 'mei')))).transfer?.status).toBe('CREDITED')
    expect(await refused(other.pay(payment('q', 'bo', 'mei')))).toMatchObject({
      _tag: 'InsufficientAvailableBalance',
      available: { minorUnits: 0n },
    })
  })

  it('lets a credit line be cut that was paid back', async () => {
    const limit = { minorUnits: 10_000n, currency: 'CNY' } as const
    await taken(one.openAccount({ commandId: 'o', account: 'line', currency: 'CNY', kind: 'CREDIT_LINE', limit }))
    await taken(one.pay(payment('used', 'line')))
    const cut = (engine: Engine, commandId: string) =>
      engine.setAccountFloor({ commandId, account: 'line', limit: { ...limit, minorUnits: 0n }, reason: 'risk' })
    expect(await refused(cut(other, 'c1'))).toMatchObject({ _tag: 'LimitBelowUse', used: { minorUnits: 10_000n } })
    await taken(moneyComesIn(one, 'line', '100.00'))
    expect((await taken(cut(other, 'c2'))).account?.limit).toBe(0n)
  })

  it('closes no account in which there is money', async () => {
    await taken(one.pay(payment('p')))
    await taken(one.beginClosingAccount({ commandId: 'b', account: 'bo', reason: 'asked for' }))
    expect(await refused(other.closeAccount({ commandId: 'x1', account: 'bo' }))).toMatchObject({
      _tag: 'AccountNotEmpty',
      booked: 10_000n,
    })
  })
})
