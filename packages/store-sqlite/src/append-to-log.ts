import * as E from 'fp-ts/lib/Either.js'
import type {
  AppendReceipt,
  EventIdTaken,
  ProposedEvent,
  RecordedEvent,
  RevisionConflict,
  StreamWrite,
} from '@waybill/port'
import type { EventLog } from './event-log.js'
import type { JobResult } from './write-queue.js'

type Verdict = JobResult<EventIdTaken | RevisionConflict, AppendReceipt>

const isSame = (stored: RecordedEvent, stream: string, event: ProposedEvent): boolean =>
  stored.stream === stream &&
  stored.type === event.type &&
  stored.schemaVersion === event.schemaVersion &&
  stored.data === event.data

/** Null when every id of the request is new. An id of another event outweighs everything: no other revision would help. */
const judgeIds = (log: EventLog, writes: ReadonlyArray<StreamWrite>): E.Either<EventIdTaken, AppendReceipt> | null => {
  const known: Array<RecordedEvent> = []
  let asked = 0
  for (const { stream, events } of writes) {
    for (const event of events) {
      asked += 1
      const stored = log.byId(event.id)
      if (stored === null) continue
      if (!isSame(stored, stream, event)) return E.left({ _tag: 'EventIdTaken', id: event.id, stored })
      known.push(stored)
    }
  }
  const [first] = known
  if (first === undefined) return null
  if (known.length === asked) return E.right({ events: known, alreadyStored: true })
  return E.left({ _tag: 'EventIdTaken', id: first.id, stored: first })
}

const findConflict = (log: EventLog, writes: ReadonlyArray<StreamWrite>): RevisionConflict | null => {
  for (const { stream, expectedRevision } of writes) {
    const actualRevision = log.lastRevision(stream)
    if (actualRevision === expectedRevision) continue
    const winners =
      actualRevision > expectedRevision ? log.ofStream(stream, { from: expectedRevision + 1, limit: Infinity }) : []
    return { _tag: 'RevisionConflict', stream, expectedRevision, actualRevision, winners }
  }
  return null
}

const recordAll = (log: EventLog, writes: ReadonlyArray<StreamWrite>): ReadonlyArray<RecordedEvent> => {
  const recorded: Array<RecordedEvent> = []
  let sequence = log.lastSequence()
  for (const { stream, expectedRevision, events } of writes) {
    let revision = expectedRevision
    for (const event of events) {
      sequence += 1
      revision += 1
      const kept: RecordedEvent = { ...event, stream, revision, sequence }
      log.insert(kept)
      recorded.push(kept)
    }
  }
  return recorded
}

/** Judges a well-formed request inside an open transaction and, when nothing speaks against it, writes it. */
export const appendToLog = (log: EventLog, writes: ReadonlyArray<StreamWrite>): Verdict => {
  const verdictOnIds = judgeIds(log, writes)
  if (verdictOnIds !== null) return { verdict: verdictOnIds, wrote: false }
  const conflict = findConflict(log, writes)
  if (conflict !== null) return { verdict: E.left(conflict), wrote: false }
  return { verdict: E.right({ events: recordAll(log, writes), alreadyStored: false }), wrote: true }
}

/** A copy of a request, so that what the caller does to its own objects while it waits changes nothing. */
export const copyOfWrites = (writes: ReadonlyArray<StreamWrite>): ReadonlyArray<StreamWrite> =>
  writes.map(({ stream, expectedRevision, events }) => ({
    stream,
    expectedRevision,
    events: events.map((event) => ({
      id: event.id,
      type: event.type,
      schemaVersion: event.schemaVersion,
      occurredAt: event.occurredAt,
      recordedAt: event.recordedAt,
      metadata: { ...event.metadata },
      data: event.data,
      chainhash: event.chainhash,
    })),
  }))
