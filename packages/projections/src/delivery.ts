import type { Recorded, UndecodableEvent } from '@waybill/core'

/**
 * One position of a ledger as a projection receives it: a decoded event, or one that this version cannot
 * read. The second is counted and noted, so that a read model never claims to have read what it could not.
 */
export type Delivery = Recorded | UndecodableEvent

export const isReadable = (delivery: Delivery): delivery is Recorded => 'event' in delivery

/** A position is missing: after `expected - 1` came `found`. Nothing from there on was read. */
export type SequenceGap = {
  readonly _tag: 'SequenceGap'
  readonly projection: string
  readonly expected: number
  readonly found: number
}

/** Positions that a fold passed over because nobody delivered them, both ends included. */
export type MissingPositions = { readonly from: number; readonly to: number }

/** The decoded events of a ledger and those that could not be read, as one series in order of sequence. Both arguments are in that order. */
export const deliveriesOf = (
  events: ReadonlyArray<Recorded>,
  undecodable: ReadonlyArray<UndecodableEvent>,
): ReadonlyArray<Delivery> =>
  undecodable.length === 0 ? events : [...events, ...undecodable].sort((left, right) => left.sequence - right.sequence)
