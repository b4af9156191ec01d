import { bookAccount, isBookAccount, isOurs, sameAccount, type LedgerAccount } from '../ledger/account-id.js'
import { lesser, type Money } from '../money/money.js'
import { inPayersMoney, type ExchangeSoFar } from './exchange.js'
import { lossByHand, lossGiven, lossTakenBack } from './made-whole.js'
import {
  arrived,
  inTransit,
  madeGood,
  madeGoodInHand,
  withPayee,
  type Transfer,
  type TransferException,
} from './state.js'

type Correction = { readonly from: LedgerAccount; readonly to: LedgerAccount; readonly amount: Money }

/**
 * What a correction by hand does to the sums of a transfer: minor units of the payer's currency, below 0 where it undoes
 * as much. The first three say how what the payer's side has of its loss changes, and by whom.
 */
export type ByHand = {
  /** Out of what was credited, to the sources that paid. */
  readonly back: bigint
  /** Out of the operator's loss, to the sources. */
  readonly ofLoss: bigint
  /** Whatever else the sources have more of their loss, or less. */
  readonly given: bigint
  /** What the sources gave beyond what they had again of their loss. */
  readonly taken: bigint
  /** What of that whoever was credited got, beyond what had come back. */
  readonly toRecipients: bigint
  /** What the sources have beyond their loss. */
  readonly beyondLoss: bigint
  /** What waits for the sources in suspense. */
  readonly waiting: bigint
  /** What of it was given to other customers in their place. */
  readonly inPlace: bigint
  /** What of it was taken into the book's own accounts. */
  readonly intoBook: bigint
  /** What the payee's own account has of what others got in its place. */
  readonly brought: bigint
  /** What others than the payee have of the credit. */
  readonly elsewhere: bigint
  /** The same in the payee's currency; 0 where nothing is exchanged. */
  readonly boughtElsewhere: bigint
  /** What left the payee's own account for neither the sources nor another who was credited. */
  readonly movedAway: bigint
  /** The same of an exchanged transfer, in the payee's currency. */
  readonly boughtMovedAway: bigint
}

const nothing: ByHand = {
  back: 0n,
  ofLoss: 0n,
  given: 0n,
  taken: 0n,
  toRecipients: 0n,
  beyondLoss: 0n,
  waiting: 0n,
  inPlace: 0n,
  intoBook: 0n,
  brought: 0n,
  elsewhere: 0n,
  boughtElsewhere: 0n,
  movedAway: 0n,
  boughtMovedAway: 0n,
}

const atLeastNothing = (sum: bigint): bigint => (sum > 0n ? sum : 0n)

type Side = 'SOURCE' | 'PAYEE' | 'ELSEWHERE' | 'OTHER'

/** Whether money of this transfer was credited to the account, or into suspense because the account could not be credited. */
const gotIt = ({ executions }: Transfer, account: LedgerAccount): boolean =>
  executions.some(({ account: credited, postedTo }) =>
    postedTo === undefined ? sameAccount(credited, { account }) : postedTo === account,
  )

const sideOf = (transfer: Transfer, account: LedgerAccount): Side => {
  const { funding, payee } = transfer.instruction
  if (funding.some((source) => source.account === account)) return 'SOURCE'
  if (sameAccount({ account }, payee)) return 'PAYEE'
  return gotIt(transfer, account) ? 'ELSEWHERE' : 'OTHER'
}

/** What of the amount is neither with a recipient, nor on its way to one, nor lost for fees. */
const gone = (transfer: Transfer): bigint =>
  transfer.confirmed - withPayee(transfer) - inTransit(transfer) - transfer.keptOfReturns

const suspenseOf = ({ instruction }: Transfer): LedgerAccount => bookAccount.suspense(instruction.amount.currency)

/** What waited for the sources, was taken into the book, and was not given out of the book again. */
const stillInBook = ({ takenIntoBook, givenByHand }: Transfer): bigint =>
  givenByHand < 0n ? lesser(takenIntoBook, -givenByHand) : 0n

