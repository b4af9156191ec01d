import * as E from 'fp-ts/lib/Either.js'
import { cny, createEngine, createMemoryReadModelStore, createMemoryStore, describe } from 'waybill'
import { busiestDay, paidOn } from './busiest-day.js'

/** Runs a projection of one's own, and reads from it what was just written. */
export const askOwnProjection = async () => {
  const engine = createEngine({
    store: createMemoryStore({ ledger: 'urn:example:book' }),
    readModels: createMemoryReadModelStore(),
    projections: [busiestDay],
    clock: { now: () => '2026-02-14T09:30:00.000Z' },
  })
  const limit = cny('5000.00')
  await engine.openAccount({ commandId: 'c1', account: 'till', currency: 'CNY', kind: 'CREDIT_LINE', limit })()
  await engine.openAccount({ commandId: 'c2', account: 'bo', currency: 'CNY' })()
  const by = { role: 'CUSTOMER' } as const
  const sent = { commandId: 'c3', transferId: 't1', payer: 'till', payee: 'bo', amount: cny('40.00'), by }
  const paid = await engine.pay(sent)()
  if (E.isLeft(paid)) throw new Error(describe(paid.left))

  // Brought up to the ledger's head first: what this engine has a receipt for is in the answer.
  const asked = await engine.read(busiestDay, paidOn('2026-02-14'))()

  // Waits for an event by the sequence of its receipt, which may be another engine's, and no longer than it is told.
  const sequence = Math.max(...paid.right.events.map((event) => event.sequence))
  const reached = await engine.waitUntilRead({ projection: busiestDay.name, sequence, deadlineMs: 2_000 })()

  // Built anew beside the live one, compared, then read from then on.
  const rebuilt = await engine.rebuild(busiestDay.name)()
  return { asked, reached, rebuilt }
}
