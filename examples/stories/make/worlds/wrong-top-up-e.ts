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
import { everyday } from '../everyday.js'
import { fen } from '../fen.js'
import { createScriptedRail } from '../scripted-rail.js'
import { sources } from '../sources.js'
import type { Script, Step } from '../stage.js'
import { complain, tellCustomer } from '../talk.js'

const bankRail = 'IBPS'
const topUpRail = 'top-up'
const account = 'paylater-hao'

const attempt: Attempt = {
  transferId: 'hao-topup-0517',
  customer: 'customer-hao',
  payer: account,
  payee: { account: '13800004471', institution: 'Northwind Mobile' },
  amount: fen(50_000n),
  rail: topUpRail,
  purpose: '话费充值',
  promisedBy: '2026-05-17T19:10:00.000Z',
  device: 'phone-hao',
}

const meant = fen(5_000n)
const tie = { transferId: attempt.transferId, customer: attempt.customer }
const claimId = 'claim-hao-0517'

/** The usual top-up of an earlier month: 50 yuan to the same number. */
const usualTopUp = (day: string): Step => ({
  at: `${day}T12:20:10.000Z`,
  act: (stage) =>
    sendOrdinarily(stage, {
      ...attempt,
      transferId: `hao-topup-${day.slice(5).replace('-', '')}`,
      amount: meant,
      promisedBy: `${day}T12:30:00.000Z`,
    }),
})

const changesAmount = (at: string, before: bigint, after: bigint): Step => ({
  at,
  act: ({ see }) =>
    see(sources.appLog, {
      _tag: 'IntentEdited',
      ...tie,
      field: 'AMOUNT',
      before: { amount: fen(before) },
      after: { amount: fen(after) },
    }),
})

const warning = '充值金额是您平时的10倍，请确认。'

/** 50 was meant and 500 typed, on a pay-later account; the warning was shown and accepted, and the operator credited all of it. */
export const wrongTopUpE = (): Script => ({
  ledger: 'urn:waybill:stories:s4-wrong-top-up:e',
  rails: (clock) => [createScriptedRail({ name: bankRail, clock }), createScriptedRail({ name: topUpRail, clock })],
  steps: [
    {
      at: '2026-02-17T07:00:00.000Z',
      act: async ({ engine, must }) => {
        await must(
          engine.openAccount({
            commandId: `open-${account}`,
            account,
            currency: 'CNY',
            kind: 'CREDIT_LINE',
            limit: fen(300_000n),
            customer: attempt.customer,
          }),
        )
      },
    },
    usualTopUp('2026-02-17'),
    usualTopUp('2026-03-17'),
    usualTopUp('2026-04-17'),
    ...everyday({ days: ['2026-05-16', '2026-05-17', '2026-05-18'], rail: bankRail, yuanMore: 17n }),
    changesAmount('2026-05-17T19:01:44.000Z', 5_000n, 500n),
    changesAmount('2026-05-17T19:01:58.000Z', 500n, 50_000n),
    { at: '2026-05-17T19:02:06.000Z', act: (stage) => fillIn(stage, attempt, 'SAVED') },
    {
      at: '2026-05-17T19:02:07.000Z',
      act: ({ see }) =>
        see(sources.rules, {
          _tag: 'AlertRaised',
          alertId: 'alert-hao-0517',
          rule: 'amount-against-habit',
          ruleVersion: '3',
          subject: { kind: 'TRANSFER', id: attempt.transferId },
          inputs: { amount: '50000', usual: '5000', edits: '2' },
          transferId: attempt.transferId,
        }),
    },
    {
      at: '2026-05-17T19:02:08.000Z',
      act: (stage) => confirmOnScreen(stage, attempt, { warnings: [warning], thinksForMs: 4_000 }),
    },
    { at: '2026-05-17T19:02:13.000Z', act: (stage) => sendFromPhone(stage, attempt) },
    {
      at: '2026-05-17T19:02:14.000Z',
      act: async (stage) => {
        await receiveAtEdge(stage, attempt)
        stage.clock.moveOn(130)
        await record(stage, attempt)
        stage.clock.moveOn(270)
        await confirm(stage, attempt)
      },
    },
    {
      at: '2026-05-17T19:08:40.000Z',
      act: (stage) =>
        complain(stage, {
          claimId,
          claim: 'WRONG_AMOUNT',
          claimant: 'PAYER',
          ...tie,
          words: '本来要充50，结果充了500！先用后付的额度都被占了，多的450能退吗？',
          stated: { payee: attempt.payee, amount: attempt.amount },
          intended: { payee: attempt.payee, amount: meant },
          detectedAt: '2026-05-17T19:04:00.000Z',
        }),
    },
    {
      at: '2026-05-17T19:09:00.000Z',
      act: (stage) => tellCustomer(stage, { claimId, ...tie, words: '您好，已收到您的问题，正在核实。' }, false),
    },
  ],
})
