const { cny, createEngine, openSqliteStore, renderFinding } = require('waybill')

const main = async () => {
  const opened = await openSqliteStore({ path: 'transfers.db', ledger: 'urn:example:shop' })()
  if (opened._tag === 'Left') throw new Error(opened.left._tag)
  const engine = createEngine({ store: opened.right })
  const limit = cny('50.00')
  await engine.openAccount({ commandId: 'c1', account: 'mei', currency: 'CNY', kind: 'CREDIT_LINE', limit })()
  await engine.openAccount({ commandId: 'c2', account: 'bo', currency: 'CNY' })()
  const by = { role: 'CUSTOMER' }
  await engine.pay({ commandId: 'c3', transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('19.90'), by })()
  const finding = await engine.explain({ transferId: 't1', claim: 'NOT_ARRIVED' })()
  if (finding._tag === 'Right') console.log(renderFinding(finding.right, { lang: 'en', why: false }))
  await opened.right.close()
}

main()
