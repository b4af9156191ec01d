import type { Day } from '../codec/text.js'
import { isOurs, bookAccount, type AccountReference, type LedgerAccount } from '../ledger/account-id.js'
import { balancedEntry, credit, debit, type Entry, type Posting } from '../ledger/entry.js'
import type { Money } from '../money/money.js'
import type { TransferEvent, TransferInitiated } from './event.js'
import type { Transfer } from './state.js'

/** A money event as decided, before its entry is made. */
type WithoutEntry<E> = E extends { readonly entry: Entry } ? Omit<E, 'entry'> : never
export type MoneyEvent = Extract<TransferEvent, { readonly entry: Entry }>
export type MoneyEventWithoutEntry = WithoutEntry<MoneyEvent>

export type BookingDates = { readonly bookingDate: Day; readonly valueDate: Day }

const inTransitOf = ({ rail, amount }: TransferInitiated): LedgerAccount => bookAccount.inTransit(rail, amount.currency)

const nostroOf = ({ rail, amount }: TransferInitiated): LedgerAccount => bookAccount.nostro(rail, amount.currency)

/** The account itself when it is of this book, else the one in which accounts elsewhere are settled. */
const settlementAccount = (instruction: TransferInitiated, reference: AccountReference): LedgerAccount =>
  isOurs(reference) ? reference.account : nostroOf(instruction)

const sumIn = (instruction: TransferInitiated, minorUnits: bigint): Money => ({
  minorUnits,
  currency: instruction.amount.currency,
})

/**
 * Who gets back what of a sum that did not stay with the payee: the sources that paid, the last first,
 * none more than it paid towards the amount, counting the sum that went back before. Fees stay where they are.
 * Money that came in from elsewhere has no source here, and goes back to the account that it came in through.
 */
export const givenBack = (
  instruction: TransferInitiated,
  alreadyBack: bigint,
  minorUnits: bigint,
): ReadonlyArray<{ readonly account: LedgerAccount; readonly amount: Money }> => {
  if (instruction.funding.length === 0)
    return [{ account: nostroOf(instruction), amount: sumIn(instruction, minorUnits) }]
  let feesLeft = instruction.fees.reduce((sum, { amount }) => sum + amount.minorUnits, 0n)
  const towardsAmount = instruction.funding.map(({ account, amount }) => {
    const toFees = feesLeft < amount.minorUnits ? feesLeft : amount.minorUnits
    feesLeft -= toFees
    return { account, minorUnits: amount.minorUnits - toFees }
  })
  const shares: { readonly account: LedgerAccount; readonly amount: Money }[] = []
  let skip = alreadyBack
  let rest = minorUnits
  for (const source of [...towardsAmount].reverse()) {
    const skipped = skip < source.minorUnits ? skip : source.minorUnits
    skip -= skipped
    const open = source.minorUnits - skipped
    const share = rest < open ? rest : open
    if (share > 0n) shares.push({ account: source.account, amount: sumIn(instruction, share) })
    rest -= share
  }
  if (rest > 0n)
    shares.push({ account: bookAccount.suspense(instruction.amount.currency), amount: sumIn(instruction, rest) })
  return shares
}

/** What the postings of the next event depend on: the instruction, and how much went back to the payer's side before. */
export type MoneySoFar = { readonly instruction: TransferInitiated; readonly back: bigint }

export const moneySoFar = (transfer: Transfer): MoneySoFar => ({
  instruction: transfer.instruction,
  back: transfer.failed + transfer.returnedInTransit + transfer.returnedAfterCredit + transfer.reversed,
})

const legsOf = ({ instruction, back }: MoneySoFar, event: MoneyEventWithoutEntry): ReadonlyArray<Posting> => {
  switch (event._tag) {
    case 'TransferConfirmed': {
      const paid =
        instruction.funding.length === 0
          ? [debit(nostroOf(instruction), instruction.amount)]
          : instruction.funding.map(({ account, amount }) => debit(account, amount))
      const fees = instruction.fees.map(({ amount }) => credit(bookAccount.fees(amount.currency), amount))
      return [...paid, credit(inTransitOf(instruction), instruction.amount), ...fees]
    }
    case 'TransferCredited':
      return [
        debit(inTransitOf(instruction), event.amount),
        credit(event.postedTo ?? settlementAccount(instruction, event.account), event.amount),
      ]
    case 'TransferFailed':
      return [
        debit(inTransitOf(instruction), event.amount),
        ...event.allocation.map(({ account, amount }) => credit(account, amount)),
      ]
    case 'TransferReturned': {
      const from =
        event.outOf === 'IN_TRANSIT' ? inTransitOf(instruction) : settlementAccount(instruction, instruction.payee)
      return [debit(from, event.amount), ...event.allocation.map(({ account, amount }) => credit(account, amount))]
    }
    case 'TransferReversed':
      return [
        debit(settlementAccount(instruction, instruction.payee), event.amount),
        ...givenBack(instruction, back, event.amount.minorUnits).map(({ account, amount }) => credit(account, amount)),
      ]
    case 'DuplicateDetected':
      return [
        debit(bookAccount.exception(instruction.transferId, event.amount.currency), event.amount),
        credit(event.postedTo ?? settlementAccount(instruction, event.account), event.amount),
      ]
    case 'LateOutcomeReceived':
      return [
        debit(bookAccount.receivable(instruction.payer.account, event.amount.currency), event.amount),
        credit(event.postedTo ?? settlementAccount(instruction, event.account), event.amount),
      ]
  }
}

/** The balanced entry of a money event: the one place where postings are made, and made again to check what is stored. */
export const entryOf = (soFar: MoneySoFar, event: MoneyEventWithoutEntry, dates: BookingDates): Entry =>
  balancedEntry(dates.bookingDate, dates.valueDate, legsOf(soFar, event))

export const isMoneyEvent = (event: { readonly _tag: string }): event is MoneyEvent => 'entry' in event
