import {
  bookAccount,
  currencyOfPayee,
  exchangeOf,
  isOurs,
  lesser,
  sameAccount,
  sumOfFees,
  type AccountReference,
  type LedgerAccount,
  type Money,
  type Recorded,
  type Transfer,
  type TransferEvent,
} from '@waybill/core'
import { lastTold, type CaseFile, type Told } from './case-file.js'
import type { Exchanged, Place } from './finding.js'
import { confirmedPayee, names } from './reading.js'

type Became = { readonly place: Exchanged['place']; readonly minorUnits: bigint }

/** What stands at a place, in minor units of the transfer. */
export type Sum = {
  readonly place: Place
  readonly account?: string
  readonly minorUnits: bigint
  /** What it became at the quote, and where that is. */
  readonly became?: Became
}

type Sums = ReadonlyArray<Sum>

const placeOfAllocation = (account: LedgerAccount): Place => {
  if (account.startsWith('suspense:')) return 'SUSPENSE'
  if (account.startsWith('exception:')) return 'EXCEPTION'
  return account.includes(':') ? 'OPERATOR' : 'PAYER_AVAILABLE'
}

const together = (one: Became, other: Became | undefined): Became => ({
  ...one,
  minorUnits: one.minorUnits + (other?.minorUnits ?? 0n),
})

const isThere = ({ became }: Sum): boolean => (became?.minorUnits ?? 0n) > 0n

/** One sum for each place and account, without those of which nothing is left. */
export const merged = (sums: Sums): Sums => {
  const byPlace = new Map<string, Sum>()
  for (const sum of sums) {
    const key = `${sum.place} ${sum.became?.place ?? ''} ${sum.account ?? ''}`
    const known = byPlace.get(key)
    const became = sum.became === undefined ? {} : { became: together(sum.became, known?.became) }
    byPlace.set(key, { ...sum, ...became, minorUnits: (known?.minorUnits ?? 0n) + sum.minorUnits })
  }
  return [...byPlace.values()].filter((sum) => sum.minorUnits !== 0n || isThere(sum))
}

const placeOf = ({ became, place }: Sum): Place => became?.place ?? place

const isWithRecipient = (sum: Sum): boolean => {
  const place = placeOf(sum)
  return (
    place === 'PAYEE' || place === 'OTHER_ACCOUNT' || (place === 'SUSPENSE' && sum.account?.includes(':') === false)
  )
}

/** What is taken: minor units of the transfer, and what of the far end's goes with it where it is exchanged. */
type Taken = { readonly minorUnits: bigint; readonly there: bigint }

/** Of whom nothing is left at the far end has no share of the amount either: what rounding leaves of it is another recipient's. */
const withoutEmptied = (sums: Sums): Sums => {
  const emptied = sums.find(({ became, minorUnits }) => became?.minorUnits === 0n && minorUnits !== 0n)
  if (emptied === undefined) return sums
  const holders = sums.filter(isThere)
  const holder = holders.findLast((sum) => placeOf(sum) === placeOf(emptied)) ?? holders.at(-1)
  if (holder === undefined) return sums
  return withoutEmptied(
    sums.map((sum) => {
      if (sum === emptied) return { ...sum, minorUnits: 0n }
      return sum === holder ? { ...sum, minorUnits: sum.minorUnits + emptied.minorUnits } : sum
    }),
  )
}

/** Takes a sum from where it stands: from what is nearest at hand, by rank, and of equals from the latest. */
const takenFrom = (sums: Sums, taken: Taken, rankOf: (sum: Sum) => number | null): Sums => {
  let { minorUnits, there } = taken
  const left = [...sums]
  const order = sums
    .map((sum, index) => ({ index, rank: rankOf(sum) }))
    .flatMap(({ index, rank }) => (rank === null ? [] : [{ index, rank }]))
    .sort((one, other) => one.rank - other.rank || other.index - one.index)
  for (const { index } of order) {
    const sum = left[index]
    if (sum === undefined) continue
    const part = lesser(minorUnits, sum.minorUnits)
    minorUnits -= part
    if (sum.became === undefined) {
      left[index] = { ...sum, minorUnits: sum.minorUnits - part }
      continue
    }
    const partThere = lesser(there, sum.became.minorUnits)
    there -= partThere
    left[index] = {
      ...sum,
      minorUnits: sum.minorUnits - part,
      became: { ...sum.became, minorUnits: sum.became.minorUnits - partThere },
    }
  }
  return withoutEmptied(left)
}

