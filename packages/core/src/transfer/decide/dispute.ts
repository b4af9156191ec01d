import * as E from 'fp-ts/lib/Either.js'
import type { Party } from '../../ledger/party.js'
import type { Money } from '../../money/money.js'
import type { TransferCommandOf } from '../command.js'
import { transferStream, type Decision } from '../decision.js'
import type { DisputeEvent } from '../event.js'
import type { TransferRejection } from '../rejection.js'
import {
  isOpenDispute,
  outstandingProvisional,
  stillOwed,
  stillToMakeGood,
  type Dispute,
  type Transfer,
} from '../state.js'

type Outcome = E.Either<TransferRejection, Decision>

const decided = (transfer: Transfer, event: DisputeEvent): Outcome =>
  E.right({ writes: [{ stream: transferStream(transfer.instruction.transferId), event }], checks: [] })

const inCurrency = (transfer: Transfer, minorUnits: bigint): Money => ({
  minorUnits,
  currency: transfer.instruction.amount.currency,
})

/** The dispute that a command names, if its phase allows the command. */
export const inPhase = (
  transfer: Transfer,
  command: { readonly _tag: string; readonly disputeId: string },
  phases: ReadonlyArray<Dispute['phase']>,
): E.Either<TransferRejection, Dispute> => {
  const dispute = transfer.disputes.find(({ disputeId }) => disputeId === command.disputeId)
  if (dispute === undefined) return E.left({ _tag: 'DisputeUnknown', disputeId: command.disputeId })
  return phases.includes(dispute.phase)
    ? E.right(dispute)
    : E.left({ _tag: 'DisputePhaseForbids', disputeId: dispute.disputeId, phase: dispute.phase, command: command._tag })
}

const amountWithin = (transfer: Transfer, amount: Money | undefined): E.Either<TransferRejection, void> => {
  const largest = transfer.instruction.amount
  if (amount === undefined) return E.right(undefined)
  if (amount.currency !== largest.currency)
    return E.left({ _tag: 'CurrencyDiffers', field: 'amount', expected: largest.currency, found: amount.currency })
  return amount.minorUnits <= largest.minorUnits
    ? E.right(undefined)
    : E.left({ _tag: 'ClaimExceedsTransfer', largest, requested: amount })
}

/** Another dispute of the same claimant that is open. */
const openDisputeOf = (transfer: Transfer, claimant: Party, disputeId: string): Dispute | undefined =>
  transfer.disputes.find(
    (dispute) =>
      dispute.disputeId !== disputeId &&
      isOpenDispute(dispute) &&
      dispute.claimant.role === claimant.role &&
      dispute.claimant.name === claimant.name,
  )

/** Opens a dispute: one open at a time per claimant. */
export const decideDispute = (command: TransferCommandOf<'DisputeTransfer'>, transfer: Transfer): Outcome => {
  if (transfer.disputes.some(({ disputeId }) => disputeId === command.disputeId))
    return E.left({ _tag: 'DisputeIdUsed', disputeId: command.disputeId })
  const open = openDisputeOf(transfer, command.claimant, command.disputeId)
  if (open !== undefined) return E.left({ _tag: 'DisputeAlreadyOpen', disputeId: open.disputeId })
  const within = amountWithin(transfer, command.amount)
  if (E.isLeft(within)) return within
  const { _tag, commandId, transferId, ...claim } = command
  return decided(transfer, { _tag: 'TransferDisputed', ...claim })
}

export const decideRequestEvidence = (command: TransferCommandOf<'RequestEvidence'>, transfer: Transfer): Outcome => {
  const dispute = inPhase(transfer, command, ['OPEN', 'UNDER_REVIEW'])
  if (E.isLeft(dispute)) return dispute
  const { _tag, commandId, transferId, ...request } = command
  return decided(transfer, { _tag: 'EvidenceRequested', ...request })
}

export const decideSubmitEvidence = (command: TransferCommandOf<'SubmitEvidence'>, transfer: Transfer): Outcome => {
  const dispute = inPhase(transfer, command, ['OPEN', 'UNDER_REVIEW'])
  if (E.isLeft(dispute)) return dispute
  if (command.requestId !== undefined && !dispute.right.evidenceRequests.includes(command.requestId))
    return E.left({ _tag: 'RequestUnknown', requestId: command.requestId })
  const { _tag, commandId, transferId, ...evidence } = command
  return decided(transfer, { _tag: 'EvidenceSubmitted', ...evidence })
}

