import * as E from 'fp-ts/lib/Either.js'
import { isBookAccount, type LedgerAccount } from '../../ledger/account-id.js'
import type { Money } from '../../money/money.js'
import type { TransferCommandOf } from '../command.js'
import { accountStream, transferStream, type Decision, type DecisionView, type Written } from '../decision.js'
import { accountHolds, accountMayReceive } from '../policy.js'
import { currencyOfPayee } from '../exchange.js'
import { entryOf, moneySoFar, otherSideOf } from '../postings.js'
import type { TransferRejection } from '../rejection.js'
import type { Transfer, TransferException } from '../state.js'
import { isNamed, twoPeople } from './four-eyes.js'
import { takeOut } from './take-out.js'

type Judged<A> = E.Either<TransferRejection, A>

const openException = (transfer: Transfer, exceptionId: string): Judged<TransferException> => {
  const exception = transfer.exceptions.find((one) => one.exceptionId === exceptionId)
  if (exception === undefined) return E.left({ _tag: 'ExceptionUnknown', exceptionId })
  return exception.resolved ? E.left({ _tag: 'ExceptionNotOpen', exceptionId }) : E.right(exception)
}

const withMoney = (transfer: Transfer, exceptionId: string): Judged<TransferException> => {
  const exception = openException(transfer, exceptionId)
  return E.isRight(exception) && exception.right.kind === 'MISMATCH'
    ? E.left({ _tag: 'ExceptionHoldsNoMoney', exceptionId })
    : exception
}

/** The part that is meant: what is asked for, or all that is open, and never more than that. */
const partOf = (transfer: Transfer, open: bigint, requested: Money | undefined): Judged<Money> => {
  const whole: Money = { minorUnits: open, currency: currencyOfPayee(transfer.instruction) }
  if (requested === undefined) return E.right(whole)
  if (requested.currency !== whole.currency)
    return E.left({ _tag: 'CurrencyDiffers', field: 'amount', expected: whole.currency, found: requested.currency })
  return requested.minorUnits <= open
    ? E.right(requested)
    : E.left({ _tag: 'ResolutionExceedsException', open: whole, requested })
}

type Resolve = TransferCommandOf<'ResolveException'>

const fieldsFit = ({ how, account, against }: Resolve): Judged<void> => {
  if ((account !== undefined) !== (how === 'ALLOCATED'))
    return E.left({ _tag: 'FieldDoesNotFit', field: 'account', how })
  if ((against !== undefined) !== (how === 'SET_OFF')) return E.left({ _tag: 'FieldDoesNotFit', field: 'against', how })
  return E.right(undefined)
}

/** What this one is set off against: of the two, one came back too much and the other is owed. */
const offset = (transfer: Transfer, exception: TransferException, against: string): Judged<TransferException> => {
  const other = withMoney(transfer, against)
  if (E.isLeft(other)) return other
  return (exception.kind === 'RETURNED_BEYOND') === (other.right.kind === 'RETURNED_BEYOND')
    ? E.left({ _tag: 'ExceptionsDoNotOffset', exceptionId: exception.exceptionId, against })
    : other
}

/** The write that lowers the account on the other side, or the check that it may be raised. */
const moveOtherSide = (
  view: DecisionView,
  transfer: Transfer,
  exception: TransferException,
  account: LedgerAccount,
  amount: Money,
): Judged<{ readonly writes: ReadonlyArray<Written>; readonly checks: ReadonlyArray<string> }> => {
  if (isBookAccount(account)) return E.right({ writes: [], checks: [] })
  const checks = [accountStream(account)]
  if (exception.kind !== 'RETURNED_BEYOND') {
    const taken = takeOut(view, transfer.instruction.transferId, account, amount, 'EXCEPTION')
    return E.isLeft(taken) ? taken : E.right({ writes: [taken.right], checks })
  }
  const mayReceive = accountMayReceive(view.account(account), account)
  if (E.isLeft(mayReceive)) return mayReceive
  const holds = accountHolds(view.account(account), amount, 'amount')
  return E.isLeft(holds) ? holds : E.right({ writes: [], checks })
}

