import { balanceIn, balanceProjection, foldPastGaps } from '@waybill/projections'
import { sendOrdinarily } from '../attempt.js'
import { everyday } from '../everyday.js'
import { fen } from '../fen.js'
import { moneyComesIn, openAccount } from '../people.js'
import { createScriptedRail } from '../scripted-rail.js'
import { sources } from '../sources.js'
import type { Script, Stage } from '../stage.js'
import { complain, tellCustomer } from '../talk.js'

const rail = 'IBPS'
const account = 'wallet-lin-tao'
const customer = 'customer-lin-tao'
const claimId = 'claim-lin-tao-0405'

/** The balance as a read model gives it that is so many positions behind the ledger, and where it stands. */
const balanceBehind = async ({ engine, must }: Stage, positions: number) => {
  const { events } = await must(engine.view())
  const head = events.length
  const position = head - positions
  const { model } = foldPastGaps(
    balanceProjection,
    events.filter(({ sequence }) => sequence <= position),
  )
  return { head, position, balance: balanceIn(model, account, 'CNY') }
}

/** The screen is fed by a read model that stands 40 positions behind the ledger, so money that arrived is not on it yet. */
export const walletAnomaliesA = ({ behindBy }: { readonly behindBy: number } = { behindBy: 40 }): Script => {
  let shown = 0n
  return {
    ledger: 'urn:waybill:stories:s2-wallet-anomalies:a',
    rails: (clock) => [createScriptedRail({ name: rail, clock })],
    steps: [
      ...everyday({ days: ['2026-04-03', '2026-04-04', '2026-04-05'], rail, yuanMore: 9n }),
      openAccount('2026-04-03T07:00:00.000Z', account, customer),
      moneyComesIn({
        at: '2026-04-03T09:30:12.000Z',
        transferId: 'salary-lin-tao-0403',
        rail,
        from: { account: '4100551203008850021', institution: 'Lakeside Bank' },
        to: account,
        amount: fen(283_050n),
        purpose: '工资',
      }),
      {
        at: '2026-04-03T21:15:40.000Z',
        act: (stage) =>
          sendOrdinarily(stage, {
            transferId: 'phone-bill-lin-tao-0403',
            customer,
            payer: account,
            payee: { account: 'city-power', name: '市供电公司' },
            amount: fen(52_000n),
            purpose: '电费',
            device: 'phone-lin-tao',
          }),
      },
      moneyComesIn({
        at: '2026-04-05T08:30:33.000Z',
        transferId: 'refund-lin-tao-0405',
        rail,
        from: { account: '6217000310204456981', institution: 'Qinghe Bank' },
        to: account,
        amount: fen(50_000n),
        purpose: '退款',
      }),
      {
        at: '2026-04-05T13:20:05.000Z',
        act: async (stage) => {
          const { head, position, balance } = await balanceBehind(stage, behindBy)
          shown = balance.available
          await stage.see(sources.balanceView, {
            _tag: 'ViewServed',
            view: 'BALANCE',
            viewId: 'view-lin-tao-0405',
            projection: 'balance',
            projectionSequence: position,
            headSequence: head,
            balance: { currency: 'CNY', booked: balance.booked, available: balance.available },
            servedTo: 'CUSTOMER',
            account,
            customer,
          })
        },
      },
      {
        at: '2026-04-05T13:24:00.000Z',
        act: (stage) =>
          complain(stage, {
            claimId,
            claim: 'BALANCE_WRONG',
            claimant: 'ACCOUNT_HOLDER',
            customer,
            account,
            words: '早上收到500元退款的短信，可钱包余额没变，500块去哪了？',
            balanceSeen: { currency: 'CNY', available: shown },
          }),
      },
      {
        at: '2026-04-05T13:25:00.000Z',
        act: (stage) => tellCustomer(stage, { claimId, customer, words: '您好，已收到您的问题，正在核实。' }, false),
      },
    ],
  }
}
