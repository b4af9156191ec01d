import * as E from 'fp-ts/lib/Either.js'
import { auditProjection } from './audit/audit-projection.js'
import { balanceProjection } from './balance/balance-projection.js'
import { disputeProjection } from './dispute/dispute-projection.js'
import { collectionsOf, type Projection } from './projection.js'

const sumsOf = ({ collections }: Projection, name: string, fields: ReadonlyArray<string>): ReadonlyArray<unknown> => {
  const collection = collections.find((known) => known.name === name)
  const document = Object.fromEntries(fields.map((field) => [field, '7']))
  const read = collection?.decode('key', JSON.stringify(document)) ?? E.right({})
  return Object.entries(E.isRight(read) ? (read.right as object) : {}).flatMap(([field, value]) =>
    value === 7n ? [field] : [],
  )
}

/** Read models are kept under these names, with sums as text: another name, or a sum that stays text, loses what is stored. */
describe('what a read model is stored under', () => {
  it.each([
    [
      auditProjection,
      'audit',
      [
        'transfer',
        'hop',
        'account-transfer',
        'customer-transfer',
        'owner',
        'customer-account',
        'payee',
        'idempotency-key',
        'claim',
        'concern',
        'standing',
        'event-count',
        'total',
        'unread',
      ],
    ],
    [
      balanceProjection,
      'balance',
      ['account', 'entry', 'reservation', 'in-transit', 'incoming', 'instruction', 'unread'],
    ],
    [
      disputeProjection,
      'dispute',
      ['case', 'evidence', 'contact', 'transfer', 'customer', 'contact-cases', 'early-question', 'unread'],
    ],
  ])('is its projection and the kind of its documents: %#', (projection, name, kinds) => {
    expect(projection.name).toBe(name)
    expect(collectionsOf(projection).map((collection) => collection.name)).toEqual(
      kinds.map((kind) => `${name}.${kind}`),
    )
  })

  it.each<[Projection, string, ReadonlyArray<string>]>([
    [auditProjection, 'audit.hop', ['minorUnits']],
    [
      auditProjection,
      'audit.transfer',
      [
        'minorUnits',
        'confirmed',
        'credited',
        'creditedElsewhere',
        'correctedBack',
        'failed',
        'returnedInTransit',
        'returnedAfterCredit',
        'keptOfReturns',
        'cameBack',
        'kept',
        'reversed',
        'open',
        'owed',
        'claimed',
        'madeGoodBefore',
        'arrivedBefore',
        'arrivedAtDecision',
        'madeGoodAtDecision',
        'givenByOperator',
        'recoveredByOperator',
        'bought',
        'boughtElsewhere',
        'boughtMovedAway',
        'accountedFor',
      ],
    ],
    [
      auditProjection,
      'audit.total',
      ['instructed', 'confirmed', 'credited', 'failed', 'returned', 'reversed', 'excess'],
    ],
    [balanceProjection, 'balance.account', ['limit', 'booked', 'reserved', 'incoming']],
    [balanceProjection, 'balance.entry', ['effect', 'fees', 'balanceBefore', 'balanceAfter']],
    [balanceProjection, 'balance.reservation', ['reserved', 'fees']],
    [balanceProjection, 'balance.in-transit', ['open']],
    [balanceProjection, 'balance.incoming', ['open']],
    [balanceProjection, 'balance.instruction', ['share', 'minorUnits']],
    [disputeProjection, 'dispute.case', ['minorUnits']],
    [
      disputeProjection,
      'dispute.transfer',
      ['instructed', 'recovered', 'suspended', 'provisional', 'restituted', 'cameBack', 'minorUnits'],
    ],
  ])('holds its sums as numbers again: %#', (projection, name, sums) => {
    expect(sumsOf(projection, name, [...sums, 'note'])).toEqual(sums)
  })
})
