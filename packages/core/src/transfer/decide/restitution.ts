import * as E from 'fp-ts/lib/Either.js'
import { isOurs } from '../../ledger/account-id.js'
import { lesser, type Money } from '../../money/money.js'
import type { TransferCommandOf } from '../command.js'
import { accountStream, transferStream, type Decision, type DecisionView, type Written } from '../decision.js'
import { accountMayReceive } from '../policy.js'
import { entryOf, givenBack, moneySoFar } from '../postings.js'
import type { TransferRejection } from '../rejection.js'
import { madeGood, outstandingProvisional, roomFor, stillOwed, type Dispute, type Transfer } from '../state.js'
import { inPhase } from './dispute.js'
import { statusForbids } from './status-forbids.js'
import { takeOut } from './take-out.js'

type Judged<A> = E.Either<TransferRejection, A>
type Remedy = TransferCommandOf<'GrantProvisionalCredit'> | TransferCommandOf<'PayRestitution'>

const sumOf = (transfer: Transfer, minorUnits: bigint): Money => ({
  minorUnits,
  currency: transfer.instruction.amount.currency,
})

/** What is asked for, or all that may be asked for; nothing at all is refused as well as too much. */
const within = (
  transfer: Transfer,
  requested: Money | undefined,
  most: bigint,
  tooMuch: (requested: Money) => TransferRejection,
): Judged<Money> => {
  const { currency } = transfer.instruction.amount
  if (requested !== undefined && requested.currency !== currency)
    return E.left({ _tag: 'CurrencyDiffers', field: 'amount', expected: currency, found: requested.currency })
  const amount = requested ?? sumOf(transfer, most)
  return amount.minorUnits > most || most === 0n ? E.left(tooMuch(amount)) : E.right(amount)
}

/** Refuses what was decided on another state of the loss: of two attempts at one state, one is too late. */
const stateIsAsSeen = ({ alreadyMadeGood: seen }: Remedy, transfer: Transfer): Judged<void> => {
  const now = sumOf(transfer, madeGood(transfer))
  if (seen.currency !== now.currency)
    return E.left({
      _tag: 'CurrencyDiffers',
      field: 'alreadyMadeGood',
      expected: now.currency,
      found: seen.currency,
    })
  return seen.minorUnits === now.minorUnits ? E.right(undefined) : E.left({ _tag: 'MadeGoodMeanwhile', seen, now })
}

/** There is something to make good only where money left a payer of this book. */
const isLoss = (command: Remedy, transfer: Transfer): Judged<void> => {
  const { payer, funding } = transfer.instruction
  if (!isOurs(payer) || funding.length === 0)
    return E.left({ _tag: 'PayerNotInThisBook', account: payer.account, institution: payer.institution ?? '' })
  return transfer.confirmed === 0n ? statusForbids(command, transfer) : E.right(undefined)
}

/** Gives a sum to the sources that paid, in the order in which money goes back to them. */
const give = (
  command: Remedy,
  transfer: Transfer,
  most: bigint,
  view: DecisionView,
  word: 'ProvisionalCreditGranted' | 'RestitutionPaid',
): Judged<Decision> => {
  const loss = isLoss(command, transfer)
  if (E.isLeft(loss)) return loss
  const asSeen = stateIsAsSeen(command, transfer)
  if (E.isLeft(asSeen)) return asSeen
  const amount = within(transfer, command.amount, most, (requested) => ({
    _tag: 'RemedyExceedsLoss',
    room: sumOf(transfer, most),
    requested,
  }))
  if (E.isLeft(amount)) return amount
  const soFar = moneySoFar(transfer)
  const allocation = givenBack(transfer.instruction, soFar.back, amount.right.minorUnits)
  for (const { account } of allocation) {
    const mayReceive = accountMayReceive(view.account(account), account)
    if (E.isLeft(mayReceive)) return mayReceive
  }
  const { disputeId, by, transferId, alreadyMadeGood } = command
  const given = { _tag: word, disputeId, amount: amount.right, by, alreadyMadeGood, allocation } as const
  return E.right({
    writes: [{ stream: transferStream(transferId), event: { ...given, entry: entryOf(soFar, given, view) } }],
    checks: allocation.map(({ account }) => accountStream(account)),
  })
}

