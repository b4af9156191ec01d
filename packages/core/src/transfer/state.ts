import type { Instant } from '../codec/text.js'
import type { TypeOf } from '../codec/codec.js'
import type { AccountReference, LedgerAccount } from '../ledger/account-id.js'
import type { Code, Party } from '../ledger/party.js'
import type { claimKind, doubtReason, TransferInitiated } from './event.js'
import { boughtByTakingBack, exchangeOf, leastSoldFor, toBuyOf, type ExchangeSoFar, type Reached } from './exchange.js'

/** Which message told something, and whose: the two together name a report. */
export type Telling = { readonly reportId: string; readonly by: Party }

/** One execution by a rail: which account got how much in the currency of the payee, under which of the rail's references. */
export type Execution = {
  readonly executionRef: string | null
  readonly account: AccountReference
  /** The whole of what was executed, even where only a part of it was within the instruction. */
  readonly minorUnits: bigint
  /** What was kept of it as fees, beside what came: only a return has such. */
  readonly kept: bigint
  /** The report that first told of it; null for a credit by command. */
  readonly toldBy: Telling | null
  /** Where in this book it was booked instead, because the account takes no credit. */
  readonly postedTo?: LedgerAccount
}

export type Submission = {
  readonly rail: string
  readonly railKey: string
  readonly messageDigest: string
  readonly answerDueAt: Instant
  /** What the rail calls it; null until it acknowledged. */
  readonly railReference: string | null
}

export type Inquiry = { readonly inquiryId: string; readonly answerDueAt: Instant; readonly answered: boolean }

export type Recall = {
  readonly recallId: string
  /** RETURNED once what was asked for has come back, whatever was answered: custody is worth more than words. */
  readonly phase: 'REQUESTED' | 'ACCEPTED' | 'REFUSED' | 'UNANSWERED' | 'WITHDRAWN' | 'RETURNED'
  /** What the other side said, if it did: one recall has one answer. */
  readonly answer: 'ACCEPTED' | 'REFUSED' | null
  readonly answerDueAt: Instant
  readonly minorUnits: bigint
  /** What of the transfer has come back since it was asked for, with the fees that were kept of it. */
  readonly cameBack: bigint
  /**
   * What of that had been executed beyond the instruction, in minor units of the payee's currency: the sum of all its parts is what
   * is exchanged at the quote, for each of them alone would be rounded down.
   */
  readonly cameBackBeyond: bigint
  /** The rest of it, in minor units of the payee's currency as far as it was told in that. */
  readonly cameBackThere: bigint
  readonly reason: Code
}

/**
 * Something that happened beyond the instruction, or against it, and waits for somebody. EXECUTED_BEYOND: more was
 * executed than was confirmed. RETURNED_BEYOND: more was sent back than was left. CREDITED_LATE: the payee was credited
 * although the payer has the money. MISMATCH: a report that contradicts what is recorded and posted nothing.
 */
export type TransferException = {
  /** `x1` for the first of the transfer, and so on. */
  readonly exceptionId: string
  readonly kind: 'EXECUTED_BEYOND' | 'RETURNED_BEYOND' | 'CREDITED_LATE' | 'MISMATCH'
  /** Where in this book the recipient has it; null where that is elsewhere. */
  readonly bookedOn: LedgerAccount | null
  /** What of it is not resolved, in minor units of the payee's currency, for nothing beyond a quote is exchanged; 0 for a mismatch. */
  readonly open: bigint
  readonly resolved: boolean
}

export type ClaimKind = TypeOf<typeof claimKind>
export type DoubtReason = TypeOf<typeof doubtReason>

export type Dispute = {
  readonly disputeId: string
  readonly claim: ClaimKind
  readonly claimant: Party
  readonly phase: 'OPEN' | 'UNDER_REVIEW' | 'RESOLVED' | 'WITHDRAWN' | 'CLOSED'
  readonly outcome: 'REFUND' | 'GOODWILL' | 'DENIED' | null
  /** What the resolution says is owed, in minor units; 0 where nothing is. */
  readonly owed: bigint
  readonly replyDueAt: Instant
  readonly evidenceRequests: ReadonlyArray<string>
  /** Digests of what was handed in. */
  readonly evidence: ReadonlyArray<string>
  readonly reopened: boolean
  /** What is to be made good, in minor units: the sum that the claim names, or what was not made good when it was made. */
  readonly claimed: bigint
  /** What of the loss had been made good for good when the dispute was opened. */
  readonly madeGoodBefore: bigint
  /** The same when it was decided; 0 before. */
  readonly madeGoodAtDecision: bigint
  /** What stood on the payee's own account when the dispute was opened. */
  readonly arrivedBefore: bigint
  /** The same when it was decided; 0 before. */
  readonly arrivedAtDecision: bigint
}

