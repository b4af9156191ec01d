import type { Day } from '../codec/text.js'
import { isOurs, bookAccount, type AccountReference, type LedgerAccount } from '../ledger/account-id.js'
import { balancedEntry, credit, debit, type Entry, type Posting } from '../ledger/entry.js'
import { lesser, type Money } from '../money/money.js'
import type { TransferEvent, TransferInitiated } from './event.js'
import { currencyOfPayee } from './exchange.js'
import { sumOfFees } from './instruction.js'
import { recovered, repaidBy } from './made-whole.js'
import { madeGood, type MadeWhole, type Transfer, type TransferException } from './state.js'

/** A money event as decided, before its entry is made. */
type WithoutEntry<E> = E extends { readonly entry: Entry } ? Omit<E, 'entry'> : never
export type MoneyEvent = Extract<TransferEvent, { readonly entry: Entry }>
export type MoneyEventWithoutEntry = WithoutEntry<MoneyEvent>

export type BookingDates = { readonly bookingDate: Day; readonly valueDate: Day }

const inTransitOf = ({ rail, amount }: TransferInitiated): LedgerAccount => bookAccount.inTransit(rail, amount.currency)

const nostroOf = (instruction: TransferInitiated): LedgerAccount =>
  bookAccount.nostro(instruction.rail, currencyOfPayee(instruction))

/** The account itself when it is of this book, else the one in which accounts elsewhere are settled. */
const settlementAccount = (instruction: TransferInitiated, reference: AccountReference): LedgerAccount =>
  isOurs(reference) ? reference.account : nostroOf(instruction)

const sumIn = (instruction: TransferInitiated, minorUnits: bigint, currency = instruction.amount.currency): Money => ({
  minorUnits,
  currency,
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
    const toFees = lesser(feesLeft, amount.minorUnits)
    feesLeft -= toFees
    return { account, minorUnits: amount.minorUnits - toFees }
  })
  const shares: { readonly account: LedgerAccount; readonly amount: Money }[] = []
  let skip = alreadyBack
  let rest = minorUnits
  for (const source of [...towardsAmount].reverse()) {
    const skipped = lesser(skip, source.minorUnits)
    skip -= skipped
    const share = lesser(rest, source.minorUnits - skipped)
    if (share > 0n) shares.push({ account: source.account, amount: sumIn(instruction, share) })
    rest -= share
  }
  if (rest > 0n)
    shares.push({ account: bookAccount.suspense(instruction.amount.currency), amount: sumIn(instruction, rest) })
  return shares
}

/** What the postings of the next event depend on. */
export type MoneySoFar = {
  readonly instruction: TransferInitiated
  /** What the payer's side has of the amount again, whoever gave it. */
  readonly back: bigint
  readonly exceptions: ReadonlyArray<TransferException>
  readonly madeWhole: ReadonlyArray<MadeWhole>
}

export const moneySoFar = (transfer: Transfer): MoneySoFar => ({
  instruction: transfer.instruction,
  back: madeGood(transfer),
  exceptions: transfer.exceptions,
  madeWhole: transfer.madeWhole,
})

type Shares = ReturnType<typeof givenBack>

const sumOf = (shares: Shares): bigint => shares.reduce((sum, { amount }) => sum + amount.minorUnits, 0n)

/**
 * Who gets what of a sum that comes back: first the operator, as far as it made the payer whole for this loss, in order
 * of funding; then the sources that paid.
 */
export const allocated = ({ instruction, back, madeWhole }: MoneySoFar, minorUnits: bigint): Shares => {
  const { currency } = instruction.amount
  const toOperator = repaidBy(madeWhole, minorUnits).map(({ outOf, minorUnits: sum }) => ({
    account: outOf === 'LOSS' ? bookAccount.operatorLoss(currency) : bookAccount.operatorProvisional(currency),
    amount: sumIn(instruction, sum),
  }))
  return [...toOperator, ...givenBack(instruction, back, minorUnits - sumOf(toOperator))]
}

/** The same after a sum came back and was allocated. */
export const afterReturnOf = (soFar: MoneySoFar, minorUnits: bigint): MoneySoFar => {
  const toOperator = repaidBy(soFar.madeWhole, minorUnits).reduce((sum, repaid) => sum + repaid.minorUnits, 0n)
  return {
    ...soFar,
    back: soFar.back + minorUnits - toOperator,
    madeWhole: recovered(soFar.madeWhole, toOperator),
  }
}

/** Before any money of the transfer moved. */
export const beforeAnyMoney = (instruction: TransferInitiated): MoneySoFar => ({
  instruction,
  back: 0n,
  exceptions: [],
  madeWhole: [],
})

/**
 * The account of the book in which an exception stands. It is in the payee's currency, in which the money moved: what goes
 * beyond a quote, or comes after the payer had the money back, is not exchanged.
 */
export const accountOfException = (instruction: TransferInitiated, late: boolean): LedgerAccount => {
  const { transferId, payer } = instruction
  const currency = currencyOfPayee(instruction)
  return late ? bookAccount.receivable(payer.account, currency) : bookAccount.exception(transferId, currency)
}

const suspenseOf = (instruction: TransferInitiated): LedgerAccount => bookAccount.suspense(currencyOfPayee(instruction))

/** Who gives what an exception lacks, or gets what it has too much. */
export const otherSideOf = (
  instruction: TransferInitiated,
  { kind, bookedOn }: TransferException,
  {
    account,
    against,
  }: { readonly account: LedgerAccount | undefined; readonly against: TransferException | undefined },
): LedgerAccount => {
  if (account !== undefined) return account
  if (against !== undefined) return accountOfException(instruction, against.kind === 'CREDITED_LATE')
  // An event that no decision of ours can have made may name an exception without a source.
  return kind === 'RETURNED_BEYOND' ? nostroOf(instruction) : (bookedOn ?? suspenseOf(instruction))
}

