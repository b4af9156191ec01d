import * as E from 'fp-ts/lib/Either.js'
import { streamKindOf, type ChangeOfAccount, type CommandClaimed, type DomainEvent } from '@waybill/core'
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
import { kindOfSaga } from './kind-of-saga.js'
import { nextStep, type NextStep } from './next-step.js'
import { readOwnEvents, type OwnEvents } from './own-events.js'

/** A claimed command under way. */
export type Saga = {
  readonly matter: Matter
  readonly situate: Situate
  /** The command, where it changes an account that is open. */
  readonly change: ChangeOfAccount | null
}

type Heads = ReadonlyMap<string, StreamHead>

/** A decision that has to lose this often was not decided: every step but the last may lose to other commands. */
const attemptsPerStep = 4

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

/** Other changes of an account that were begun come first, so that the account's stream tells them in the order of its funds. */
const finishOthers = async (parts: EngineParts, { claimed }: Claim): Promise<E.Either<Failure, void>> => {
  const caughtUp = await parts.reading.catchUp()
  if (E.isLeft(caughtUp)) return caughtUp
  for (const { commandId, subject } of parts.unfinished.open()) {
    if (subject !== claimed.subject || commandId === claimed.commandId) continue
    const finished = await parts.finishCommand(commandId)
    if (E.isLeft(finished)) return finished
  }
  return E.right(undefined)
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
  while (attempts < parts.limits.decisionAttempts * attemptsPerStep) {
    if (claim.events !== null) return decisionOf(parts, { events: claim.events })
    const before = kind === 'TERMS' ? await finishOthers(parts, claim) : E.right(undefined)
    if (E.isLeft(before)) return before
    const situation = await situate('FRESH')
    if (E.isLeft(situation)) return situation
    const heads = await headsOf(parts, claim, situation.right)
    if (E.isLeft(heads)) return heads
    const wider = widened(claim, situation.right)
    const own = await readOwnEvents(parts.store, claim)
    if (E.isLeft(own)) return own
    const { subject } = claim.claimed
    const step: E.Either<Failure, NextStep> =
      wider !== null
        ? E.right({ _tag: 'Write', stream: claim.head.stream, events: [wider] })
        : await nextStep(kind, {
            commandId,
            subject,
            fundsStreams: [...claim.since.keys()].filter((stream) => streamKindOf(stream) === 'funds'),
            own: own.right,
            verdict: (taken) => judge(parts, situation.right, taken),
            transferAt: (revision) => parts.streams.transferAt(subject, revision),
            change,
          })
    if (E.isLeft(step)) return step
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
    }
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
