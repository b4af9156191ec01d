import { bookAccount, currencyOfPayee, exchangeOf, openExceptions, type Currency, type Transfer } from '@waybill/core'
import { keptReservation, type CaseFile } from './case-file.js'
import { merged, moved, type Sum } from './custody-moves.js'
import type { CustodyRow, Exchanged } from './finding.js'
import { statedAmount } from './reading.js'

const quoteOf = (transfer: Transfer | null, { became }: Sum): { readonly quote?: Exchanged } => {
  const exchange = transfer === null ? null : exchangeOf(transfer.instruction)
  if (exchange === null || became === undefined) return {}
  const { quoteId, rate } = exchange.quote
  const { currency } = exchange.bought
  return { quote: { quoteId, rate, amount: became.minorUnits.toString(), currency, place: became.place } }
}

const row = (of: CustodyRow['of'], currency: Currency, sum: Sum, transfer: Transfer | null = null): CustodyRow => ({
  of,
  place: sum.place,
  ...(sum.account === undefined ? {} : { account: sum.account }),
  amount: sum.minorUnits.toString(),
  currency,
  ...quoteOf(transfer, sum),
})

const original = (file: CaseFile): ReadonlyArray<Sum> => {
  const { transfer } = file
  const amount = statedAmount(file)
  if (amount === null) return []
  if (transfer === null) return [{ place: 'PAYER_AVAILABLE', minorUnits: amount.minorUnits }]
  const payer = transfer.instruction.payer.account
  if (transfer.confirmed === 0n) {
    const isWhole = transfer.earlyEnding === null && transfer.pendingFunds === null
    const reserved = isWhole ? amount.minorUnits : keptReservation(file)
    const kept = reserved < amount.minorUnits ? reserved : amount.minorUnits
    return [
      { place: 'PAYER_RESERVED', account: payer, minorUnits: kept },
      { place: 'PAYER_AVAILABLE', account: payer, minorUnits: amount.minorUnits - kept },
    ]
  }
  return moved(file, transfer)
}

/** What stands beside the instruction and is not resolved, each where it stands. */
const beyond = (transfer: Transfer): ReadonlyArray<Sum> => {
  const { transferId, payer } = transfer.instruction
  const currency = currencyOfPayee(transfer.instruction)
  return openExceptions(transfer)
    .filter(({ open }) => open > 0n)
    .map(({ kind, open }) => ({
      place: 'EXCEPTION',
      account:
        kind === 'CREDITED_LATE'
          ? bookAccount.receivable(payer.account, currency)
          : bookAccount.exception(transferId, currency),
      minorUnits: open,
    }))
}

const excessRows = (transfer: Transfer | null): ReadonlyArray<CustodyRow> =>
  transfer === null ? [] : beyond(transfer).map((sum) => row('EXCESS', currencyOfPayee(transfer.instruction), sum))

/** Where the money is, to the minor unit. What the record does not place is listed as UNACCOUNTED, always, zero included. */
export const custodyOf = (file: CaseFile): ReadonlyArray<CustodyRow> => {
  const amount = statedAmount(file)
  if (amount === null) return []
  const rows = merged(original(file))
  const placed = rows.reduce((sum, { minorUnits }) => sum + minorUnits, 0n)
  return [
    ...rows.map((sum) => row('ORIGINAL', amount.currency, sum, file.transfer)),
    row('ORIGINAL', amount.currency, { place: 'UNACCOUNTED', minorUnits: amount.minorUnits - placed }),
    ...excessRows(file.transfer),
  ]
}

/** On a log that cannot be trusted, no place is claimed for the money: all of it is unaccounted for until the log is restored. */
export const custodyOfBrokenLog = (file: CaseFile): ReadonlyArray<CustodyRow> => {
  const amount = statedAmount(file)
  return amount === null
    ? []
    : [row('ORIGINAL', amount.currency, { place: 'UNACCOUNTED', minorUnits: amount.minorUnits })]
}
