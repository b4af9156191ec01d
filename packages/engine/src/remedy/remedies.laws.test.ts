import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { cny, later } from '@waybill/core'
import { createMemoryStore } from '@waybill/store-memory'
import { taken } from '../../test/answers.js'
import { customer, operator, smallBook } from '../../test/small-book.js'
import { minutes } from '../../test/virtual-clock.js'
import type { Engine } from '../engine.js'

const remedies = [
  'TAKE_DUE_STEP',
  'RESCIND_AND_GO_ON',
  'GRANT_PROVISIONAL_CREDIT',
  'MAKE_PROVISIONAL_CREDIT_FINAL',
  'RESCIND_PROVISIONAL_CREDIT',
  'PAY_RESTITUTION',
  'CLOSE_DISPUTE',
] as const

type Act = (engine: Engine, count: number) => Promise<unknown>
const d1 = { transferId: 't1', disputeId: 'd1' } as const

const acts: ReadonlyArray<Act> = [
  ...remedies.map(
    (remedy): Act =>
      (engine) =>
        engine.remedies.apply({ transferId: 't1', remedy, approvedBy: ['Lin'] })(),
  ),
  (engine, count) => engine.credit({ commandId: `x${count}`, transferId: 't1', amount: cny('30.00') })(),
  (engine, count) => engine.startDisputeReview({ commandId: `x${count}`, ...d1, reviewer: operator })(),
  (engine, count) =>
    engine.resolveDispute({ commandId: `x${count}`, ...d1, outcome: 'REFUND', by: operator, reason: 'a test' })(),
]

const bookedTogether = async (engine: Engine): Promise<bigint> => {
  const balances = await Promise.all(['mei', 'bo'].map((account) => engine.balance(account)()))
  return balances.reduce(
    (sum, balance) => sum + (E.isRight(balance) ? (balance.right.balances[0]?.booked ?? 0n) : 0n),
    0n,
  )
}

describe('a loss of money that did not arrive', () => {
  it('is never made good beyond itself, whatever is applied in whatever order, also two at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...acts), fc.option(fc.constantFrom(...acts))), {
          minLength: 2,
          maxLength: 8,
          size: 'max',
        }),
        async (turns) => {
          const { engine, clock } = await smallBook(createMemoryStore({ ledger: 'urn:waybill:remedies' }))
          const instruction = { transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('100.00') }
          await taken(engine.initiate({ commandId: 'c1', ...instruction, promisedBy: later(clock.now(), minutes(1)) }))
          await taken(engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
          await taken(engine.dispute({ commandId: 'c3', ...d1, claim: 'NOT_ARRIVED', claimant: customer }))
          clock.advance(minutes(10))
          for (const [count, [act, beside]] of turns.entries()) {
            await Promise.all([act(engine, count), beside?.(engine, 100 + count)])
            expect(await bookedTogether(engine)).toBeLessThanOrEqual(100_000n)
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})
