import * as E from 'fp-ts/lib/Either.js'
import { isBookAccount, isOurs } from '../../ledger/account-id.js'
import type { Money } from '../../money/money.js'
import type { TransferCommandOf } from '../command.js'
import { accountStream, transferStream, type Decision, type DecisionView } from '../decision.js'
import type { TransferEvent } from '../event.js'
import { boughtBy, boughtByTakingBack, exchangeOf, type Exchange } from '../exchange.js'
import { bookRail } from '../instruction.js'
import { accountMayReceive, nothingGivenInstead } from '../policy.js'
import { allocated, entryOf, moneySoFar } from '../postings.js'
import type { TransferRejection } from '../rejection.js'
import { inTransit, onPayeesOwnAccount, reachedBy, reversible, transferStatus, type Transfer } from '../state.js'
import { statusForbids } from './status-forbids.js'
import { takeOut } from './take-out.js'

type Outcome = E.Either<TransferRejection, Decision>

const decided = (transfer: Transfer, event: TransferEvent): Outcome =>
  E.right({ writes: [{ stream: transferStream(transfer.instruction.transferId), event }], checks: [] })

const sum = (transfer: Transfer, minorUnits: bigint): Money => ({
  minorUnits,
  currency: transfer.instruction.amount.currency,
})

type Converted = { readonly converted?: Money }

/** What a sum becomes at the quote, or that it is too little to become anything; nothing where there is no quote. */
const convertedBy = (
  transfer: Transfer,
  amount: Money,
  minorUnitsOf: (exchange: Exchange) => bigint,
): E.Either<TransferRejection, Converted> => {
  const exchange = exchangeOf(transfer.instruction)
  if (exchange === null) return E.right({})
  const { currency } = exchange.bought
  const minorUnits = minorUnitsOf(exchange)
  return minorUnits > 0n
    ? E.right({ converted: { minorUnits, currency } })
    : E.left({ _tag: 'TooSmallToExchange', amount, into: currency })
}

/** Credits the payee in this book. */
export const decideCredit = (
  command: TransferCommandOf<'CreditTransfer'>,
  transfer: Transfer,
  view: DecisionView,
): Outcome => {
  const { payee, amount: instructed } = transfer.instruction
  if (!isOurs(payee))
    return E.left({ _tag: 'PayeeNotInThisBook', account: payee.account, institution: payee.institution ?? '' })
  const open = inTransit(transfer)
  if (open === 0n) return E.left({ _tag: 'NothingInTransit', status: transferStatus(transfer) })
  if (transfer.openHolds.length > 0) return E.left({ _tag: 'TransferIsHeld', holds: transfer.openHolds })
  const notCompensated = nothingGivenInstead(command, transfer)
  if (E.isLeft(notCompensated)) return notCompensated
  const amount = command.amount ?? sum(transfer, open)
  if (amount.currency !== instructed.currency)
    return E.left({ _tag: 'CurrencyDiffers', field: 'amount', expected: instructed.currency, found: amount.currency })
  if (amount.minorUnits > open)
    return E.left({ _tag: 'CreditExceedsInTransit', inTransit: sum(transfer, open), requested: amount })
  const mayReceive = accountMayReceive(view.account(payee.account), payee.account)
  if (E.isLeft(mayReceive)) return mayReceive
  const converted = convertedBy(transfer, amount, (exchange) =>
    boughtBy(exchange, reachedBy(transfer), amount.minorUnits),
  )
  if (E.isLeft(converted)) return converted
  const credited = { _tag: 'TransferCredited', account: payee, amount, ...converted.right } as const
  return E.right({
    writes: [
      {
        stream: transferStream(transfer.instruction.transferId),
        event: { ...credited, entry: entryOf(moneySoFar(transfer), credited, view) },
      },
    ],
    checks: [accountStream(payee.account)],
  })
}

const hasEnded = (transfer: Transfer): boolean =>
  transfer.earlyEnding !== null || (transfer.confirmed > 0n && inTransit(transfer) === 0n)

/** A review stops the transfer, before or after confirmation, while its money has not arrived. */
export const decideHold = (command: TransferCommandOf<'HoldTransfer'>, transfer: Transfer): Outcome => {
  if (hasEnded(transfer)) return statusForbids(command, transfer)
  if (transfer.openHolds.includes(command.holdId)) return E.left({ _tag: 'HoldAlreadyPlaced', holdId: command.holdId })
  const { _tag, commandId, transferId, ...hold } = command
  return decided(transfer, { _tag: 'TransferHeld', ...hold })
}

