// The stage of every reproduction: a small book, and the people who act in it.

import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { cny, createEngine, createMemoryStore, describe, type Answered, type EngineOptions, type Rail } from 'waybill'

export const customer = { role: 'CUSTOMER', name: 'Mei' } as const
export const operator = { role: 'OPERATOR', name: 'Back office' } as const
export const supervisor = { role: 'OPERATOR', name: 'Head of operations' } as const
export const network = { role: 'NETWORK', name: 'FAST' } as const

/** CNY 100.00 from Mei to Bo, in this book. */
export const rent = { transferId: 'rent', payer: 'mei', payee: 'bo', amount: cny('100.00') } as const

/** CNY 100.00 from Mei to an account at another bank, over the rail `fast`. */
export const gift = {
  transferId: 'gift',
  payer: 'mei',
  payee: { account: '6222 0001', institution: 'Bank of Elsewhere' },
  rail: 'fast',
  amount: cny('100.00'),
} as const

/** What the network says of the gift: fields that each of its messages has. */
export const said = (reportId: string) =>
  ({ transferId: 'gift', reportId, by: network, asOf: '2026-02-14T09:31:00.000Z' }) as const

/** The bank elsewhere credits the gift, under its own reference of the execution. */
export const credited = (executionRef: string) =>
  ({ ...said(`credit-${executionRef}`), account: gift.payee, amount: gift.amount, executionRef }) as const

/** The bank elsewhere sends the gift back, under its own reference of the execution. */
export const returned = (executionRef: string) => {
  const reason = { codeSet: 'ISO20022', code: 'CUST' }
  return { ...said(`return-${executionRef}`), amount: gift.amount, reason, executionRef } as const
}

/** A rail that takes what it is given, and says so. */
const fast: Rail = {
  name: 'fast',
  submit: () =>
    TE.right([
      { _tag: 'Accepted', messageId: 'a1', asOf: '2026-02-14T09:30:00.000Z', by: 'FAST', railReference: 'fast-1' },
    ]),
  inquire: () => TE.right([]),
}

/** Does what must be done before the point is reached; anything else than a receipt stops the script. */
export const done = async (answered: Answered) => {
  const answer = await answered()
  if (E.isLeft(answer)) throw new Error(describe(answer.left))
  return answer.right
}

/** Mei has CNY 1,000.00 and Bo has nothing; it is 09:30 UTC, until `passTo` says otherwise. */
export const openBook = async (options: Partial<EngineOptions> = {}) => {
  let now = '2026-02-14T09:30:00.000Z'
  const store = options.store ?? createMemoryStore({ ledger: 'urn:example:book' })
  const engine = createEngine({ clock: { now: () => now }, rails: [fast], ...options, store })
  await done(engine.openAccount({ commandId: 'open-mei', account: 'mei', currency: 'CNY' }))
  await done(engine.openAccount({ commandId: 'open-bo', account: 'bo', currency: 'CNY' }))
  const salary = { ...said('salary'), transferId: 'salary', rail: 'fast', payee: 'mei', amount: cny('1000.00') }
  await done(engine.report('ReportIncomingCredit', { ...salary, payer: gift.payee }))
  return { engine, store, passTo: (instant: string) => void (now = instant) }
}

/** CNY 100.00 become EUR 12.75, for ten minutes. */
export const quote = {
  quoteId: 'q1',
  sellCurrency: 'CNY',
  buyCurrency: 'EUR',
  rate: '0.1275',
  validUntil: '2026-02-14T09:40:00.000Z',
} as const

/** The same book, in which Paul has an account in EUR and nothing on it. */
export const openBookAbroad = async () => {
  const book = await openBook()
  await done(book.engine.openAccount({ commandId: 'open-paul', account: 'paul', currency: 'EUR' }))
  return book
}

/** The dispute about the gift. */
export const quarrel = { transferId: 'gift', disputeId: 'd1' } as const

/** Nothing was made good yet. */
export const none = { minorUnits: '0', currency: 'CNY' } as const

/** Two documents, by their digests. */
export const receipt = `sha256:${'ab'.repeat(32)}`
export const statement = `sha256:${'cd'.repeat(32)}`

/** The gift is confirmed and on its way, and Mei says that it has not arrived. */
export const openDispute = async () => {
  const book = await openBook()
  await done(book.engine.initiate({ commandId: 'c1', ...gift }))
  await done(book.engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
  await done(book.engine.dispute({ commandId: 'c3', ...quarrel, claim: 'NOT_ARRIVED', claimant: customer }))
  return book
}
