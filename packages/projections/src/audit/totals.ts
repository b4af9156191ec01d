import {
  currencyOfPayee,
  excess,
  transferStatus,
  type Currency,
  type Transfer,
  type TransferStatus,
} from '@waybill/core'
import type { Documents } from '../documents.js'
import { transferTotals, type MoneyTotal, type TransferTotals } from './document.js'

export const totalsKey = 'all'
export const noTotals: TransferTotals = { byStatus: {}, money: [] }

type Sums = Omit<MoneyTotal, 'currency'>

const noSums: Sums = {
  instructed: 0n,
  confirmed: 0n,
  credited: 0n,
  failed: 0n,
  returned: 0n,
  reversed: 0n,
  excess: 0n,
}

const sumsInPayersCurrency = (transfer: Transfer | null): Sums =>
  transfer === null
    ? noSums
    : {
        ...noSums,
        instructed: transfer.instruction.amount.minorUnits,
        confirmed: transfer.confirmed,
        credited: transfer.credited,
        failed: transfer.failed,
        returned: transfer.returnedInTransit + transfer.returnedAfterCredit - transfer.keptOfReturns,
        reversed: transfer.reversed,
      }

/** What goes beyond the instruction stands in the currency in which it was executed, which is the payee's. */
const sumsInPayeesCurrency = (transfer: Transfer | null): Sums => ({
  ...noSums,
  excess: transfer === null ? 0n : excess(transfer),
})

const moved = (total: Sums, before: Sums, after: Sums): Sums => ({
  instructed: total.instructed + after.instructed - before.instructed,
  confirmed: total.confirmed + after.confirmed - before.confirmed,
  credited: total.credited + after.credited - before.credited,
  failed: total.failed + after.failed - before.failed,
  returned: total.returned + after.returned - before.returned,
  reversed: total.reversed + after.reversed - before.reversed,
  excess: total.excess + after.excess - before.excess,
})

const movedMoney = (
  money: TransferTotals['money'],
  currency: Currency,
  before: Sums,
  after: Sums,
): TransferTotals['money'] => {
  const known = money.find((total) => total.currency === currency) ?? { currency, ...noSums }
  const others = money.filter((total) => total.currency !== currency)
  return [...others, { currency, ...moved(known, before, after) }]
}

const movedStatus = (
  byStatus: TransferTotals['byStatus'],
  before: TransferStatus | null,
  after: TransferStatus,
): TransferTotals['byStatus'] => {
  if (before === after) return byStatus
  const counted = { ...byStatus, [after]: (byStatus[after] ?? 0) + 1 }
  if (before === null) return counted
  const left = (byStatus[before] ?? 0) - 1
  if (left > 0) return { ...counted, [before]: left }
  const { [before]: _none, ...others } = counted
  return others
}

/** Moves the totals on from one state of a transfer to the next. */
export const moveTotals = (documents: Documents, before: Transfer | null, after: Transfer): void => {
  const { byStatus, money } = documents.get(transferTotals, totalsKey) ?? noTotals
  const { amount } = after.instruction
  const inPayers = movedMoney(money, amount.currency, sumsInPayersCurrency(before), sumsInPayersCurrency(after))
  const [excessBefore, excessAfter] = [sumsInPayeesCurrency(before), sumsInPayeesCurrency(after)]
  const isElsewhere = excessBefore.excess !== excessAfter.excess
  documents.put(transferTotals, totalsKey, {
    byStatus: movedStatus(byStatus, before === null ? null : transferStatus(before), transferStatus(after)),
    money: isElsewhere ? movedMoney(inPayers, currencyOfPayee(after.instruction), excessBefore, excessAfter) : inPayers,
  })
}
