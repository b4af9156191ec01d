import { isOurs } from '../../ledger/account-id.js'
import { formatMoney } from '../../money/money.js'
import type { Decision, DecisionView } from '../decision.js'
import type { TransferEvent } from '../event.js'
import { knownAs } from '../execution.js'
import { cutFees, sumOfFees, type Fee } from '../instruction.js'
import { afterReturnOf, moneySoFar, type MoneyEventWithoutEntry } from '../postings.js'
import type { TransferReportOf } from '../report.js'
import { inTransit, isReserved, transferStatus, withPayee, type Transfer } from '../state.js'
import { aboutKnown, wrongCurrency } from './about-known.js'
import { allocationOf } from './booking.js'
import { mismatch } from './mismatch.js'
import { splitReturn } from './split-return.js'
import { executedUnder, inCurrencyOf, toldBy, withEntry, written } from './written.js'

type Fees = ReadonlyArray<Fee>

const keeping = (fees: Fees): { readonly fees?: Fees } => (fees.length === 0 ? {} : { fees })

/** Fees that nothing is left to have been kept from: said whole, and posted nowhere. */
const feesBeyond = (
  report: TransferReportOf<'ReportReturned'>,
  transfer: Transfer,
  fees: Fees,
): ReadonlyArray<TransferEvent> => {
  if (fees.length === 0) return []
  const told = sumOfFees(report.fees ?? [])
  const left = formatMoney(inCurrencyOf(transfer, told - sumOfFees(fees)))
  const found = formatMoney(inCurrencyOf(transfer, told))
  return [mismatch({ ...report, fees }, 'RETURNED', { field: 'fees', expected: `at most ${left}`, found })]
}

/** What nobody owes any more and came all the same. */
const beyondWhatIsLeft = (
  report: TransferReportOf<'ReportReturned'>,
  transfer: Transfer,
  beyond: bigint,
  fees: Fees,
  view: DecisionView,
): ReadonlyArray<TransferEvent> => {
  if (beyond === 0n) return feesBeyond(report, transfer, fees)
  const sum = inCurrencyOf(transfer, beyond)
  const left = inCurrencyOf(transfer, report.amount.minorUnits - beyond)
  const difference = { field: 'amount', expected: `at most ${formatMoney(left)}`, found: formatMoney(report.amount) }
  if (isOurs(transfer.instruction.payee)) return [mismatch({ ...report, fees }, 'RETURNED', difference, sum)]
  const excess: MoneyEventWithoutEntry = {
    _tag: 'ExcessReturned',
    ...toldBy(report),
    amount: sum,
    reason: report.reason,
    asOf: report.asOf,
    ...executedUnder(report.executionRef),
    ...keeping(fees),
  }
  const posted = withEntry(moneySoFar(transfer), excess, view)
  if (!isReserved(transfer)) return [posted]
  const field = 'status'
  const unconfirmed = { field, expected: 'a transfer that was confirmed', found: transferStatus(transfer) }
  return [mismatch({ ...report, fees: [] }, 'RETURNED', unconfirmed), posted]
}

/**
 * A return lowers what is in transit first, then what was credited outside this book. What came goes back to whoever
 * paid; what the returning side kept as fees is gone from there as well, and is the payer's loss. What neither holds
 * any more goes to the exception account of the transfer. A return of money that stands on an account of this book is a
 * mismatch and posts nothing, because only a command takes it from there; so is one of money that never left the payer.
 */
export const recordReturned = (
  report: TransferReportOf<'ReportReturned'>,
  transfer: Transfer,
  view: DecisionView,
): Decision => {
  const { instruction, returns } = transfer
  const { amount, executionRef, fees = [] } = report
  const { currency } = instruction.amount
  if (amount.currency !== currency) return written(transfer, wrongCurrency(report, transfer))
  const foreign = fees.find((fee) => fee.amount.currency !== currency)
  if (foreign !== undefined)
    return written(
      transfer,
      mismatch(report, 'RETURNED', { field: 'fees', expected: currency, found: foreign.amount.currency }),
    )
  const told = { executionRef: executionRef ?? null, account: instruction.payer, minorUnits: amount.minorUnits }
  const known = knownAs(returns, told)
  if (known !== undefined) return written(transfer, aboutKnown(report, known, instruction.payer))
  const before = moneySoFar(transfer)
  const part = (
    outOf: 'IN_TRANSIT' | 'CREDITED',
    minorUnits: bigint,
    kept: Fees,
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
      ...keeping(kept),
    }
    return [withEntry(soFar, returned, view)]
  }
  const left = { inTransit: inTransit(transfer), credited: isOurs(instruction.payee) ? 0n : withPayee(transfer) }
  const { ofTransit, ofCredited, beyond } = splitReturn(left, amount.minorUnits, sumOfFees(fees))
  const [keptInTransit, others] = cutFees(fees, ofTransit.kept)
  const [keptOfCredited, keptBeyond] = cutFees(others, ofCredited.kept)
  return written(
    transfer,
    ...part('IN_TRANSIT', ofTransit.came, keptInTransit, 0n),
    ...part('CREDITED', ofCredited.came, keptOfCredited, ofTransit.came),
    ...beyondWhatIsLeft(report, transfer, beyond, keptBeyond, view),
  )
}
