import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Account } from '../account/state.js'
import type { Day, Instant } from '../codec/text.js'
import type { DomainEvent } from '../event/all-events.js'
import type { Funds } from '../funds/state.js'
import type { AccountId } from '../ledger/account-id.js'
import type { Transfer } from './state.js'

/** An account's funds as the decision may see them. */
export type FundsView = {
  readonly funds: Funds
  /** Sum of all credits to the account up to `throughSequence`, in minor units. */
  readonly inflow: bigint
  readonly throughSequence: number
}

/**
 * Everything a decision may look at. Time is the instant at which the engine received the command,
 * stamped once; the dates are the accounting and value day of that instant.
 */
export type DecisionView = {
  readonly receivedAt: Instant
  readonly bookingDate: Day
  readonly valueDate: Day
  /** A fresh version-4 UUID, used where the command brings none. */
  readonly freshUetr: string
  readonly transfer: Transfer | null
  readonly account: (account: AccountId) => Account | null
  readonly funds: (account: AccountId) => FundsView
}

/** An event and the stream that it goes to. */
export type Written = { readonly stream: string; readonly event: DomainEvent }

/** What was decided: events in order, and the streams that must not have changed meanwhile although nothing is written to them. */
export type Decision = {
  readonly writes: ReadonlyNonEmptyArray<Written>
  readonly checks: ReadonlyArray<string>
}

export const transferStream = (transferId: string): string => `transfer-${transferId}`
export const accountStream = (account: AccountId): string => `account-${account}`
export const fundsStream = (account: AccountId): string => `funds-${account}`
