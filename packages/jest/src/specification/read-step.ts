import {
  allCommands,
  allEvents,
  decodeCommand,
  decodeStored,
  isCommandWord,
  observationEvents,
  observationStream,
  type AnyCommand,
  type DomainEvent,
  type Instant,
  type JsonSchema,
  type MalformedCommand,
  type ObservationEvent,
  type UndecodableEvent,
  type Written,
} from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { fieldSchema, memberSchema } from '../story/schema-part.js'
import { isFields } from '../story/tell-value.js'
import { withMoneyRead } from './read-money.js'
import type { CommandStep, EventInStream, EventStep, Step } from './step.js'

/** The transfer that a specification is about where it names none. */
export const usualTransfer = 't1'

export const isCommandStep = (step: Step): step is CommandStep => '_tag' in step && isCommandWord(step._tag)

/** What a command's missing ids are filled with: the same in every run. */
export type FillIns = { readonly count: number; readonly now: Instant }

const filledIn = (
  payload: Readonly<Record<string, unknown>>,
  required: ReadonlyArray<string>,
  { count, now }: FillIns,
) => {
  const fillIns: Readonly<Record<string, unknown>> = {
    commandId: `command-${count}`,
    transferId: usualTransfer,
    reportId: `report-${count}`,
    asOf: now,
    railKey: '00000000-0000-5000-8000-000000000000',
    messageDigest: `sha256:${'0'.repeat(64)}`,
  }
  const missing = required.filter((name) => payload[name] === undefined && name in fillIns)
  return { ...payload, ...Object.fromEntries(missing.map((name) => [name, fillIns[name]])) }
}

/** The fields of a command that a specification left out and that were filled in. */
export const fieldsFilledIn = (step: CommandStep, command: AnyCommand): ReadonlyArray<string> =>
  Object.keys(command).filter((name) => !(name in step))

/** The command that a test author wrote, its ids filled in, or the fields that are not as they should be. */
export const readCommand = (step: CommandStep, fillIns: FillIns): E.Either<MalformedCommand, AnyCommand> => {
  const { _tag: word, ...payload } = step
  const required = allCommands[word].codec.schema['required'] as ReadonlyArray<string>
  return decodeCommand(word, filledIn(payload, required, fillIns))
}

const accountFields = ['payer', 'payee', 'account']

/** The event as a store would hold it: sums in minor units as decimal text, an account of this book as a reference. */
const storedForm = (value: unknown, schema: JsonSchema | undefined): unknown => {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map((item) => storedForm(item, memberSchema(schema)))
  if (!isFields(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const part = fieldSchema(schema, name)
      const isShort = typeof item === 'string' && accountFields.includes(name) && part?.['type'] === 'object'
      return [name, isShort ? { account: item } : storedForm(item, part)]
    }),
  )
}

const isObservation = (event: DomainEvent): event is ObservationEvent => Object.hasOwn(observationEvents, event._tag)

const transferKinds: ReadonlyArray<string> = ['transfer']

/** The stream that the event itself names, or null where it does not. */
const streamNamedBy = (event: DomainEvent): string | null => {
  if (isObservation(event)) return observationStream(event)
  if (event._tag === 'AccountOpened') return `account-${event.account}`
  if (event._tag === 'TransferInitiated') return `transfer-${event.transferId}`
  const { streams } = allEvents[event._tag]
  return streams.every((kind) => transferKinds.includes(kind)) ? `transfer-${usualTransfer}` : null
}

/** Why an event of a specification cannot be taken. */
export type EventRefused = UndecodableEvent | { readonly _tag: 'StreamNotNamed'; readonly word: string }

const decodedIn = (event: EventStep, stream: string): E.Either<UndecodableEvent, DomainEvent> => {
  const { _tag: word, ...data } = withMoneyRead(event) as { readonly _tag: DomainEvent['_tag'] }
  const recorded = decodeStored({
    stream,
    revision: 0,
    sequence: 1,
    id: '',
    type: word,
    schemaVersion: allEvents[word].version,
    occurredAt: '',
    recordedAt: '',
    metadata: {},
    data: JSON.stringify(storedForm(data, allEvents[word].codec.schema)),
    chainhash: '',
  })
  return E.isLeft(recorded) ? recorded : E.right(recorded.right.event)
}

/** The event that a test author wrote and the stream that it goes to, checked by its codec as a store's events are. */
export const readEvent = (step: EventStep | EventInStream): E.Either<EventRefused, Written> => {
  const event = 'event' in step ? step.event : step
  if ('event' in step) {
    const decoded = decodedIn(event, step.stream)
    return E.isLeft(decoded) ? decoded : E.right({ stream: step.stream, event: decoded.right })
  }
  const decoded = decodedIn(event, `${allEvents[event._tag].streams[0] ?? ''}-x`)
  if (E.isLeft(decoded)) return decoded
  const stream = streamNamedBy(decoded.right)
  return stream === null
    ? E.left({ _tag: 'StreamNotNamed', word: event._tag })
    : E.right({ stream, event: decoded.right })
}
