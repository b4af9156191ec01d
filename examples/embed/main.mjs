// Starts the service on a fresh ledger, talks to it as a client on a bad network would, and stops it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startService } from './service.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'waybill-embed-'))
let minute = 0
const clock = { now: () => new Date(Date.UTC(2026, 1, 14, 9, minute++)).toISOString() }
const service = await startService({ path: path.join(folder, 'wallet.db'), port: 0, clock })

const ask = async (method, route, body) => {
  const response = await globalThis.fetch(`http://127.0.0.1:${service.port}${route}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  console.log(`${method} ${route} -> ${response.status} ${(await response.text()).trim()}`)
}

await ask('POST', '/accounts', { commandId: 'open-1', account: 'mei', currency: 'CNY' })
await ask('POST', '/accounts', { commandId: 'open-2', account: 'bo', currency: 'CNY' })
await ask('POST', '/bank/credits', {
  messageId: 'camt-77',
  account: 'mei',
  amount: '300.00',
  currency: 'CNY',
  from: { account: '6222020200112233', institution: 'ICBC' },
  asOf: '2026-02-14T09:00:00.000Z',
})
const payment = { commandId: 'tap-1', transferId: 't-1', payer: 'mei', payee: 'bo', amount: '250.00', currency: 'CNY' }
await ask('POST', '/transfers', payment)
await ask('POST', '/transfers', payment) // the reply was lost, the client sends it again
await ask('POST', '/transfers', { ...payment, amount: '25.00' }) // the same command cannot become another one
await ask('POST', '/transfers', { ...payment, commandId: 'tap-2', transferId: 't-2' })
await ask('GET', '/where?transfer=t-1')
await service.stop()
rmSync(folder, { recursive: true })
