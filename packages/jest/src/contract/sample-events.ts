import type { EventStore, ProposedEvent, RecordedEvent, StreamWrite } from '@waybill/port'
import { success } from './outcome.js'

/** The same UUID for the same number. */
export const sampleId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** An event of no meaning; `n` makes id, data and hash its own. */
export const sampleEvent = (n: number, differing: Partial<ProposedEvent> = {}): ProposedEvent => ({
  id: sampleId(n),
  type: 'SampleRecorded',
  schemaVersion: 1,
  occurredAt: '2024-03-01T08:00:00.000Z',
  recordedAt: '2024-03-01T08:00:00.250Z',
  metadata: { $correlationId: sampleId(n), actor: 'teller 7' },
  data: `{"n":${n}}`,
  chainhash: String(n).padStart(64, '0'),
  ...differing,
})

/** Events numbered `from`, `from + 1`, … */
export const sampleEvents = (from: number, count: number): ReadonlyArray<ProposedEvent> =>
  Array.from({ length: count }, (_, i) => sampleEvent(from + i))

/** One stream's part of an append. */
export const writeTo = (
  stream: string,
  expectedRevision: number,
  ...events: ReadonlyArray<ProposedEvent>
): StreamWrite => ({ stream, expectedRevision, events })

/** The event as a store must give it back from this place. */
export const recordedAt = (
  event: ProposedEvent,
  stream: string,
  revision: number,
  sequence: number,
): RecordedEvent => ({ ...event, stream, revision, sequence })

/** Reads the whole ledger page by page, as a reader does who knows nothing about the store's page size. */
export const wholeLedger = async (store: EventStore): Promise<ReadonlyArray<RecordedEvent>> => {
  const events: Array<RecordedEvent> = []
  for (;;) {
    const page = await success(store.readAll({ after: events.length, limit: 100 }))
    if (page.length === 0) return events
    events.push(...page)
  }
}
