import * as E from 'fp-ts/lib/Either.js'
import type { TransferCommandOf } from '../command.js'
import {
  accountStream,
  fundsStream,
  transferStream,
  type Decision,
  type DecisionView,
  type Written,
} from '../decision.js'
import type { TransferEvent } from '../event.js'
import { confirmPolicies } from '../policy.js'
import { entryOf, moneySoFar } from '../postings.js'
import type { TransferRejection } from '../rejection.js'
import { isReserved, type Transfer } from '../state.js'
import { statusForbids } from './status-forbids.js'

/** What follows for the funds of a transfer that is confirmed, or ended before that: it hangs on nothing but its instruction. */
export const settleReservations = (
  transfer: Transfer,
  word: 'FundsCaptured' | 'FundsReleased',
): ReadonlyArray<Written> =>
  transfer.instruction.funding.map(({ account, amount }) => ({
    stream: fundsStream(account),
    event: { _tag: word, transferId: transfer.instruction.transferId, amount },
  }))

/** Captures the reservation: the money leaves the payer. */
export const decideConfirm = (
  command: TransferCommandOf<'ConfirmTransfer'>,
  transfer: Transfer,
  view: DecisionView,
): E.Either<TransferRejection, Decision> => {
  if (!isReserved(transfer)) return statusForbids(command, transfer)
  for (const policy of confirmPolicies) {
    const verdict = policy(transfer, view)
    if (E.isLeft(verdict)) return verdict
  }
  const { _tag, commandId, transferId, ...confirmation } = command
  const confirmed = { _tag: 'TransferConfirmed', ...confirmation } as const
  return E.right({
    writes: [
      {
        stream: transferStream(command.transferId),
        event: { ...confirmed, entry: entryOf(moneySoFar(transfer), confirmed, view) },
      },
      ...settleReservations(transfer, 'FundsCaptured'),
    ],
    checks: transfer.instruction.funding.map(({ account }) => accountStream(account)),
  })
}

const endEarly = (transfer: Transfer, event: TransferEvent): Decision => ({
  writes: [
    { stream: transferStream(transfer.instruction.transferId), event },
    ...settleReservations(transfer, 'FundsReleased'),
  ],
  checks: [],
})

/** The payer, or whoever may, withdraws the transfer; the reservation is released. */
export const decideCancel = (
  command: TransferCommandOf<'CancelTransfer'>,
  transfer: Transfer,
): E.Either<TransferRejection, Decision> =>
  isReserved(transfer)
    ? E.right(
        endEarly(transfer, {
          _tag: 'TransferCancelled',
          by: command.by,
          ...(command.reason === undefined ? {} : { reason: command.reason }),
        }),
      )
    : statusForbids(command, transfer)

/** The operator ends the transfer before anything moved. */
export const decideReject = (
  command: TransferCommandOf<'RejectTransfer'>,
  transfer: Transfer,
): E.Either<TransferRejection, Decision> =>
  isReserved(transfer)
    ? E.right(
        endEarly(transfer, {
          _tag: 'TransferRejected',
          reason: command.reason,
          by: command.by,
          ...(command.text === undefined ? {} : { text: command.text }),
        }),
      )
    : statusForbids(command, transfer)

/** The time to confirm has passed. */
export const decideExpire = (
  command: TransferCommandOf<'ExpireTransfer'>,
  transfer: Transfer,
  { receivedAt }: DecisionView,
): E.Either<TransferRejection, Decision> => {
  if (!isReserved(transfer)) return statusForbids(command, transfer)
  const { expiresAt } = transfer.instruction
  if (expiresAt === undefined || receivedAt < expiresAt)
    return E.left({ _tag: 'NotYetExpired', expiresAt: expiresAt ?? null, receivedAt })
  return E.right(endEarly(transfer, { _tag: 'TransferExpired', expiresAt }))
}
