import { madeGood, type Transfer } from '@waybill/core'
import type { Finding } from '../finding.js'
import { holdsIn, told } from './draft.js'
import type { RemedySituation } from './remedy-situation.js'

/** What was recorded beyond the amount that the customer confirmed, and was not taken back or made good. */
export const beyondConfirmed = (finding: Finding, situation: RemedySituation, transfer: Transfer): bigint => {
  const confirmed = told(situation, 'ConfirmationShown').at(-1)?.shown.amount
  const { amount } = transfer.instruction
  if (holdsIn(finding, 'F2') === undefined || confirmed?.currency !== amount.currency) return 0n
  return amount.minorUnits - confirmed.minorUnits - madeGood(transfer)
}
