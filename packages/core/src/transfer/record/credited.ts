import { lesser } from '../../money/money.js'
import type { Decision, DecisionView } from '../decision.js'
import type { TransferEvent } from '../event.js'
import { knownAs } from '../execution.js'
import { moneySoFar } from '../postings.js'
import type { TransferReportOf } from '../report.js'
import { inTransit, isReserved, transferStatus, type Transfer } from '../state.js'
import { aboutKnown, wrongCurrency } from './about-known.js'
import { postedFor } from './booking.js'
import { mismatch } from './mismatch.js'
import { executedUnder, inCurrencyOf, toldBy, withEntry, written } from './written.js'

/** Whether the money of a transfer that is no longer reserved is back with the payer, and nobody was credited before. */
const wentBack = (transfer: Transfer): boolean => transfer.executions.length === 0 && inTransit(transfer) === 0n

export const recordCredited = (
  report: TransferReportOf<'ReportCredited'>,
  transfer: Transfer,
  view: DecisionView,
): Decision => {
  const { instruction, executions } = transfer
  const { account, amount, executionRef } = report
  if (amount.currency !== instruction.amount.currency) return written(transfer, wrongCurrency(report, transfer))
  const known = knownAs(executions, { executionRef: executionRef ?? null, account, minorUnits: amount.minorUnits })
  if (known !== undefined) return written(transfer, aboutKnown(report, known, account))
  const soFar = moneySoFar(transfer)
  const part = (
    _tag: 'TransferCredited' | 'LateOutcomeReceived' | 'DuplicateDetected',
    minorUnits: bigint,
  ): ReadonlyArray<TransferEvent> => {
    if (minorUnits === 0n) return []
    const sum = inCurrencyOf(transfer, minorUnits)
    const fact = {
      ...toldBy(report),
      account,
      asOf: report.asOf,
      ...executedUnder(executionRef),
      ...postedFor(view, account, sum),
    }
    return [withEntry(soFar, { _tag, ...fact, amount: sum }, view)]
  }
  if (isReserved(transfer))
    return written(
      transfer,
      mismatch(report, 'CREDITED', {
        field: 'status',
        expected: 'a transfer that was confirmed',
        found: transferStatus(transfer),
      }),
      ...part('DuplicateDetected', amount.minorUnits),
    )
  // The payer had the instructed sum back, so no more than that is owed; what goes beyond it nobody instructed.
  const late = wentBack(transfer)
  const within = lesser(amount.minorUnits, late ? instruction.amount.minorUnits : inTransit(transfer))
  return written(
    transfer,
    ...part(late ? 'LateOutcomeReceived' : 'TransferCredited', within),
    ...part('DuplicateDetected', amount.minorUnits - within),
  )
}
