import { lesser, type Money } from '../../money/money.js'
import type { Decision, DecisionView } from '../decision.js'
import type { TransferEvent } from '../event.js'
import { currencyOfPayee, exchangeOf, soldByCredit } from '../exchange.js'
import { knownAs } from '../execution.js'
import { moneySoFar } from '../postings.js'
import type { TransferReportOf } from '../report.js'
import { inTransit, isReserved, reachedBy, toCreditAtFarEnd, transferStatus, type Transfer } from '../state.js'
import { aboutKnown, wrongCurrency } from './about-known.js'
import { postedFor } from './booking.js'
import { mismatch, tooSmall } from './mismatch.js'
import { atFarEndOf, executedUnder, inCurrencyOf, toldBy, withEntry, written } from './written.js'

/** Whether the money of a transfer that is no longer reserved is back with the payer, and nobody was credited before. */
const wentBack = (transfer: Transfer): boolean => transfer.executions.length === 0 && inTransit(transfer) === 0n

export const recordCredited = (
  report: TransferReportOf<'ReportCredited'>,
  transfer: Transfer,
  view: DecisionView,
): Decision => {
  const { instruction, executions } = transfer
  const { account, amount, executionRef } = report
  if (amount.currency !== currencyOfPayee(instruction)) return written(transfer, wrongCurrency(report, transfer))
  const known = knownAs(executions, { executionRef: executionRef ?? null, account, minorUnits: amount.minorUnits })
  if (known !== undefined) return written(transfer, aboutKnown(report, known, account))
  const soFar = moneySoFar(transfer)
  const factOf = (sum: Money) => ({
    ...toldBy(report),
    account,
    asOf: report.asOf,
    ...executedUnder(executionRef),
    ...postedFor(view, account, sum),
  })
  const part = (
    _tag: 'LateOutcomeReceived' | 'DuplicateDetected',
    minorUnits: bigint,
  ): ReadonlyArray<TransferEvent> => {
    if (minorUnits === 0n) return []
    const sum = atFarEndOf(transfer, minorUnits)
    return [withEntry(soFar, { _tag, ...factOf(sum), amount: sum }, view)]
  }
  const within = (minorUnits: bigint): ReadonlyArray<TransferEvent> => {
    if (minorUnits === 0n) return []
    const there = atFarEndOf(transfer, minorUnits)
    const exchange = exchangeOf(instruction)
    const sold = exchange === null ? minorUnits : soldByCredit(exchange, reachedBy(transfer), minorUnits)
    if (sold === 0n) return [tooSmall(report, 'CREDITED', transfer, there)]
    const converted = exchange === null ? {} : { converted: there }
    const credited = {
      _tag: 'TransferCredited',
      ...factOf(there),
      amount: inCurrencyOf(transfer, sold),
      ...converted,
    } as const
    return [withEntry(soFar, credited, view)]
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
  const whole = exchangeOf(instruction)?.bought ?? instruction.amount
  const instructed = lesser(amount.minorUnits, late ? whole.minorUnits : toCreditAtFarEnd(transfer))
  return written(
    transfer,
    ...(late ? part('LateOutcomeReceived', instructed) : within(instructed)),
    ...part('DuplicateDetected', amount.minorUnits - instructed),
  )
}