const outOfTransit = (sums: Sums, minorUnits: bigint): Sums =>
  takenFrom(sums, { minorUnits, there: 0n }, ({ place }) => (place === 'IN_TRANSIT' ? 0 : null))

const allocatedTo = (allocation: ReadonlyArray<{ readonly account: string; readonly amount: Money }>): Sums =>
  allocation.map(({ account, amount }) => ({
    place: placeOfAllocation(account),
    account,
    minorUnits: amount.minorUnits,
  }))

type Event<W extends TransferEvent['_tag']> = Told<W>['event']

const placeOfRecipient = (
  meant: AccountReference,
  { account, postedTo }: Event<'TransferCredited'> | Event<'LateOutcomeReceived'>,
): Exchanged['place'] => {
  if (postedTo !== undefined) return 'SUSPENSE'
  const isMeant = names(account, meant) && (isOurs(meant) === isOurs(account) || sameAccount(account, meant))
  return isMeant ? 'PAYEE' : 'OTHER_ACCOUNT'
}

const credited = (sums: Sums, meant: AccountReference, event: Event<'TransferCredited'>): Sums => {
  const place = placeOfRecipient(meant, event)
  const { account } = event.account
  const { minorUnits } = event.amount
  return [
    ...outOfTransit(sums, minorUnits),
    event.converted === undefined
      ? { place, account, minorUnits }
      : { place: 'CONVERTED', account, minorUnits, became: { place, minorUnits: event.converted.minorUnits } },
  ]
}

const isOnPayeesOwn = ({ instruction }: Transfer, sum: Sum): boolean =>
  sum.account === instruction.payee.account && placeOf(sum) !== 'SUSPENSE'

/** What entries by hand have moved on from whoever was credited is taken last, and what the payer has again after all else. */
const rankOfMovedOn = ({ place }: Sum): number | null => {
  if (place === 'IN_TRANSIT' || place === 'FEES') return null
  return place === 'PAYER_AVAILABLE' ? 3 : 2
}

/** As the sums of the transfer have it: who got it instead of the payee sends it back before the payee does. */
const returned = (sums: Sums, transfer: Transfer, event: Event<'TransferReturned'>): Sums => {
  const fees = sumOfFees(event.fees ?? [])
  const kept = event.converted === undefined ? fees : (event.keptOfAmount?.minorUnits ?? 0n)
  const taken = { minorUnits: event.amount.minorUnits + kept, there: (event.converted?.minorUnits ?? 0n) + fees }
  const left =
    event.outOf === 'IN_TRANSIT'
      ? outOfTransit(sums, taken.minorUnits)
      : takenFrom(sums, taken, (sum) =>
          isWithRecipient(sum) ? Number(isOnPayeesOwn(transfer, sum)) : rankOfMovedOn(sum),
        )
  return [...left, ...allocatedTo(event.allocation), { place: 'FEES', minorUnits: kept }]
}

/** Only the payee's own account gives back what is reversed. */
const reversed = (sums: Sums, transfer: Transfer, { amount, converted, entry }: Event<'TransferReversed'>): Sums => [
  ...takenFrom(sums, { minorUnits: amount.minorUnits, there: converted?.minorUnits ?? 0n }, (sum) =>
    isWithRecipient(sum) ? Number(!isOnPayeesOwn(transfer, sum)) : rankOfMovedOn(sum),
  ),
  ...allocatedTo(
    entry.postings.filter(({ creditDebit, account }) => creditDebit === 'CRDT' && !account.startsWith('position:')),
  ),
]

const placeAfterCorrection = (meant: AccountReference, transfer: Transfer, to: LedgerAccount): Place => {
  if (to.startsWith('nostro:')) return 'OTHER_ACCOUNT'
  const isSource = transfer.instruction.funding.some(({ account }) => account === to)
  if (to.includes(':') || isSource) return placeOfAllocation(to)
  return sameAccount(meant, { account: to }) ? 'PAYEE' : 'OTHER_ACCOUNT'
}

/** What a correction takes of one sum, and where that stands then. Of what was exchanged it takes the payee's money, and its share of the amount goes with it. */
const movedPart = (
  sum: Sum,
  most: bigint,
  place: Place,
  to: LedgerAccount,
): { readonly left: Sum; readonly moved: Sum; readonly part: bigint } => {
  if (sum.became === undefined) {
    const part = lesser(most, sum.minorUnits)
    return {
      left: { ...sum, minorUnits: sum.minorUnits - part },
      moved: { place, account: to, minorUnits: part },
      part,
    }
  }
  const part = lesser(most, sum.became.minorUnits)
  const share = sum.became.minorUnits === 0n ? 0n : (sum.minorUnits * part) / sum.became.minorUnits
  const there = place === 'PAYEE' ? 'PAYEE' : 'OTHER_ACCOUNT'
  return {
    left: {
      ...sum,
      minorUnits: sum.minorUnits - share,
      became: { ...sum.became, minorUnits: sum.became.minorUnits - part },
    },
    moved: { place: 'CONVERTED', account: to, minorUnits: share, became: { place: there, minorUnits: part } },
    part,
  }
}

