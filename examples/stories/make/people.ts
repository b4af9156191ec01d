import type { Money } from '@waybill/core'
import type { Stage, Step } from './stage.js'

/** Opens a customer's account. */
export const openAccount = (at: string, account: string, customer: string): Step => ({
  at,
  act: async ({ engine, must }) => {
    await must(engine.openAccount({ commandId: `open-${account}`, account, currency: 'CNY', customer }))
  },
})

/** Money that comes in from another bank, as that bank tells it. */
export type Incoming = {
  readonly at: string
  readonly transferId: string
  readonly rail: string
  readonly from: { readonly account: string; readonly institution: string }
  readonly to: string
  readonly amount: Money
  readonly purpose: string
}

export const receiveMoney = async (
  { engine, must, clock }: Stage,
  { transferId, rail, from, to, amount, purpose }: Incoming,
): Promise<void> => {
  await must(
    engine.report('ReportIncomingCredit', {
      transferId,
      reportId: `${rail}-${transferId}`,
      by: { role: 'NETWORK', name: rail },
      asOf: clock.now(),
      rail,
      payer: from,
      payee: { account: to },
      amount,
      purpose,
      executionRef: `${rail}-${transferId}-ENTRY`,
    }),
  )
}

export const moneyComesIn = (incoming: Incoming): Step => ({
  at: incoming.at,
  act: (stage) => receiveMoney(stage, incoming),
})
