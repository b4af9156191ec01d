import { atFarEnd, openExceptions, type Recorded, type Transfer } from '@waybill/core'

type Story = ReadonlyArray<Recorded>

/**
 * What of the credit itself is there no more, in the currency of the payee: taken back, sent back, or lost to fees on its way. What
 * was credited is summed as it was told, because in proportion to the amount an exchanged part may come to less.
 */
const goneOfCredit = (transfer: Transfer, story: Story): bigint => {
  const credited = story.reduce(
    (sum, { event }) => (event._tag === 'TransferCredited' ? sum + (event.converted ?? event.amount).minorUnits : sum),
    0n,
  )
  return credited - atFarEnd(transfer)
}

/**
 * What of several executions is left beyond one payment, in the currency of the payee; 0 or less where none is. What was taken back
 * in this book, or came back before a second execution was told of, is gone of the credit: what goes beyond the instruction stands
 * open then, although no more than one payment is left.
 */
export const leftBeyondOne = (transfer: Transfer, story: Story): bigint => {
  const beyond = openExceptions(transfer).reduce(
    (sum, { kind, open }) => (kind === 'EXECUTED_BEYOND' ? sum + open : sum),
    0n,
  )
  return beyond - goneOfCredit(transfer, story)
}

/** Whether of what was executed more than once no more than one payment is left: that one is the payment, and nobody is asked for it. */
export const oneCameBack = (transfer: Transfer, story: Story): boolean => leftBeyondOne(transfer, story) <= 0n
