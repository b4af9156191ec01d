import * as E from 'fp-ts/lib/Either.js'
import { commandStream, type CommandClaimed } from '@waybill/core'
import type { EventStore } from '@waybill/port'
import { answerOf } from '../command/answer-of.js'
import type { Answer, Course } from '../command/course.js'
import { envelopeOf } from '../command/envelope.js'
import { judge } from '../command/judge.js'
import type { Matter } from '../command/matter.js'
import { boundedRejection } from '../command/rejection-facts.js'
import type { Situation } from '../command/situation.js'
import { isAboutTheSame } from '../command/stored-decision.js'
import type { EngineParts } from '../engine-parts.js'
import type { Failure } from '../failure.js'
import { appendStep } from './append-step.js'
import { decisionOf, readClaim, type Claim } from './claim.js'
import { takeSteps } from './take-steps.js'

/** Whether decisions are stored step by step, for one append of the store cannot take them whole or cannot keep ids apart. */
export const isStoredStepByStep = ({ capabilities }: EventStore): boolean =>
  !capabilities.atomicAcrossStreams || !capabilities.uniqueEventIds

const claimedBy = (matter: Matter, { heads, mayWrite, subject }: Situation): CommandClaimed => ({
  _tag: 'CommandClaimed',
  commandId: matter.commandId,
  command: matter.word,
  subject,
  payload: matter.payload,
  payloadDigest: matter.digest,
  receivedAt: matter.receivedAt,
  freshUetr: matter.freshUetr,
  refusal: matter.refusal,
  streams: mayWrite.map((stream) => ({ stream, revision: String(heads.get(stream)?.revision ?? -1) })),
})

/** Takes the id. Null where somebody else has taken it meanwhile: from then on it is found. */
const claim = async (
  parts: EngineParts,
  matter: Matter,
  situation: Situation,
): Promise<E.Either<Failure, Claim | null>> => {
  const claimed = claimedBy(matter, situation)
  const nobody = { stream: commandStream(matter.commandId), revision: -1, chainhash: null }
  const appended = await appendStep(parts, matter, { head: nobody, events: [claimed], place: 0 })
  if (E.isLeft(appended)) return appended.left._tag === 'RevisionConflict' ? E.right(null) : E.left(appended.left)
  const [stored] = appended.right.events
  // The same event may be another engine's: the reference for a new transfer, drawn anew for each call, tells whose it is.
  if (stored?.chainhash !== appended.right.chainhash) return E.right(null)
  return E.right({
    claimed,
    metadata: envelopeOf(matter).metadata,
    occurredAt: matter.occurredAt,
    head: { stream: stored.stream, revision: stored.revision, chainhash: stored.chainhash },
    since: new Map(claimed.streams.map(({ revision, stream }) => [stream, Number(revision)])),
    events: null,
  })
}

/** The id under which the engine proposes something to itself once more, that was no longer due under the ids before. */
const nextProposal = (matter: Matter, first: string, count: number): Matter => ({
  ...matter,
  commandId: `${first}.${count}`,
})

/**
 * The command loop where a decision is stored step by step. Was the id taken? Then what it was taken for is brought to its end, and
 * that is the answer. Else take it, then take the steps, each of which is seen to be due on what the store has.
 */
export const carryOutBySteps = async (parts: EngineParts, asked: Matter, course: Course): Promise<Answer> => {
  let matter = asked
  let proposals = 0
  for (;;) {
    const found = await readClaim(parts, matter.commandId)
    if (E.isLeft(found)) return found
    if (found.right?.events === null) {
      const finished = await parts.finishCommand(matter.commandId)
      if (E.isLeft(finished)) return finished
      continue
    }
    if (found.right?.events) {
      const stored = await decisionOf(parts, { events: found.right.events })
      if (E.isLeft(stored)) return stored
      if (matter.refusal === 'TOLD' && stored.right.first.type === 'CommandRefused') {
        matter = nextProposal(matter, asked.commandId, (proposals += 1))
        continue
      }
      return isAboutTheSame(stored.right, matter)
        ? answerOf(parts, matter, stored.right, true)
        : course.onOtherUse(stored.right)
    }
    const situation = await course.situate('FRESH')
    if (E.isLeft(situation)) return situation
    if (matter.refusal === 'TOLD') {
      const verdict = await judge(parts, situation.right)
      if (E.isLeft(verdict)) return verdict
      if (E.isLeft(verdict.right)) return E.left(boundedRejection(verdict.right.left))
    }
    const own = await claim(parts, matter, situation.right)
    if (E.isLeft(own)) return own
    if (own.right === null) continue
    const decided = await takeSteps(
      parts,
      { matter, situate: course.situate, change: course.change ?? null },
      own.right,
    )
    return E.isLeft(decided) ? decided : answerOf(parts, matter, decided.right, false)
  }
}
