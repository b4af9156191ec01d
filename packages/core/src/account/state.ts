import type { Currency } from '../money/currency.js'
import type { AccountId } from '../ledger/account-id.js'
import type { AccountStreamEvent } from './event.js'

/** What is known of an account from its own stream: whether and how far it may be used, never its balance. */
export type Account = {
  readonly account: AccountId
  readonly currency: Currency
  readonly kind: 'CASH' | 'CREDIT_LINE' | 'OPERATOR'
  /** The customer it belongs to, where it belongs to one. */
  readonly customer: string | null
  /** How far below zero it may go, in minor units. */
  readonly limit: bigint
  readonly freeze: 'NONE' | 'DEBITS' | 'DEBITS_AND_CREDITS'
  readonly phase: 'OPEN' | 'CLOSING' | 'CLOSED'
}

/** An account that was never opened. */
export const noAccount: Account | null = null

/** The account after one more event of its stream. A refusal, and an event before the account is opened, change nothing. */
export const evolveAccount = (account: Account | null, event: AccountStreamEvent): Account | null => {
  if (event._tag === 'AccountOpened')
    return {
      account: event.account,
      currency: event.currency,
      kind: event.kind,
      customer: event.customer ?? null,
      limit: event.limit?.minorUnits ?? 0n,
      freeze: 'NONE',
      phase: 'OPEN',
    }
  if (account === null) return null
  switch (event._tag) {
    case 'AccountFrozen':
      return { ...account, freeze: event.scope }
    case 'AccountUnfrozen':
      return { ...account, freeze: 'NONE' }
    case 'AccountFloorSet':
      return { ...account, limit: event.limit.minorUnits }
    case 'AccountClosing':
      return { ...account, phase: 'CLOSING' }
    case 'AccountClosed':
      return { ...account, phase: 'CLOSED' }
    case 'CommandRefused':
      return account
  }
}
