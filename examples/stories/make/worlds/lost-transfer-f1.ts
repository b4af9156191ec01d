import { confirm, confirmOnScreen, fillIn, receiveAtEdge, record, sendFromPhone, type Attempt } from '../attempt.js'
import { everyday } from '../everyday.js'
import { fen } from '../fen.js'
import { moneyComesIn, openAccount } from '../people.js'
import { createScriptedRail } from '../scripted-rail.js'
import { sources } from '../sources.js'
import type { Script } from '../stage.js'
import { complain, tellCustomer } from '../talk.js'

const rail = 'IBPS'

const attempt: Attempt = {
  transferId: 'yan-tuition-0302',
  customer: 'customer-yan',
  payer: 'yan',
  payee: { account: '6222030602007719842', institution: 'Qinghe Bank', name: '顾明' },
  amount: fen(260_000n),
  rail,
  purpose: '春季学费',
  promisedBy: '2026-03-02T16:00:00.000Z',
  device: 'phone-yan',
}

const tie = { transferId: attempt.transferId, customer: attempt.customer }
const claimId = 'claim-yan-0302'

/** The page was slow and the customer tapped twice. Both requests carry one key, so there is one transfer, and it arrived. */
export const lostTransferF1 = (): Script => ({
  ledger: 'urn:waybill:stories:s1-lost-transfer:f1',
  rails: (clock) => [createScriptedRail({ name: rail, clock })],
  steps: [
    ...everyday({ days: ['2026-03-01', '2026-03-02', '2026-03-03'], rail, yuanMore: 7n }),
    openAccount('2026-03-01T07:00:00.000Z', 'yan', 'customer-yan'),
    moneyComesIn({
      at: '2026-03-01T08:55:02.000Z',
      transferId: 'salary-yan-0301',
      rail,
      from: { account: '4200770166304419750', institution: 'Qinghe Bank' },
      to: 'yan',
      amount: fen(1_020_000n),
      purpose: '工资',
    }),
    { at: '2026-03-02T15:39:30.000Z', act: (stage) => fillIn(stage, attempt, 'SAVED') },
    { at: '2026-03-02T15:40:02.000Z', act: (stage) => confirmOnScreen(stage, attempt) },
    {
      at: '2026-03-02T15:40:20.000Z',
      act: ({ see }) =>
        see(sources.phone, {
          _tag: 'TelemetryReported',
          kind: 'PAGE_LOAD',
          values: { page: 'transfer-sending', milliseconds: '11800' },
          ...tie,
        }),
    },
    { at: '2026-03-02T15:40:12.000Z', act: (stage) => sendFromPhone(stage, attempt) },
    { at: '2026-03-02T15:40:19.000Z', act: (stage) => sendFromPhone(stage, attempt) },
    {
      at: '2026-03-02T15:40:21.000Z',
      act: async (stage) => {
        await receiveAtEdge(stage, attempt)
        await record(stage, attempt)
        stage.clock.moveOn(200)
        await confirm(stage, attempt)
      },
    },
    {
      // The second tap: the same key, hence the same answer and nothing more.
      at: '2026-03-02T15:40:30.000Z',
      act: async (stage) => {
        await receiveAtEdge(stage, attempt)
        await record(stage, attempt)
        await confirm(stage, attempt)
      },
    },
    {
      at: '2026-03-02T17:12:00.000Z',
      act: (stage) =>
        complain(stage, {
          claimId,
          claim: 'NOT_ARRIVED',
          claimant: 'PAYER',
          ...tie,
          words: '我点了两次转账，老师说还没看到，到底转出去没有？是不是扣了两次？',
          stated: { payee: attempt.payee, amount: attempt.amount },
        }),
    },
    {
      at: '2026-03-02T17:30:00.000Z',
      act: (stage) =>
        tellCustomer(
          stage,
          { claimId, ...tie, words: '只有一笔2,600元，已于15:40到达对方账户。您的第二次点击没有造成第二笔转账。' },
          true,
        ),
    },
  ],
})