const legsOfException = (
  { instruction, exceptions }: MoneySoFar,
  { exceptionId, amount }: { readonly exceptionId: string; readonly amount: Money },
  otherSide: (exception: TransferException) => LedgerAccount,
): ReadonlyArray<Posting> => {
  const exception = exceptions.find((one) => one.exceptionId === exceptionId)
  if (exception === undefined) throw new Error(`The transfer has no exception ${exceptionId}`)
  const account = accountOfException(instruction, exception.kind === 'CREDITED_LATE')
  const other = otherSide(exception)
  return exception.kind === 'RETURNED_BEYOND'
    ? [debit(account, amount), credit(other, amount)]
    : [debit(other, amount), credit(account, amount)]
}

type Legs = ReadonlyArray<Posting>

const noLegsOfNothing = (legs: Legs): Legs => legs.filter(({ amount }) => amount.minorUnits > 0n)

/** The payer's currency is bought by the book, and the payee's sold, so that each of the two balances on its own. */
const exchanged = (sold: Money, bought: Money): Legs => [
  credit(bookAccount.position(sold.currency), sold),
  debit(bookAccount.position(bought.currency), bought),
]

const exchangedBack = (sold: Money, bought: Money): Legs => [
  credit(bookAccount.position(bought.currency), bought),
  debit(bookAccount.position(sold.currency), sold),
]

const legsOf = (soFar: MoneySoFar, event: MoneyEventWithoutEntry): ReadonlyArray<Posting> => {
  const { instruction, exceptions } = soFar
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
        ...(event.converted === undefined ? [] : exchanged(event.amount, event.converted)),
        credit(event.postedTo ?? settlementAccount(instruction, event.account), event.converted ?? event.amount),
      ]
    case 'TransferFailed':
      return [
        debit(inTransitOf(instruction), event.amount),
        ...event.allocation.map(({ account, amount }) => credit(account, amount)),
      ]
    case 'TransferReturned': {
      const back = event.allocation.map(({ account, amount }) => credit(account, amount))
      if (event.outOf === 'CREDITED')
        return [
          debit(settlementAccount(instruction, instruction.payee), event.converted ?? event.amount),
          ...(event.converted === undefined ? [] : exchangedBack(event.amount, event.converted)),
          ...back,
        ]
      // What was kept of it left the account in which the rail settles, and is on its way no longer.
      const keptThere = sumIn(instruction, sumOfFees(event.fees ?? []), currencyOfPayee(instruction))
      const kept = event.converted === undefined ? keptThere : sumIn(instruction, event.keptOfAmount?.minorUnits ?? 0n)
      const gone = sumIn(instruction, event.amount.minorUnits + kept.minorUnits)
      return [
        debit(inTransitOf(instruction), gone),
        ...back,
        ...noLegsOfNothing([
          ...(event.converted === undefined ? [] : exchanged(kept, keptThere)),
          credit(nostroOf(instruction), keptThere),
        ]),
      ]
    }
    case 'TransferReversed':
      return [
        debit(settlementAccount(instruction, instruction.payee), event.converted ?? event.amount),
        ...(event.converted === undefined ? [] : exchangedBack(event.amount, event.converted)),
        ...allocated(soFar, event.amount.minorUnits).map(({ account, amount }) => credit(account, amount)),
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
    case 'ExcessReturned':
      return [
        debit(nostroOf(instruction), event.amount),
        credit(bookAccount.exception(instruction.transferId, event.amount.currency), event.amount),
      ]
    case 'ExceptionResolved': {
      const against = exceptions.find(({ exceptionId }) => exceptionId === event.against)
      return legsOfException(soFar, event, (exception) =>
        otherSideOf(instruction, exception, { account: event.account, against }),
      )
    }
    case 'ExceptionWrittenOff':
      return legsOfException(soFar, event, () => bookAccount.operatorLoss(event.amount.currency))
    case 'ProvisionalCreditGranted':
      return [
        debit(bookAccount.operatorProvisional(event.amount.currency), event.amount),
        ...event.allocation.map(({ account, amount }) => credit(account, amount)),
      ]
    case 'ProvisionalCreditMadeFinal':
      return [
        debit(bookAccount.operatorLoss(event.amount.currency), event.amount),
        credit(bookAccount.operatorProvisional(event.amount.currency), event.amount),
      ]
    case 'ProvisionalCreditRescinded':
      return [
        ...event.allocation.map(({ account, amount }) => debit(account, amount)),
        credit(bookAccount.operatorProvisional(event.amount.currency), event.amount),
      ]
    case 'RestitutionPaid':
      return [
        debit(bookAccount.operatorLoss(event.amount.currency), event.amount),
        ...event.allocation.map(({ account, amount }) => credit(account, amount)),
      ]
    case 'CorrectionPosted':
      return [debit(event.from, event.amount), credit(event.to, event.amount)]
  }
}

/** The balanced entry of a money event: the one place where postings are made, and made again to check what is stored. */
export const entryOf = (soFar: MoneySoFar, event: MoneyEventWithoutEntry, dates: BookingDates): Entry =>
  balancedEntry(dates.bookingDate, dates.valueDate, legsOf(soFar, event))

export const isMoneyEvent = (event: { readonly _tag: string }): event is MoneyEvent => 'entry' in event