/** Where a correction by hand brought money of this transfer: what it takes from is where some of it stood. */
const corrected = (
  sums: Sums,
  meant: AccountReference,
  transfer: Transfer,
  { amount, from, to }: Event<'CorrectionPosted'>,
): Sums => {
  const { instruction } = transfer
  const isOfCurrency = ({ became }: Sum): boolean =>
    exchangeOf(instruction) === null ||
    amount.currency === (became === undefined ? instruction.amount.currency : currencyOfPayee(instruction))
  const isFrom = (sum: Sum): boolean =>
    placeOf(sum) === 'SUSPENSE' ? from.startsWith('suspense:') : sum.account === from
  const place = placeAfterCorrection(meant, transfer, to)
  let rest = amount.minorUnits
  return sums.flatMap((sum) => {
    if (rest === 0n || !isFrom(sum) || !isOfCurrency(sum)) return [sum]
    const { left, moved, part } = movedPart(sum, rest, place, to)
    rest -= part
    return [left, moved]
  })
}

/**
 * The payer settles what it owes because the payee was credited after the money had come back: then the payee has it, and the
 * payer has not.
 */
const settledLate = (
  file: CaseFile,
  sums: Sums,
  transfer: Transfer,
  { account, amount, exceptionId }: Event<'ExceptionResolved'>,
): Sums => {
  const late = lastTold(file, 'LateOutcomeReceived')
  const { funding } = transfer.instruction
  const isOwed = transfer.exceptions.some((one) => one.exceptionId === exceptionId && one.kind === 'CREDITED_LATE')
  if (late === null || !isOwed || !funding.some((source) => source.account === account)) return sums
  const there = sums.reduce((sum, { place, minorUnits }) => (place === 'PAYER_AVAILABLE' ? sum + minorUnits : sum), 0n)
  const minorUnits = lesser(amount.minorUnits, there)
  const recipient = {
    place: placeOfRecipient(confirmedPayee(file, transfer), late.event),
    account: late.event.account.account,
    minorUnits,
  }
  return [
    ...takenFrom(sums, { minorUnits, there: 0n }, (sum) => {
      if (sum.place !== 'PAYER_AVAILABLE') return null
      return sum.account === account ? 0 : 1
    }),
    recipient,
  ]
}

/** The sums after one more event of the transfer. */
const after =
  (file: CaseFile, transfer: Transfer, meant: AccountReference) =>
  (sums: Sums, { event }: Recorded<TransferEvent>): Sums => {
    if (event._tag === 'TransferCredited') return credited(sums, meant, event)
    if (event._tag === 'TransferFailed')
      return [...outOfTransit(sums, event.amount.minorUnits), ...allocatedTo(event.allocation)]
    if (event._tag === 'TransferReturned') return returned(sums, transfer, event)
    if (event._tag === 'TransferReversed') return reversed(sums, transfer, event)
    if (event._tag === 'CorrectionPosted') return corrected(sums, meant, transfer, event)
    if (event._tag === 'ExceptionResolved') return settledLate(file, sums, transfer, event)
    return sums
  }

/** In which order places are told: on its way, with who was credited, with the payer's side or the operator, and what is lost. */
const rankOfPlace = (sum: Sum): number => {
  if (sum.place === 'IN_TRANSIT') return 0
  if (isWithRecipient(sum)) return 1
  return sum.place === 'FEES' ? 3 : 2
}

/** Where the confirmed money of a transfer is, by what moved it, event after event. */
export const moved = (file: CaseFile, transfer: Transfer): Sums => {
  const { rail, amount } = transfer.instruction
  const onItsWay: Sum = {
    place: 'IN_TRANSIT',
    account: bookAccount.inTransit(rail, amount.currency),
    minorUnits: transfer.confirmed,
  }
  const sums = file.story.reduce(after(file, transfer, confirmedPayee(file, transfer)), [onItsWay])
  return [...sums].sort((one, other) => rankOfPlace(one) - rankOfPlace(other))
}