/** Brings what stands beyond the instruction, or a part of it, to where it belongs. */
export const decideResolveException = (command: Resolve, transfer: Transfer, view: DecisionView): Judged<Decision> => {
  const exception = withMoney(transfer, command.exceptionId)
  if (E.isLeft(exception)) return exception
  const named = isNamed('by', command.by)
  if (E.isLeft(named)) return named
  const fit = fieldsFit(command)
  if (E.isLeft(fit)) return fit
  const against =
    command.against === undefined ? E.right(undefined) : offset(transfer, exception.right, command.against)
  if (E.isLeft(against)) return against
  const { kind, open, bookedOn } = exception.right
  if (command.how === 'RETURNED_TO_SOURCE' && kind !== 'RETURNED_BEYOND' && bookedOn === null)
    return E.left({ _tag: 'SourceOutsideThisBook', exceptionId: command.exceptionId })
  const smaller = against.right !== undefined && against.right.open < open ? against.right.open : open
  const amount = partOf(transfer, smaller, command.amount)
  if (E.isLeft(amount)) return amount
  const otherSide = otherSideOf(transfer.instruction, exception.right, {
    account: command.account,
    against: against.right,
  })
  const moved = moveOtherSide(view, transfer, exception.right, otherSide, amount.right)
  if (E.isLeft(moved)) return moved
  const { _tag, commandId, transferId, ...resolution } = command
  const resolved = { _tag: 'ExceptionResolved', ...resolution, amount: amount.right } as const
  const event = { ...resolved, entry: entryOf(moneySoFar(transfer), resolved, view) }
  return E.right({
    writes: [{ stream: transferStream(transferId), event }, ...moved.right.writes],
    checks: moved.right.checks,
  })
}

/** The operator bears what is owed and nobody gives back. */
export const decideWriteOffException = (
  command: TransferCommandOf<'WriteOffException'>,
  transfer: Transfer,
  view: DecisionView,
): Judged<Decision> => {
  const exception = withMoney(transfer, command.exceptionId)
  if (E.isLeft(exception)) return exception
  if (exception.right.kind === 'RETURNED_BEYOND')
    return E.left({ _tag: 'ExceptionIsNoLoss', exceptionId: command.exceptionId })
  const people = twoPeople(command)
  if (E.isLeft(people)) return people
  const amount = partOf(transfer, exception.right.open, command.amount)
  if (E.isLeft(amount)) return amount
  const { _tag, commandId, transferId, ...writeOff } = command
  const writtenOff = { _tag: 'ExceptionWrittenOff', ...writeOff, amount: amount.right } as const
  const event = { ...writtenOff, entry: entryOf(moneySoFar(transfer), writtenOff, view) }
  return E.right({ writes: [{ stream: transferStream(transferId), event }], checks: [] })
}

/** A contradiction that posted nothing is understood. */
export const decideExplainMismatch = (
  command: TransferCommandOf<'ExplainMismatch'>,
  transfer: Transfer,
): Judged<Decision> => {
  const exception = openException(transfer, command.exceptionId)
  if (E.isLeft(exception)) return exception
  const { kind, open } = exception.right
  const currency = currencyOfPayee(transfer.instruction)
  if (kind !== 'MISMATCH')
    return E.left({
      _tag: 'ExceptionHoldsMoney',
      exceptionId: command.exceptionId,
      open: { minorUnits: open, currency },
    })
  const named = isNamed('by', command.by)
  if (E.isLeft(named)) return named
  const { _tag, commandId, transferId, ...explanation } = command
  return E.right({
    writes: [{ stream: transferStream(transferId), event: { _tag: 'MismatchExplained', ...explanation } }],
    checks: [],
  })
}
