import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import type { Remedy, RemedyName, RemedyPolicy } from '@waybill/explain'
import { createMemoryStore } from '@waybill/store-memory'
import type { Engine, EngineOptions } from '../src/engine.js'
import type { RemedyApplied, RemedyAsked } from '../src/remedy/remedies.js'
import { taken } from './answers.js'
import { customer, network, smallBook } from './small-book.js'

export const policy: RemedyPolicy = {
  version: '7',
  consentedBy: 'Lin',
  automatic: ['TAKE_BACK_EXCESS', 'CORRECT_DESTINATION', 'TAKE_DUE_STEP', 'POST_RETURN'],
  largest: [cny2('500.00')],
  withinMs: 86_400_000,
  stopped: false,
}

export function cny2(decimal: string) {
  return { minorUnits: BigInt(decimal.replace('.', '')), currency: 'CNY' } as const
}

export const told = (reportId: string, asOf: string) => ({ transferId: 't1', reportId, by: network, asOf })

export const openBook = async (options: Omit<EngineOptions, 'store' | 'clock'> = { remedyPolicy: policy }) => {
  const store = createMemoryStore({ ledger: 'urn:waybill:remedies' })
  const { engine, clock } = await smallBook(store, options)
  await taken(engine.openAccount({ commandId: 'open-eve', account: 'eve', currency: 'CNY' }))
  return { store, engine, clock }
}

export const confirmed = async (engine: Engine, more: object = {}) => {
  const instruction = { transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('100.00') }
  await taken(engine.initiate({ commandId: 'c1', ...instruction, ...more }))
  await taken(engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
}

export const planned = async (
  engine: Engine,
  remedy: RemedyName,
  approvedBy: ReadonlyArray<string> = [],
): Promise<Remedy> => {
  const plan = await engine.remedies.plan({ transferId: 't1' }, approvedBy)()
  if (E.isLeft(plan)) throw new Error(plan.left._tag)
  const found = plan.right.remedies.find((one) => one.remedy === remedy)
  if (found === undefined)
    throw new Error(
      `no ${remedy} in ${JSON.stringify(plan.right.remedies.map((one) => one.remedy))} of ${plan.right.finding.cause.leaf}`,
    )
  return found
}

export const applied = async (engine: Engine, asked: Omit<RemedyAsked, 'transferId'>): Promise<RemedyApplied> => {
  const answer = await engine.remedies.apply({ transferId: 't1', ...asked })()
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}

export const failureOf = async (engine: Engine, asked: Omit<RemedyAsked, 'transferId'>) => {
  const answer = await engine.remedies.apply({ transferId: 't1', ...asked })()
  return E.isLeft(answer) ? answer.left : answer.right
}

export const booked = async (engine: Engine, account: string): Promise<bigint> => {
  const balance = await engine.balance(account)()
  return E.isRight(balance) ? (balance.right.balances[0]?.booked ?? 0n) : -1n
}
