import * as E from 'fp-ts/lib/Either.js'
import type { Decision } from '@waybill/core'
import type { RecordedEvent, RevisionConflict } from '@waybill/port'
import type { EngineParts } from '../engine-parts.js'
import { carryOutBySteps, isStoredStepByStep } from '../saga/carry-out-by-steps.js'
import { answerOf } from './answer-of.js'
import type { Answer, Course } from './course.js'
import { envelopeOf } from './envelope.js'
import { judge } from './judge.js'
import type { Matter } from './matter.js'
import { receiptOf } from './receipt-of.js'
import { refusalOf } from './refusal.js'
import { boundedRejection } from './rejection-facts.js'
import type { Situation } from './situation.js'
import { stepAside } from './step-aside.js'
import { findDecision, isAboutTheSame } from './stored-decision.js'
import { writeDecision } from './write-decision.js'

export type { Answer, Course } from './course.js'

const receipt = (
  parts: EngineParts,
  { commandId, word }: Matter,
  subject: string,
  events: ReadonlyArray<RecordedEvent>,
  replayed: boolean,
): Promise<Answer> => receiptOf(parts, { commandId, command: word }, subject, events, replayed)

const write = (
  parts: EngineParts,
  matter: Matter,
  decision: Decision,
  { heads }: Situation,
): ReturnType<typeof writeDecision> => writeDecision(parts, envelopeOf(matter), decision, heads)

/** The answer where this id has a decision already; null where it has none. */
const answerOfDecided = async (parts: EngineParts, matter: Matter, course: Course): Promise<Answer | null> => {
  const stored = await findDecision(parts, matter.commandId)
  if (E.isLeft(stored)) return stored
  if (stored.right === null) return null
  return isAboutTheSame(stored.right, matter)
    ? answerOf(parts, matter, stored.right, true)
    : course.onOtherUse(stored.right)
}

/**
 * The command loop. Has this id been decided? Then that is the answer. Else load, decide, append at the revisions that were seen;
 * when another writer was first, load and decide again. A refusal is stored like any other decision.
 */
export const carryOut = async (parts: EngineParts, matter: Matter, course: Course): Promise<Answer> => {
  if (isStoredStepByStep(parts.store)) return carryOutBySteps(parts, matter, course)
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
