import { cny, createEngine, createMemoryStore, describe, renderFinding } from 'waybill'

const store = createMemoryStore({ ledger: 'urn:example:first' }) // or openSqliteStore({ path: 'transfers.db' })
const engine = createEngine({ store, clock: { now: () => '2026-02-14T09:30:00.000Z' } }) // all but the store is optional
await engine.openAccount({
  commandId: 'c1',
  account: 'mei',
  currency: 'CNY',
  kind: 'CREDIT_LINE',
  limit: cny('2000.00'),
})()
await engine.openAccount({ commandId: 'c2', account: 'bo', currency: 'CNY' })()

const uetr = 'd5a1c7de-6c2b-4f0e-9a52-7c1f6f0f2a31' // left out, one is made
const transfer = { transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('1000.00'), uetr }
const sent = await engine.initiate({ commandId: 'c3', ...transfer })()
if (sent._tag === 'Left') console.log(describe(sent.left)) // a typed rejection or failure, never an exception
await engine.confirm({ commandId: 'c4', transferId: 't1', by: { role: 'CUSTOMER' } })()
await engine.credit({ commandId: 'c5', transferId: 't1' })()

const finding = await engine.explain({ transferId: 't1', claim: 'NOT_ARRIVED' })()
if (finding._tag === 'Right') console.log(renderFinding(finding.right, { lang: 'en', why: false }))
