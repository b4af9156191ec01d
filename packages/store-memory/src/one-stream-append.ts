import * as E from 'fp-ts/lib/Either.js'
import type {
  AppendReceipt,
  MalformedAppend,
  ProposedEvent,
  RecordedEvent,
  RevisionConflict,
  StreamWrite,
} from '@waybill/port'
import { eventsBehind, isSame, writeToLog, type MemoryLog } from './memory-log.js'

/** The events that stand where these would have been written, if they are the same. */
const storedAlready = (
  behind: ReadonlyArray<RecordedEvent>,
  { stream, events }: { readonly stream: string; readonly events: ReadonlyArray<ProposedEvent> },
): ReadonlyArray<RecordedEvent> | null => {
  const stored = behind.slice(0, events.length)
  const areSame = events.every((event, index) => {
    const there = stored[index]
    return there?.id === event.id && isSame(there, stream, event)
  })
  return areSame ? stored : null
}

/**
 * Appends to one stream, and knows an append that is sent again only by the events that stand behind the revision that it
 * expects. The same id may be stored anywhere else, and at another revision of the same stream.
 */
export const appendToOneStream = (
  log: MemoryLog,
  writes: ReadonlyArray<StreamWrite>,
): E.Either<MalformedAppend | RevisionConflict, AppendReceipt> => {
  const [write] = writes
  if (write === undefined || writes.length > 1)
    return E.left({ _tag: 'MalformedAppend', field: 'writes', expected: 'one stream', found: String(writes.length) })
  const { stream, expectedRevision } = write
  const behind = eventsBehind(log, stream, expectedRevision)
  const actualRevision = (log.byStream.get(stream)?.length ?? 0) - 1
  if (actualRevision === expectedRevision) return E.right({ events: writeToLog(log, writes), alreadyStored: false })
  const stored = storedAlready(behind, write)
  return stored === null
    ? E.left({ _tag: 'RevisionConflict', stream, expectedRevision, actualRevision, winners: behind })
    : E.right({ events: stored, alreadyStored: true })
}
