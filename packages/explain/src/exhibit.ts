import type { ObservationSource, Recorded } from '@waybill/core'
import type { Slice } from './case-file.js'
import type { Bilingual, EvidenceGrade } from './finding.js'
import type { Exhibit } from './verdict.js'

type WithSource = {
  readonly source?: ObservationSource
  readonly by?: { readonly role: string; readonly name?: string }
}

const sourceOf = (event: WithSource): string => {
  if (event.source !== undefined) return event.source.name
  if (event.by !== undefined) return event.by.name ?? event.by.role
  return 'ledger'
}

/**
 * The grade of an event's source. What our own engine recorded is A on a log whose chain holds, B
 * otherwise; an observation is worth what its source is, and no more than the log that carries it.
 */
const gradeOf = (slice: Slice, event: WithSource): EvidenceGrade => {
  const log: EvidenceGrade = slice.integrity._tag === 'INTACT' ? 'A' : 'B'
  const source = event.source?.grade ?? 'A'
  return source > log ? source : log
}

/** An event as evidence, with what it shows. */
export const exhibit = (slice: Slice, recorded: Recorded, shows: Bilingual): Exhibit => ({
  id: `event-${recorded.sequence}`,
  kind: recorded.event._tag,
  source: sourceOf(recorded.event as WithSource),
  grade: gradeOf(slice, recorded.event as WithSource),
  eventId: recorded.id,
  sequence: recorded.sequence,
  occurredAt: recorded.occurredAt,
  shows,
})

/** Something that follows from reading all of a range: a sum, or that a thing is not there. As good as the log is complete. */
export const derived = (slice: Slice, id: string, kind: string, shows: Bilingual, grade?: EvidenceGrade): Exhibit => ({
  id,
  kind,
  source: 'ledger',
  grade: grade ?? (slice.complete ? 'A' : 'B'),
  shows,
})
