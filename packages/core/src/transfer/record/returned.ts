import { isOurs } from '../../ledger/account-id.js'
import { formatMoney } from '../../money/money.js'
import type { Decision, DecisionView } from '../decision.js'
import type { TransferEvent } from '../event.js'
import { knownAs } from '../execution.js'
import { moneySoFar, type MoneyEventWithoutEntry } from '../postings.js'
import type { TransferReportOf } from '../report.js'
import { inTransit, withPayee, type Transfer } from '../state.js'
import { aboutKnown, wrongCurrency } from './about-known.js'
import { allocationOf } from './booking.js'
import { mismatch } from './mismatch.js'
import { executedUnder, inCurrencyOf, lesser, toldBy, withEntry, written } from './written.js'

/**
 * A return lowers what is in transit first, then what was credited outside this book. What neither holds any more
 * is not posted: it is a mismatch, and so is a return of money that stands on an account of this book, because
 * only a command takes it from there.
 */
export const recordReturned = (
  report: TransferReportOf<'ReportReturned'>,
  transfer: Transfer,
  view: DecisionView,
): Decision => {
  const { instruction, returns } = transfer
  const { amount, executionRef } = report
  if (amount.currency !== instruction.amount.currency) return written(transfer, wrongCurrency(report, transfer))
  const told = { executionRef: executionRef ?? null, account: instruction.payer, minorUnits: amount.minorUnits }
  const known = knownAs(returns, told)
  if (known !== undefined) return written(transfer, aboutKnown(report, known, instruction.payer))
  const before = moneySoFar(transfer)
  const part = (
    outOf: 'IN_TRANSIT' | 'CREDITED',
    minorUnits: bigint,
    alreadyBack: bigint,
  ): ReadonlyArray<TransferEvent> => {
    if (minorUnits === 0n) return []
    const soFar = { instruction, back: before.back + alreadyBack }
    const returned: MoneyEventWithoutEntry = {
      _tag: 'TransferReturned',
      ...toldBy(report),
      amount: inCurrencyOf(transfer, minorUnits),
      outOf,
      reason: report.reason,
      allocation: allocationOf(soFar, minorUnits, view),
      asOf: report.asOf,
      ...executedUnder(executionRef),
    }
    return [withEntry(soFar, returned, view)]
  }
  const stillInTransit = inTransit(transfer)
  const creditedOutside = isOurs(instruction.payee) ? 0n : withPayee(transfer)
  const outOfTransit = lesser(amount.minorUnits, stillInTransit)
  const outOfCredited = lesser(amount.minorUnits - outOfTransit, creditedOutside)
  const beyond = amount.minorUnits - outOfTransit - outOfCredited
  const difference = {
    field: 'amount',
    expected: `at most ${formatMoney(inCurrencyOf(transfer, stillInTransit + creditedOutside))}`,
    found: formatMoney(amount),
  }
  return written(
    transfer,
    ...part('IN_TRANSIT', outOfTransit, 0n),
    ...part('CREDITED', outOfCredited, outOfTransit),
    ...(beyond === 0n ? [] : [mismatch(report, 'RETURNED', difference, inCurrencyOf(transfer, beyond))]),
  )
}
