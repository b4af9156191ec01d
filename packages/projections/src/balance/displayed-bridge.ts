import type { Currency, LedgerAccount } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Delivery, SequenceGap } from '../delivery.js'
import { continueFold } from '../fold-projection.js'
import { emptyReadModel } from '../read-model.js'
import { balanceProjection } from './balance-projection.js'
import { balanceSheet, type BalanceSheet } from './balance.js'
import type { BookedEntry } from './document.js'
import { bridge, type BalanceBridge, type Meaning } from './bridge.js'

/** A balance as somebody was shown it, in minor units. A meaning that was not shown is absent. */
export type DisplayedBalance = {
  readonly account: LedgerAccount
  readonly currency: Currency
  readonly booked?: bigint
  readonly available?: bigint
  readonly expected?: bigint
}

/** One meaning: what was shown, what the ledger gave at the position that the view had read, and what was true. */
export type DisplayedMeaning = {
  readonly meaning: Meaning
  readonly displayed: bigint
  readonly atOwnPosition: bigint
  readonly atHead: bigint
  /** `displayed` − `atOwnPosition`: zero unless the view was wrong by itself. */
  readonly drift: bigint
  /** `atHead` − `atOwnPosition`: what the view could not know yet. */
  readonly lag: bigint
  /** Entries that the view had read and that give exactly the drift if they were counted twice. */
  readonly countedTwice: ReadonlyArray<BookedEntry>
  /** Entries that the view had read and that give exactly the drift if they were left out. */
  readonly leftOut: ReadonlyArray<BookedEntry>
}

/**
 * Why a displayed balance differs from the true one: true value = `displayed` − `drift` + `lag`, and the
 * lag is the bridge's difference, item by item.
 */
export type DisplayedBridge = {
  readonly projectionSequence: number
  readonly headSequence: number
  /** How many positions the view was behind; 0 where it was not. */
  readonly behindBy: number
  /** How many positions the view says it had read and the ledger does not have; 0 where there are none. */
  readonly aheadBy: number
  readonly equalAtOwnPosition: boolean
  readonly equalToTruth: boolean
  readonly meanings: ReadonlyArray<DisplayedMeaning>
  readonly bridge: BalanceBridge
}

const meanings: ReadonlyArray<Meaning> = ['booked', 'available', 'expected']

const meaningOf = (meaning: Meaning, displayed: bigint, own: BalanceSheet, head: BalanceSheet): DisplayedMeaning => {
  const drift = displayed - own.balance[meaning]
  const moving = (effect: bigint): ReadonlyArray<BookedEntry> =>
    drift === 0n ? [] : own.entries.filter((entry) => entry.effect === effect)
  return {
    meaning,
    displayed,
    atOwnPosition: own.balance[meaning],
    atHead: head.balance[meaning],
    drift,
    lag: head.balance[meaning] - own.balance[meaning],
    countedTwice: moving(drift),
    leftOut: moving(-drift),
  }
}

/**
 * Compares a balance that was shown with the ledger. `deliveries` are the positions of the ledger up to the
 * moment at which it was shown, from the first; `projectionSequence` is how far the view said it had read.
 */
export const displayedBridge = (
  displayed: DisplayedBalance,
  projectionSequence: number,
  deliveries: ReadonlyArray<Delivery>,
): E.Either<SequenceGap, DisplayedBridge> => {
  const read = deliveries.filter(({ sequence }) => sequence <= projectionSequence)
  const own = continueFold(balanceProjection, emptyReadModel(balanceProjection), read)
  if (E.isLeft(own)) return own
  const ownSheet = balanceSheet(own.right, displayed.account, displayed.currency)
  const head = continueFold(balanceProjection, own.right, deliveries)
  if (E.isLeft(head)) return head
  const headSheet = balanceSheet(head.right, displayed.account, displayed.currency)
  const headSequence = head.right.throughSequence
  const shown = meanings.flatMap((meaning) => {
    const value = displayed[meaning]
    return value === undefined ? [] : [meaningOf(meaning, value, ownSheet, headSheet)]
  })
  return E.right({
    projectionSequence,
    headSequence,
    behindBy: Math.max(headSequence - projectionSequence, 0),
    aheadBy: Math.max(projectionSequence - headSequence, 0),
    equalAtOwnPosition: shown.every(({ drift }) => drift === 0n),
    equalToTruth: shown.every(({ displayed: value, atHead }) => value === atHead),
    meanings: shown,
    bridge: bridge(ownSheet, headSheet),
  })
}
