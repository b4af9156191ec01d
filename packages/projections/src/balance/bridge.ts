import type { Instant } from '@waybill/core'
import type { Balance, BalanceSheet } from './balance.js'

/** A sum for each of the three meanings of a balance, signed minor units. */
export type ThreeMeanings = { readonly booked: bigint; readonly available: bigint; readonly expected: bigint }

/**
 * One thing that tells two balances apart. `ADDED` stands in the second and not in the first, `GONE` the
 * other way round, `CHANGED` in both with another sum. `effect` is what it does from the first to the second.
 */
export type BridgeItem = {
  readonly kind: 'ENTRY' | 'RESERVATION' | 'INCOMING'
  readonly change: 'ADDED' | 'GONE' | 'CHANGED'
  readonly transferId: string
  readonly sequence: number
  readonly eventId: string
  readonly occurredAt: Instant
  /** How much of it is fees. */
  readonly fees: bigint
  readonly effect: ThreeMeanings
}

/**
 * The difference between two balances of one account, item by item: `difference` = sum of the items'
 * effects + `remainder`. The remainder is zero unless a sheet does not add up in itself.
 */
export type BalanceBridge = {
  readonly from: Balance
  readonly to: Balance
  readonly difference: ThreeMeanings
  readonly items: ReadonlyArray<BridgeItem>
  readonly remainder: ThreeMeanings
}

export const nothing: ThreeMeanings = { booked: 0n, available: 0n, expected: 0n }

export const plus = (left: ThreeMeanings, right: ThreeMeanings): ThreeMeanings => ({
  booked: left.booked + right.booked,
  available: left.available + right.available,
  expected: left.expected + right.expected,
})

export const minus = (left: ThreeMeanings, right: ThreeMeanings): ThreeMeanings => ({
  booked: left.booked - right.booked,
  available: left.available - right.available,
  expected: left.expected - right.expected,
})

export const meaningsOf = ({ booked, available, expected }: ThreeMeanings): ThreeMeanings => ({
  booked,
  available,
  expected,
})

export const sumOfEffects = (items: ReadonlyArray<BridgeItem>): ThreeMeanings =>
  items.reduce((sum, { effect }) => plus(sum, effect), nothing)

/** A part of a balance: what identifies it, and what it does to the three meanings. */
type Part = Omit<BridgeItem, 'change'> & { readonly identity: string }

const partsOf = ({ entries, reservations, incoming }: BalanceSheet): ReadonlyArray<Part> => [
  ...entries.map(({ transferId, sequence, eventId, posting, occurredAt, fees, effect }): Part => ({
    identity: `entry ${sequence} ${posting}`,
    kind: 'ENTRY',
    transferId,
    sequence,
    eventId,
    occurredAt,
    fees,
    effect: { booked: effect, available: effect, expected: effect },
  })),
  ...reservations.map(({ transferId, sequence, eventId, since, fees, reserved }): Part => ({
    identity: `reservation ${transferId}`,
    kind: 'RESERVATION',
    transferId,
    sequence,
    eventId,
    occurredAt: since,
    fees,
    effect: { booked: 0n, available: -reserved, expected: 0n },
  })),
  ...incoming.map(({ transferId, account, sequence, eventId, since, open }): Part => ({
    identity: `incoming ${account} ${transferId}`,
    kind: 'INCOMING',
    transferId,
    sequence,
    eventId,
    occurredAt: since,
    fees: 0n,
    effect: { booked: 0n, available: 0n, expected: open },
  })),
]

const isZero = ({ booked, available, expected }: ThreeMeanings): boolean =>
  booked === 0n && available === 0n && expected === 0n

/** Explains the difference between two balances of one account in one currency, whichever times they are of. */
export const bridge = (from: BalanceSheet, to: BalanceSheet): BalanceBridge => {
  const before = new Map(partsOf(from).map((part) => [part.identity, part]))
  const items: BridgeItem[] = []
  for (const { identity, ...part } of partsOf(to)) {
    const known = before.get(identity)
    before.delete(identity)
    const effect = known === undefined ? part.effect : minus(part.effect, known.effect)
    if (known === undefined || !isZero(effect))
      items.push({ ...part, change: known === undefined ? 'ADDED' : 'CHANGED', effect })
  }
  for (const { identity, ...part } of before.values())
    items.push({ ...part, change: 'GONE', effect: minus(nothing, part.effect) })
  items.sort((left, right) => left.sequence - right.sequence)
  const difference = minus(meaningsOf(to.balance), meaningsOf(from.balance))
  return { from: from.balance, to: to.balance, difference, items, remainder: minus(difference, sumOfEffects(items)) }
}

/** What lies between two of the three meanings of one balance. `difference` = sum of the items' sums + `remainder`. */
export type MeaningBridge = {
  readonly difference: bigint
  readonly items: ReadonlyArray<{ readonly item: Omit<BridgeItem, 'change'>; readonly sum: bigint }>
  readonly remainder: bigint
}

export type Meaning = keyof ThreeMeanings

/** Explains why two meanings of one balance differ: which reservations and which money under way lie between them. */
export const bridgeMeanings = (sheet: BalanceSheet, from: Meaning, to: Meaning): MeaningBridge => {
  const difference = sheet.balance[to] - sheet.balance[from]
  const items = partsOf(sheet)
    .map(({ identity, ...item }) => ({ item, sum: item.effect[to] - item.effect[from] }))
    .filter(({ sum }) => sum !== 0n)
  return { difference, items, remainder: difference - items.reduce((total, { sum }) => total + sum, 0n) }
}
