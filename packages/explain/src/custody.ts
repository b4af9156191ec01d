import {
  bookAccount,
  inTransit,
  isOurs,
  openExceptions,
  sameAccount,
  type Currency,
  type LedgerAccount,
  type Transfer,
} from '@waybill/core'
import { keptReservation, told, type CaseFile, type Told } from './case-file.js'
import type { CustodyRow, Place } from './finding.js'
import { confirmedPayee, credits, names, statedAmount } from './reading.js'

type Sum = { readonly place: Place; readonly account?: string; readonly minorUnits: bigint }

const row = (of: CustodyRow['of'], currency: Currency, { place, account, minorUnits }: Sum): CustodyRow => ({
  of,
  place,
  ...(account === undefined ? {} : { account }),
  amount: minorUnits.toString(),
  currency,
})

const placeOfAllocation = (account: LedgerAccount): Place => {
  if (account.startsWith('suspense:')) return 'SUSPENSE'
  if (account.startsWith('exception:')) return 'EXCEPTION'
  return account.includes(':') ? 'OPERATOR' : 'PAYER_AVAILABLE'
}

const merged = (sums: ReadonlyArray<Sum>): ReadonlyArray<Sum> => {
  const byPlace = new Map<string, Sum>()
  for (const sum of sums) {
    const key = `${sum.place} ${sum.account ?? ''}`
    byPlace.set(key, { ...sum, minorUnits: (byPlace.get(key)?.minorUnits ?? 0n) + sum.minorUnits })
  }
  return [...byPlace.values()].filter(({ minorUnits }) => minorUnits !== 0n)
}

/** What each account outside the payer's side still has of this transfer: what it was credited, less what was taken or sent back, latest credit first. */
const withRecipients = (file: CaseFile): ReadonlyArray<Sum> => {
  const { transfer } = file
  if (transfer === null) return []
  const meant = confirmedPayee(file, transfer)
  let gone = transfer.reversed + transfer.returnedAfterCredit
  const sums: Sum[] = []
  for (const { event } of [...credits(file)].reverse()) {
    const taken = gone < event.amount.minorUnits ? gone : event.amount.minorUnits
    gone -= taken
    const place: Place =
      event.postedTo !== undefined
        ? 'SUSPENSE'
        : names(event.account, meant) && (isOurs(meant) === isOurs(event.account) || sameAccount(event.account, meant))
          ? 'PAYEE'
          : 'OTHER_ACCOUNT'
    sums.push({ place, account: event.account.account, minorUnits: event.amount.minorUnits - taken })
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
      .filter(({ creditDebit }) => creditDebit === 'CRDT')
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

/** Where a correction by hand brought money of this transfer: what it takes from is where some of it stood. */
const movedByHand = (
  file: CaseFile,
  transfer: Transfer,
  sums: ReadonlyArray<Sum>,
  { event: { amount, from, to } }: Told<'CorrectionPosted'>,
): ReadonlyArray<Sum> => {
  const isFrom = ({ account, place }: Sum): boolean =>
    account === from || (place === 'SUSPENSE' && from.startsWith('suspense:'))
  const stood = sums.find((sum) => isFrom(sum) && sum.minorUnits > 0n)
  if (stood === undefined) return sums
  const part = stood.minorUnits < amount.minorUnits ? stood.minorUnits : amount.minorUnits
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
  const { transferId, payer, amount } = transfer.instruction
  return openExceptions(transfer)
    .filter(({ open }) => open > 0n)
    .map(({ kind, open }) => ({
      place: 'EXCEPTION',
      account:
        kind === 'CREDITED_LATE'
          ? bookAccount.receivable(payer.account, amount.currency)
          : bookAccount.exception(transferId, amount.currency),
      minorUnits: open,
    }))
}

/** Where the money is, to the minor unit. What the record does not place is listed as UNACCOUNTED, always, zero included. */
export const custodyOf = (file: CaseFile): ReadonlyArray<CustodyRow> => {
  const amount = statedAmount(file)
  if (amount === null) return []
  const rows = merged(original(file))
  const placed = rows.reduce((sum, { minorUnits }) => sum + minorUnits, 0n)
  return [
    ...rows.map((sum) => row('ORIGINAL', amount.currency, sum)),
    row('ORIGINAL', amount.currency, { place: 'UNACCOUNTED', minorUnits: amount.minorUnits - placed }),
    ...(file.transfer === null ? [] : beyond(file.transfer)).map((sum) => row('EXCESS', amount.currency, sum)),
  ]
}

/** On a log that cannot be trusted, no place is claimed for the money: all of it is unaccounted for until the log is restored. */
export const custodyOfBrokenLog = (file: CaseFile): ReadonlyArray<CustodyRow> => {
  const amount = statedAmount(file)
  return amount === null
    ? []
    : [row('ORIGINAL', amount.currency, { place: 'UNACCOUNTED', minorUnits: amount.minorUnits })]
}
