import * as E from 'fp-ts/lib/Either.js'
import { cny, createEngine, createMemoryStore, describe, renderFinding, type Answered, type Receipt } from 'waybill'

const engine = createEngine({ store: createMemoryStore({ ledger: 'urn:example:shop' }) })

const done = async (answered: Answered): Promise<Receipt> => {
  const answer = await answered()
  if (E.isLeft(answer)) throw new Error(describe(answer.left))
  return answer.right
}

const limit = cny('50.00')
await done(engine.openAccount({ commandId: 'c1', account: 'mei', currency: 'CNY', kind: 'CREDIT_LINE', limit }))
await done(engine.openAccount({ commandId: 'c2', account: 'bo', currency: 'CNY' }))
const payment = { commandId: 'c3', transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('19.90') }
const receipt = await done(engine.pay({ ...payment, by: { role: 'CUSTOMER' } }))
const status: 'CREDITED' | undefined = receipt.transfer?.status === 'CREDITED' ? 'CREDITED' : undefined
if (status === undefined) throw new Error('the payment did not arrive')
const finding = await engine.explain({ transferId: 't1', claim: 'NOT_ARRIVED' })()
if (E.isRight(finding)) console.log(renderFinding(finding.right, { lang: 'en', why: false }))
