import * as E from 'fp-ts/lib/Either.js'
import { canonicalJson, cny, type StoredEvent } from '@waybill/core'
import { appendLeaf, chainHash, emptyAccumulator, leafHash, rootOf, type Anchor } from '@waybill/proof'
import { createMemoryStore } from '@waybill/store-memory'
import { eachEventOf } from '../src/ledger-view.js'
import { sha256 } from '../src/sha256.js'
import { refused, taken } from './answers.js'
import { customer, elsewhere, moneyComesIn, operator, smallBook } from './small-book.js'
import { hours, minutes } from './virtual-clock.js'

export const ruleLedger = 'urn:waybill:ledger:rules'

/**
 * A day on which every rule has something to judge: a rent that is confirmed in time and credited, one that is cancelled, one that expires, one
 * that is credited and reversed, one whose outcome becomes unknown, one that is refused, and a gift into another currency.
 */
export const ruleLog = async (): Promise<ReadonlyArray<StoredEvent>> => {
  const store = createMemoryStore({ ledger: ruleLedger })
  const { clock, engine } = await smallBook(store)
  const initiate = (name: string, payer: string, payee: string, decimal: string, more: object = {}) =>
    engine.initiate({ commandId: `initiate-${name}`, transferId: name, payer, payee, amount: cny(decimal), ...more })
  const confirm = (name: string) => engine.confirm({ commandId: `confirm-${name}`, transferId: name, by: customer })
  const credit = (name: string) => engine.credit({ commandId: `credit-${name}`, transferId: name })

  await taken(
    engine.openAccount({
      commandId: 'open-line',
      account: 'line',
      currency: 'CNY',
      kind: 'CREDIT_LINE',
      limit: cny('500.00'),
    }),
  )
  await taken(engine.openAccount({ commandId: 'open-last', account: 'last', currency: 'CNY' }))
  await taken(moneyComesIn(engine, 'bo', '100.00'))
  clock.advance(minutes(1))
  await taken(initiate('rent', 'mei', 'last', '400.00', { expiresAt: '2026-02-14T10:00:00.000Z' }))
  clock.advance(minutes(1))
  await taken(confirm('rent'))
  clock.advance(minutes(1))
  await taken(credit('rent'))
  await taken(initiate('lent', 'line', 'last', '450.00'))
  await taken(confirm('lent'))
  await taken(credit('lent'))
  await taken(initiate('boat', 'mei', 'bo', '50.00'))
  await taken(engine.cancel({ commandId: 'cancel-boat', transferId: 'boat', by: customer }))
  await refused(initiate('ship', 'mei', 'bo', '9000.00'))
  await taken(initiate('slip', 'mei', 'bo', '60.00'))
  await taken(confirm('slip'))
  await taken(credit('slip'))
  await taken(
    engine.reverse({
      commandId: 'reverse-slip',
      transferId: 'slip',
      amount: cny('60.00'),
      kind: 'MISPOSTING',
      by: operator,
      authority: 'a second pair of eyes',
    }),
  )
  await taken(initiate('away', 'mei', elsewhere as never, '30.00', { rail: 'hvps', payee: elsewhere }))
  await taken(confirm('away'))
  await taken(initiate('late', 'mei', 'bo', '20.00', { expiresAt: '2026-02-14T10:00:00.000Z' }))
  clock.advance(hours(1))
  const due = await engine.runDue()()
  if (E.isLeft(due) || due.right.done.length === 0) throw new Error('expected the late transfer to expire')
  await taken(engine.freezeAccount({ commandId: 'freeze-last', account: 'last', scope: 'DEBITS', reason: 'asked for' }))
  await taken(engine.openAccount({ commandId: 'open-paul', account: 'paul', currency: 'USD' }))
  const validUntil = new Date(Date.parse(clock.now()) + minutes(10)).toISOString()
  const quote = { quoteId: 'q1', sellCurrency: 'CNY', buyCurrency: 'USD', rate: '0.138', validUntil } as const
  await taken(initiate('gift', 'mei', 'paul', '10.00', { quote }))
  await taken(confirm('gift'))
  await taken(credit('gift'))

  const events: StoredEvent[] = []
  await eachEventOf(store, (event) => void events.push(event))()
  return events
}

const hashOf = chainHash(sha256)

/** The events numbered and chained anew in the order in which they stand, as somebody who owns the file could. */
export const rewritten = (events: ReadonlyArray<StoredEvent>): ReadonlyArray<StoredEvent> => {
  const heads = new Map<string, { readonly revision: number; readonly chainhash: string }>()
  return events.map((event, index) => {
    const head = heads.get(event.stream)
    const numbered = { ...event, sequence: index + 1, revision: (head?.revision ?? -1) + 1 }
    const chainhash = hashOf(head?.chainhash ?? null, { ...numbered, ledger: ruleLedger })
    heads.set(event.stream, { revision: numbered.revision, chainhash })
    return { ...numbered, chainhash }
  })
}

/** The anchor that whoever rewrote the log would lay beside it. */
export const anchorOf = (events: ReadonlyArray<StoredEvent>): Anchor => ({
  ledger: ruleLedger,
  size: events.length,
  root: rootOf(sha256)(
    events.map(({ chainhash }) => leafHash(sha256)(chainhash)).reduce(appendLeaf(sha256), emptyAccumulator),
  ),
  time: '2026-02-15T00:00:00.000Z',
})

/** The event with other data, given as a change of its text that must change something. */
export const withData = (event: StoredEvent, change: (text: string) => string): StoredEvent => {
  const data = canonicalJson(JSON.parse(change(event.data)))
  if (data === event.data) throw new Error(`nothing of ${event.type} in ${event.stream} was changed`)
  return { ...event, data }
}
