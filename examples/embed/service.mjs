// A small backend service with Waybill inside: accounts and rails are yours, the money is safe to retry.
import { createServer } from 'node:http'
import { createEngine, decimalMoney, describe, openSqliteStore } from 'waybill'

const statusOf = { MalformedCommand: 400, CommandIdReused: 409, TransferUnknown: 404, StoreUnavailable: 503 }

const readJson = async (request) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return null
  }
}

/** Opens the ledger and listens. `clock` is given by tests alone. */
export const startService = async ({ path, port, clock }) => {
  const opened = await openSqliteStore({ path, ledger: 'urn:example:wallet' })()
  if (opened._tag === 'Left') throw new Error(describe(opened.left))
  const store = opened.right
  const engine = createEngine(clock === undefined ? { store } : { store, clock })

  const routes = {
    // The client names its command, so that a retry after a lost reply is the same command and never a second payment.
    'POST /transfers': async ({ commandId, transferId, payer, payee, amount, currency }) =>
      engine.pay({
        commandId,
        transferId,
        payer,
        payee,
        amount: decimalMoney(currency)(String(amount)),
        by: { role: 'CUSTOMER' },
      })(),
    'POST /accounts': async ({ commandId, account, currency }) =>
      engine.openAccount({ commandId, account, currency })(),
    // What the bank's webhook says cannot be refused, only recorded; the same message twice is recorded once.
    'POST /bank/credits': async ({ messageId, account, amount, currency, from, asOf }) =>
      engine.report('ReportIncomingCredit', {
        transferId: `in-${messageId}`,
        reportId: messageId,
        by: { role: 'SENDING_INSTITUTION', name: from.institution },
        asOf,
        rail: 'hvps',
        payer: from,
        payee: account,
        amount: decimalMoney(currency)(String(amount)),
      })(),
    'GET /where': async ({ transfer }) => engine.explain({ transferId: transfer })(),
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const route = routes[`${request.method} ${url.pathname}`]
    const input = request.method === 'GET' ? Object.fromEntries(url.searchParams) : await readJson(request)
    const reply = (status, body) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(`${JSON.stringify(body)}\n`)
    }
    if (route === undefined || input === null)
      return reply(route === undefined ? 404 : 400, { error: 'unknown request' })
    const answer = await route(input)
    if (answer._tag === 'Left')
      return reply(statusOf[answer.left._tag] ?? 422, { error: answer.left._tag, why: describe(answer.left) })
    const done = answer.right
    return reply(
      200,
      'answer' in done
        ? { where: done.answer, custody: done.custody }
        : { transfer: done.transfer, replayed: done.replayed },
    )
  })
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port: server.address().port,
    stop: async () => {
      await new Promise((resolve) => server.close(resolve))
      await engine.stop()
      await store.close()
    },
  }
}
