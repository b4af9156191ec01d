import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { Engine } from '../src/engine.js'

/** One command or report, as it is sent by its word. */
export type Step = { readonly word: string; readonly payload: Readonly<Record<string, unknown>> }

const accounts = ['a', 'b', 'line'] as const
const account = fc.constantFrom(...accounts)
const transferId = fc.constantFrom('t1', 't2', 't3', 't4')
const newTransferId = fc.constantFrom('n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8')
const amount = fc.bigInt({ min: 1n, max: 900n }).map((minorUnits) => ({ minorUnits, currency: 'CNY' }))
const by = { role: 'CUSTOMER' }
const network = { role: 'NETWORK', name: 'HVPS' }
const elsewhere = { account: '6222', institution: 'ICBC' }
const asOf = '2026-02-14T09:00:00.000Z'
const reason = { codeSet: 'waybill', code: 'TEST' }
const messageId = fc.constantFrom('m1', 'm2', 'm3', 'm4', 'm5')

const step = (word: string, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Step> =>
  fc.record(fields).map((payload) => ({ word, payload }))

const about = { transferId }
const fresh = { transferId: newTransferId }
const told = { transferId, reportId: messageId, by: fc.constant(network), asOf: fc.constant(asOf) }
const always = fc.constant
const disputeId = fc.constantFrom('d1', 'd2')
const nothing = { alreadyMadeGood: always({ minorUnits: '0', currency: 'CNY' }) }
const clerk = { role: 'OPERATOR', name: 'Clerk' }
const underTwoNames = {
  by: always(clerk),
  approvedBy: always({ role: 'OPERATOR', name: 'Supervisor' }),
  reason: always('a test'),
}

/** Any of them, sensible or not, about few accounts and transfers, so that they meet. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: step('BookTransfer', { ...fresh, payer: account, payee: account, amount, by: always(by) }) },
  { weight: 4, arbitrary: step('InitiateTransfer', { ...fresh, payer: account, payee: account, amount }) },
  {
    weight: 2,
    arbitrary: step('InitiateTransfer', {
      ...fresh,
      payer: account,
      payee: always(elsewhere),
      rail: always('hvps'),
      amount,
    }),
  },
  {
    weight: 2,
    arbitrary: step('InitiateTransfer', {
      ...fresh,
      payer: account,
      payee: account,
      amount,
      expiresAt: always('2026-02-14T12:00:00.000Z'),
      fees: amount.map((fee) => [{ kind: 'FEE', amount: fee, bearer: 'PAYER' }]),
    }),
  },
  { weight: 6, arbitrary: step('ConfirmTransfer', { ...about, by: always(by) }) },
  { weight: 3, arbitrary: step('CreditTransfer', about) },
  { weight: 2, arbitrary: step('CreditTransfer', { ...about, amount }) },
  { weight: 2, arbitrary: step('CancelTransfer', { ...about, by: always(by) }) },
  { weight: 1, arbitrary: step('ExpireTransfer', about) },
  {
    weight: 2,
    arbitrary: step('ReverseTransfer', {
      ...about,
      amount,
      kind: always('MISPOSTING'),
      by: always(by),
      authority: always('a test'),
    }),
  },
  {
    weight: 3,
    arbitrary: step('StartSubmission', {
      ...about,
      railKey: always('00000000-0000-4000-8000-000000000001'),
      messageDigest: always(`sha256:${'0'.repeat(64)}`),
      answerDueAt: always('2026-02-14T12:00:00.000Z'),
    }),
  },
  {
    weight: 4,
    arbitrary: step('ReportIncomingCredit', {
      ...told,
      rail: always('hvps'),
      payer: always(elsewhere),
      payee: account,
      amount,
    }),
  },
  { weight: 2, arbitrary: step('ReportCredited', { ...told, account: fc.oneof(account, always(elsewhere)), amount }) },
  { weight: 2, arbitrary: step('ReportReturned', { ...told, amount, reason: always(reason) }) },
  {
    weight: 2,
    arbitrary: step('ResolveException', {
      ...about,
      exceptionId: always('x1'),
      how: always('RETURNED_TO_SOURCE'),
      by: always(clerk),
      reason: always('a test'),
    }),
  },
  {
    weight: 2,
    arbitrary: step('ResolveException', {
      ...about,
      exceptionId: fc.constantFrom('x1', 'x2'),
      how: always('ALLOCATED'),
      account,
      amount,
      by: always(clerk),
      reason: always('a test'),
    }),
  },
  { weight: 1, arbitrary: step('WriteOffException', { ...about, exceptionId: always('x1'), ...underTwoNames }) },
  {
    weight: 1,
    arbitrary: step('PostCorrection', {
      ...about,
      from: fc.oneof(account, always('suspense:CNY')),
      to: account,
      amount,
      corrects: always('a test'),
      ...underTwoNames,
    }),
  },
  {
    weight: 3,
    arbitrary: step('DisputeTransfer', {
      ...about,
      disputeId,
      claim: always('NOT_ARRIVED'),
      claimant: disputeId.map((name) => ({ role: 'CUSTOMER', name })),
      replyDueAt: always('2026-02-14T12:00:00.000Z'),
    }),
  },
  { weight: 3, arbitrary: step('StartDisputeReview', { ...about, disputeId, reviewer: always(clerk) }) },
  {
    weight: 3,
    arbitrary: step('ResolveDispute', {
      ...about,
      disputeId,
      outcome: fc.constantFrom('REFUND', 'GOODWILL', 'DENIED'),
      by: always(clerk),
      reason: always('a test'),
    }),
  },
  {
    weight: 3,
    arbitrary: step('GrantProvisionalCredit', { ...about, disputeId, by: always(clerk), amount, ...nothing }),
  },
  { weight: 2, arbitrary: step('MakeProvisionalCreditFinal', { ...about, disputeId, by: always(clerk) }) },
  {
    weight: 2,
    arbitrary: step('RescindProvisionalCredit', { ...about, disputeId, by: always(clerk), reason: always('a test') }),
  },
  { weight: 2, arbitrary: step('PayRestitution', { ...about, disputeId, by: always(clerk), ...nothing }) },
  { weight: 1, arbitrary: step('CloseDispute', { ...about, disputeId, by: always(clerk) }) },
  { weight: 1, arbitrary: step('ReportRefused', { ...told, reason: always(reason) }) },
  { weight: 1, arbitrary: step('FreezeAccount', { account, scope: always('DEBITS'), reason: always('a test') }) },
  { weight: 1, arbitrary: step('UnfreezeAccount', { account, reason: always('a test') }) },
  {
    weight: 1,
    arbitrary: step('SetAccountFloor', {
      account: always('line'),
      limit: fc
        .bigInt({ min: 0n, max: 900n })
        .map((minorUnits) => ({ minorUnits: minorUnits.toString(), currency: 'CNY' })),
      reason: always('a test'),
    }),
  },
  { weight: 1, arbitrary: step('BeginClosingAccount', { account, reason: always('a test') }) },
  { weight: 1, arbitrary: step('CloseAccount', { account }) },
)

/** Three accounts with money, and four transfers that wait for what happens to them. */
export const openBook = async (engine: Engine): Promise<void> => {
  const take = async (word: string, payload: Readonly<Record<string, unknown>>): Promise<void> => {
    const answer = await engine.send(word, payload)()
    if (E.isLeft(answer)) throw new Error(answer.left._tag)
  }
  const sum = (minorUnits: string) => ({ minorUnits, currency: 'CNY' })
  for (const name of accounts) {
    const limit = name === 'line' ? { kind: 'CREDIT_LINE', limit: sum('500') } : {}
    await take('OpenAccount', { commandId: `open-${name}`, account: name, currency: 'CNY', ...limit })
    const message = { transferId: `in-${name}`, reportId: `in-${name}`, by: network, asOf, rail: 'hvps' }
    await take('ReportIncomingCredit', { ...message, payer: elsewhere, payee: name, amount: sum('1500') })
  }
  const initiate = (name: string, payer: string, fields: Readonly<Record<string, unknown>>): Promise<void> =>
    take('InitiateTransfer', { commandId: `initiate-${name}`, transferId: name, payer, amount: sum('600'), ...fields })
  await initiate('t1', 'a', { payee: 'b' })
  await initiate('t2', 'b', { payee: 'line', expiresAt: '2026-02-14T11:00:00.000Z' })
  await initiate('t3', 'a', { payee: elsewhere, rail: 'hvps' })
  await initiate('t4', 'line', { payee: elsewhere, rail: 'hvps', expiresAt: '2026-02-14T11:00:00.000Z' })
}
