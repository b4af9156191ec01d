import { statusCode } from '../codes.js'
import { dueWork } from '../due-work.js'
import { everyday } from '../everyday.js'
import { fen } from '../fen.js'
import { moneyComesIn, openAccount } from '../people.js'
import { createScriptedRail, credited } from '../scripted-rail.js'
import { confirm, confirmOnScreen, fillIn, receiveAtEdge, record, sendFromPhone, type Attempt } from '../attempt.js'
import { sources } from '../sources.js'
import type { Script } from '../stage.js'
import { complain, tellCustomer } from '../talk.js'

const rail = 'IBPS'

const attempt: Attempt = {
  transferId: 'mei-to-uncle-0214',
  customer: 'customer-mei',
  payer: 'mei',
  payee: { account: '6228480103665207119', institution: 'Harbour Bank', name: '李国强' },
  amount: fen(80_000n),
  rail,
  purpose: '过年红包',
  promisedBy: '2026-02-15T00:00:00.000Z',
  device: 'phone-mei',
}

const claimId = 'claim-mei-0214'
const contact = { claimId, transferId: attempt.transferId, customer: attempt.customer }

/**
 * The rail took the instruction in, but its answer was lost on the way back. It says nothing all night; next morning
 * it answers that the payee was credited at 09:41. `answeredAt` is when support told the customer so.
 */
export const lostTransferA = (
  { answeredAt }: { readonly answeredAt: string } = { answeredAt: '2026-02-15T10:48:20.000Z' },
): Script => ({
  ledger: 'urn:waybill:stories:s1-lost-transfer:a',
  rails: (clock) => [
    createScriptedRail({
      name: rail,
      clock,
      conduct: {
        [attempt.transferId]: {
          submit: () => {
            clock.moveOn(30_000)
            return null
          },
          inquire: [
            () => null,
            () => null,
            (call) => [
              {
                _tag: 'Status',
                messageId: call.messageId('STATUS'),
                asOf: '2026-02-15T09:41:07.000Z',
                by: 'Harbour Bank',
                status: statusCode('ACCC'),
              },
              credited(call, '2026-02-15T09:41:07.000Z'),
            ],
          ],
        },
      },
    }),
  ],
  steps: [
    ...everyday({ days: ['2026-02-13', '2026-02-14', '2026-02-15'], rail, yuanMore: 0n }),
    openAccount('2026-02-13T07:00:00.000Z', 'mei', 'customer-mei'),
    moneyComesIn({
      at: '2026-02-13T08:40:27.000Z',
      transferId: 'salary-mei-0213',
      rail,
      from: { account: '4000021009200117388', institution: 'Qinghe Bank' },
      to: 'mei',
      amount: fen(560_000n),
      purpose: '工资',
    }),
    {
      at: '2026-02-14T21:58:20.000Z',
      act: ({ see }) =>
        see(sources.phone, {
          _tag: 'TelemetryReported',
          kind: 'CONNECTIVITY',
          values: { network: '2G', signal: 'weak' },
          transferId: attempt.transferId,
          customer: attempt.customer,
        }),
    },
    {
      at: '2026-02-14T21:58:41.000Z',
      act: ({ see }) =>
        see(sources.phone, {
          _tag: 'TelemetryReported',
          kind: 'PAGE_LOAD',
          values: { page: 'transfer', milliseconds: '21300' },
          transferId: attempt.transferId,
          customer: attempt.customer,
        }),
    },
    { at: '2026-02-14T21:59:40.000Z', act: (stage) => fillIn(stage, attempt, 'SAVED') },
    {
      at: '2026-02-14T21:59:52.000Z',
      act: ({ see }) =>
        see(sources.payeeCheck, {
          _tag: 'PayeeChecked',
          transferId: attempt.transferId,
          check: 'NAME',
          outcome: 'MATCH',
          shownToCustomer: true,
          payee: attempt.payee,
          provider: 'Harbour Bank',
        }),
    },
    { at: '2026-02-14T22:00:40.000Z', act: (stage) => confirmOnScreen(stage, attempt, { thinksForMs: 19_000 }) },
    { at: '2026-02-14T22:01:01.000Z', act: (stage) => sendFromPhone(stage, attempt) },
    {
      at: '2026-02-14T22:01:19.000Z',
      act: async (stage) => {
        await receiveAtEdge(stage, attempt)
        stage.clock.moveOn(180)
        await record(stage, attempt)
        stage.clock.moveOn(260)
        await confirm(stage, attempt)
      },
    },
    {
      at: '2026-02-14T22:02:05.000Z',
      act: ({ see }) =>
        see(sources.phone, {
          _tag: 'TelemetryReported',
          kind: 'ANSWER_MISSING',
          values: { waitedMilliseconds: '60000' },
          transferId: attempt.transferId,
          customer: attempt.customer,
        }),
    },
    dueWork('2026-02-14T22:03:00.000Z'),
    {
      at: '2026-02-14T22:31:12.000Z',
      act: (stage) =>
        complain(stage, {
          claimId,
          claim: 'NOT_ARRIVED',
          claimant: 'PAYER',
          customer: attempt.customer,
          transferId: attempt.transferId,
          words: '我给舅舅转的钱没到，余额也少了，页面一直转圈，钱去哪儿了？',
          stated: { payee: attempt.payee, amount: attempt.amount },
        }),
    },
    {
      at: '2026-02-14T22:31:40.000Z',
      act: (stage) => tellCustomer(stage, { ...contact, words: '您好，已收到您的问题，正在核实。' }, false),
    },
    dueWork('2026-02-15T02:05:00.000Z'),
    dueWork('2026-02-15T10:20:00.000Z'),
    {
      at: answeredAt,
      act: (stage) =>
        tellCustomer(
          stage,
          {
            ...contact,
            words: '您的800元已于2月15日09:41到达您舅舅在Harbour Bank的账户。昨晚清算通道没有答复，我们没有重复发送。',
          },
          true,
        ),
    },
  ],
})
