import {
  confirm,
  confirmOnScreen,
  fillIn,
  receiveAtEdge,
  record,
  sendFromPhone,
  sendOrdinarily,
  type Attempt,
} from '../attempt.js'
import { recallCode, recallRefusalCode } from '../codes.js'
import { everyday } from '../everyday.js'
import { fen } from '../fen.js'
import { moneyComesIn, openAccount } from '../people.js'
import { createScriptedRail } from '../scripted-rail.js'
import { sources } from '../sources.js'
import type { Script, Step } from '../stage.js'
import { complain, tellCustomer } from '../talk.js'

const rail = 'IBPS'
const landlord = { account: '6222021001150438817', institution: 'Qinghe Bank', name: '王建国' }

/** One digit is off: …8827 for …8817. */
const attempt: Attempt = {
  transferId: 'rent-chen-jie-0201',
  customer: 'customer-chen-jie',
  payer: 'chen-jie',
  payee: { ...landlord, account: '6222021001150438827' },
  amount: fen(350_000n),
  rail,
  purpose: '二月房租',
  promisedBy: '2026-02-01T20:30:00.000Z',
  device: 'phone-chen-jie',
}

const tie = { transferId: attempt.transferId, customer: attempt.customer }
const claimId = 'claim-chen-jie-0201'

/** The rent of an earlier month, to the landlord's true account. */
const rentOf = (day: string, purpose: string): ReadonlyArray<Step> => [
  moneyComesIn({
    at: `${day}T08:45:00.000Z`,
    transferId: `salary-chen-jie-${day.slice(2, 7).replace('-', '')}`,
    rail,
    from: { account: '4200770166304419750', institution: 'Qinghe Bank' },
    to: 'chen-jie',
    amount: fen(920_000n),
    purpose: '工资',
  }),
  {
    at: `${day}T20:02:15.000Z`,
    act: (stage) =>
      sendOrdinarily(stage, {
        ...attempt,
        transferId: `rent-chen-jie-${day.slice(5).replace('-', '')}`,
        payee: landlord,
        purpose,
        promisedBy: `${day}T20:32:00.000Z`,
      }),
  },
]

/** The customer typed the account by hand with one digit off, saw the close match, and said yes. The holder keeps the money. */
export const wrongTransferA = (): Script => ({
  ledger: 'urn:waybill:stories:s0-wrong-transfer:a',
  rails: (clock) => [createScriptedRail({ name: rail, clock })],
  steps: [
    openAccount('2025-11-01T07:00:00.000Z', 'chen-jie', 'customer-chen-jie'),
    ...rentOf('2025-11-01', '十一月房租'),
    ...rentOf('2025-12-01', '十二月房租'),
    ...rentOf('2026-01-01', '一月房租'),
    {
      at: '2026-01-01T20:03:00.000Z',
      act: ({ see }) =>
        see(sources.payeeBook, {
          _tag: 'PayeeSaved',
          customer: attempt.customer,
          payee: landlord,
          savedPayeeId: 'landlord',
          savedAt: '2025-11-01T20:04:00.000Z',
          timesPaid: 3,
          lastPaidAt: '2026-01-01T20:02:15.000Z',
        }),
    },
    ...everyday({ days: ['2026-01-31', '2026-02-01', '2026-02-02'], rail, yuanMore: 5n }),
    { at: '2026-02-01T20:04:10.000Z', act: (stage) => fillIn(stage, attempt, 'TYPED') },
    {
      at: '2026-02-01T20:04:13.000Z',
      act: ({ see }) =>
        see(sources.payeeCheck, {
          _tag: 'PayeeChecked',
          transferId: attempt.transferId,
          check: 'NAME',
          outcome: 'CLOSE_MATCH',
          shownToCustomer: true,
          payee: attempt.payee,
          nameShown: '王建*',
          wording: '收款人姓名与账户户名不完全一致，请核对账号。',
          provider: 'Qinghe Bank',
          customer: attempt.customer,
        }),
    },
    {
      at: '2026-02-01T20:04:20.000Z',
      act: (stage) => confirmOnScreen(stage, attempt, { warnings: ['收款人姓名与账户户名不完全一致，请核对账号。'] }),
    },
    { at: '2026-02-01T20:04:30.000Z', act: (stage) => sendFromPhone(stage, attempt) },
    {
      at: '2026-02-01T20:04:31.000Z',
      act: async (stage) => {
        await receiveAtEdge(stage, attempt)
        stage.clock.moveOn(150)
        await record(stage, attempt)
        stage.clock.moveOn(310)
        await confirm(stage, attempt)
      },
    },
    {
      at: '2026-02-01T20:29:47.000Z',
      act: (stage) =>
        complain(stage, {
          claimId,
          claim: 'WRONG_PAYEE',
          claimant: 'PAYER',
          ...tie,
          words: '房租转到别人账户了！房东说没收到，我才发现卡号输错了一位。是系统的问题还是我的问题？钱能追回来吗？',
          stated: { payee: attempt.payee, amount: attempt.amount },
          intended: { payee: landlord, amount: attempt.amount },
          detectedAt: '2026-02-01T20:25:00.000Z',
        }),
    },
    {
      at: '2026-02-01T20:34:05.000Z',
      act: async ({ engine, must }) => {
        await must(
          engine.dispute({
            commandId: 'dispute-chen-jie-0201',
            transferId: attempt.transferId,
            disputeId: 'dispute-chen-jie-0201',
            claim: 'WRONG_PAYEE',
            claimant: { role: 'CUSTOMER', name: attempt.customer },
          }),
        )
        await must(
          engine.requestRecall({
            commandId: 'recall-chen-jie-0201',
            transferId: attempt.transferId,
            recallId: 'recall-chen-jie-0201',
            to: { role: 'RECEIVING_INSTITUTION', name: 'Qinghe Bank' },
            reason: recallCode('CUST'),
            answerDueAt: '2026-02-16T20:34:05.000Z',
          }),
        )
      },
    },
    {
      at: '2026-02-01T20:36:00.000Z',
      act: (stage) =>
        tellCustomer(
          stage,
          {
            claimId,
            ...tie,
            words: '款项按您确认的账号转出，与您常付的账号差一位。我们已请求收款银行退回，对方须征得户主同意。',
          },
          true,
        ),
    },
    {
      at: '2026-02-06T15:20:00.000Z',
      act: async ({ engine, must }) => {
        await must(
          engine.report('ReportRecallRefused', {
            transferId: attempt.transferId,
            reportId: 'QHB-CAMT029-0206-118',
            by: { role: 'RECEIVING_INSTITUTION', name: 'Qinghe Bank' },
            asOf: '2026-02-06T15:18:30.000Z',
            recallId: 'recall-chen-jie-0201',
            reason: recallRefusalCode('CUST'),
          }),
        )
      },
    },
  ],
})
