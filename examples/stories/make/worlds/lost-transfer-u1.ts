import { declareEdgeCoverage } from '../edge-coverage.js'
import { everyday } from '../everyday.js'
import { fen } from '../fen.js'
import { moneyComesIn, openAccount } from '../people.js'
import { createScriptedRail } from '../scripted-rail.js'
import type { Script } from '../stage.js'
import { complain, tellCustomer } from '../talk.js'

const rail = 'IBPS'
const tie = { transferId: 'he-to-son-0320', customer: 'customer-he' }
const claimId = 'claim-he-0320'

/** The customer says that they sent it. Nothing reached us, and their phone, which would know, has been replaced. */
export const lostTransferU1 = (): Script => ({
  ledger: 'urn:waybill:stories:s1-lost-transfer:u1',
  rails: (clock) => [createScriptedRail({ name: rail, clock })],
  steps: [
    ...everyday({ days: ['2026-03-19', '2026-03-20', '2026-03-21'], rail, yuanMore: 11n }),
    openAccount('2026-03-19T07:00:00.000Z', 'he', 'customer-he'),
    moneyComesIn({
      at: '2026-03-19T08:10:30.000Z',
      transferId: 'pension-he-0319',
      rail,
      from: { account: '4000021009200117388', institution: 'Qinghe Bank' },
      to: 'he',
      amount: fen(418_000n),
      purpose: '养老金',
    }),
    {
      at: '2026-03-20T16:40:00.000Z',
      act: (stage) =>
        complain(stage, {
          claimId,
          claim: 'NOT_ARRIVED',
          claimant: 'PAYER',
          channel: 'PHONE',
          ...tie,
          words: '中午给儿子转了300块，他没收到。手机刚换了新的，单号是抄在纸上的。',
          stated: {
            payee: { account: '6228480055612087714', institution: 'Lakeside Bank' },
            amount: fen(30_000n),
          },
          happenedAt: '2026-03-20T12:00:00.000Z',
        }),
    },
    {
      at: '2026-03-20T16:41:00.000Z',
      act: (stage) => tellCustomer(stage, { claimId, ...tie, words: '您好，已收到您的问题，正在核实。' }, false),
    },
    {
      at: '2026-03-21T00:10:00.000Z',
      act: (stage) => declareEdgeCoverage(stage, { from: '2026-03-20T00:00:00.000Z', to: '2026-03-21T00:00:00.000Z' }),
    },
  ],
})
