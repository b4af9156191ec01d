const { cny, createEngine, createMemoryStore, renderFinding } = require('waybill')

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
