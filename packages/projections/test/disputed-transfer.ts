import * as E from 'fp-ts/lib/Either.js'
import { later, type DomainEvent, type ObservationEvent, type Posting } from '@waybill/core'
import { disputeProjection } from '../src/dispute/dispute-projection.js'
import { foldProjection } from '../src/fold-projection.js'
import type { ReadModel } from '../src/read-model.js'
import { bank, customer, dawn, testLedger, type TestLedger } from './test-ledger.js'

export const hour = 3_600_000
export const after = (hours: number): string => later(dawn, hours * hour)
export const yuan = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' }) as const
export const euros = (minorUnits: bigint) => ({ minorUnits, currency: 'EUR' }) as const
export const desk = { name: 'support-desk', kind: 'SUPPORT', grade: 'B' } as const
export const operator = { role: 'OPERATOR' } as const
export const outside = { account: '6222-01', institution: 'Harbour Bank' }
export const reason = { codeSet: 'iso', code: 'FOCR' }
export const digest = (digit: string) => `sha256:${digit.repeat(64)}`

export const fold = ({ events }: TestLedger): ReadModel => {
  const outcome = foldProjection(disputeProjection, events)
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

export const entryOf = (minorUnits: bigint, ...credited: ReadonlyArray<string>) => ({
  bookingDate: '2026-02-14',
  valueDate: '2026-02-14',
  postings: [
    { account: 'in-transit:hvps:CNY', creditDebit: 'DBIT', amount: yuan(minorUnits) },
    ...credited.map((account): Posting => ({
      account,
      creditDebit: 'CRDT',
      amount: yuan(minorUnits / BigInt(credited.length)),
    })),
  ] satisfies ReadonlyArray<Posting>,
})
export const allocation = [{ account: 'mei', amount: yuan(1n) }]
export const told = { reportId: 'r1', by: bank, asOf: dawn }

/** A transfer of 1000 that was initiated; what follows is written as it is. */
export const instructed = (customerOf: object = { customer: 'c-mei' }): TestLedger => {
  const ledger = testLedger()
  ledger.send('OpenAccount', {
    account: 'mei',
    currency: 'CNY',
    kind: 'CREDIT_LINE',
    limit: { minorUnits: '5000', currency: 'CNY' },
  })
  const amount = { minorUnits: '1000', currency: 'CNY' }
  ledger.send('InitiateTransfer', {
    transferId: 't1',
    payer: 'mei',
    payee: outside,
    rail: 'hvps',
    amount,
    ...customerOf,
  })
  return ledger
}

export const write = (ledger: TestLedger, ...events: ReadonlyArray<DomainEvent>): TestLedger => {
  for (const event of events) ledger.force('transfer-t1', event)
  return ledger
}

export const disputed = (disputeId = 'd1', more: object = {}): DomainEvent => ({
  _tag: 'TransferDisputed',
  disputeId,
  claim: 'WRONG_PAYEE',
  claimant: customer,
  replyDueAt: after(24),
  ...more,
})

export const claim = (more: object = {}): ObservationEvent => ({
  _tag: 'ClaimOpened',
  source: desk,
  claimId: 'k1',
  claim: 'WRONG_PAYEE',
  claimant: 'PAYER',
  customer: 'c-mei',
  transferId: 't1',
  ...more,
})

export const contact = (direction: 'INBOUND' | 'OUTBOUND', more: object): ObservationEvent => ({
  _tag: 'ContactLogged',
  source: desk,
  direction,
  channel: 'CHAT',
  substantive: true,
  ...more,
})

export const returned = (minorUnits: bigint, more: object = {}): DomainEvent => ({
  _tag: 'TransferReturned',
  ...told,
  amount: yuan(minorUnits),
  outOf: 'CREDITED',
  reason,
  allocation,
  entry: entryOf(minorUnits, 'mei'),
  ...more,
})

export const reversed = (minorUnits: bigint): DomainEvent => ({
  _tag: 'TransferReversed',
  amount: yuan(minorUnits),
  kind: 'MISPOSTING',
  by: operator,
  authority: 'four eyes',
  entry: entryOf(minorUnits, 'mei'),
})
