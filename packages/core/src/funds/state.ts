import type { FundsEvent } from './event.js'

/** Everything that has lowered an account, or is kept to lower it. What raises it is read elsewhere. Minor units of the account's currency. */
export type Funds = {
  /** Captured and taken: what has left. */
  readonly outflow: bigint
  /** Open reservations by transfer. */
  readonly reserved: ReadonlyMap<string, bigint>
  /** Sum of the open reservations. */
  readonly reservedTotal: bigint
}

export const noFunds: Funds = { outflow: 0n, reserved: new Map(), reservedTotal: 0n }

const without = (reserved: ReadonlyMap<string, bigint>, transferId: string): ReadonlyMap<string, bigint> => {
  const rest = new Map(reserved)
  rest.delete(transferId)
  return rest
}

/** The funds after one more event of their stream. */
export const evolveFunds = (funds: Funds, event: FundsEvent): Funds => {
  const sum = event.amount.minorUnits
  switch (event._tag) {
    case 'FundsReserved': {
      const before = funds.reserved.get(event.transferId) ?? 0n
      return {
        ...funds,
        reserved: new Map(funds.reserved).set(event.transferId, before + sum),
        reservedTotal: funds.reservedTotal + sum,
      }
    }
    case 'FundsCaptured':
      return {
        outflow: funds.outflow + sum,
        reserved: without(funds.reserved, event.transferId),
        reservedTotal: funds.reservedTotal - sum,
      }
    case 'FundsReleased':
      return {
        ...funds,
        reserved: without(funds.reserved, event.transferId),
        reservedTotal: funds.reservedTotal - sum,
      }
    case 'FundsTaken':
      return { ...funds, outflow: funds.outflow + sum }
  }
}

/** What may still be spent: inflow seen, less everything that left or is kept, down to the account's limit below zero. */
export const availableFunds = (funds: Funds, inflow: bigint, limit: bigint): bigint =>
  inflow - funds.outflow - funds.reservedTotal + limit
