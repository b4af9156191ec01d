import * as E from 'fp-ts/lib/Either.js'
import { isBookAccount, type LedgerAccount } from '../../ledger/account-id.js'
import type { Money } from '../../money/money.js'
import type { TransferCommandOf } from '../command.js'
import { accountStream, transferStream, type Decision, type DecisionView } from '../decision.js'
import { byHand, makesGood } from '../by-hand.js'
import { accountHolds, accountMayReceive, nothingGivenInstead } from '../policy.js'
import { entryOf, moneySoFar } from '../postings.js'
import type { TransferRejection } from '../rejection.js'
import { madeGood, type Transfer } from '../state.js'
import { twoPeople } from './four-eyes.js'
import { takeOut } from './take-out.js'

type Verdict = E.Either<TransferRejection, void>

const correctableOfBook = /^(?:suspense|operator-loss|nostro):/

/** What transfers alone decide (in transit, exceptions, what payers owe, fees) is corrected by their own commands, never by hand. */
const isCorrectable = (account: LedgerAccount, { currency }: Money): boolean =>
  !isBookAccount(account) || (correctableOfBook.test(account) && account.endsWith(`:${currency}`))

const mayGet = (view: DecisionView, account: LedgerAccount, amount: Money): Verdict => {
  if (isBookAccount(account)) return E.right(undefined)
  const mayReceive = accountMayReceive(view.account(account), account)
  return E.isLeft(mayReceive) ? mayReceive : accountHolds(view.account(account), amount, 'amount')
}

/** The payee gets nothing that the payer was given instead, and the payer no more than the loss. */
const lossIsPutRightInOneWay = (command: TransferCommandOf<'PostCorrection'>, transfer: Transfer): Verdict => {
  const moved = byHand(transfer, command)
  if (moved.back < 0n || moved.brought > 0n) return nothingGivenInstead(command, transfer)
  const { minorUnits, currency } = transfer.instruction.amount
  const open = minorUnits - madeGood(transfer)
  return makesGood(moved) > open
    ? E.left({ _tag: 'RemedyExceedsLoss', room: { minorUnits: open, currency }, requested: command.amount })
    : E.right(undefined)
}

/** A correcting entry by hand, under two names. */
export const decidePostCorrection = (
  command: TransferCommandOf<'PostCorrection'>,
  transfer: Transfer,
  view: DecisionView,
): E.Either<TransferRejection, Decision> => {
  const people = twoPeople(command)
  if (E.isLeft(people)) return people
  const { from, to, amount } = command
  if (from === to) return E.left({ _tag: 'CorrectionMovesNothing', account: from })
  for (const account of [from, to])
    if (!isCorrectable(account, amount)) return E.left({ _tag: 'AccountNotCorrectable', account })
  const oneWay = lossIsPutRightInOneWay(command, transfer)
  if (E.isLeft(oneWay)) return oneWay
  const gets = mayGet(view, to, amount)
  if (E.isLeft(gets)) return gets
  const taken = isBookAccount(from)
    ? E.right(null)
    : takeOut(view, transfer.instruction.transferId, from, amount, 'CORRECTION')
  if (E.isLeft(taken)) return taken
  const { _tag, commandId, transferId, ...correction } = command
  const posted = { _tag: 'CorrectionPosted', ...correction } as const
  const event = { ...posted, entry: entryOf(moneySoFar(transfer), posted, view) }
  return E.right({
    writes: [{ stream: transferStream(transferId), event }, ...(taken.right === null ? [] : [taken.right])],
    checks: [from, to].filter((account) => !isBookAccount(account)).map(accountStream),
  })
}
