import type { Transfer } from '@waybill/core'
import type { Standing } from './rule-problem.js'

/** Which of the things that can happen to a transfer only once has happened to it. */
export const standingOf = (transfer: Transfer | null): Standing => {
  if (transfer === null) return 'NOT_INITIATED'
  if (transfer.confirmed > 0n) return 'CONFIRMED'
  return transfer.earlyEnding ?? 'INITIATED'
}
