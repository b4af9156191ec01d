import { atFarEnd, excess, exchangeOf, type Transfer } from '@waybill/core'

/**
 * Whether of what was executed more than once so much came back that no more than one payment is left: that one is the payment, and
 * nobody is asked for it. Reckoned in the currency in which it was executed, which is the payee's.
 */
export const oneCameBack = (transfer: Transfer): boolean => {
  const { executions, instruction, returnedInTransit, returnedAfterCredit, reversed, failed } = transfer
  const exchange = exchangeOf(instruction)
  if (exchange !== null) return atFarEnd(transfer) + excess(transfer) <= exchange.bought.minorUnits
  const executed = executions.reduce((sum, { minorUnits }) => sum + minorUnits, 0n)
  return executed - returnedInTransit - returnedAfterCredit - reversed - failed <= instruction.amount.minorUnits
}
