import { encodeEvent, type DomainEvent, type StoredEvent } from '@waybill/core'
import { appendLeaf, chainHash, emptyAccumulator, leafHash, rootOf, type Anchor } from '@waybill/proof'
import { eventId, ledgerNamespace } from '../src/event-ids.js'
import { sha256 } from '../src/sha256.js'

export const ledger = 'urn:waybill:ledger:harbour'

const hashOf = chainHash(sha256)
const namespace = ledgerNamespace(ledger)

/** What a test says of an event: its place and its hash follow. */
export type Draft = Pick<StoredEvent, 'stream' | 'type' | 'data'> & Partial<StoredEvent>

/** The log that an honest writer makes of these drafts: dense, dated second by second, and chained. */
export const written = (drafts: ReadonlyArray<Draft>): Array<StoredEvent> => {
  const heads = new Map<string, { readonly revision: number; readonly chainhash: string }>()
  return drafts.map((draft, index) => {
    const head = heads.get(draft.stream)
    const second = String(index).padStart(2, '0')
    const event = {
      revision: (head?.revision ?? -1) + 1,
      sequence: index + 1,
      id: eventId(namespace, `c${index + 1}`, 0),
      schemaVersion: 1,
      occurredAt: `2031-03-04T08:00:${second}.000Z`,
      recordedAt: `2031-03-04T08:00:${second}.250Z`,
      metadata: { $correlationId: 'morning', commandid: `c${index + 1}` },
      ...draft,
    }
    const chainhash = hashOf(head?.chainhash ?? null, { ...event, ledger })
    heads.set(draft.stream, { revision: event.revision, chainhash })
    return { ...event, chainhash }
  })
}

const draft = (stream: string, event: DomainEvent): Draft => ({ stream, ...encodeEvent(event) })

const rent = { minorUnits: 100_000n, currency: 'CNY' } as const
const days = { bookingDate: '2031-03-04', valueDate: '2031-03-04' }

/** Two accounts, and one transfer between them that arrives. Accounts begin below zero being allowed, so that nothing else is needed. */
export const rentDrafts: ReadonlyArray<Draft> = [
  draft('account-ada', { _tag: 'AccountOpened', account: 'ada', currency: 'CNY', kind: 'CREDIT_LINE', limit: rent }),
  draft('account-ben', { _tag: 'AccountOpened', account: 'ben', currency: 'CNY', kind: 'CASH' }),
  draft('transfer-rent', {
    _tag: 'TransferInitiated',
    transferId: 'rent',
    payer: { account: 'ada' },
    payee: { account: 'ben' },
    amount: rent,
    rail: 'book',
    confirmationRequired: true,
    uetr: '5f0c3b8e-7d3a-4a0f-9a41-0c2d3e4f5a6b',
    funding: [{ account: 'ada', amount: rent }],
    fees: [],
  }),
  draft('transfer-rent', {
    _tag: 'TransferConfirmed',
    by: { role: 'CUSTOMER' },
    entry: {
      ...days,
      postings: [
        { account: 'ada', creditDebit: 'DBIT', amount: rent },
        { account: 'in-transit:book:CNY', creditDebit: 'CRDT', amount: rent },
      ],
    },
  }),
  draft('account-ada', { _tag: 'AccountFrozen', scope: 'DEBITS', reason: 'the card was lost' }),
  draft('transfer-rent', {
    _tag: 'TransferCredited',
    account: { account: 'ben' },
    amount: rent,
    entry: {
      ...days,
      postings: [
        { account: 'in-transit:book:CNY', creditDebit: 'DBIT', amount: rent },
        { account: 'ben', creditDebit: 'CRDT', amount: rent },
      ],
    },
  }),
]

export const rentLog: ReadonlyArray<StoredEvent> = written(rentDrafts)

/** The same, and the rent is taken out of the funds of who pays it: nothing is missing. */
export const paidDrafts: ReadonlyArray<Draft> = [
  ...rentDrafts,
  draft('funds-ada', {
    _tag: 'FundsTaken',
    transferId: 'rent',
    amount: rent,
    purpose: 'TRANSFER',
    inflowSeen: { throughSequence: 2, total: { minorUnits: 0n, currency: 'CNY' } },
  }),
]

export const paidLog: ReadonlyArray<StoredEvent> = written(paidDrafts)

/** The anchor that an honest keeper takes of these events. */
export const anchorOver = (events: ReadonlyArray<StoredEvent>): Anchor => ({
  ledger,
  size: events.length,
  root: rootOf(sha256)(
    events.map(({ chainhash }) => leafHash(sha256)(chainhash)).reduce(appendLeaf(sha256), emptyAccumulator),
  ),
  time: '2031-03-04T12:00:00.000Z',
})
