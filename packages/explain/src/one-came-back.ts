import { atFarEnd, boughtFor, exchangeOf, openExceptions, withPayee, type Transfer } from '@waybill/core'

/** What of the credit itself is there no more, in the currency of the payee: taken back, sent back, or lost to fees on its way. */
const goneOfCredit = (transfer: Transfer): bigint => {
  const { credited, instruction } = transfer
  const exchange = exchangeOf(instruction)
  return exchange === null ? credited - withPayee(transfer) : boughtFor(exchange, credited) - atFarEnd(transfer)
}

/**
 * What of several executions is left beyond one payment, in the currency of the payee; 0 or less where none is. What was taken back
 * in this book, or came back before a second execution was told of, is gone of the credit: what goes beyond the instruction stands
 * open then, although no more than one payment is left.
 */
export const leftBeyondOne = (transfer: Transfer): bigint => {
  const beyond = openExceptions(transfer).reduce(
    (sum, { kind, open }) => (kind === 'EXECUTED_BEYOND' ? sum + open : sum),
    0n,
  )
  return beyond - goneOfCredit(transfer)
}

/** Whether of what was executed more than once no more than one payment is left: that one is the payment, and nobody is asked for it. */
export const oneCameBack = (transfer: Transfer): boolean => leftBeyondOne(transfer) <= 0n
