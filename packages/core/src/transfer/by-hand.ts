import { bookAccount, isBookAccount, sameAccount, type LedgerAccount } from '../ledger/account-id.js'
import { lesser, type Money } from '../money/money.js'
import { inPayersMoney } from './exchange.js'
import { lossBorne, lossGiven, lossTakenBack } from './made-whole.js'
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
  /** What waits for the sources in suspense. */
  readonly waiting: bigint
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
}

const nothing: ByHand = {
  back: 0n,
  ofLoss: 0n,
  given: 0n,
  taken: 0n,
  waiting: 0n,
  intoBook: 0n,
  brought: 0n,
  elsewhere: 0n,
  boughtElsewhere: 0n,
  movedAway: 0n,
}

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

/** What of the amount is neither with a recipient nor on its way to one. */
const gone = (transfer: Transfer): bigint => transfer.confirmed - withPayee(transfer) - inTransit(transfer)

const suspenseOf = ({ instruction }: Transfer): LedgerAccount => bookAccount.suspense(instruction.amount.currency)

/** What waited for the sources, was taken into the book, and was not given out of the book again. */
const stillInBook = ({ takenIntoBook, givenByHand }: Transfer): bigint =>
  givenByHand < 0n ? lesser(takenIntoBook, -givenByHand) : 0n

/**
 * The sources get a sum. What waits for them in suspense is theirs already; what was taken from them beyond their loss is made
 * up for next; the rest makes good, out of what was credited as far as it stood with whoever gives it.
 */
const toSource = (transfer: Transfer, from: LedgerAccount, side: Side, minorUnits: bigint): ByHand => {
  const waiting = from === suspenseOf(transfer) ? lesser(minorUnits, transfer.waitingInSuspense) : 0n
  const taken = lesser(minorUnits - waiting, transfer.takenByHand)
  const good = minorUnits - waiting - taken
  const ofCredit = (most: bigint): bigint => lesser(minorUnits - waiting, most)
  const elsewhere = side === 'ELSEWHERE' ? ofCredit(transfer.creditedElsewhere) : 0n
  const back = side === 'PAYEE' ? ofCredit(arrived(transfer)) : elsewhere
  const isLoss = from === bookAccount.operatorLoss(transfer.instruction.amount.currency)
  const restored = isBookAccount(from) ? lesser(good, stillInBook(transfer)) : 0n
  const ofLoss = isLoss ? good - restored : 0n
  return {
    ...nothing,
    back,
    ofLoss,
    given: good - back - ofLoss,
    taken: -taken,
    waiting: -waiting,
    intoBook: -restored,
    elsewhere: -elsewhere,
  }
}

/** The sources give a sum: of what they have again as far as that goes, and to a recipient as if it had never come back. */
const fromSource = (transfer: Transfer, to: LedgerAccount, side: Side, minorUnits: bigint): ByHand => {
  const less = lesser(minorUnits, madeGoodInHand(transfer))
  const again = side === 'PAYEE' || side === 'ELSEWHERE' ? lesser(minorUnits, gone(transfer)) : 0n
  const isLoss = to === bookAccount.operatorLoss(transfer.instruction.amount.currency)
  const ofLoss = isLoss ? lesser(less, lossBorne(transfer.madeWhole)) : 0n
  return {
    ...nothing,
    back: -again,
    ofLoss: -ofLoss,
    given: again + ofLoss - less,
    taken: minorUnits - less,
    elsewhere: side === 'ELSEWHERE' ? again : 0n,
  }
}

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
  const waiting = from === suspense ? lesser(minorUnits, transfer.waitingInSuspense) : 0n
  const isTheirs = target === 'OTHER' && !isBookAccount(to)
  return {
    ...nothing,
    waiting: -waiting,
    given: isTheirs ? 0n : -waiting,
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
    return target === 'PAYEE' && source === 'ELSEWHERE' ? broughtExchanged(transfer, minorUnits) : nothing
  if (source === 'SOURCE') return target === 'SOURCE' ? nothing : fromSource(transfer, to, target, minorUnits)
  if (target === 'SOURCE') return toSource(transfer, from, source, minorUnits)
  if (target === 'PAYEE') return toPayee(transfer, from, source, minorUnits)
  if (source === 'PAYEE' && target === 'OTHER')
    return { ...nothing, movedAway: lesser(minorUnits, arrived(transfer) - transfer.movedAway) }
  return ofWaiting(transfer, correction, target)
}

/** By how much more of its loss the payer's side has after it; below 0, less. */
export const makesGood = ({ back, ofLoss, given }: ByHand): bigint => back + ofLoss + given

/** The payee was credited after the money had come back, and the payer pays what it owes: the payee has it from the payer then. */
const settledLate = (transfer: Transfer, minorUnits: bigint): ByHand => {
  const [late] = transfer.executions
  const { payee } = transfer.instruction
  const onPayee = late?.postedTo === undefined && late !== undefined && sameAccount(late.account, payee)
  return fromSource(transfer, payee.account, onPayee ? 'PAYEE' : 'ELSEWHERE', minorUnits)
}

/** What was sent back too much is given to the sources: as far as they lack something of the amount, it makes that good. */
const givenOfExcess = (transfer: Transfer, minorUnits: bigint): ByHand => {
  const taken = lesser(minorUnits, transfer.takenByHand)
  const open = transfer.instruction.amount.minorUnits - madeGood(transfer)
  return { ...nothing, given: lesser(minorUnits - taken, open), taken: -taken }
}

/**
 * What the resolution of an exception moves of a transfer beside the exception itself: something where one of the sources that
 * paid gives what it lacks, or gets what it has too much. Of an exchanged one nothing, since an exception is in the payee's currency.
 */
export const resolvedByHand = (
  transfer: Transfer,
  kind: TransferException['kind'] | undefined,
  account: LedgerAccount | undefined,
  minorUnits: bigint,
): ByHand => {
  const isSources = account !== undefined && sideOf(transfer, account) === 'SOURCE'
  if (!isSources || transfer.exchanged !== undefined || transfer.confirmed === 0n) return nothing
  if (kind === 'CREDITED_LATE') return settledLate(transfer, minorUnits)
  return kind === 'RETURNED_BEYOND' ? givenOfExcess(transfer, minorUnits) : nothing
}

/** The sums of a transfer after it. */
export const movedByHand = (transfer: Transfer, moved: ByHand): Transfer => {
  const { exchanged, madeWhole } = transfer
  const inFarCurrency =
    exchanged === undefined
      ? {}
      : { exchanged: { ...exchanged, boughtElsewhere: exchanged.boughtElsewhere + moved.boughtElsewhere } }
  return {
    ...transfer,
    ...inFarCurrency,
    creditedElsewhere: transfer.creditedElsewhere + moved.elsewhere,
    correctedBack: transfer.correctedBack + moved.back,
    movedAway: transfer.movedAway + moved.movedAway,
    givenByHand: transfer.givenByHand + moved.given,
    takenByHand: transfer.takenByHand + moved.taken,
    waitingInSuspense: transfer.waitingInSuspense + moved.waiting,
    takenIntoBook: transfer.takenIntoBook + moved.intoBook,
    givenByOperator: transfer.givenByOperator + moved.ofLoss,
    madeWhole: moved.ofLoss < 0n ? lossTakenBack(madeWhole, -moved.ofLoss) : lossGiven(madeWhole, moved.ofLoss),
  }
}
