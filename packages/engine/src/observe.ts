import * as E from 'fp-ts/lib/Either.js'
import {
  allEvents,
  canonicalJson,
  decodeWith,
  describeFound,
  excerptOf,
  observationEvents,
  observationStream,
  type Instant,
  type MalformedCommand,
  type ObservationEvent,
} from '@waybill/core'
import type { CallContext } from './call-context.js'
import { checkInput, forms, malformed, maybe, readFromCaller } from './caller-input.js'
import { carryOut, type Answer } from './command/carry-out.js'
import { fieldNamesOf } from './command/field-differences.js'
import type { Matter } from './command/matter.js'
import { refuseOtherUse } from './command/refuse-other-use.js'
import { headsOf, type Situate } from './command/situation.js'
import type { EngineParts } from './engine-parts.js'
import { observationKey } from './event-ids.js'
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

const isObservationWord = (word: string): word is ObservationEvent['_tag'] => Object.hasOwn(observationEvents, word)

type Read = {
  readonly observationId: string
  readonly event: ObservationEvent
  readonly payload: string
  readonly happenedAt: Instant | undefined
}

const mostValues = 10_000

/** Amounts as they are stored. What JSON would leave out without a word, such as a function, is given as an object, which no text field takes. */
const asStored = (data: unknown): unknown => {
  let values = 0
  return JSON.parse(
    JSON.stringify(data, (_key, value: unknown) => {
      values += Array.isArray(value) ? 1 + value.length : 1
      if (values > mostValues) throw new Error(`more than ${mostValues} values`)
      if (typeof value === 'bigint') return value.toString()
      return typeof value === 'function' || typeof value === 'symbol' ? { not: 'a value' } : value
    }),
  )
}

/** Reads an observation, or names every field that is not as it should be. */
const readObservation = (
  { observationId, event: given, occurredAt }: Observation,
  context: CallContext,
): E.Either<MalformedCommand, Read> => {
  const { _tag: word, ...data } = given
  const expected = `one of ${Object.keys(observationEvents).join(', ')}`
  if (typeof word !== 'string') return malformed('Observation', '_tag', expected, describeFound(word))
  if (!isObservationWord(word)) return malformed(excerptOf(word), '_tag', expected, excerptOf(word))
  if (typeof observationId !== 'string')
    return malformed(word, 'observationId', `text of 1 to ${longestId} characters`, typeof observationId)
  if (observationId === '' || observationId.length > longestId || !observationId.isWellFormed())
    return malformed(
      word,
      'observationId',
      `text of 1 to ${longestId} characters`,
      `${observationId.length} characters`,
    )
  const happenedAt = occurredAt ?? context.occurredAt
  const times = checkInput(word, () => ({ occurredAt: happenedAt }), { occurredAt: maybe(forms.time) })
  if (E.isLeft(times)) return times
  const stored = asStored(data)
  const decoded = decodeWith<Record<string, unknown>, unknown>(allEvents[word].codec as never, stored)
  if (E.isLeft(decoded)) return E.left({ _tag: 'MalformedCommand', command: word, problems: decoded.left })
  const event = { ...decoded.right, _tag: word } as unknown as ObservationEvent
  return E.right({ observationId, event, payload: canonicalJson(stored), happenedAt })
}

const stamped = (
  parts: EngineParts,
  { observationId, event, payload, happenedAt }: Read,
  context: CallContext,
): Matter => {
  const receivedAt = parts.clock.now()
  return {
    commandId: observationKey(observationId),
    word: event._tag,
    payload,
    digest: digestOfText(payload),
    receivedAt,
    occurredAt: happenedAt ?? receivedAt,
    freshUetr: parts.ids.next(),
    context,
    correlationId: 'transferId' in event ? event.transferId : null,
    refusal: 'STORED',
  }
}

/** The observation that a payload of the log states; null where the word is none of an observation. */
export const observationOf = (word: string, payload: string): ObservationEvent | null => {
  if (!isObservationWord(word)) return null
  const decoded = decodeWith<Record<string, unknown>, unknown>(allEvents[word].codec as never, JSON.parse(payload))
  if (E.isLeft(decoded)) throw new Error(`the engine cannot read its own ${word}`)
  return { ...decoded.right, _tag: word } as unknown as ObservationEvent
}

/** An observation decides nothing: it is appended behind whatever stands in its stream. */
export const situateObservation =
  (parts: EngineParts, stream: string, event: ObservationEvent): Situate =>
  async () => {
    const head = await parts.store.head(stream)()
    if (E.isLeft(head)) return head
    return E.right({
      subject: stream,
      heads: headsOf([head.right]),
      needsInflowAtHead: false,
      mayWrite: [stream],
      judge: () => E.right({ writes: [{ stream, event }], checks: [] }),
    })
  }

/** Appends an observation to the stream that it belongs in. The same id gives the same receipt; with other content it is refused. */
export const observe = async (parts: EngineParts, observation: Observation, context: CallContext): Promise<Answer> => {
  const read = readFromCaller('Observation', () => readObservation(observation, context))
  if (E.isLeft(read)) return read
  const { event } = read.right
  const matter = stamped(parts, read.right, context)
  const stream = observationStream(event)
  return parts.lock([stream], () =>
    carryOut(parts, matter, {
      situate: situateObservation(parts, stream, event),
      onOtherUse: refuseOtherUse(matter, fieldNamesOf(allEvents[event._tag].codec)),
    }),
  )
}
