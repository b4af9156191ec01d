import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import { createMemoryStore } from '@waybill/store-memory'
import { taken } from '../test/answers.js'
import { engineOn } from '../test/small-book.js'

const clerk = { role: 'OPERATOR', name: 'Clerk' } as const
const network = { role: 'NETWORK', name: 'HVPS' } as const
const elsewhere = { account: '6222', institution: 'ICBC' } as const
const customer = { role: 'CUSTOMER', name: 'Mei' } as const
const none = { minorUnits: 0n, currency: 'CNY' } as const
const d1 = { transferId: 't1', disputeId: 'd1', by: clerk } as const

const openDispute = async () => {
  const engine = engineOn(createMemoryStore({ ledger: 'urn:waybill:remedies' }))
  const told = { reportId: 'm1', by: network, asOf: '2026-02-14T09:00:00.000Z' }
  await taken(engine.openAccount({ commandId: 'o1', account: 'mei', currency: 'CNY' }))
  await taken(
    engine.report('ReportIncomingCredit', {
      ...told,
      transferId: 'in',
      rail: 'hvps',
      payer: elsewhere,
      payee: 'mei',
      amount: cny('100.00'),
    }),
  )
  const instruction = { transferId: 't1', payer: 'mei', payee: elsewhere, rail: 'hvps', amount: cny('100.00') }
  await taken(engine.initiate({ commandId: 'c1', ...instruction }))
  await taken(engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
  await taken(
    engine.dispute({ commandId: 'c3', transferId: 't1', disputeId: 'd1', claim: 'NOT_ARRIVED', claimant: customer }),
  )
  return engine
}

const granted = (amount: string) => ({ ...d1, amount: cny(amount), alreadyMadeGood: cny('0.00') })

describe('a remedy under the id that follows from the loss and what of it is made good', () => {
  it('is given once, by however many who decide on the same state at the same time', async () => {
    const engine = await openDispute()
    const commandId = engine.remedyId('t1', none)
    const grant = { commandId, ...granted('40.00') }
    const answers = await Promise.all([1, 2, 3].map(() => engine.grantProvisionalCredit(grant)()))
    expect(answers.every(E.isRight)).toBe(true)
    expect(await engine.balance('mei')()).toMatchObject({ right: { balances: [{ booked: 4_000n }] } })
  })

  it('is not another sum under the same id', async () => {
    const engine = await openDispute()
    const commandId = engine.remedyId('t1', none)
    await taken(engine.grantProvisionalCredit({ commandId, ...granted('40.00') }))
    expect(await engine.grantProvisionalCredit({ commandId, ...granted('60.00') })()).toMatchObject({
      left: { differences: ['amount'] },
    })
  })

  it('leaves the rest of the loss open under another id', async () => {
    const engine = await openDispute()
    await taken(engine.grantProvisionalCredit({ commandId: engine.remedyId('t1', none), ...granted('40.00') }))
    const seen = { minorUnits: 4_000n, currency: 'CNY' } as const
    const rest = { ...d1, alreadyMadeGood: { minorUnits: '4000', currency: 'CNY' } } as const
    await taken(engine.grantProvisionalCredit({ commandId: engine.remedyId('t1', seen), ...rest }))
    expect(await engine.balance('mei')()).toMatchObject({ right: { balances: [{ booked: 10_000n }] } })
  })
})
