import {
  bookAccount,
  currencyOfPayee,
  exchangeOf,
  inTransit,
  isOurs,
  lesser,
  openExceptions,
  sameAccount,
  type Currency,
  type LedgerAccount,
  type Money,
  type Transfer,
} from '@waybill/core'
import { keptReservation, told, type CaseFile, type Told } from './case-file.js'
import type { CustodyRow, Exchanged, Place } from './finding.js'
import { confirmedPayee, credits, names, statedAmount } from './reading.js'

type Sum = {
  readonly place: Place
  readonly account?: string
  readonly minorUnits: bigint
  /** What it became at the quote, and where that is. */
  readonly became?: { readonly place: Exchanged['place']; readonly minorUnits: bigint }
}

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

const placeOfAllocation = (account: LedgerAccount): Place => {
  if (account.startsWith('suspense:')) return 'SUSPENSE'
  if (account.startsWith('exception:')) return 'EXCEPTION'
  return account.includes(':') ? 'OPERATOR' : 'PAYER_AVAILABLE'
}

type Became = NonNullable<Sum['became']>

const together = (one: Became, other: Became | undefined): Became => ({
  ...one,
  minorUnits: one.minorUnits + (other?.minorUnits ?? 0n),
})

const merged = (sums: ReadonlyArray<Sum>): ReadonlyArray<Sum> => {
  const byPlace = new Map<string, Sum>()
  for (const sum of sums) {
    const key = `${sum.place} ${sum.became?.place ?? ''} ${sum.account ?? ''}`
    const known = byPlace.get(key)
    const became = sum.became === undefined ? {} : { became: together(sum.became, known?.became) }
    byPlace.set(key, { ...sum, ...became, minorUnits: (known?.minorUnits ?? 0n) + sum.minorUnits })
  }
  return [...byPlace.values()].filter(({ minorUnits }) => minorUnits !== 0n)
}

/** What each account outside the payer's side still has of this transfer: what it was credited, less what was taken or sent back, latest credit first. */
const withRecipients = (file: CaseFile): ReadonlyArray<Sum> => {
  const { transfer } = file
  if (transfer === null) return []
  const meant = confirmedPayee(file, transfer)
  let gone = transfer.reversed + transfer.returnedAfterCredit
  let goneThere =
    credits(file).reduce((sum, { event }) => sum + (event.converted?.minorUnits ?? 0n), 0n) -
    (transfer.exchanged?.bought ?? 0n)
  const sums: Sum[] = []
  for (const { event } of [...credits(file)].reverse()) {
    const taken = gone < event.amount.minorUnits ? gone : event.amount.minorUnits
    gone -= taken
    const place: Exchanged['place'] =
      event.postedTo !== undefined
        ? 'SUSPENSE'
        : names(event.account, meant) && (isOurs(meant) === isOurs(event.account) || sameAccount(event.account, meant))
          ? 'PAYEE'
          : 'OTHER_ACCOUNT'
    const { account } = event.account
    const minorUnits = event.amount.minorUnits - taken
    if (event.converted === undefined) {
      sums.push({ place, account, minorUnits })
      continue
    }
    const takenThere = lesser(goneThere, event.converted.minorUnits)
    goneThere -= takenThere
    const became = { place, minorUnits: event.converted.minorUnits - takenThere }
    sums.push({ place: 'CONVERTED', account, minorUnits, became })
  }
  return sums.reverse()
}

const backWithPayer = (file: CaseFile): ReadonlyArray<Sum> => [
  ...[...told(file, 'TransferFailed'), ...told(file, 'TransferReturned')].flatMap(({ event }) =>
    event.allocation.map(({ account, amount }) => ({
      place: placeOfAllocation(account),
      account,
      minorUnits: amount.minorUnits,
    })),
  ),
  ...told(file, 'TransferReversed').flatMap(({ event }) =>
    event.entry.postings
      .filter(({ creditDebit, account }) => creditDebit === 'CRDT' && !account.startsWith('position:'))
      .map(({ account, amount }) => ({
        place: placeOfAllocation(account),
        account,
        minorUnits: amount.minorUnits,
      })),
  ),
]

const placeAfterCorrection = (file: CaseFile, transfer: Transfer, to: LedgerAccount): Place => {
  const { instruction } = transfer
  if (to.startsWith('nostro:')) return 'OTHER_ACCOUNT'
  if (to.includes(':') || instruction.funding.some(({ account }) => account === to)) return placeOfAllocation(to)
  return sameAccount(confirmedPayee(file, transfer), { account: to }) ? 'PAYEE' : 'OTHER_ACCOUNT'
}

/** The same for what was exchanged: the sum that is moved is in the currency of the payee, and its share of the amount goes with it. */
const movedAtFarEnd = (
  file: CaseFile,
  transfer: Transfer,
  sums: ReadonlyArray<Sum>,
  stood: Sum & { readonly became: Became },
  to: LedgerAccount,
  amount: Money,
): ReadonlyArray<Sum> => {
  const there = lesser(stood.became.minorUnits, amount.minorUnits)
  const part = (stood.minorUnits * there) / stood.became.minorUnits
  const place = sameAccount(confirmedPayee(file, transfer), { account: to }) ? 'PAYEE' : 'OTHER_ACCOUNT'
  const left = { ...stood.became, minorUnits: stood.became.minorUnits - there }
  return [
    ...sums.map((sum) =>
      sum.account === stood.account && sum.became?.place === stood.became.place
        ? { ...stood, minorUnits: stood.minorUnits - part, became: left }
        : sum,
    ),
    { place: 'CONVERTED', account: to, minorUnits: part, became: { place, minorUnits: there } },
  ]
}

/** Where a correction by hand brought money of this transfer: what it takes from is where some of it stood. */
const movedByHand = (
  file: CaseFile,
  transfer: Transfer,
  sums: ReadonlyArray<Sum>,
  { event: { amount, from, to } }: Told<'CorrectionPosted'>,
): ReadonlyArray<Sum> => {
  const { instruction } = transfer
  const isOfCurrency = ({ became }: Sum): boolean =>
    exchangeOf(instruction) === null ||
    amount.currency === (became === undefined ? instruction.amount.currency : currencyOfPayee(instruction))
  const isFrom = ({ account, place, became }: Sum): boolean =>
    account === from || ((became?.place ?? place) === 'SUSPENSE' && from.startsWith('suspense:'))
  const stood = sums.find((sum) => isFrom(sum) && isOfCurrency(sum) && sum.minorUnits > 0n)
  if (stood === undefined) return sums
  if (stood.became !== undefined)
    return movedAtFarEnd(file, transfer, sums, { ...stood, became: stood.became }, to, amount)
  const part = lesser(stood.minorUnits, amount.minorUnits)
  return [
    ...sums.map((sum) => (sum === stood ? { ...sum, minorUnits: sum.minorUnits - part } : sum)),
    { place: placeAfterCorrection(file, transfer, to), account: to, minorUnits: part },
  ]
}

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
  return told(file, 'CorrectionPosted').reduce<ReadonlyArray<Sum>>(
    (sums, moved) => movedByHand(file, transfer, sums, moved),
    [
      {
        place: 'IN_TRANSIT',
        account: bookAccount.inTransit(transfer.instruction.rail, amount.currency),
        minorUnits: inTransit(transfer),
      },
      ...withRecipients(file),
      ...backWithPayer(file),
      { place: 'FEES', minorUnits: transfer.keptOfReturns },
    ],
  )
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
