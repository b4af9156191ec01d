import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, type Decision, type Rejection, type UndecodableEvent } from '@waybill/core'
import type { RecordedEvent } from '@waybill/port'
import type { RefusalUnreadable } from '../failure.js'
import type { Matter } from './matter.js'
import { decodeRejection, encodeFacts } from './rejection-facts.js'
import type { Situation } from './situation.js'

/** The decision to record a refusal, at exactly the revisions that it was judged at. */
export const refusalOf = (
  matter: Matter,
  rejection: Rejection,
  { subject, heads }: Situation,
  throughSequence: number,
): Decision => ({
  writes: [
    {
      stream: subject,
      event: {
        _tag: 'CommandRefused',
        commandId: matter.commandId,
        command: matter.word,
        payload: matter.payload,
        rejection: rejection._tag,
        facts: encodeFacts(rejection),
        judgedAt: [...heads.values()].map(({ stream, revision }) => ({ stream, revision: String(revision) })),
        throughSequence,
      },
    },
  ],
  checks: [...heads.keys()],
})

/** The rejection that a stored CommandRefused states. */
export const rejectionOf = (stored: RecordedEvent): E.Either<RefusalUnreadable | UndecodableEvent, Rejection> => {
  const recorded = decodeStored(stored)
  if (E.isLeft(recorded)) return recorded
  const { event, stream, revision } = recorded.right
  if (event._tag !== 'CommandRefused') throw new Error(`rejectionOf: ${event._tag} is no refusal`)
  const rejection = decodeRejection(event.rejection, event.facts, event.payload)
  if (E.isRight(rejection)) return rejection
  return E.left({
    _tag: 'RefusalUnreadable',
    commandId: event.commandId,
    stream,
    revision,
    rejection: event.rejection,
    ...rejection.left,
  })
}