/** The operator gives the disputed sum until the dispute is decided. */
export const decideGrantProvisional = (
  command: TransferCommandOf<'GrantProvisionalCredit'>,
  transfer: Transfer,
  view: DecisionView,
): Judged<Decision> => {
  const dispute = inPhase(transfer, command, ['OPEN', 'UNDER_REVIEW'])
  return E.isLeft(dispute)
    ? dispute
    : give(command, transfer, roomFor(transfer, dispute.right), view, 'ProvisionalCreditGranted')
}

/** A decision that grants something. */
const granted = (
  transfer: Transfer,
  command: { readonly _tag: string; readonly disputeId: string },
): Judged<Dispute> => {
  const dispute = inPhase(transfer, command, ['RESOLVED'])
  if (E.isLeft(dispute)) return dispute
  const { disputeId, outcome } = dispute.right
  return outcome === 'DENIED' || outcome === null
    ? E.left({ _tag: 'OutcomeForbids', disputeId, outcome: outcome ?? 'NONE', command: command._tag })
    : dispute
}

/** The operator pays what the decision still owes, never more than the loss leaves room for. */
export const decidePayRestitution = (
  command: TransferCommandOf<'PayRestitution'>,
  transfer: Transfer,
  view: DecisionView,
): Judged<Decision> => {
  const dispute = granted(transfer, command)
  if (E.isLeft(dispute)) return dispute
  const most = lesser(stillOwed(transfer, dispute.right), roomFor(transfer, dispute.right))
  return give(command, transfer, most, view, 'RestitutionPaid')
}

const tooSmall =
  (transfer: Transfer, disputeId: string, outstanding: bigint) =>
  (requested: Money): TransferRejection => ({
    _tag: 'ProvisionalCreditTooSmall',
    disputeId,
    outstanding: sumOf(transfer, outstanding),
    requested,
  })

/** The payer keeps what was given provisionally, as far as the decision owes it. */
export const decideMakeFinal = (
  command: TransferCommandOf<'MakeProvisionalCreditFinal'>,
  transfer: Transfer,
  view: DecisionView,
): Judged<Decision> => {
  const dispute = granted(transfer, command)
  if (E.isLeft(dispute)) return dispute
  const { disputeId, transferId, by } = command
  const outstanding = outstandingProvisional(transfer, disputeId)
  const owed = stillOwed(transfer, dispute.right)
  const most = lesser(outstanding, owed)
  const amount = within(transfer, command.amount, most, (requested) =>
    owed < outstanding
      ? { _tag: 'RemedyExceedsLoss', room: sumOf(transfer, owed), requested }
      : tooSmall(transfer, disputeId, outstanding)(requested),
  )
  if (E.isLeft(amount)) return amount
  const final = { _tag: 'ProvisionalCreditMadeFinal', disputeId, amount: amount.right, by } as const
  const event = { ...final, entry: entryOf(moneySoFar(transfer), final, view) }
  return E.right({ writes: [{ stream: transferStream(transferId), event }], checks: [] })
}

/** Those who got a sum that is taken back again: the last share of what the payer's side has. */
const giversOf = (transfer: Transfer, minorUnits: bigint): ReturnType<typeof givenBack> =>
  givenBack(transfer.instruction, madeGood(transfer) - minorUnits, minorUnits)

/** What was given provisionally is taken back: an outflow of those who got it, never below their floor. */
export const decideRescind = (
  command: TransferCommandOf<'RescindProvisionalCredit'>,
  transfer: Transfer,
  view: DecisionView,
): Judged<Decision> => {
  const dispute = inPhase(transfer, command, ['OPEN', 'UNDER_REVIEW', 'RESOLVED'])
  if (E.isLeft(dispute)) return dispute
  const { disputeId, transferId, by, reason } = command
  const outstanding = outstandingProvisional(transfer, disputeId)
  const amount = within(transfer, command.amount, outstanding, tooSmall(transfer, disputeId, outstanding))
  if (E.isLeft(amount)) return amount
  const allocation = giversOf(transfer, amount.right.minorUnits)
  const takes: Written[] = []
  for (const share of allocation) {
    const taken = takeOut(view, transferId, share.account, share.amount, 'RESCISSION')
    if (E.isLeft(taken)) return taken
    takes.push(taken.right)
  }
  const rescinded = {
    _tag: 'ProvisionalCreditRescinded',
    disputeId,
    amount: amount.right,
    by,
    reason,
    allocation,
  } as const
  const event = { ...rescinded, entry: entryOf(moneySoFar(transfer), rescinded, view) }
  return E.right({
    writes: [{ stream: transferStream(transferId), event }, ...takes],
    checks: allocation.map(({ account }) => accountStream(account)),
  })
}
