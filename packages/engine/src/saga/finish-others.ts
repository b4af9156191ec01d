import * as E from 'fp-ts/lib/Either.js'
import { fundsStream, type AccountId, type Rejection } from '@waybill/core'
import type { ReadFailure } from '@waybill/port'
import type { EngineParts } from '../engine-parts.js'
import type { Failure } from '../failure.js'
import { readClaim, type Claim } from './claim.js'
import { kindOfSaga } from './kind-of-saga.js'
import { lastOfFunds, readOwnEvents } from './own-events.js'
import { released } from './released.js'
import type { UnfinishedCommand } from './unfinished.js'

/** Finishes these for the command of a claim. What cannot be read stops its own command, and no other. */
const finishEach = async (
  parts: EngineParts,
  { claimed }: Claim,
  others: ReadonlyArray<UnfinishedCommand>,
): Promise<E.Either<Failure, void>> => {
  for (const { commandId } of others) {
    const finished = await parts.finishCommand(commandId)
    if (E.isRight(finished) || finished.left._tag === 'UndecodableEvent') continue
    return finished.left._tag === 'TooManyConflicts'
      ? E.left({ ...finished.left, commandId: claimed.commandId, command: claimed.command })
      : finished
  }
  return E.right(undefined)
}

/**
 * Changes of the account that were claimed before this one come first, so that the account's stream tells them in the order of its
 * funds. Those behind wait for this one: so no two wait for each other.
 */
export const finishEarlierChanges = async (parts: EngineParts, claim: Claim): Promise<E.Either<Failure, void>> => {
  const { commandId, subject } = claim.claimed
  const caughtUp = await parts.reading.catchUp()
  if (E.isLeft(caughtUp)) return caughtUp
  const open = parts.unfinished.open()
  const earlier = open.slice(
    0,
    open.findIndex((one) => one.commandId === commandId),
  )
  return finishEach(
    parts,
    claim,
    earlier.filter((one) => one.subject === subject),
  )
}

/**
 * What was claimed before a change of the account stood among its funds may have been judged without it. All of that is finished before
 * the account's own stream tells the change: whatever stands behind it in the ledger was judged under it.
 */
export const finishJudgedBefore = async (parts: EngineParts, claim: Claim): Promise<E.Either<Failure, void>> => {
  const caughtUp = await parts.reading.catchUp()
  if (E.isLeft(caughtUp)) return caughtUp
  return finishEach(
    parts,
    claim,
    parts.unfinished.open().filter(({ command }) => kindOfSaga(command) !== 'TERMS'),
  )
}

type OfFunds = Extract<
  Rejection,
  { readonly _tag: 'InsufficientAvailableBalance' | 'LimitBelowUse' | 'ReservationsOpen' | 'AccountNotEmpty' }
>

const leansOnFunds = (rejection: Rejection): rejection is OfFunds =>
  ['InsufficientAvailableBalance', 'LimitBelowUse', 'ReservationsOpen', 'AccountNotEmpty'].includes(rejection._tag)

/** The account whose funds a refusal leans on; null where it leans on none. */
export const accountInWant = (rejection: Rejection): AccountId | null =>
  leansOnFunds(rejection) ? rejection.account : null

/** Whether a command that is not decided to its end keeps something of these funds that it may still give back, or has yet to let go. */
const holds = async (parts: EngineParts, claim: Claim, funds: string): Promise<E.Either<ReadFailure, boolean>> => {
  const own = await readOwnEvents(parts.store, claim)
  if (E.isLeft(own)) return own
  const { command, subject } = claim.claimed
  if (kindOfSaga(command) !== 'FOLLOWED') return E.right(released(lastOfFunds(own.right(funds))) !== null)
  const [decided] = own.right(subject)
  return E.right(decided !== undefined && decided.type !== 'CommandRefused')
}

/** The other commands under way that hold something of an account. */
const holdersOf = async (
  parts: EngineParts,
  { claimed }: Claim,
  account: AccountId,
): Promise<E.Either<Failure, ReadonlyArray<UnfinishedCommand>>> => {
  const holders: UnfinishedCommand[] = []
  for (const one of parts.unfinished.open()) {
    const kind = kindOfSaga(one.command)
    if (one.commandId === claimed.commandId || kind === 'ALONE' || kind === 'TERMS') continue
    const other = await readClaim(parts, one.commandId)
    if (E.isLeft(other)) return other
    if (other.right?.events !== null || !other.right.since.has(fundsStream(account))) continue
    const held = await holds(parts, other.right, fundsStream(account))
    if (E.isLeft(held)) return held
    if (held.right) holders.push(one)
  }
  return E.right(holders)
}

/**
 * Before an account refuses for ever, what other commands hold of it for the time being is settled. They take from accounts in one order,
 * and a holder needs only accounts behind this one: so none waits for another in a ring. True where the refusal has to be judged again.
 */
export const settleHolders = async (
  parts: EngineParts,
  claim: Claim,
  account: AccountId,
  seenAt: number,
): Promise<E.Either<Failure, boolean>> => {
  const holders = await holdersOf(parts, claim, account)
  if (E.isLeft(holders)) return holders
  const finished = await finishEach(parts, claim, holders.right)
  if (E.isLeft(finished)) return finished
  const head = await parts.store.head(fundsStream(account))()
  return E.isLeft(head) ? head : E.right(head.right.revision !== seenAt)
}
