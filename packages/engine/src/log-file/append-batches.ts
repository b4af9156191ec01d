import type { StoredEvent } from '@waybill/core'
import type { ProposedEvent, StreamWrite } from '@waybill/port'

/** The streams of one append, and the sequence that its first event must get. */
export type Batch = { readonly writes: ReadonlyArray<StreamWrite>; readonly first: number }

/** Cuts a log into batches: `add` gives the one that is full, `rest` what is left at the end. */
export type AppendBatches = { readonly add: (event: StoredEvent) => Batch | null; readonly rest: () => Batch | null }

const eventsPerAppend = 128

const proposed = ({
  revision: _revision,
  sequence: _sequence,
  stream: _stream,
  ...event
}: StoredEvent): ProposedEvent => event

/**
 * Cuts a log into appends that give every event its own sequence back: a store lays an append's streams down one behind the other, so a
 * batch ends where a stream would come up again behind another, or, where one append reaches one stream only, where another begins.
 */
export const createAppendBatches = (oneStreamOnly: boolean): AppendBatches => {
  let writes = new Map<string, { readonly expectedRevision: number; readonly events: ProposedEvent[] }>()
  let last: string | null = null
  let first = 1
  let size = 0

  const close = (): Batch | null => {
    if (size === 0) return null
    const batch: Batch = {
      first,
      writes: [...writes].map(([stream, { events, expectedRevision }]) => ({ stream, expectedRevision, events })),
    }
    writes = new Map()
    last = null
    first += size
    size = 0
    return batch
  }

  return {
    add: (event) => {
      const another = last !== null && event.stream !== last
      const full = (another && (oneStreamOnly || writes.has(event.stream))) || size >= eventsPerAppend ? close() : null
      const write = writes.get(event.stream) ?? { expectedRevision: event.revision - 1, events: [] }
      write.events.push(proposed(event))
      writes.set(event.stream, write)
      last = event.stream
      size += 1
      return full
    },
    rest: close,
  }
}
