import { confirmOnScreen, fillIn, sendFromPhone, type Attempt } from '../attempt.js'
import { declareEdgeCoverage } from '../edge-coverage.js'
import { everyday } from '../everyday.js'
import { fen } from '../fen.js'
import { moneyComesIn, openAccount } from '../people.js'
import { createScriptedRail } from '../scripted-rail.js'
import { sources } from '../sources.js'
import type { Script } from '../stage.js'
import { complain, tellCustomer } from '../talk.js'

const rail = 'IBPS'

const attempt: Attempt = {
  transferId: 'jun-to-landlord-0311',
  customer: 'customer-jun',
  payer: 'jun',
  payee: { account: '6216611000902245603', institution: 'Harbour Bank', name: '何秀英' },
  amount: fen(185_000n),
  rail,
  purpose: '三月房租',
  device: 'phone-jun',
}

const tie = { transferId: attempt.transferId, customer: attempt.customer }
const claimId = 'claim-jun-0311'

/** The phone sent the request in a tunnel; it never reached our edge, whose own count for the day is whole. */
export const lostTransferB = (): Script => ({
  ledger: 'urn:waybill:stories:s1-lost-transfer:b',
  rails: (clock) => [createScriptedRail({ name: rail, clock })],
  steps: [
    ...everyday({ days: ['2026-03-10', '2026-03-11', '2026-03-12'], rail, yuanMore: 3n }),
    openAccount('2026-03-10T07:00:00.000Z', 'jun', 'customer-jun'),
    moneyComesIn({
      at: '2026-03-10T08:20:44.000Z',
      transferId: 'salary-jun-0310',
      rail,
      from: { account: '4100551203008850021', institution: 'Lakeside Bank' },
      to: 'jun',
      amount: fen(735_000n),
      purpose: '工资',
    }),
    { at: '2026-03-11T18:20:30.000Z', act: (stage) => fillIn(stage, attempt, 'SAVED') },
    { at: '2026-03-11T18:21:12.000Z', act: (stage) => confirmOnScreen(stage, attempt) },
    { at: '2026-03-11T18:22:09.000Z', act: (stage) => sendFromPhone(stage, attempt) },
    {
      at: '2026-03-11T18:22:11.000Z',
      act: ({ see }) =>
        see(sources.phone, {
          _tag: 'TelemetryReported',
          kind: 'CONNECTIVITY',
          values: { network: 'none', since: '18:22:08' },
          ...tie,
        }),
    },
    {
      at: '2026-03-11T18:22:39.000Z',
      act: ({ see }) =>
        see(sources.phone, {
          _tag: 'TelemetryReported',
          kind: 'ANSWER_MISSING',
          values: { waitedMilliseconds: '30000' },
          ...tie,
        }),
    },
    {
      at: '2026-03-11T19:05:50.000Z',
      act: (stage) =>
        complain(stage, {
          claimId,
          claim: 'NOT_ARRIVED',
          claimant: 'PAYER',
          ...tie,
          words: '房租转出去了，手机显示发送中，房东说没收到。我能再转一次吗？会不会扣两次？',
          stated: { payee: attempt.payee, amount: attempt.amount },
        }),
    },
    {
      at: '2026-03-11T19:06:10.000Z',
      act: (stage) => tellCustomer(stage, { claimId, ...tie, words: '您好，已收到您的问题，正在核实。' }, false),
    },
    {
      at: '2026-03-12T00:10:00.000Z',
      act: (stage) => declareEdgeCoverage(stage, { from: '2026-03-11T00:00:00.000Z', to: '2026-03-12T00:00:00.000Z' }),
    },
    {
      at: '2026-03-12T09:15:00.000Z',
      act: (stage) =>
        tellCustomer(
          stage,
          { claimId, ...tie, words: '您的请求没有到达我们，账户没有扣款。您可以放心再次发送，不会重复付款。' },
          true,
        ),
    },
  ],
})