/** What the operator gave so that the payer is whole, and neither took back nor recovered. Minor units. */
export type MadeWhole = {
  /** Null where it was given by a correcting entry, under no dispute. */
  readonly disputeId: string | null
  /** PROVISIONAL until the dispute is decided, LOSS for good. */
  readonly outOf: 'PROVISIONAL' | 'LOSS'
  readonly open: bigint
}

/** How a transfer ended before any money moved. */
export type EarlyEnding = 'REJECTED' | 'CANCELLED' | 'EXPIRED'

/**
 * A transfer from its own stream. Sums are minor units in the transfer's currency, which is the payer's; what the far end
 * did with them stands in `exchanged`, `executions`, `returns` and `exceptions`. The outward status
 * is derived (`transferStatus`), never stored.
 */
export type Transfer = {
  readonly instruction: TransferInitiated
  /** The command that initiates it and whose funds are not all kept yet; null where they are. */
  readonly pendingFunds: string | null
  readonly earlyEnding: EarlyEnding | null
  readonly confirmed: bigint
  readonly credited: bigint
  /** The part of `credited` that does not stand on the payee's own account: another account got it, or suspense. */
  readonly creditedElsewhere: bigint
  readonly failed: bigint
  readonly returnedInTransit: bigint
  readonly returnedAfterCredit: bigint
  readonly reversed: bigint
  /**
   * What corrections by hand gave back to the sources that paid out of what had been credited, less what they took from these
   * again: below 0 where they brought to a recipient again what had come back.
   */
  readonly correctedBack: bigint
  /**
   * What corrections took off the payee's own account and gave neither to the sources nor to another who was credited. Of an
   * exchanged transfer that moves in the payee's currency, and stands with what was exchanged.
   */
  readonly movedAway: bigint
  /**
   * What corrections gave to the sources otherwise than out of what had been credited or out of the operator's loss, less what of
   * that they took back; below 0 where what waited for the sources was taken into the book.
   */
  readonly givenByHand: bigint
  /** What corrections took from the sources and did not give back: the first that they give makes up for it. */
  readonly takenByHand: bigint
  /** What of it whoever was credited got, beyond what had come back. */
  readonly takenToRecipients: bigint
  /** What the sources were given beyond their loss, of what was sent back too much. */
  readonly givenBeyondLoss: bigint
  /** What came back for the sources and corrections gave to other customers' accounts in their place. */
  readonly givenInPlace: bigint
  /** What came back and waits for the sources in suspense, because an account that it belongs to takes no credit. */
  readonly waitingInSuspense: bigint
  /** What of it corrections took into the book's own accounts and did not bring back from there, whatever has made it good since. */
  readonly takenIntoBook: bigint
  /** The part of what was returned that never came: the returning side kept it as fees. */
  readonly keptOfReturns: bigint
  readonly exceptions: ReadonlyArray<TransferException>
  /** All that the operator gave to the payer's side and did not take back, recovered or not. */
  readonly givenByOperator: bigint
  /** What came back and went to the operator, who had made the payer whole. */
  readonly recoveredByOperator: bigint
  /** In order of funding. */
  readonly madeWhole: ReadonlyArray<MadeWhole>
  readonly openHolds: ReadonlyArray<string>
  readonly submission: Submission | null
  readonly doubt: DoubtReason | null
  readonly inquiryDueAt: Instant | null
  readonly inquiries: ReadonlyArray<Inquiry>
  readonly executions: ReadonlyArray<Execution>
  /** What was sent back; `account` is the payer's. */
  readonly returns: ReadonlyArray<Execution>
  readonly recalls: ReadonlyArray<Recall>
  readonly disputes: ReadonlyArray<Dispute>
  /** Only where the transfer is exchanged. */
  readonly exchanged?: ExchangeSoFar
}

/** What has left the payer and neither arrived nor come back. */
export const inTransit = (transfer: Transfer): bigint =>
  transfer.confirmed - transfer.credited - transfer.failed - transfer.returnedInTransit

/** What was credited and neither reversed, corrected back nor returned. */
export const withPayee = (transfer: Transfer): bigint =>
  transfer.credited - transfer.reversed - transfer.correctedBack - transfer.returnedAfterCredit

/** What may still be credited, in the currency of the payee. */
export const toCreditAtFarEnd = (transfer: Transfer): bigint => {
  const { instruction, exchanged } = transfer
  const exchange = exchangeOf(instruction)
  const open = inTransit(transfer)
  if (exchange === null || exchanged === undefined) return open
  return toBuyOf(exchange, exchanged, open)
}

/** How far an exchanged transfer has come on both sides. */
export const reachedBy = (transfer: Transfer): Reached => ({
  withPayee: withPayee(transfer),
  inTransit: inTransit(transfer),
  bought: transfer.exchanged?.bought ?? 0n,
  toBuy: toCreditAtFarEnd(transfer),
})

