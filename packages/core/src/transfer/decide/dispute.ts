import * as E from 'fp-ts/lib/Either.js'
import type { Money } from '../../money/money.js'
import type { TransferCommandOf } from '../command.js'
import { transferStream, type Decision } from '../decision.js'
import type { DisputeEvent } from '../event.js'
import type { TransferRejection } from '../rejection.js'
import { isOpenDispute, type Dispute, type Transfer } from '../state.js'

type Outcome = E.Either<TransferRejection, Decision>

const decided = (transfer: Transfer, event: DisputeEvent): Outcome =>
  E.right({ writes: [{ stream: transferStream(transfer.instruction.transferId), event }], checks: [] })

const inPhase = (
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

/** Opens a dispute: one open at a time per claimant. */
export const decideDispute = (command: TransferCommandOf<'DisputeTransfer'>, transfer: Transfer): Outcome => {
  if (transfer.disputes.some(({ disputeId }) => disputeId === command.disputeId))
    return E.left({ _tag: 'DisputeIdUsed', disputeId: command.disputeId })
  const open = transfer.disputes.find(
    (dispute) =>
      isOpenDispute(dispute) &&
      dispute.claimant.role === command.claimant.role &&
      dispute.claimant.name === command.claimant.name,
  )
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
  const { _tag, commandId, transferId, ...resolution } = command
  return decided(transfer, { _tag: 'DisputeResolved', ...resolution })
}

export const decideWithdrawDispute = (command: TransferCommandOf<'WithdrawDispute'>, transfer: Transfer): Outcome => {
  const dispute = inPhase(transfer, command, ['OPEN', 'UNDER_REVIEW'])
  if (E.isLeft(dispute)) return dispute
  const { _tag, commandId, transferId, ...withdrawal } = command
  return decided(transfer, { _tag: 'DisputeWithdrawn', ...withdrawal })
}

/** What came back to the payer's side through this transfer: the money legs that can settle a resolution. */
const landed = (transfer: Transfer): bigint =>
  transfer.failed + transfer.returnedInTransit + transfer.returnedAfterCredit + transfer.reversed

/** Ends a dispute once nothing is owed: what was resolved as owed must have come back first. */
export const decideCloseDispute = (command: TransferCommandOf<'CloseDispute'>, transfer: Transfer): Outcome => {
  const dispute = inPhase(transfer, command, ['RESOLVED'])
  if (E.isLeft(dispute)) return dispute
  const { owed, disputeId, outcome } = dispute.right
  const paid = outcome === 'GOODWILL' ? 0n : landed(transfer)
  const inCurrency = (minorUnits: bigint): Money => ({ minorUnits, currency: transfer.instruction.amount.currency })
  if (paid < owed)
    return E.left({ _tag: 'ResolutionNotPaid', disputeId, owed: inCurrency(owed), landed: inCurrency(paid) })
  return decided(transfer, { _tag: 'DisputeClosed', disputeId, by: command.by })
}
