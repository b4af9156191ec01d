import * as E from 'fp-ts/lib/Either.js'
import type { Decision } from '@waybill/core'
import type { RevisionConflict } from '@waybill/port'
import type { EngineParts } from '../engine-parts.js'
import { carryOutBySteps, isStoredStepByStep } from '../saga/carry-out-by-steps.js'
import { answerOf } from './answer-of.js'
import type { Answer, Course } from './course.js'
import { envelopeOf } from './envelope.js'
import { judge } from './judge.js'
import type { Matter } from './matter.js'
import { refusalOf } from './refusal.js'
import { boundedRejection } from './rejection-facts.js'
import type { Situation } from './situation.js'
import type { Freshness } from '../stream/stream-reader.js'
import { stepAside } from './step-aside.js'
import { findDecision, isAboutTheSame, type StoredDecision } from './stored-decision.js'
import { writeDecision } from './write-decision.js'

export type { Answer, Course } from './course.js'

const write = (
  parts: EngineParts,
  matter: Matter,
  decision: Decision,
  { heads }: Situation,
): ReturnType<typeof writeDecision> => writeDecision(parts, envelopeOf(matter), decision, heads)

/** What a stored decision answers to what is asked now: another payload may lead to the same id, and to the same events. */
const answerWith = async (
  parts: EngineParts,
  matter: Matter,
  course: Course,
  stored: StoredDecision,
  replayed: boolean,
): Promise<Answer> =>
  isAboutTheSame(stored, matter) ? answerOf(parts, matter, stored, replayed) : course.onOtherUse(stored)

/** The answer where this id has a decision already; null where it has none. */
const answerOfDecided = async (parts: EngineParts, matter: Matter, course: Course): Promise<Answer | null> => {
  const stored = await findDecision(parts, matter.commandId)
  if (E.isLeft(stored)) return stored
  return stored.right === null ? null : answerWith(parts, matter, course, stored.right, true)
}

const tooManyConflicts = (parts: EngineParts, matter: Matter, { stream, winners }: RevisionConflict): Answer =>
  E.left({
    _tag: 'TooManyConflicts',
    commandId: matter.commandId,
    command: matter.word,
    attempts: parts.limits.decisionAttempts,
    stream,
    winners,
  })

/**
 * The command loop. Has this id been decided? Then that is the answer. Else load, decide, append at the revisions that were seen;
 * when another writer was first, load and decide again. A refusal is stored like any other decision.
 */
export const carryOut = async (parts: EngineParts, matter: Matter, course: Course): Promise<Answer> => {
  if (isStoredStepByStep(parts.store)) return carryOutBySteps(parts, matter, course)
  const decided = await answerOfDecided(parts, matter, course)
  if (decided !== null) return decided
  let freshness: Freshness = matter.refusal === 'STORED' ? 'REMEMBERED' : 'FRESH'
  for (let attempt = 1; ; attempt += 1) {
    const situation = await course.situate(freshness)
    if (E.isLeft(situation)) return situation
    const verdict = await judge(parts, situation.right)
    if (E.isLeft(verdict)) return verdict
    const judged = E.mapLeft(boundedRejection)(verdict.right)
    if (E.isLeft(judged) && matter.refusal === 'TOLD') return judged
    const decision = E.isRight(judged)
      ? judged.right
      : refusalOf(matter, judged.left, situation.right, parts.reading.throughSequence())
    const written = await write(parts, matter, decision, situation.right)
    if (E.isRight(written)) return answerWith(parts, matter, course, written.right.stored, written.right.alreadyStored)
    if (written.left._tag === 'EventIdTaken')
      return (await answerOfDecided(parts, matter, course)) ?? E.left(written.left)
    if (written.left._tag !== 'RevisionConflict') return E.left(written.left)
    freshness = 'FRESH'
    if (attempt >= parts.limits.decisionAttempts) {
      // Whoever is told to ask again must find what won: the last try reads it too.
      await course.situate(freshness)
      return tooManyConflicts(parts, matter, written.left)
    }
    await stepAside(parts.timer, attempt)
  }
}
