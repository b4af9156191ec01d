const { cny, createEngine, createMemoryStore, renderFinding } = require('waybill')
const { anAccount, history } = require('@waybill/jest')
const { anyHistory } = require('@waybill/jest/arbitraries')
const fc = require('fast-check')

test('a payment arrives, and the finding says so', async () => {
  const engine = createEngine({ store: createMemoryStore({ ledger: 'urn:example:shop' }) })
  const limit = cny('50.00')
  await engine.openAccount({ commandId: 'c1', account: 'mei', currency: 'CNY', kind: 'CREDIT_LINE', limit })()
  await engine.openAccount({ commandId: 'c2', account: 'bo', currency: 'CNY' })()
  const by = { role: 'CUSTOMER' }
  await engine.pay({ commandId: 'c3', transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('19.90'), by })()
  const finding = await engine.explain({ transferId: 't1', claim: 'NOT_ARRIVED' })()
  expect(finding).toMatchObject({ _tag: 'Right', right: { cause: { leaf: 'Z1' } } })
  console.log(renderFinding(finding.right, { lang: 'en', why: false }))
})

test('the kit refuses in words, tells histories, and makes them at random', async () => {
  const engine = createEngine({ store: createMemoryStore({ ledger: 'urn:example:shop' }) })
  const by = { role: 'CUSTOMER' }
  const payment = { commandId: 'c1', transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('19.90'), by }
  expect(await engine.pay(payment)()).toBeRefusedWith('AccountUnknown')
  expect(history(anAccount('mei', cny('5.00')))).toBeDefined()
  fc.assert(
    fc.property(anyHistory({ transfers: 1, steps: 4 }), (log) => log !== undefined),
    { numRuns: 5 },
  )
})