export const decideRelease = (command: TransferCommandOf<'ReleaseTransfer'>, transfer: Transfer): Outcome => {
  if (!transfer.openHolds.includes(command.holdId)) return E.left({ _tag: 'HoldUnknown', holdId: command.holdId })
  const { _tag, commandId, transferId, ...release } = command
  return decided(transfer, { _tag: 'TransferReleased', ...release })
}

/** The one submission of a transfer: before the rail is called, and never a second time. */
export const decideStartSubmission = (command: TransferCommandOf<'StartSubmission'>, transfer: Transfer): Outcome => {
  if (transfer.submission !== null) return E.left({ _tag: 'AlreadySubmitted', railKey: transfer.submission.railKey })
  // A rail that already executed or sent back a part would execute it a second time.
  const untouched = inTransit(transfer) === transfer.instruction.amount.minorUnits && transfer.executions.length === 0
  if (transfer.instruction.rail === bookRail || !untouched) return statusForbids(command, transfer)
  if (transfer.openHolds.length > 0) return E.left({ _tag: 'TransferIsHeld', holds: transfer.openHolds })
  const notCompensated = nothingGivenInstead(command, transfer)
  if (E.isLeft(notCompensated)) return notCompensated
  return decided(transfer, {
    _tag: 'SubmissionStarted',
    rail: transfer.instruction.rail,
    railKey: command.railKey,
    messageDigest: command.messageDigest,
    answerDueAt: command.answerDueAt,
  })
}

export const decideOutcomeUnknown = (
  command: TransferCommandOf<'DeclareOutcomeUnknown'>,
  transfer: Transfer,
): Outcome => {
  if (transfer.submission === null) return E.left({ _tag: 'NotSubmitted', status: transferStatus(transfer) })
  if (inTransit(transfer) === 0n) return E.left({ _tag: 'NothingInTransit', status: transferStatus(transfer) })
  return decided(transfer, {
    _tag: 'TransferOutcomeUnknown',
    because: command.because,
    owner: command.owner,
    inquiryDueAt: command.inquiryDueAt,
    answerDueAt: transfer.submission.answerDueAt,
  })
}

export const decideStatusInquiry = (command: TransferCommandOf<'SendStatusInquiry'>, transfer: Transfer): Outcome => {
  if (transfer.submission === null) return E.left({ _tag: 'NotSubmitted', status: transferStatus(transfer) })
  if (inTransit(transfer) === 0n) return E.left({ _tag: 'NothingInTransit', status: transferStatus(transfer) })
  return decided(transfer, {
    _tag: 'StatusInquirySent',
    inquiryId: command.inquiryId,
    to: command.to,
    answerDueAt: command.answerDueAt,
  })
}

/**
 * A correcting entry, both legs in this book. Never more than stands of this credit on the payee's own account,
 * and never below the payee's floor.
 */
export const decideReverse = (
  command: TransferCommandOf<'ReverseTransfer'>,
  transfer: Transfer,
  view: DecisionView,
): Outcome => {
  const { payer, payee, rail, amount: instructed } = transfer.instruction
  if (rail !== bookRail || !isOurs(payee) || !isOurs(payer)) return E.left({ _tag: 'ReversalOutsideThisBook', rail })
  if (command.amount.currency !== instructed.currency)
    return E.left({
      _tag: 'CurrencyDiffers',
      field: 'amount',
      expected: instructed.currency,
      found: command.amount.currency,
    })
  const held = reversible(transfer)
  if (command.amount.minorUnits > held)
    return E.left({ _tag: 'ReversalExceedsCredit', withPayee: sum(transfer, held), requested: command.amount })
  const converted = convertedBy(transfer, command.amount, (exchange) =>
    boughtByTakingBack(exchange, onPayeesOwnAccount(transfer), command.amount.minorUnits),
  )
  if (E.isLeft(converted)) return converted
  const given = converted.right.converted ?? command.amount
  const taken = takeOut(view, command.transferId, payee.account, given, 'REVERSAL')
  if (E.isLeft(taken)) return taken
  const soFar = moneySoFar(transfer)
  const receivers = allocated(soFar, command.amount.minorUnits)
    .map(({ account }) => account)
    .filter((account) => !isBookAccount(account))
  for (const receiver of receivers) {
    const mayReceive = accountMayReceive(view.account(receiver), receiver)
    if (E.isLeft(mayReceive)) return mayReceive
  }
  const { _tag, commandId, transferId, ...correction } = command
  const reversed = { _tag: 'TransferReversed', ...correction, ...converted.right } as const
  const event = { ...reversed, entry: entryOf(soFar, reversed, view) }
  return E.right({
    writes: [{ stream: transferStream(transferId), event }, taken.right],
    checks: [payee.account, ...receivers].map(accountStream),
  })
}
