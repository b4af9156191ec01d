import type { Instant } from '@waybill/core'

/** Anything that stands at a position of a ledger with its two times: when it happened, and when the ledger knew. */
export type Timed = { readonly sequence: number; readonly occurredAt: Instant; readonly recordedAt: Instant }

/**
 * A pair of times, both included: what had happened by the one, as far as it was known by the other. A
 * time that is not given does not limit.
 */
export type Times = { readonly happenedBy?: Instant; readonly knownBy?: Instant }

/** The knowledge time of the last position: the largest `recordedAt` up to it; null of no events. */
export const knowledgeTime = (events: Iterable<Timed>): Instant | null => {
  let largest: Instant | null = null
  for (const { recordedAt } of events) if (largest === null || recordedAt > largest) largest = recordedAt
  return largest
}

/**
 * What was known by a time: all positions up to the first whose knowledge time is later. It is always a
 * prefix of the log, also where a clock ran backwards. `events` are in order of sequence.
 */
export const knownPrefix = <A extends Timed>(events: ReadonlyArray<A>, knownBy: Instant): ReadonlyArray<A> => {
  const end = events.findIndex(({ recordedAt }) => recordedAt > knownBy)
  return end < 0 ? events : events.slice(0, end)
}

/** What had happened by a time, in the order given. Not a prefix: what happened early may have been learnt late. */
export const happenedBy = <A extends Timed>(events: ReadonlyArray<A>, time: Instant): ReadonlyArray<A> =>
  events.filter(({ occurredAt }) => occurredAt <= time)

/** The events as of a pair of times: those that had happened, within the prefix that was known. */
export const asOf = <A extends Timed>(events: ReadonlyArray<A>, times: Times): ReadonlyArray<A> => {
  const known = times.knownBy === undefined ? events : knownPrefix(events, times.knownBy)
  return times.happenedBy === undefined ? known : happenedBy(known, times.happenedBy)
}