/**
 * The sources get a sum. What waits for them in suspense is theirs already, and so is what another customer got in their place. What
 * people took from them is made up for next, by a recipient only what it got of that itself; the rest makes good, out of what was
 * credited as far as it stood with whoever gives it.
 */
const toSource = (transfer: Transfer, from: LedgerAccount, side: Side, minorUnits: bigint): ByHand => {
  const waiting = from === suspenseOf(transfer) ? lesser(minorUnits, transfer.waitingInSuspense) : 0n
  const inPlace = side === 'OTHER' && !isBookAccount(from) ? lesser(minorUnits, transfer.givenInPlace) : 0n
  const sum = minorUnits - waiting - inPlace
  const extra = side === 'OTHER' ? 0n : lesser(sum, transfer.takenToRecipients)
  const ofCredit = (most: bigint): bigint => lesser(sum - extra, most)
  const elsewhere = side === 'ELSEWHERE' ? ofCredit(transfer.creditedElsewhere) : 0n
  const back = side === 'PAYEE' ? ofCredit(arrived(transfer)) : elsewhere
  const taken = extra + lesser(sum - extra - back, transfer.takenByHand - extra)
  const good = sum - taken
  const isLoss = from === bookAccount.operatorLoss(transfer.instruction.amount.currency)
  const restored = isBookAccount(from) ? lesser(good, stillInBook(transfer)) : 0n
  const ofLoss = isLoss ? good - restored : 0n
  const others = transfer.takenByHand - transfer.takenToRecipients
  return {
    ...nothing,
    back,
    ofLoss,
    given: good - back - ofLoss,
    taken: -taken,
    toRecipients: -extra - (taken - extra > others ? taken - extra - others : 0n),
    waiting: -waiting,
    inPlace: -inPlace,
    intoBook: -restored,
    elsewhere: -elsewhere,
  }
}

/**
 * The sources give a sum to a recipient: as far as it goes, as if what they have again had never come back. What waits for them in
 * suspense makes up for what they gave in advance of it.
 */
const toRecipient = (transfer: Transfer, side: 'PAYEE' | 'ELSEWHERE', minorUnits: bigint): ByHand => {
  const again = lesser(minorUnits, gone(transfer))
  const less = lesser(again, madeGoodInHand(transfer))
  const waiting = lesser(again - less, transfer.waitingInSuspense)
  return {
    ...nothing,
    back: -again,
    given: again - less - waiting,
    taken: minorUnits - less,
    toRecipients: minorUnits - again,
    waiting: -waiting,
    elsewhere: side === 'ELSEWHERE' ? again : 0n,
  }
}

/** People take a sum from the sources: it undoes what people had given them, and the rest people have to give back. */
const takenFromSource = (transfer: Transfer, to: LedgerAccount, minorUnits: bigint): ByHand => {
  const { givenByHand, instruction, madeWhole } = transfer
  const isLoss = to === bookAccount.operatorLoss(instruction.amount.currency)
  const ofLoss = isLoss ? lesser(minorUnits, lossByHand(madeWhole)) : 0n
  const given = givenByHand > 0n ? lesser(minorUnits - ofLoss, givenByHand) : 0n
  return { ...nothing, ofLoss: -ofLoss, given: -given, taken: minorUnits - ofLoss - given }
}

const fromSource = (transfer: Transfer, to: LedgerAccount, side: Side, minorUnits: bigint): ByHand =>
  side === 'PAYEE' || side === 'ELSEWHERE'
    ? toRecipient(transfer, side, minorUnits)
    : takenFromSource(transfer, to, minorUnits)

/** The payee gets what others got in its place, then what waits for the payer. What left its account before may come back. */
const toPayee = (transfer: Transfer, from: LedgerAccount, side: Side, minorUnits: bigint): ByHand => {
  const brought = side === 'ELSEWHERE' ? lesser(minorUnits, transfer.creditedElsewhere) : 0n
  const rest = minorUnits - brought
  const waiting = from === suspenseOf(transfer) ? lesser(rest, transfer.waitingInSuspense) : 0n
  const again = lesser(waiting, gone(transfer))
  return {
    ...nothing,
    back: -again,
    given: again - waiting,
    waiting: -waiting,
    brought,
    elsewhere: -brought,
    movedAway: side === 'OTHER' ? -lesser(rest - waiting, transfer.movedAway) : 0n,
  }
}