/** What was credited and neither reversed nor returned, in the currency of the payee. */
export const atFarEnd = (transfer: Transfer): bigint => transfer.exchanged?.bought ?? withPayee(transfer)

/** What came back through the transfer itself: failed, returned less the fees that were kept, reversed, or corrected back. */
export const cameBack = (transfer: Transfer): bigint =>
  transfer.failed +
  transfer.returnedInTransit +
  transfer.returnedAfterCredit +
  transfer.reversed +
  transfer.correctedBack -
  transfer.keptOfReturns

/** What the payer's side has of its loss, whoever gave it, provisionally or for good; what waits for it in suspense counts. */
export const madeGood = (transfer: Transfer): bigint =>
  cameBack(transfer) - transfer.recoveredByOperator + transfer.givenByOperator + transfer.givenByHand

/** The same without what waits in suspense. */
export const madeGoodInHand = (transfer: Transfer): bigint => madeGood(transfer) - transfer.waitingInSuspense

/** What is given provisionally: granted, less rescinded, made final and repaid by what came back. */
export const outstandingProvisional = (transfer: Transfer, disputeId?: string): bigint =>
  transfer.madeWhole.reduce(
    (sum, one) =>
      one.outOf === 'PROVISIONAL' && (disputeId === undefined || one.disputeId === disputeId) ? sum + one.open : sum,
    0n,
  )

/** What the payer's side has for good. */
export const madeGoodForGood = (transfer: Transfer): bigint => madeGood(transfer) - outstandingProvisional(transfer)

/** What of the credit stands on the payee's own account and was not taken back. */
export const arrived = (transfer: Transfer): bigint => withPayee(transfer) - transfer.creditedElsewhere

/**
 * What has reached the payee since, where that was the complaint: whoever says that the money did not arrive is not paid for what has
 * arrived meanwhile. For every other claim the arrival cures nothing.
 */
const curedByArrival = (transfer: Transfer, claim: ClaimKind, before: bigint): bigint => {
  if (claim !== 'NOT_ARRIVED' && claim !== 'LATE') return 0n
  const since = arrived(transfer) - before
  return since > 0n ? since : 0n
}

/** What came back for the payer's side, was taken into the book's own accounts by hand, and nothing has made good since. */
export const keptByBook = (transfer: Transfer): bigint => {
  const missing =
    transfer.instruction.amount.minorUnits - madeGood(transfer) - withPayee(transfer) - inTransit(transfer)
  const kept = missing < transfer.takenIntoBook ? missing : transfer.takenIntoBook
  return kept > 0n ? kept : 0n
}

/**
 * What the payer's side was given in place of the money, by the operator or by hand, and was not taken back: while there is any,
 * the money is not sent to the payee as well.
 */
export const compensated = ({ givenByOperator, recoveredByOperator, givenByHand }: Transfer): bigint =>
  givenByOperator - recoveredByOperator + (givenByHand > 0n ? givenByHand : 0n)

/** What the operator gave under a dispute and nothing has repaid. */
const givenUnder = ({ madeWhole }: Transfer, disputeId: string): bigint =>
  madeWhole.reduce((sum, one) => (one.disputeId === disputeId ? sum + one.open : sum), 0n)

/** What may still be given for the loss under this dispute: never more than it claims, nor than the transfer was about. */
export const roomFor = (
  transfer: Transfer,
  { disputeId, claim, claimed, madeGoodBefore, arrivedBefore }: Dispute,
): bigint => {
  const given = madeGood(transfer) + curedByArrival(transfer, claim, arrivedBefore)
  const [since, under] = [given - madeGoodBefore, givenUnder(transfer, disputeId)]
  const ofClaim = claimed - (since > under ? since : under)
  const ofTransfer = transfer.instruction.amount.minorUnits - given
  const room = ofClaim < ofTransfer ? ofClaim : ofTransfer
  return room < 0n ? 0n : room
}

/** What of the claim nothing has made good for good: what a decision may owe. */
export const stillToMakeGood = (
  transfer: Transfer,
  { claim, claimed, madeGoodBefore, arrivedBefore }: Dispute,
): bigint => {
  const forGood = madeGoodForGood(transfer) + curedByArrival(transfer, claim, arrivedBefore)
  const since = forGood - madeGoodBefore
  const ofClaim = since > 0n ? claimed - since : claimed
  const ofTransfer = transfer.instruction.amount.minorUnits - forGood
  const open = ofClaim < ofTransfer ? ofClaim : ofTransfer
  return open < 0n ? 0n : open
}

