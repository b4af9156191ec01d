import { describe, expect, it } from '@jest/globals'
import { cny } from '@waybill/core'
import { createEngine } from '@waybill/engine'
import { createMemoryStore } from '@waybill/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import { createNumberedIds, createVirtualClock, givenLog } from '../src/index.js'
import '../src/setup.js'

const paid = async () => {
  const store = createMemoryStore({ ledger: 'urn:waybill:ledger:harbour' })
  const clock = createVirtualClock()
  const engine = createEngine({ store, clock, ids: createNumberedIds() })
  await engine.openAccount({ commandId: 'open-mei', account: 'mei', currency: 'CNY' })()
  await engine.openAccount({ commandId: 'open-bo', account: 'bo', currency: 'CNY' })()
  await engine.report('ReportIncomingCredit', {
    transferId: 'salary',
    reportId: 'm1',
    by: { role: 'NETWORK', name: 'HVPS' },
    asOf: clock.now(),
    rail: 'hvps',
    payer: { account: '6222 0001', institution: 'Bank of Elsewhere' },
    payee: 'mei',
    amount: cny('1000.00'),
  })()
  clock.advance({ minutes: 5 })
  const transfer = { transferId: 'rent', payer: 'mei', payee: 'bo', amount: cny('100.00') }
  await engine.initiate({ commandId: 'c1', ...transfer, expiresAt: clock.at('T+00:30') })()
  clock.set('T+00:31')
  return {
    store,
    clock,
    engine,
    late: await engine.confirm({ commandId: 'c2', transferId: 'rent', by: { role: 'CUSTOMER' } })(),
  }
}

const eventsOf = async (store: Awaited<ReturnType<typeof paid>>['store']) => {
  const events = await store.readAll({ after: 0, limit: 100 })()
  return E.isRight(events) ? events.right : []
}

describe('an engine under test', () => {
  it('runs on a virtual clock and numbered ids, and writes the same events in every run', async () => {
    const [first, second] = [await paid(), await paid()]
    expect(await eventsOf(first.store)).toEqual(await eventsOf(second.store))
    expect(await eventsOf(first.store)).toMatchSnapshot()
  })

  it('answers in words that a snapshot can hold', async () => {
    const { engine, late } = await paid()
    expect(late).toBeRefusedWith('ConfirmationTooLate')
    expect(late).toMatchInlineSnapshot(`refused by ConfirmationTooLate: expires at T+00:30, received at T+00:31`)
    expect(
      await engine.pay({
        commandId: 'c3',
        transferId: 'gift',
        payer: 'mei',
        payee: 'bo',
        amount: cny('1.00'),
        by: { role: 'CUSTOMER' },
      })(),
    ).toMatchInlineSnapshot(
      `BookTransfer led to TransferInitiated gift, TransferConfirmed gift, TransferCredited gift, FundsTaken mei; gift is CREDITED`,
    )
  })

  it('does at once what has become due when the clock is set', async () => {
    const { store, engine } = await paid()
    expect(await engine.runDue()()).toMatchObject({ _tag: 'Right' })
    const events = await eventsOf(store)
    expect(events).toConserveMoney()
    expect(events.at(-2)).toMatchInlineSnapshot(`T+00:31  TransferExpired rent: not confirmed by T+00:30`)
  })

  it('gives its view to a specification of an explanation', async () => {
    const { engine } = await paid()
    const view = await engine.view()()
    expect(E.isRight(view)).toBe(true)
    if (E.isRight(view))
      givenLog(view.right)
        .askedAbout({ transfer: 'rent' })
        .thenCustody({ PAYER_RESERVED: cny('100.00') })
  })
})
