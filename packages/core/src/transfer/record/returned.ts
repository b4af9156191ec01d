import { isOurs } from '../../ledger/account-id.js'
import { formatMoney, type Money } from '../../money/money.js'
import type { Decision, DecisionView } from '../decision.js'
import type { TransferEvent } from '../event.js'
import { currencyOfPayee, exchangeOf, soldByReturn, soldByReturnInTransit } from '../exchange.js'
import { knownAs } from '../execution.js'
import { cutFees, sumOfFees, type Fee } from '../instruction.js'
import { afterReturnOf, moneySoFar, type MoneyEventWithoutEntry } from '../postings.js'
import type { TransferReportOf } from '../report.js'
import {
  atFarEnd,
  excessElsewhere,
  isReserved,
  reachedBy,
  toCreditAtFarEnd,
  transferStatus,
  type Transfer,
} from '../state.js'
import { aboutKnown, wrongCurrency } from './about-known.js'
import { allocationOf } from './booking.js'
import { mismatch, tooSmall } from './mismatch.js'
import { splitReturn } from './split-return.js'
import { atFarEndOf, executedUnder, inCurrencyOf, toldBy, withEntry, written } from './written.js'

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
  const left = formatMoney(atFarEndOf(transfer, told - sumOfFees(fees)))
  const found = formatMoney(atFarEndOf(transfer, told))
  return [mismatch({ ...report, fees }, 'RETURNED', { field: 'fees', expected: `at most ${left}`, found })]
}

/** What was executed beyond the instruction and goes back, and what came although nothing was left that could come. */
const beyondWhatIsLeft = (
  report: TransferReportOf<'ReportReturned'>,
  transfer: Transfer,
  beyond: bigint,
  fees: Fees,
  view: DecisionView,
): ReadonlyArray<TransferEvent> => {
  if (beyond === 0n) return feesBeyond(report, transfer, fees)
  const sum = atFarEndOf(transfer, beyond)
  const left = atFarEndOf(transfer, report.amount.minorUnits - beyond)
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

type InPayersCurrency = { readonly came: bigint; readonly kept: bigint }

/**
 * What comes back, and what is lost to fees, in the payer's currency at the recorded quote; null where both together are too
 * little to stand for anything. Of the two, what came stands for at least one minor unit.
 */
const inPayersCurrency = (
  transfer: Transfer,
  outOf: 'IN_TRANSIT' | 'CREDITED',
  came: bigint,
  kept: bigint,
): InPayersCurrency | null => {
  const exchange = exchangeOf(transfer.instruction)
  if (exchange === null) return { came, kept }
  const sold = outOf === 'IN_TRANSIT' ? soldByReturnInTransit : soldByReturn
  const whole = sold(exchange, reachedBy(transfer), came + kept)
  if (whole === 0n) return null
  const alone = kept === 0n ? whole : sold(exchange, reachedBy(transfer), came)
  const ofCame = alone === 0n ? 1n : alone
  return { came: ofCame, kept: whole - ofCame }
}

const exchangedParts = (transfer: Transfer, converted: Money, kept: bigint) => ({
  converted,
  ...(kept === 0n ? {} : { keptOfAmount: inCurrencyOf(transfer, kept) }),
})

/**
 * A return lowers what is in transit first, then what was executed beyond the instruction outside this book, then what was
 * credited there: it does not say which execution it undoes, and while the payee has more than was instructed, the payer is
 * not paid for what the payee keeps. What came goes back to whoever paid; what the returning side kept as fees is gone from
 * there as well, and is the payer's loss. What nobody holds any more goes to the exception account of the transfer. A return
 * of money that stands on an account of this book is a mismatch and posts nothing, because only a command takes it from
 * there; so is one of money that never left the payer.
 */
export const recordReturned = (
  report: TransferReportOf<'ReportReturned'>,
  transfer: Transfer,
  view: DecisionView,
): Decision => {
  const { instruction, returns } = transfer
  const { amount, executionRef, fees = [] } = report
  const currency = currencyOfPayee(instruction)
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
    const there = atFarEndOf(transfer, minorUnits)
    const back = inPayersCurrency(transfer, outOf, minorUnits, sumOfFees(kept))
    if (back === null) return [tooSmall({ ...report, fees: kept }, 'RETURNED', transfer, there)]
    const soFar = afterReturnOf(before, alreadyBack)
    const returned: MoneyEventWithoutEntry = {
      _tag: 'TransferReturned',
      ...toldBy(report),
      amount: inCurrencyOf(transfer, back.came),
      outOf,
      reason: report.reason,
      allocation: allocationOf(soFar, back.came, view),
      asOf: report.asOf,
      ...executedUnder(executionRef),
      ...keeping(kept),
      ...(transfer.exchanged === undefined ? {} : exchangedParts(transfer, there, back.kept)),
    }
    return [withEntry(soFar, returned, view)]
  }
  const left = {
    inTransit: toCreditAtFarEnd(transfer),
    excess: isOurs(instruction.payee) ? 0n : excessElsewhere(transfer),
    credited: isOurs(instruction.payee) ? 0n : atFarEnd(transfer),
  }
  const { ofTransit, ofCredited, beyond } = splitReturn(left, amount.minorUnits, sumOfFees(fees))
  const [keptInTransit, others] = cutFees(fees, ofTransit.kept)
  const [keptOfCredited, keptBeyond] = cutFees(others, ofCredited.kept)
  const cameOfTransit =
    ofTransit.came === 0n ? 0n : (inPayersCurrency(transfer, 'IN_TRANSIT', ofTransit.came, ofTransit.kept)?.came ?? 0n)
  return written(
    transfer,
    ...part('IN_TRANSIT', ofTransit.came, keptInTransit, 0n),
    ...part('CREDITED', ofCredited.came, keptOfCredited, cameOfTransit),
    ...beyondWhatIsLeft(report, transfer, beyond, keptBeyond, view),
  )
}
