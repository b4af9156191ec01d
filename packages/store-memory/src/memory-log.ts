import * as E from 'fp-ts/lib/Either.js'
import type {
  AppendReceipt,
  EventIdTaken,
  LedgerRange,
  ProposedEvent,
  RecordedEvent,
  RevisionConflict,
  StreamRange,
  StreamWrite,
} from '@waybill/port'
import { frozenEvent } from './frozen-event.js'

/** The events of one ledger in their order, with an index by stream and one by id. */
export type MemoryLog = {
  readonly events: Array<RecordedEvent>
  readonly byStream: Map<string, Array<RecordedEvent>>
  readonly byId: Map<string, RecordedEvent>
}

export const emptyLog = (): MemoryLog => ({ events: [], byStream: new Map(), byId: new Map() })

/** A log that begins with the same events and goes its own way. The events are frozen, and shared. */
export const copyOfLog = ({ events, byStream, byId }: MemoryLog): MemoryLog => ({
  events: [...events],
  byStream: new Map([...byStream].map(([stream, ofStream]) => [stream, [...ofStream]])),
  byId: new Map(byId),
})

const lastRevision = (log: MemoryLog, stream: string): number => (log.byStream.get(stream)?.length ?? 0) - 1

/** Whether an event of the log is the one that is handed in, less what the engine fills in. */
export const isSame = (stored: RecordedEvent, stream: string, event: ProposedEvent): boolean =>
  stored.stream === stream &&
  stored.type === event.type &&
  stored.schemaVersion === event.schemaVersion &&
  stored.data === event.data

/** Null when every id of the request is new. An id of another event outweighs everything: no other revision would help. */
const judgeIds = (log: MemoryLog, writes: ReadonlyArray<StreamWrite>): E.Either<EventIdTaken, AppendReceipt> | null => {
  const known: Array<RecordedEvent> = []
  let asked = 0
  for (const write of writes) {
    for (const event of write.events) {
      asked += 1
      const stored = log.byId.get(event.id)
      if (stored === undefined) continue
      if (!isSame(stored, write.stream, event)) return E.left({ _tag: 'EventIdTaken', id: event.id, stored })
      known.push(stored)
    }
  }
  const [first] = known
  if (first === undefined) return null
  if (known.length === asked) return E.right({ events: known, alreadyStored: true })
  return E.left({ _tag: 'EventIdTaken', id: first.id, stored: first })
}

/** The events of a stream after this revision. */
export const eventsBehind = (log: MemoryLog, stream: string, revision: number): ReadonlyArray<RecordedEvent> =>
  log.byStream.get(stream)?.slice(revision + 1) ?? []

const findConflict = (log: MemoryLog, writes: ReadonlyArray<StreamWrite>): RevisionConflict | null => {
  for (const { stream, expectedRevision } of writes) {
    const actualRevision = lastRevision(log, stream)
    if (actualRevision === expectedRevision) continue
    const winners = eventsBehind(log, stream, expectedRevision)
    return { _tag: 'RevisionConflict', stream, expectedRevision, actualRevision, winners }
  }
  return null
}

/** Writes what was judged to fit. Where an id is there already, it keeps naming the first event that had it. */
export const writeToLog = (log: MemoryLog, writes: ReadonlyArray<StreamWrite>): ReadonlyArray<RecordedEvent> => {
  const recorded: Array<RecordedEvent> = []
  for (const { stream, events } of writes) {
    if (events.length === 0) continue
    const ofStream = log.byStream.get(stream) ?? []
    log.byStream.set(stream, ofStream)
    for (const event of events) {
      const kept = frozenEvent(event, { stream, revision: ofStream.length, sequence: log.events.length + 1 })
      log.events.push(kept)
      ofStream.push(kept)
      if (!log.byId.has(kept.id)) log.byId.set(kept.id, kept)
      recorded.push(kept)
    }
  }
  return recorded
}

/** Judges a well-formed request against the log and, when nothing speaks against it, writes it, all in one step. */
export const appendToLog = (
  log: MemoryLog,
  writes: ReadonlyArray<StreamWrite>,
): E.Either<EventIdTaken | RevisionConflict, AppendReceipt> => {
  const verdictOnIds = judgeIds(log, writes)
  if (verdictOnIds !== null) return verdictOnIds
  const conflict = findConflict(log, writes)
  if (conflict !== null) return E.left(conflict)
  return E.right({ events: writeToLog(log, writes), alreadyStored: false })
}

/** One page of a stream in the direction asked for. */
export const pageOfStream = (log: MemoryLog, stream: string, range: StreamRange): ReadonlyArray<RecordedEvent> => {
  const events = log.byStream.get(stream) ?? []
  const limit = Math.max(1, range.limit)
  if (range.direction === 'BACKWARD') {
    const end = Math.min(range.from ?? events.length - 1, events.length - 1) + 1
    return end <= 0 ? [] : events.slice(Math.max(0, end - limit), end).reverse()
  }
  const begin = Math.max(0, range.from ?? 0)
  return events.slice(begin, begin + limit)
}

/** One page of the ledger in sequence order. */
export const pageOfLedger = (log: MemoryLog, range: LedgerRange): ReadonlyArray<RecordedEvent> => {
  const begin = Math.max(0, range.after)
  return log.events.slice(begin, begin + Math.max(1, range.limit))
}
