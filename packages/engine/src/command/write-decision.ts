import * as E from 'fp-ts/lib/Either.js'
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import { decodeStored, encodeEvent, type Decision, type Recorded, type Written } from '@waybill/core'
import type { AppendFailure, AppendReceipt, ProposedEvent, RecordedEvent, StreamHead, StreamWrite } from '@waybill/port'
import type { EngineParts } from '../engine-parts.js'
import { eventId } from '../event-ids.js'
import type { Envelope } from './envelope.js'
import type { StoredDecision } from './stored-decision.js'
import { pause } from '../system-timer.js'

/** `alreadyStored`: this call wrote nothing, another had written the same. */
export type WrittenDecision = { readonly stored: StoredDecision; readonly alreadyStored: boolean }

export type Identified = Written & { readonly id: string }
export type Chained = { readonly write: StreamWrite; readonly asRecorded: ReadonlyArray<Recorded> }

/** What is not stored as it can be read again must not be stored at all. */
const readAgain = (event: ProposedEvent, head: StreamHead): Recorded => {
  const recorded = decodeStored({ ...event, stream: head.stream, revision: head.revision + 1, sequence: 0 })
  if (E.isRight(recorded)) return recorded.right
  const { problems } = recorded.left
  const places = problems.map(({ path, expected }) => `${path} must be ${expected}`).join('; ')
  throw new Error(`${event.type} was decided in a form that cannot be read again: ${places}`)
}

const headIn = (heads: ReadonlyMap<string, StreamHead>, stream: string): StreamHead => {
  const head = heads.get(stream)
  if (head === undefined) throw new Error(`the decision names the stream ${stream}, which was not loaded for it`)
  return head
}

/** The store gives back what was sent; where an event is missing, the receipt must not say that it is stored. */
const eventWith = (events: ReadonlyArray<RecordedEvent>, id: string): RecordedEvent => {
  const event = events.find((stored) => stored.id === id)
  if (event === undefined) throw new Error(`the store took the event ${id} and did not give it back`)
  return event
}

/** The events of one stream, each chained to the one before. */
export const chainOf = (
  parts: EngineParts,
  { receivedAt, occurredAt, metadata }: Envelope,
  head: StreamHead,
  writes: ReadonlyArray<Identified>,
): Chained => {
  const recordedAt = parts.recordedAt(receivedAt)
  const links: { readonly proposed: ProposedEvent; readonly recorded: Recorded }[] = []
  let last = head
  for (const { event, id } of writes) {
    const content = { ...encodeEvent(event), id, occurredAt, recordedAt, metadata }
    const revision = last.revision + 1
    const chainhash = parts.chain(last.chainhash, {
      ...content,
      ledger: parts.store.ledger,
      stream: head.stream,
      revision,
    })
    const proposed = { ...content, chainhash }
    links.push({ proposed, recorded: readAgain(proposed, last) })
    last = { stream: head.stream, revision, chainhash }
  }
  const events = links.map(({ proposed }) => proposed)
  const asRecorded = links.map(({ recorded }) => recorded)
  return { write: { stream: head.stream, expectedRevision: head.revision, events }, asRecorded }
}

/** How long to wait before each further sending, in milliseconds. */
const waits = [5, 10, 15]

/** When it is not known whether an append was stored, the same events are sent again: the store answers what is so. */
export const appendUntilKnown = async (
  parts: EngineParts,
  writes: ReadonlyArray<StreamWrite>,
): Promise<E.Either<AppendFailure, AppendReceipt>> => {
  let outcome = await parts.store.append(writes)()
  for (const wait of waits) {
    if (E.isRight(outcome) || outcome.left._tag !== 'AppendOutcomeUnknown') break
    await pause(parts.timer, wait)
    outcome = await parts.store.append(writes)()
  }
  return outcome
}

/** Stores the events of a decision, all or none, if every stream that it leans on is as it was when the decision was taken. */
export const writeDecision = async (
  parts: EngineParts,
  envelope: Envelope,
  decision: Decision,
  heads: ReadonlyMap<string, StreamHead>,
): Promise<E.Either<AppendFailure, WrittenDecision>> => {
  const identified = RNEA.mapWithIndex((index, written: Written): Identified => ({
    ...written,
    id: eventId(parts.namespace, envelope.commandId, index),
  }))(decision.writes)
  const byStream = new Map<string, ReadonlyArray<Identified>>()
  for (const written of identified) byStream.set(written.stream, [...(byStream.get(written.stream) ?? []), written])
  const chains = [...byStream].map(([stream, writes]) => chainOf(parts, envelope, headIn(heads, stream), writes))
  const checks = [...new Set(decision.checks)]
    .filter((stream) => !byStream.has(stream))
    .map((stream): StreamWrite => ({ stream, expectedRevision: headIn(heads, stream).revision, events: [] }))

  const appended = await parts.writes.during(appendUntilKnown(parts, [...chains.map(({ write }) => write), ...checks]))
  if (E.isLeft(appended)) return appended
  const { events, alreadyStored } = appended.right
  if (!alreadyStored) await parts.noteWritten(chains.flatMap(({ asRecorded }) => asRecorded))
  const inOrder = RNEA.map(({ id }: Identified) => eventWith(events, id))(identified)
  return E.right({ stored: { first: inOrder[0], events: inOrder }, alreadyStored })
}
