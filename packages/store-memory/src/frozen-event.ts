import type { ProposedEvent, RecordedEvent } from '@waybill/port'

/** A copy of the event at its place in the log that nobody can change, and that shares nothing with what was handed in. */
export const frozenEvent = (
  event: ProposedEvent,
  place: { readonly stream: string; readonly revision: number; readonly sequence: number },
): RecordedEvent =>
  Object.freeze({
    id: event.id,
    type: event.type,
    schemaVersion: event.schemaVersion,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    metadata: Object.freeze({ ...event.metadata }),
    data: event.data,
    chainhash: event.chainhash,
    stream: place.stream,
    revision: place.revision,
    sequence: place.sequence,
  })
