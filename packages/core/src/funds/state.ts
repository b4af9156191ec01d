import type { FundsEvent } from './event.js'
import type { Account } from '../account/state.js'
import { noReservations, reservedFor, withoutReservation, withReservation, type Reservations } from './reservations.js'

/** Everything that has lowered an account, or is kept to lower it. What raises it is read elsewhere. Minor units of the account's currency. */
export type Funds = {
  /** Captured and taken: what has left. */
  readonly outflow: bigint
  readonly reserved: Reservations
  /** Sum of the open reservations. */
  readonly reservedTotal: bigint
  /** What of the account's freeze, limit and phase was written here before it was written to the account's own stream. */
  readonly terms: Partial<Pick<Account, 'freeze' | 'limit' | 'phase'>>
}

export const noFunds: Funds = { outflow: 0n, reserved: noReservations, reservedTotal: 0n, terms: {} }

/** The funds after one more event of their stream. */
export const evolveFunds = (funds: Funds, event: FundsEvent): Funds => {
  if (event._tag === 'FundsRefused') return funds
  if (event._tag === 'FundsTermsSet') {
    const { freeze, limit, phase } = event
    const terms = {
      ...funds.terms,
      ...(freeze === undefined ? {} : { freeze }),
      ...(limit === undefined ? {} : { limit: limit.minorUnits }),
      ...(phase === undefined ? {} : { phase }),
    }
    return { ...funds, terms }
  }
  const sum = event.amount.minorUnits
  switch (event._tag) {
    case 'FundsReserved': {
      const before = reservedFor(funds.reserved, event.transferId)
      return {
        ...funds,
        reserved: withReservation(funds.reserved, [event.transferId, before + sum]),
        reservedTotal: funds.reservedTotal + sum,
      }
    }
    case 'FundsCaptured':
      return {
        ...funds,
        outflow: funds.outflow + sum,
        reserved: withoutReservation(funds.reserved, event.transferId),
        reservedTotal: funds.reservedTotal - sum,
      }
    case 'FundsReleased':
      if (event.purpose !== undefined) return { ...funds, outflow: funds.outflow - sum }
      return {
        ...funds,
        reserved: withoutReservation(funds.reserved, event.transferId),
        reservedTotal: funds.reservedTotal - sum,
      }
    case 'FundsTaken':
      return { ...funds, outflow: funds.outflow + sum }
  }
}

/** The account as whatever lowers it has to take it: what stands among the funds is never older than what the account's own stream says. */
export const accountUnder = (account: Account | null, { terms }: Funds): Account | null =>
  account === null ? null : { ...account, ...terms }

/** What may still be spent: inflow seen, less everything that left or is kept, down to the account's limit below zero. */
export const availableFunds = (funds: Funds, inflow: bigint, limit: bigint): bigint =>
  inflow - funds.outflow - funds.reservedTotal + limit
