import * as E from 'fp-ts/lib/Either.js'
import {
  fundsStream,
  streamKindOf,
  streamSubjectOf,
  type AccountId,
  type ChangeOfAccount,
  type CommandClaimed,
  type DomainEvent,
} from '@waybill/core'
import type { ReadFailure, RevisionConflict, StreamHead } from '@waybill/port'
import { judge } from '../command/judge.js'
import type { Matter } from '../command/matter.js'
import { refusalOf } from '../command/refusal.js'
import { boundedRejection } from '../command/rejection-facts.js'
import type { Situate, Situation } from '../command/situation.js'
import { stepAside } from '../command/step-aside.js'
import type { StoredDecision } from '../command/stored-decision.js'
import type { EngineParts } from '../engine-parts.js'
import type { Failure } from '../failure.js'
import { appendStep } from './append-step.js'
import { decisionOf, readClaim, type Claim } from './claim.js'
import { accountInWant, finishEarlierChanges, finishJudgedBefore, settleHolders } from './finish-others.js'
import { kindOfSaga } from './kind-of-saga.js'
import { nextStep, type NextStep } from './next-step.js'
import { readOwnEvents, type OwnEvents } from './own-events.js'
import { nextRelease } from './released.js'

/** A claimed command under way. */
export type Saga = {
  readonly matter: Matter
  readonly situate: Situate
  /** The command, where it changes an account that is open. */
  readonly change: ChangeOfAccount | null
}

type Heads = ReadonlyMap<string, StreamHead>

const headsOf = async (
  { store }: EngineParts,
  claim: Claim,
  situation: Situation,
): Promise<E.Either<ReadFailure, Heads>> => {
  const heads = new Map(situation.heads)
  for (const stream of claim.since.keys()) {
    if (heads.has(stream)) continue
    const head = await store.head(stream)()
    if (E.isLeft(head)) return head
    heads.set(stream, head.right)
  }
  return E.right(heads)
}

/** The claim with the streams that the decision has come to need since: they are looked through from where they stand now. */
const widened = (claim: Claim, { heads, mayWrite }: Situation): CommandClaimed | null => {
  const missing = mayWrite.filter((stream) => !claim.since.has(stream))
  if (missing.length === 0) return null
  const streams = missing.map((stream) => ({ stream, revision: String(heads.get(stream)?.revision ?? -1) }))
  return { ...claim.claimed, streams: [...claim.claimed.streams, ...streams] }
}

const isInFront = ({ type }: { readonly type: string }): boolean => type !== 'TransferFundsConfirmed'

/** In the order of a receipt: what the subject says, what the funds say, and the word that all funds are kept. */
const tellable = (claim: Claim, own: OwnEvents) => {
  const { subject } = claim.claimed
  const ofFunds = [...claim.since.keys()].filter((stream) => stream !== subject).flatMap((stream) => own(stream))
  const ofSubject = own(subject)
  return [
    ...ofSubject.filter(({ type }) => type === 'CommandRefused'),
    ...ofSubject.filter((event) => isInFront(event) && event.type !== 'CommandRefused'),
    ...ofFunds,
    ...ofSubject.filter((event) => !isInFront(event)),
  ]
}

/** In one order, whatever command takes from them. */
const fundsStreamsOf = ({ since }: Claim): ReadonlyArray<string> =>
  [...since.keys()].filter((stream) => streamKindOf(stream) === 'funds').sort()

/**
 * A transfer that is being initiated may wait for what this command took to be given back, while this command waits for the transfer: this
 * one lets go first. True where it did, or where somebody else was there before.
 */
const letGo = async (parts: EngineParts, { matter }: Saga, claim: Claim): Promise<E.Either<Failure, boolean>> => {
  const { subject } = claim.claimed
  if (streamKindOf(subject) !== 'transfer') return E.right(false)
  const transfer = await parts.streams.transfer(streamSubjectOf(subject), 'FRESH')
  if (E.isLeft(transfer)) return transfer
  const pending = transfer.right.state?.pendingFunds ?? null
  if (pending === null || pending === matter.commandId) return E.right(false)
  const own = await readOwnEvents(parts.store, claim)
  if (E.isLeft(own)) return own
  const release = nextRelease(fundsStreamsOf(claim), own.right)
  if (release === null) return E.right(false)
  const head = await parts.store.head(release.stream)()
  if (E.isLeft(head)) return head
  const place = own.right(release.stream).length
  const appended = await appendStep(parts, matter, { head: head.right, events: [release.event], place })
  return E.isRight(appended) || appended.left._tag === 'RevisionConflict' ? E.right(true) : E.left(appended.left)
}

