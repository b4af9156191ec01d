import * as E from 'fp-ts/lib/Either.js'
import type { Decision, Rejection } from '@waybill/core'
import type { ReadFailure, RecordedEvent, RevisionConflict, Timer } from '@waybill/port'
import { metadataOfContext } from '../call-context.js'
import type { EngineParts } from '../engine-parts.js'
import type { Failure } from '../failure.js'
import type { Receipt } from '../receipt.js'
import { pause } from '../system-timer.js'
import type { Matter } from './matter.js'
import { receiptOf } from './receipt-of.js'
import { refusalOf, rejectionOf } from './refusal.js'
import { boundedRejection } from './rejection-facts.js'
import type { Situate, Situation } from './situation.js'
import { findDecision, isAboutTheSame, type StoredDecision } from './stored-decision.js'
import { writeDecision } from './write-decision.js'

/** What became of a command, a report or an observation. */
export type Answer = E.Either<Rejection | Failure, Receipt>

/** How the work differs between commands, reports and observations. */
export type Course = {
  readonly situate: Situate
  /** The id was used for something else. */
  readonly onOtherUse: (stored: StoredDecision) => Promise<Answer>
}

const receipt = (
  parts: EngineParts,
  { commandId, word }: Matter,
  subject: string,
  events: ReadonlyArray<RecordedEvent>,
  replayed: boolean,
): Promise<Answer> => receiptOf(parts, { commandId, command: word }, subject, events, replayed)

/** The answer that a stored decision gave, given again. */
const answerAgain = async (parts: EngineParts, matter: Matter, { first, events }: StoredDecision): Promise<Answer> => {
  if (first.type !== 'CommandRefused') return receipt(parts, matter, first.stream, events, true)
  const rejection = rejectionOf(first)
  return E.isLeft(rejection) ? rejection : E.left(rejection.right)
}

const leansOnInflow = ({ _tag }: Rejection): boolean =>
  _tag === 'InsufficientAvailableBalance' || _tag === 'LimitBelowUse' || _tag === 'AccountNotEmpty'

/** Takes the decision. Before money that has come in could be overlooked, the inflow is read up to the head, and the decision taken again. */
const judge = async (
  { reading }: EngineParts,
  situation: Situation,
): Promise<E.Either<ReadFailure, E.Either<Rejection, Decision>>> => {
  if (!situation.needsInflowAtHead) {
    const verdict = situation.judge()
    if (E.isRight(verdict) || !leansOnInflow(verdict.left)) return E.right(verdict)
  }
  const caughtUp = await reading.catchUp()
  return E.isLeft(caughtUp) ? caughtUp : E.right(situation.judge())
}

const write = (
  parts: EngineParts,
  matter: Matter,
  decision: Decision,
  { heads }: Situation,
): ReturnType<typeof writeDecision> => {
  const { commandId, word, digest, receivedAt, occurredAt, context, correlationId } = matter
  const metadata = {
    ...metadataOfContext(context, correlationId),
    commandid: commandId,
    command: word,
    payloaddigest: digest,
  }
  return writeDecision(parts, { commandId, receivedAt, occurredAt, metadata }, decision, heads)
}

const needed = ['atomicAcrossStreams', 'uniqueEventIds'] as const

const lacking = ({ store }: EngineParts): ReadonlyArray<(typeof needed)[number]> =>
  needed.filter((capability) => !store.capabilities[capability])

/** Another engine was first. Waiting a little, differently each time, keeps two engines from walking in step. */
const stepAside = (timer: Timer, attempt: number): Promise<void> =>
  pause(timer, timer.spread() * Math.min(2 ** attempt, 50))

/** The answer where this id has a decision already; null where it has none. */
const answerOfDecided = async (parts: EngineParts, matter: Matter, course: Course): Promise<Answer | null> => {
  const stored = await findDecision(parts, matter.commandId)
  if (E.isLeft(stored)) return stored
  if (stored.right === null) return null
  return isAboutTheSame(stored.right, matter)
    ? answerAgain(parts, matter, stored.right)
    : course.onOtherUse(stored.right)
}

/**
 * The command loop. Has this id been decided? Then that is the answer. Else load, decide, append at the revisions that were seen;
 * when another writer was first, load and decide again. A refusal is stored like any other decision.
 */
export const carryOut = async (parts: EngineParts, matter: Matter, course: Course): Promise<Answer> => {
  const missing = lacking(parts)
  if (missing.length > 0) return E.left({ _tag: 'StoreNotCapable', ledger: parts.store.ledger, missing })
  let conflict: RevisionConflict | null = null
  for (let attempt = 1; attempt <= parts.limits.decisionAttempts; attempt += 1) {
    if (attempt === 1) {
      const decided = await answerOfDecided(parts, matter, course)
      if (decided !== null) return decided
    }
    const situation = await course.situate(conflict === null && matter.refusal === 'STORED' ? 'REMEMBERED' : 'FRESH')
    if (E.isLeft(situation)) return situation
    const verdict = await judge(parts, situation.right)
    if (E.isLeft(verdict)) return verdict
    const rejection = E.isLeft(verdict.right) ? boundedRejection(verdict.right.left) : null
    if (rejection !== null && matter.refusal === 'TOLD') return E.left(rejection)
    const decision = E.isRight(verdict.right)
      ? verdict.right.right
      : refusalOf(matter, boundedRejection(verdict.right.left), situation.right, parts.reading.throughSequence())
    const written = await write(parts, matter, decision, situation.right)
    if (E.isRight(written)) {
      const { events, alreadyStored } = written.right
      const [first] = events
      // Another payload may lead to the same events: then another engine has just stored them for that one.
      if (alreadyStored && first !== undefined && !isAboutTheSame({ first, events }, matter))
        return course.onOtherUse({ first, events })
      return rejection === null
        ? receipt(parts, matter, situation.right.subject, events, alreadyStored)
        : E.left(rejection)
    }
    if (written.left._tag === 'RevisionConflict') {
      conflict = written.left
      // Whoever is told to ask again must find what won: the last try reads it too.
      if (attempt === parts.limits.decisionAttempts) await course.situate('FRESH')
      await stepAside(parts.timer, attempt)
    } else if (written.left._tag === 'EventIdTaken')
      return (await answerOfDecided(parts, matter, course)) ?? E.left(written.left)
    else return E.left(written.left)
  }
  return E.left({
    _tag: 'TooManyConflicts',
    commandId: matter.commandId,
    command: matter.word,
    attempts: parts.limits.decisionAttempts,
    stream: conflict?.stream ?? '',
    winners: conflict?.winners ?? [],
  })
}