/** The payee gets what others got of an exchanged transfer: in its currency, and the amount in proportion. */
const broughtExchanged = (transfer: Transfer, minorUnits: bigint): ByHand => {
  const { instruction, creditedElsewhere, exchanged } = transfer
  const there = exchanged?.boughtElsewhere ?? 0n
  const part = lesser(minorUnits, there)
  const brought = part === there ? creditedElsewhere : lesser(inPayersMoney(instruction, part), creditedElsewhere)
  return { ...nothing, brought, elsewhere: -brought, boughtElsewhere: -part }
}

/** What of an exchanged transfer moves in the payee's currency: between the payee and who was credited instead, or off the payee's own account and back. */
const ofExchanged = (
  transfer: Transfer,
  exchanged: ExchangeSoFar,
  source: Side,
  target: Side,
  minorUnits: bigint,
): ByHand => {
  const { bought, boughtElsewhere, boughtMovedAway } = exchanged
  if (target === 'PAYEE' && source === 'ELSEWHERE') return broughtExchanged(transfer, minorUnits)
  if (target === 'PAYEE' && source === 'OTHER')
    return { ...nothing, boughtMovedAway: -lesser(minorUnits, boughtMovedAway) }
  if (source === 'PAYEE' && target === 'OTHER')
    return {
      ...nothing,
      boughtMovedAway: lesser(minorUnits, atLeastNothing(bought - boughtElsewhere - boughtMovedAway)),
    }
  return nothing
}

/**
 * What waits for the sources goes elsewhere: into the book or to whoever was credited it is theirs no longer, to any other account
 * it goes in their place. What was taken into the book waits for them again once it is back in suspense.
 */
const ofWaiting = (transfer: Transfer, { from, to, amount: { minorUnits } }: Correction, target: Side): ByHand => {
  const suspense = suspenseOf(transfer)
  if (to === suspense && isBookAccount(from)) {
    const restored = lesser(minorUnits, stillInBook(transfer))
    return { ...nothing, waiting: restored, given: restored, intoBook: -restored }
  }
  if (to === suspense) {
    const restored = lesser(minorUnits, transfer.givenInPlace)
    return { ...nothing, waiting: restored, inPlace: -restored }
  }
  const waiting = from === suspense ? lesser(minorUnits, transfer.waitingInSuspense) : 0n
  const isTheirs = target === 'OTHER' && !isBookAccount(to)
  return {
    ...nothing,
    waiting: -waiting,
    given: isTheirs ? 0n : -waiting,
    inPlace: isTheirs ? waiting : 0n,
    intoBook: isBookAccount(to) ? waiting : 0n,
  }
}

/**
 * What a correction moves of a transfer. Before it was confirmed there is nothing to put right; and of one that is exchanged a
 * sum in the payee's currency only comes to the payee, because the two sides have no currency in common.
 */
export const byHand = (transfer: Transfer, correction: Correction): ByHand => {
  if (transfer.confirmed === 0n) return nothing
  const { from, to, amount } = correction
  const { minorUnits, currency } = amount
  const [source, target] = [sideOf(transfer, from), sideOf(transfer, to)]
  if (transfer.exchanged !== undefined && (currency !== transfer.instruction.amount.currency || target === 'PAYEE'))
    return ofExchanged(transfer, transfer.exchanged, source, target, minorUnits)
  if (source === 'SOURCE') return target === 'SOURCE' ? nothing : fromSource(transfer, to, target, minorUnits)
  if (target === 'SOURCE') return toSource(transfer, from, source, minorUnits)
  if (target === 'PAYEE') return toPayee(transfer, from, source, minorUnits)
  if (source === 'PAYEE' && target === 'OTHER')
    return { ...nothing, movedAway: lesser(minorUnits, atLeastNothing(arrived(transfer) - transfer.movedAway)) }
  return ofWaiting(transfer, correction, target)
}

