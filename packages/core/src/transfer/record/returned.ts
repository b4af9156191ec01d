import { isOurs } from '../../ledger/account-id.js'
import { formatMoney } from '../../money/money.js'
import type { Decision, DecisionView } from '../decision.js'
import type { TransferEvent } from '../event.js'
import { knownAs } from '../execution.js'
import { afterReturnOf, moneySoFar, type MoneyEventWithoutEntry } from '../postings.js'
import type { TransferReportOf } from '../report.js'
import { inTransit, isReserved, transferStatus, withPayee, type Transfer } from '../state.js'
import { aboutKnown, wrongCurrency } from './about-known.js'
import { allocationOf } from './booking.js'
import { mismatch } from './mismatch.js'
import { executedUnder, inCurrencyOf, lesser, toldBy, withEntry, written } from './written.js'

/** What nobody owes any more and came all the same. */
const beyondWhatIsLeft = (
  report: TransferReportOf<'ReportReturned'>,
  transfer: Transfer,
  beyond: bigint,
  view: DecisionView,
): ReadonlyArray<TransferEvent> => {
  if (beyond === 0n) return []
  const sum = inCurrencyOf(transfer, beyond)
  const left = inCurrencyOf(transfer, report.amount.minorUnits - beyond)
  const difference = { field: 'amount', expected: `at most ${formatMoney(left)}`, found: formatMoney(report.amount) }
  if (isOurs(transfer.instruction.payee)) return [mismatch(report, 'RETURNED', difference, sum)]
  const excess: MoneyEventWithoutEntry = {
    _tag: 'ExcessReturned',
    ...toldBy(report),
    amount: sum,
    reason: report.reason,
    asOf: report.asOf,
    ...executedUnder(report.executionRef),
  }
  const posted = withEntry(moneySoFar(transfer), excess, view)
  if (!isReserved(transfer)) return [posted]
  const field = 'status'
  const unconfirmed = { field, expected: 'a transfer that was confirmed', found: transferStatus(transfer) }
  return [mismatch(report, 'RETURNED', unconfirmed), posted]
}

/**
 * A return lowers what is in transit first, then what was credited outside this book. What neither holds any more
 * goes to the exception account of the transfer. A return of money that stands on an account of this book is a
 * mismatch and posts nothing, because only a command takes it from there; so is one of money that never left the payer.
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
    const soFar = afterReturnOf(before, alreadyBack)
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
  return written(
    transfer,
    ...part('IN_TRANSIT', outOfTransit, 0n),
    ...part('CREDITED', outOfCredited, outOfTransit),
    ...beyondWhatIsLeft(report, transfer, beyond, view),
  )
}
