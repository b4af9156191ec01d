import * as E from 'fp-ts/lib/Either.js'
import type { ReadFailure, RecordedEvent } from '@waybill/port'
import type { EngineParts } from '../engine-parts.js'
import { eventId } from '../event-ids.js'

/** A decision as it is stored: its events, in the order in which they were decided. */
export type StoredDecision = {
  readonly first: RecordedEvent
  readonly events: ReadonlyArray<RecordedEvent>
}

/** The decision that is stored under a command's id, or null when there is none. */
export const findDecision = async (
  parts: EngineParts,
  commandId: string,
): Promise<E.Either<ReadFailure, StoredDecision | null>> => {
  const events: RecordedEvent[] = []
  for (;;) {
    const found = await parts.store.readById(eventId(parts.namespace, commandId, events.length))()
    if (E.isLeft(found)) return found
    if (found.right === null) break
    events.push(found.right)
  }
  const [first] = events
  return E.right(first === undefined ? null : { first, events })
}

/** Whether the stored decision is about exactly what is asked now. */
export const isAboutTheSame = (
  { first }: StoredDecision,
  asked: { readonly word: string; readonly digest: string },
): boolean => first.metadata['command'] === asked.word && first.metadata['payloaddigest'] === asked.digest
