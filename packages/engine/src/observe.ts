import * as E from 'fp-ts/lib/Either.js'
import {
  allEvents,
  canonicalJson,
  decodeWith,
  observationEvents,
  observationStream,
  type Instant,
  type MalformedCommand,
  type ObservationEvent,
} from '@waybill/core'
import type { CallContext } from './call-context.js'
import { carryOut, type Answer } from './command/carry-out.js'
import { fieldNamesOf } from './command/field-differences.js'
import type { Matter } from './command/matter.js'
import { refuseOtherUse } from './command/refuse-other-use.js'
import { headsOf, type Situate } from './command/situation.js'
import type { EngineParts } from './engine-parts.js'
import { observationKey } from './event-ids.js'
import { checkTimes } from './instant.js'
import { digestOfText } from './sha256.js'

/** Something that was seen around the money. */
export type Observation = {
  /** Names the observation for ever: the source's own id of the record, made unique by the caller. */
  readonly observationId: string
  /** The event, its amounts as bigint or, as in a log, as decimal text of minor units. */
  readonly event: ObservationEvent | ({ readonly _tag: string } & Readonly<Record<string, unknown>>)
  /** When it happened; without it, when the engine received it. */
  readonly occurredAt?: Instant
}

const longestId = 200

const malformed = (command: string, path: string, expected: string, found: string): E.Either<MalformedCommand, never> =>
  E.left({ _tag: 'MalformedCommand', command, problems: [{ path, expected, found }] })

const isObservationWord = (word: string): word is ObservationEvent['_tag'] => Object.hasOwn(observationEvents, word)

/** Amounts as they are stored. */
const asStored = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)))

/** Reads an observation, or names every field that is not as it should be. */
const takeObservation = (
  parts: EngineParts,
  { observationId, event: given, occurredAt }: Observation,
  context: CallContext,
): E.Either<MalformedCommand, { readonly matter: Matter; readonly event: ObservationEvent }> => {
  const { _tag: word, ...data } = given
  if (!isObservationWord(word))
    return malformed(word, '_tag', `one of ${Object.keys(observationEvents).join(', ')}`, word)
  if (observationId === '' || observationId.length > longestId || !observationId.isWellFormed())
    return malformed(
      word,
      'observationId',
      `text of 1 to ${longestId} characters`,
      `${observationId.length} characters`,
    )
  const happenedAt = occurredAt ?? context.occurredAt
  const times = checkTimes(word, { occurredAt: happenedAt })
  if (E.isLeft(times)) return times
  const stored = asStored(data)
  const decoded = decodeWith<Record<string, unknown>, unknown>(allEvents[word].codec as never, stored)
  if (E.isLeft(decoded)) return E.left({ _tag: 'MalformedCommand', command: word, problems: decoded.left })
  const event = { ...decoded.right, _tag: word } as unknown as ObservationEvent
  const payload = canonicalJson(stored)
  const receivedAt = parts.clock.now()
  const matter: Matter = {
    commandId: observationKey(observationId),
    word,
    payload,
    digest: digestOfText(payload),
    receivedAt,
    occurredAt: happenedAt ?? receivedAt,
    context,
    correlationId: 'transferId' in event ? event.transferId : null,
    refusal: 'STORED',
  }
  return E.right({ matter, event })
}

/** An observation decides nothing: it is appended behind whatever stands in its stream. */
const situateObservation =
  (parts: EngineParts, stream: string, event: ObservationEvent): Situate =>
  async () => {
    const head = await parts.store.head(stream)()
    if (E.isLeft(head)) return head
    return E.right({
      subject: stream,
      heads: headsOf([head.right]),
      needsInflowAtHead: false,
      judge: () => E.right({ writes: [{ stream, event }], checks: [] }),
    })
  }

/** Appends an observation to the stream that it belongs in. The same id gives the same receipt; with other content it is refused. */
export const observe = async (parts: EngineParts, observation: Observation, context: CallContext): Promise<Answer> => {
  const taken = takeObservation(parts, observation, context)
  if (E.isLeft(taken)) return taken
  const { matter, event } = taken.right
  const stream = observationStream(event)
  return parts.lock([stream], () =>
    carryOut(parts, matter, {
      situate: situateObservation(parts, stream, event),
      onOtherUse: refuseOtherUse(matter, fieldNamesOf(allEvents[event._tag].codec)),
    }),
  )
}
