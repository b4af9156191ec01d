import type { RailReport } from '@waybill/port'
import { confirm, confirmOnScreen, fillIn, receiveAtEdge, record, sendFromPhone, type Attempt } from '../attempt.js'
import { refusalCode, statusCode } from '../codes.js'
import { dueWork } from '../due-work.js'
import { everyday } from '../everyday.js'
import { fen } from '../fen.js'
import { moneyComesIn, openAccount } from '../people.js'
import { accepted, createScriptedRail, type RailCall } from '../scripted-rail.js'
import type { Script } from '../stage.js'
import { complain, tellCustomer } from '../talk.js'

const rail = 'IBPS'

const attempt: Attempt = {
  transferId: 'lei-to-sister-0428',
  customer: 'customer-lei',
  payer: 'lei',
  payee: { account: '6228480055612087714', institution: 'Lakeside Bank', name: '赵敏' },
  amount: fen(100_000n),
  rail,
  purpose: '还款',
  promisedBy: '2026-04-28T14:20:00.000Z',
  device: 'phone-lei',
}

const tie = { transferId: attempt.transferId, customer: attempt.customer }
const claimId = 'claim-lei-0428'

/** The payee's account is closed, so the bank refuses for good. */
const refusedForGood = ({ clock, messageId }: RailCall): RailReport => ({
  _tag: 'Refused',
  messageId: messageId('REFUSED'),
  asOf: clock.now(),
  by: 'Lakeside Bank',
  reason: refusalCode('AC04'),
})

/** The faulty adapter hands the final refusal on as a mere status, which moves no money. */
const asMereStatus = (report: RailReport): RailReport =>
  report._tag === 'Refused'
    ? {
        _tag: 'Status',
        messageId: report.messageId,
        asOf: report.asOf,
        by: report.by,
        status: statusCode('RJCT'),
        reason: report.reason,
      }
    : report

/** The refusal is final, but the engine never hears that it is, so the money is never given back. */
export const notCreditedD = (
  { adapterIsFaulty }: { readonly adapterIsFaulty: boolean } = { adapterIsFaulty: true },
): Script => {
  const handOn = (report: RailReport): RailReport => (adapterIsFaulty ? asMereStatus(report) : report)
  return {
    ledger: 'urn:waybill:stories:s3-not-credited:d',
    rails: (clock) => [
      createScriptedRail({
        name: rail,
        clock,
        conduct: {
          [attempt.transferId]: {
            submit: (call) => {
              clock.moveOn(1_700)
              const acknowledged = accepted(rail, call)
              clock.moveOn(4_100)
              return [acknowledged, handOn(refusedForGood(call))]
            },
            inquire: [(call) => [handOn(refusedForGood(call))]],
          },
        },
      }),
    ],
    steps: [
      ...everyday({ days: ['2026-04-27', '2026-04-28', '2026-04-29'], rail, yuanMore: 13n }),
      openAccount('2026-04-27T07:00:00.000Z', 'lei', 'customer-lei'),
      moneyComesIn({
        at: '2026-04-27T08:32:10.000Z',
        transferId: 'salary-lei-0427',
        rail,
        from: { account: '4000021009200117388', institution: 'Qinghe Bank' },
        to: 'lei',
        amount: fen(688_000n),
        purpose: '工资',
      }),
      { at: '2026-04-28T14:08:50.000Z', act: (stage) => fillIn(stage, attempt, 'SAVED') },
      { at: '2026-04-28T14:09:20.000Z', act: (stage) => confirmOnScreen(stage, attempt) },
      { at: '2026-04-28T14:09:30.000Z', act: (stage) => sendFromPhone(stage, attempt) },
      {
        at: '2026-04-28T14:09:31.000Z',
        act: async (stage) => {
          await receiveAtEdge(stage, attempt)
          stage.clock.moveOn(140)
          await record(stage, attempt)
          stage.clock.moveOn(290)
          await confirm(stage, attempt)
        },
      },
      dueWork('2026-04-28T14:25:00.000Z'),
      {
        at: '2026-04-28T15:02:30.000Z',
        act: (stage) =>
          complain(stage, {
            claimId,
            claim: 'NOT_ARRIVED',
            claimant: 'PAYER',
            ...tie,
            words: '转了1000元，说几分钟到账，一个小时了姐姐没收到，我的余额却少了1000。',
            stated: { payee: attempt.payee, amount: attempt.amount },
          }),
      },
      {
        at: '2026-04-28T15:03:00.000Z',
        act: (stage) => tellCustomer(stage, { claimId, ...tie, words: '您好，已收到您的问题，正在核实。' }, false),
      },
    ],
  }
}
