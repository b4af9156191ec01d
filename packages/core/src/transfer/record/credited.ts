import { lesser, type Money } from '../../money/money.js'
import type { Decision, DecisionView } from '../decision.js'
import type { TransferEvent } from '../event.js'
import { boughtFor, currencyOfPayee, exchangeOf, soldByCredit } from '../exchange.js'
import { knownAs } from '../execution.js'
import { moneySoFar } from '../postings.js'
import type { TransferReportOf } from '../report.js'
import {
  inTransit,
  isReserved,
  madeGood,
  reachedBy,
  toCreditAtFarEnd,
  transferStatus,
  type Transfer,
} from '../state.js'
import { aboutKnown, wrongCurrency } from './about-known.js'
import { postedFor } from './booking.js'
import { mismatch, tooSmall } from './mismatch.js'
import { atFarEndOf, executedUnder, inCurrencyOf, toldBy, withEntry, written } from './written.js'

/**
 * What the payer owes at most when the payee is credited after all, in the payee's currency: what the payer's side had of it again, or
 * the whole where it never left. What others kept of it as fees, or hold, the payer does not owe.
 */
const owedByPayer = (transfer: Transfer): bigint => {
  const { instruction, confirmed } = transfer
  const exchange = exchangeOf(instruction)
  const whole = instruction.amount.minorUnits
  const again = confirmed === 0n ? whole : lesser(whole, madeGood(transfer))
  return exchange === null ? again : boughtFor(exchange, again)
}

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
  const late = wentBack(transfer)
  const instructed = lesser(amount.minorUnits, late ? owedByPayer(transfer) : toCreditAtFarEnd(transfer))
  return written(
    transfer,
    ...(late ? part('LateOutcomeReceived', instructed) : within(instructed)),
    ...part('DuplicateDetected', amount.minorUnits - instructed),
  )
}
