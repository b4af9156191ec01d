import type { RecordedEvent } from '@waybill/port'

type Events = ReadonlyArray<RecordedEvent>

const firstEvents = new WeakMap<RecordedEvent, RecordedEvent>()
const firstLedgers = new WeakMap<Events, Events>()

/** All that an event says but where it stands in the ledger: its stream, and its place there, are part of it. */
export const contentOf = ({ sequence: _, ...event }: RecordedEvent): string => JSON.stringify(event)

/** Notes that an event says what this first one does, at another place in the ledger perhaps. */
export const noteSameEvent = (event: RecordedEvent, first: RecordedEvent): void => {
  firstEvents.set(event, first)
}

/** Notes that a ledger has the events of this first one, in another order between the streams perhaps. */
export const noteSameLedger = (events: Events, first: Events): void => {
  firstLedgers.set(events, first)
}

/** The first that was noted to say the same, so that what follows from that is found out once. */
export const firstEventLike = (event: RecordedEvent): RecordedEvent => firstEvents.get(event) ?? event
export const firstLedgerLike = (events: Events): Events => firstLedgers.get(events) ?? events
