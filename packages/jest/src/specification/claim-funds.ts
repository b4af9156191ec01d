import { availableFunds, formatMoney, openReservations, type Currency } from '@waybill/core'
import { tellFields } from '../story/tell-value.js'
import type { Teller } from '../story/teller.js'
import { failUnopened } from './claim-state.js'
import { failDeed, type Deed } from './deed.js'
import { firstDifference } from './first-difference.js'
import type { Expected } from './loose.js'
import { partInField } from './parting.js'
import { withMoneyRead } from './read-money.js'

/** The funds of an account, in minor units: what came in, what left, what is kept for which transfer, what may be spent. */
export type FundsState = {
  readonly inflow: bigint
  readonly outflow: bigint
  readonly reservedTotal: bigint
  /** The open reservations by transfer. */
  readonly reserved: { readonly [transferId: string]: bigint }
  /** What may be spent, down to the account's limit below zero. */
  readonly available: bigint
}

const fundsOf = ({ book }: Deed, account: string, limit: bigint): FundsState => {
  const { funds, inflow } = book.funds(account)
  const { outflow, reserved, reservedTotal } = funds
  return {
    inflow,
    outflow,
    reservedTotal,
    reserved: Object.fromEntries(openReservations(reserved)),
    available: availableFunds(funds, inflow, limit),
  }
}

const tellState = (teller: Teller, account: string, currency: Currency, state: FundsState): string => {
  const sum = (minorUnits: bigint): string => formatMoney({ minorUnits, currency })
  const kept = Object.entries(state.reserved).map(([transferId, kept]) => `${sum(kept)} for ${teller.text(transferId)}`)
  return [
    `Funds of ${account}: ${sum(state.inflow)} came in`,
    `${sum(state.outflow)} left`,
    `${sum(state.reservedTotal)} is kept${kept.length === 0 ? '' : ` (${kept.join(', ')})`}`,
    `${sum(state.available)} may be spent`,
  ].join(', ')
}

/** Claims that the funds of an account are as expected after the command. */
export const claimFunds = (
  deed: Deed,
  id: string,
  expected: Expected<FundsState>,
  claim: (...args: never) => unknown,
): void => {
  const { teller, book } = deed
  const told = tellFields(teller, withMoneyRead(expected) as Readonly<Record<string, unknown>>, undefined).join(', ')
  const account = book.account(id)
  if (account === null) {
    failUnopened(deed, id, [told], claim)
    return
  }
  const { currency, limit } = account
  const state = fundsOf(deed, id, limit)
  const difference = firstDifference(teller, expected, state, undefined, currency)
  if (difference === null) return
  const parting = partInField(`the funds of ${id}`, difference, (field) => `.thenFunds('${id}', { ${field} })`)
  failDeed(deed, [told], [tellState(teller, id, currency, state)], parting, claim)
}
