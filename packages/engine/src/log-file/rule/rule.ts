import type { Account, Recorded, Transfer } from '@waybill/core'
import type { RuleAt, RuleProblem } from './rule-problem.js'

/** The rules that a log can show to be kept or broken, in the order in which they are told. */
export type RuleName =
  | 'EntriesBalance'
  | 'EntriesFollow'
  | 'SumsHold'
  | 'ReversalsHold'
  | 'ExchangesHold'
  | 'ReservationsResolveOnce'
  | 'FundsFollow'
  | 'ExpiryHolds'
  | 'ClocksMoveNothing'
  | 'InflowHolds'
  | 'FloorsHold'
  | 'IdsFollow'
  | 'OneDecision'
  | 'TimesRise'

/** One event of a log, and what its stream and the accounts had come to. */
export type Step = {
  readonly recorded: Recorded
  readonly at: RuleAt
  /** The number of the event's stream: dense from 0, in the order of their first events. */
  readonly streamNumber: number
  /** The transfer of this stream before and after the event; null in another stream, and before it was initiated. */
  readonly before: Transfer | null
  readonly after: Transfer | null
  /** The place in its command's decision that the event's id stands for, from 0; null where it stands for none or names no command. */
  readonly placeInDecision: number | null
  /** The account as its own stream has it so far. */
  readonly accountOf: (id: string) => Account | null
}

/** A rule says what it found at an event: nothing to judge, or how often it was judged and what was wrong. */
export type Ruling = {
  /** Something was there to be judged. */
  readonly judged: () => void
  readonly broken: (problem: RuleProblem) => void
}

/** A rule being held against a log, event by event. */
export type RuleUnderWay = {
  readonly look: (step: Step, ruling: Ruling) => void
  /** What can be said only at the end of the log. */
  readonly end?: (ruling: Ruling) => void
}

/** The number of a stream that was read, or null. */
export type StreamNumberOf = (stream: string) => number | null

/** A rule, by its name; each check of a log begins it anew. */
export type Rule = {
  readonly name: RuleName
  readonly begin: (ledger: string, streamNumberOf: StreamNumberOf) => RuleUnderWay
}

/** A rule that remembers nothing from one event to the next. */
export const rule = (name: RuleName, look: RuleUnderWay['look']): Rule => ({ name, begin: () => ({ look }) })