/** By how much more of its loss the payer's side has after it; below 0, less. */
export const makesGood = ({ back, ofLoss, given }: ByHand): bigint => back + ofLoss + given

/** Whether what an exception is about stands on the payee's own account. The first execution alone can be one that came too late. */
const isOnPayee = ({ instruction, executions }: Transfer, { kind, bookedOn }: TransferException): boolean => {
  const { payee } = instruction
  if (kind === 'EXECUTED_BEYOND') return bookedOn === null ? !isOurs(payee) : sameAccount({ account: bookedOn }, payee)
  const [late] = executions
  return late !== undefined && late.postedTo === undefined && sameAccount(late.account, payee)
}

/** The payee was credited too late or too much, and the payer pays for it: as far as the money had come back, the payee has it then. */
const paidByPayer = (transfer: Transfer, exception: TransferException, minorUnits: bigint): ByHand =>
  toRecipient(transfer, isOnPayee(transfer, exception) ? 'PAYEE' : 'ELSEWHERE', minorUnits)

/** What was sent back too much is given to the sources: as far as they lack something of the amount, it makes that good. */
const givenOfExcess = (transfer: Transfer, minorUnits: bigint): ByHand => {
  const taken = lesser(minorUnits, transfer.takenByHand)
  const open = transfer.instruction.amount.minorUnits - madeGood(transfer)
  const given = lesser(minorUnits - taken, open)
  return { ...nothing, given, taken: -taken, beyondLoss: minorUnits - taken - given }
}

/**
 * What the resolution of an exception moves of a transfer beside the exception itself: something where one of the sources that
 * paid gives what it lacks, or gets what it has too much. Of an exchanged one nothing, since an exception is in the payee's currency.
 */
export const resolvedByHand = (
  transfer: Transfer,
  exception: TransferException | undefined,
  account: LedgerAccount | undefined,
  minorUnits: bigint,
): ByHand => {
  const isSources = account !== undefined && sideOf(transfer, account) === 'SOURCE'
  if (!isSources || exception === undefined || transfer.exchanged !== undefined || transfer.confirmed === 0n)
    return nothing
  if (exception.kind === 'MISMATCH') return nothing
  return exception.kind === 'RETURNED_BEYOND'
    ? givenOfExcess(transfer, minorUnits)
    : paidByPayer(transfer, exception, minorUnits)
}

/** The sums of a transfer after it. */
export const movedByHand = (transfer: Transfer, moved: ByHand): Transfer => {
  const { exchanged, madeWhole } = transfer
  const inFarCurrency =
    exchanged === undefined
      ? {}
      : {
          exchanged: {
            ...exchanged,
            boughtElsewhere: exchanged.boughtElsewhere + moved.boughtElsewhere,
            boughtMovedAway: exchanged.boughtMovedAway + moved.boughtMovedAway,
          },
        }
  return {
    ...transfer,
    ...inFarCurrency,
    creditedElsewhere: transfer.creditedElsewhere + moved.elsewhere,
    correctedBack: transfer.correctedBack + moved.back,
    movedAway: transfer.movedAway + moved.movedAway,
    givenByHand: transfer.givenByHand + moved.given,
    takenByHand: transfer.takenByHand + moved.taken,
    takenToRecipients: transfer.takenToRecipients + moved.toRecipients,
    givenBeyondLoss: transfer.givenBeyondLoss + moved.beyondLoss,
    givenInPlace: transfer.givenInPlace + moved.inPlace,
    waitingInSuspense: transfer.waitingInSuspense + moved.waiting,
    takenIntoBook: transfer.takenIntoBook + moved.intoBook,
    givenByOperator: transfer.givenByOperator + moved.ofLoss,
    madeWhole: moved.ofLoss < 0n ? lossTakenBack(madeWhole, -moved.ofLoss) : lossGiven(madeWhole, moved.ofLoss),
  }
}