/** What a decision owes and nothing has made good since, whichever way the money came: never more than may be given. */
export const stillOwed = (transfer: Transfer, dispute: Dispute): bigint => {
  const { claim, disputeId, owed, madeGoodAtDecision, arrivedAtDecision } = dispute
  const since = madeGoodForGood(transfer) - madeGoodAtDecision
  const rest = (since > 0n ? owed - since : owed) - curedByArrival(transfer, claim, arrivedAtDecision)
  const most = roomFor(transfer, dispute) + outstandingProvisional(transfer, disputeId)
  const due = rest < most ? rest : most
  return due < 0n ? 0n : due
}

const openOf = (transfer: Transfer, kinds: ReadonlyArray<TransferException['kind']>): bigint =>
  transfer.exceptions.reduce((sum, { kind, open }) => (kinds.includes(kind) ? sum + open : sum), 0n)

/** What was executed beyond the instruction, or too late, and is not resolved. Minor units of the payee's currency. */
export const excess = (transfer: Transfer): bigint => openOf(transfer, ['EXECUTED_BEYOND', 'CREDITED_LATE'])

/** What was executed beyond the instruction on accounts elsewhere, and is not resolved: only a return brings it back. As above. */
export const excessElsewhere = (transfer: Transfer): bigint =>
  transfer.exceptions.reduce(
    (sum, { kind, bookedOn, open }) => (kind === 'EXECUTED_BEYOND' && bookedOn === null ? sum + open : sum),
    0n,
  )

/** What came back beyond what was left, and is not resolved. Minor units of the payee's currency. */
export const excessReturned = (transfer: Transfer): bigint => openOf(transfer, ['RETURNED_BEYOND'])

export const openExceptions = (transfer: Transfer): ReadonlyArray<TransferException> =>
  transfer.exceptions.filter(({ resolved }) => !resolved)

/** The same, with what it became in the currency of the payee. */
export const onPayeesOwnAccount = (transfer: Transfer): Pick<Reached, 'withPayee' | 'bought'> => {
  const { bought, boughtElsewhere } = transfer.exchanged ?? { bought: 0n, boughtElsewhere: 0n }
  return { withPayee: arrived(transfer), bought: bought - boughtElsewhere }
}

/**
 * What the payee's own account gives in its currency when so much of the payer's money is taken back from it; 0 where that
 * is too little to stand for anything.
 */
export const givenByPayee = (transfer: Transfer, minorUnits: bigint): bigint => {
  const exchange = exchangeOf(transfer.instruction)
  return exchange === null ? minorUnits : boughtByTakingBack(exchange, onPayeesOwnAccount(transfer), minorUnits)
}

/** What a reversal may take: the part of the credit that stands on the payee's own account and was not taken back. */
export const reversible = (transfer: Transfer): bigint => {
  const exchange = exchangeOf(transfer.instruction)
  const away =
    exchange === null ? transfer.movedAway : leastSoldFor(exchange, transfer.exchanged?.boughtMovedAway ?? 0n)
  const there = arrived(transfer) - away
  return there > 0n ? there : 0n
}

export const isReserved = (transfer: Transfer): boolean =>
  transfer.pendingFunds === null && transfer.earlyEnding === null && transfer.confirmed === 0n

export const openRecall = (transfer: Transfer): Recall | null =>
  transfer.recalls.find((recall) => recall.phase === 'REQUESTED' || recall.phase === 'UNANSWERED') ?? null

export const isOpenDispute = (dispute: Dispute): boolean => dispute.phase !== 'WITHDRAWN' && dispute.phase !== 'CLOSED'

/** The outward status, one word, derived from the sums: what a list of transfers shows. */
export type TransferStatus =
  | 'FUNDS_PENDING'
  | 'INITIATED'
  | 'HELD'
  | 'REJECTED'
  | 'CANCELLED'
  | 'EXPIRED'
  | 'CONFIRMED'
  | 'SUBMITTED'
  | 'IN_DOUBT'
  | 'PARTLY_CREDITED'
  | 'CREDITED'
  | 'FAILED'
  | 'RETURNED'
  | 'REVERSED'

export const transferStatus = (transfer: Transfer): TransferStatus => {
  if (transfer.earlyEnding !== null) return transfer.earlyEnding
  if (transfer.pendingFunds !== null) return 'FUNDS_PENDING'
  if (transfer.confirmed === 0n) return transfer.openHolds.length > 0 ? 'HELD' : 'INITIATED'
  if (inTransit(transfer) > 0n) {
    if (transfer.openHolds.length > 0) return 'HELD'
    if (transfer.doubt !== null) return 'IN_DOUBT'
    if (transfer.credited > 0n) return 'PARTLY_CREDITED'
    return transfer.submission === null ? 'CONFIRMED' : 'SUBMITTED'
  }
  if (withPayee(transfer) > 0n) return 'CREDITED'
  if (transfer.credited === 0n) return transfer.failed > 0n ? 'FAILED' : 'RETURNED'
  return transfer.reversed + transfer.correctedBack >= transfer.returnedAfterCredit ? 'REVERSED' : 'RETURNED'
}
