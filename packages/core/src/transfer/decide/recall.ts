import * as E from 'fp-ts/lib/Either.js'
import { largestMinorUnits, lesser, type Money } from '../../money/money.js'
import type { TransferCommandOf } from '../command.js'
import { transferStream, type Decision, type DecisionView } from '../decision.js'
import type { RecallEvent } from '../event.js'
import { inPayersMoney } from '../exchange.js'
import { bookRail } from '../instruction.js'
import type { TransferRejection } from '../rejection.js'
import { excess, inTransit, openRecall, withPayee, type Recall, type Transfer } from '../state.js'
import { statusForbids } from './status-forbids.js'

type Outcome = E.Either<TransferRejection, Decision>

const decided = (transfer: Transfer, event: RecallEvent): Outcome =>
  E.right({ writes: [{ stream: transferStream(transfer.instruction.transferId), event }], checks: [] })

const recallOf = (transfer: Transfer, recallId: string): E.Either<TransferRejection, Recall> => {
  const recall = transfer.recalls.find((one) => one.recallId === recallId)
  return recall === undefined ? E.left({ _tag: 'RecallUnknown', recallId }) : E.right(recall)
}

/** Asks the other side to send money back: only where it left this book, and one request at a time. */
export const decideRequestRecall = (command: TransferCommandOf<'RequestRecall'>, transfer: Transfer): Outcome => {
  const { instruction } = transfer
  const { rail, amount: instructed, transferId } = instruction
  if (rail === bookRail) return E.left({ _tag: 'RecallInThisBook', transferId })
  if (transfer.recalls.some(({ recallId }) => recallId === command.recallId))
    return E.left({ _tag: 'RecallIdUsed', recallId: command.recallId })
  const open = openRecall(transfer)
  if (open !== null) return E.left({ _tag: 'RecallAlreadyOpen', recallId: open.recallId })
  const instructedOutside = transfer.submission === null ? 0n : inTransit(transfer) + withPayee(transfer)
  // What was executed beyond the instruction, or too late, can be asked back as well: at the quote, where it is exchanged.
  const beyond = inPayersMoney(instruction, excess(transfer))
  const outside = transfer.submission === null ? 0n : instructedOutside + beyond
  if (outside === 0n) return statusForbids(command, transfer)
  // Several executions too many can come to more than one sum of money holds: the rest is asked back by the next recall.
  const largest: Money = { minorUnits: lesser(outside, largestMinorUnits), currency: instructed.currency }
  const amount = command.amount ?? (instructedOutside > 0n ? { ...largest, minorUnits: instructedOutside } : largest)
  if (amount.currency !== instructed.currency)
    return E.left({ _tag: 'CurrencyDiffers', field: 'amount', expected: instructed.currency, found: amount.currency })
  if (amount.minorUnits > largest.minorUnits)
    return E.left({ _tag: 'RecallExceedsTransfer', largest, requested: amount })
  return decided(transfer, {
    _tag: 'RecallRequested',
    recallId: command.recallId,
    to: command.to,
    reason: command.reason,
    amount,
    answerDueAt: command.answerDueAt,
    ...(command.text === undefined ? {} : { text: command.text }),
  })
}

export const decideWithdrawRecall = (command: TransferCommandOf<'WithdrawRecall'>, transfer: Transfer): Outcome => {
  const recall = recallOf(transfer, command.recallId)
  if (E.isLeft(recall)) return recall
  const { recallId, phase } = recall.right
  if (phase !== 'REQUESTED' && phase !== 'UNANSWERED') return E.left({ _tag: 'RecallNotOpen', recallId, phase })
  return decided(transfer, {
    _tag: 'RecallWithdrawn',
    recallId,
    by: command.by,
    ...(command.text === undefined ? {} : { text: command.text }),
  })
}

/** The time to answer has passed: a fact about the other side, which moves no money and leaves a late answer possible. */
export const decideRecallUnanswered = (
  command: TransferCommandOf<'DeclareRecallUnanswered'>,
  transfer: Transfer,
  { receivedAt }: DecisionView,
): Outcome => {
  const recall = recallOf(transfer, command.recallId)
  if (E.isLeft(recall)) return recall
  const { recallId, phase, answerDueAt } = recall.right
  if (phase !== 'REQUESTED') return E.left({ _tag: 'RecallNotOpen', recallId, phase })
  if (receivedAt < answerDueAt) return E.left({ _tag: 'RecallNotOverdue', recallId, answerDueAt, receivedAt })
  return decided(transfer, { _tag: 'RecallUnanswered', recallId, answerDueAt })
}