export const decideStartReview = (command: TransferCommandOf<'StartDisputeReview'>, transfer: Transfer): Outcome => {
  const dispute = inPhase(transfer, command, ['OPEN'])
  if (E.isLeft(dispute)) return dispute
  return decided(transfer, { _tag: 'DisputeReviewStarted', disputeId: command.disputeId, reviewer: command.reviewer })
}

export const decideResolve = (command: TransferCommandOf<'ResolveDispute'>, transfer: Transfer): Outcome => {
  const dispute = inPhase(transfer, command, ['UNDER_REVIEW'])
  if (E.isLeft(dispute)) return dispute
  const within = amountWithin(transfer, command.amount)
  if (E.isLeft(within)) return within
  const open = stillToMakeGood(transfer, dispute.right)
  if (command.amount !== undefined && command.outcome !== 'DENIED' && command.amount.minorUnits > open)
    return E.left({ _tag: 'RemedyExceedsLoss', room: inCurrency(transfer, open), requested: command.amount })
  const { _tag, commandId, transferId, ...resolution } = command
  return decided(transfer, { _tag: 'DisputeResolved', ...resolution })
}

/** What was given provisionally must be made final, rescinded or repaid before a dispute ends. */
const nothingProvisional = (transfer: Transfer, { disputeId }: Dispute): E.Either<TransferRejection, void> => {
  const outstanding = outstandingProvisional(transfer, disputeId)
  return outstanding === 0n
    ? E.right(undefined)
    : E.left({ _tag: 'ProvisionalCreditOutstanding', disputeId, outstanding: inCurrency(transfer, outstanding) })
}

/** Looks into a decided dispute once more: once, and only on evidence that is new. */
export const decideReopen = (command: TransferCommandOf<'ReopenDispute'>, transfer: Transfer): Outcome => {
  const dispute = inPhase(transfer, command, ['RESOLVED', 'CLOSED'])
  if (E.isLeft(dispute)) return dispute
  const { disputeId, reopened, evidence, claimant } = dispute.right
  if (reopened) return E.left({ _tag: 'AlreadyReopened', disputeId })
  if (evidence.includes(command.documentDigest)) return E.left({ _tag: 'EvidenceIsKnown', disputeId })
  const other = openDisputeOf(transfer, claimant, disputeId)
  if (other !== undefined) return E.left({ _tag: 'DisputeAlreadyOpen', disputeId: other.disputeId })
  const { _tag, commandId, transferId, ...reopening } = command
  return decided(transfer, { _tag: 'DisputeReopened', ...reopening })
}

export const decideWithdrawDispute = (command: TransferCommandOf<'WithdrawDispute'>, transfer: Transfer): Outcome => {
  const dispute = inPhase(transfer, command, ['OPEN', 'UNDER_REVIEW'])
  if (E.isLeft(dispute)) return dispute
  const nothing = nothingProvisional(transfer, dispute.right)
  if (E.isLeft(nothing)) return nothing
  const { _tag, commandId, transferId, ...withdrawal } = command
  return decided(transfer, { _tag: 'DisputeWithdrawn', ...withdrawal })
}

/** Ends a dispute once nothing is owed: the money leg of its decision must have landed first, whichever way it came. */
export const decideCloseDispute = (command: TransferCommandOf<'CloseDispute'>, transfer: Transfer): Outcome => {
  const dispute = inPhase(transfer, command, ['RESOLVED'])
  if (E.isLeft(dispute)) return dispute
  const { owed, disputeId } = dispute.right
  const open = stillOwed(transfer, dispute.right)
  if (open > 0n)
    return E.left({
      _tag: 'ResolutionNotPaid',
      disputeId,
      owed: inCurrency(transfer, owed),
      landed: inCurrency(transfer, owed - open),
    })
  const nothing = nothingProvisional(transfer, dispute.right)
  if (E.isLeft(nothing)) return nothing
  return decided(transfer, { _tag: 'DisputeClosed', disputeId, by: command.by })
}
