import type { FundsEvent } from './event.js'
import { noReservations, reservedFor, withoutReservation, withReservation, type Reservations } from './reservations.js'

/** Everything that has lowered an account, or is kept to lower it. What raises it is read elsewhere. Minor units of the account's currency. */
export type Funds = {
  /** Captured and taken: what has left. */
  readonly outflow: bigint
  readonly reserved: Reservations
  /** Sum of the open reservations. */
  readonly reservedTotal: bigint
}

export const noFunds: Funds = { outflow: 0n, reserved: noReservations, reservedTotal: 0n }

/** The funds after one more event of their stream. */
export const evolveFunds = (funds: Funds, event: FundsEvent): Funds => {
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
        outflow: funds.outflow + sum,
        reserved: withoutReservation(funds.reserved, event.transferId),
        reservedTotal: funds.reservedTotal - sum,
      }
    case 'FundsReleased':
      return {
        ...funds,
        reserved: withoutReservation(funds.reserved, event.transferId),
        reservedTotal: funds.reservedTotal - sum,
      }
    case 'FundsTaken':
      return { ...funds, outflow: funds.outflow + sum }
  }
}

/** What may still be spent: inflow seen, less everything that left or is kept, down to the account's limit below zero. */
export const availableFunds = (funds: Funds, inflow: bigint, limit: bigint): bigint =>
  inflow - funds.outflow - funds.reservedTotal + limit