/** What has to be at its end before the next step of this command is judged. True where that is to be looked at again. */
const makeWay = async (parts: EngineParts, saga: Saga, claim: Claim): Promise<E.Either<Failure, boolean>> => {
  const kind = kindOfSaga(saga.matter.word)
  if (kind === 'TAKING') return letGo(parts, saga, claim)
  if (kind !== 'TERMS') return E.right(false)
  const earlier = await finishEarlierChanges(parts, claim)
  if (E.isLeft(earlier)) return earlier
  const own = await readOwnEvents(parts.store, claim)
  if (E.isLeft(own)) return own
  const isSet = fundsStreamsOf(claim).some((stream) => own.right(stream).at(-1)?.type === 'FundsTermsSet')
  if (!isSet || own.right(claim.claimed.subject).length > 0) return E.right(false)
  const before = await finishJudgedBefore(parts, claim)
  return E.isLeft(before) ? before : E.right(false)
}

const writesOf = (
  parts: EngineParts,
  { matter }: Saga,
  situation: Situation,
  claim: Claim,
  own: OwnEvents,
  step: NextStep,
): { readonly stream: string; readonly events: ReadonlyArray<DomainEvent> } => {
  switch (step._tag) {
    case 'Write':
      return step
    case 'Refuse': {
      const refusal = refusalOf(matter, boundedRejection(step.rejection), situation, parts.reading.throughSequence())
      return { stream: claim.claimed.subject, events: refusal.writes.map(({ event }) => event) }
    }
    case 'Close': {
      const events = tellable(claim, own).map(({ revision, stream }) => ({ stream, revision }))
      return { stream: claim.head.stream, events: [{ _tag: 'CommandDecided', events }] }
    }
  }
}

/** Takes one step after the other until the decision is whole. Each is seen to be due on what the store has, whoever wrote it. */
export const takeSteps = async (
  parts: EngineParts,
  saga: Saga,
  first: Claim,
): Promise<E.Either<Failure, StoredDecision>> => {
  const { change, matter, situate } = saga
  const { commandId } = matter
  const kind = kindOfSaga(matter.word)
  let claim = first
  let lost: RevisionConflict | null = null
  let attempts = 0
  while (attempts < parts.limits.decisionAttempts) {
    if (claim.events !== null) return decisionOf(parts, { events: claim.events })
    const way = await makeWay(parts, saga, claim)
    if (E.isLeft(way)) return way
    if (way.right) continue
    const situation = await situate('FRESH')
    if (E.isLeft(situation)) return situation
    const heads = await headsOf(parts, claim, situation.right)
    if (E.isLeft(heads)) return heads
    const wider = widened(claim, situation.right)
    const own = await readOwnEvents(parts.store, claim)
    if (E.isLeft(own)) return own
    const { subject } = claim.claimed
    const refused: { byFundsOf: AccountId | null } = { byFundsOf: null }
    const step: E.Either<Failure, NextStep> =
      wider !== null
        ? E.right({ _tag: 'Write', stream: claim.head.stream, events: [wider] })
        : await nextStep(kind, {
            commandId,
            subject,
            fundsStreams: fundsStreamsOf(claim),
            own: own.right,
            verdict: async (taken) => {
              const verdict = await judge(parts, situation.right, taken)
              if (E.isRight(verdict) && E.isLeft(verdict.right)) refused.byFundsOf = accountInWant(verdict.right.left)
              return verdict
            },
            transferAt: (revision) => parts.streams.transferAt(subject, revision),
            change,
          })
    if (E.isLeft(step)) return step
    const { byFundsOf } = refused
    if (byFundsOf !== null) {
      const settled = await settleHolders(
        parts,
        claim,
        byFundsOf,
        heads.right.get(fundsStream(byFundsOf))?.revision ?? -1,
      )
      if (E.isLeft(settled)) return settled
      if (settled.right) continue
    }
    const { events, stream } = writesOf(parts, saga, situation.right, claim, own.right, step.right)
    const toClaim = stream === claim.head.stream
    const head = toClaim ? claim.head : heads.right.get(stream)
    if (head === undefined) throw new Error(`a step goes to ${stream}, which was not read for it`)
    const place = toClaim ? head.revision + 1 : own.right(stream).length
    const appended = await appendStep(parts, matter, { head, events, place })
    if (E.isLeft(appended)) {
      if (appended.left._tag !== 'RevisionConflict') return E.left(appended.left)
      lost = appended.left
      attempts += 1
      await stepAside(parts.timer, Math.min(attempts, 4))
    } else attempts = 0
    if (toClaim || E.isLeft(appended)) {
      const again = await readClaim(parts, commandId)
      if (E.isLeft(again)) return again
      claim = again.right ?? claim
    }
  }
  return E.left({
    _tag: 'TooManyConflicts',
    commandId,
    command: matter.word,
    attempts,
    stream: lost?.stream ?? '',
    winners: lost?.winners ?? [],
  })
}
