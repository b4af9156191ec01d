/** Flat text metadata of an event: `$correlationId`, `$causationId`, `commandid`, `actor`, `traceparent`, … Keys are lower-case letters and digits, but for the two with `$`. */
export type EventMetadata = Readonly<Record<string, string>>

/**
 * An event as it is handed to a store. A store treats `data` as opaque text and never re-encodes it:
 * the chain hash was computed over exactly these characters.
 */
export type ProposedEvent = {
  /** UUID, unique in the ledger. */
  readonly id: string
  /** The stored word, such as `TransferInitiated`. */
  readonly type: string
  /** Version of the event's shape, from 1. */
  readonly schemaVersion: number
  /** When it happened: RFC 3339 in UTC with milliseconds. */
  readonly occurredAt: string
  /** When the engine knew: RFC 3339 in UTC with milliseconds. */
  readonly recordedAt: string
  readonly metadata: EventMetadata
  /** RFC 8785 JSON text. */
  readonly data: string
  /** Hash over the previous event of the stream and this one, lower-case hexadecimal. */
  readonly chainhash: string
}

/** An event as a store gives it back. */
export type RecordedEvent = ProposedEvent & {
  readonly stream: string
  /** Place in its stream, dense from 0. */
  readonly revision: number
  /** Place in the ledger, dense from 1. */
  readonly sequence: number
}

/** The last event of a stream: what the next append to it must expect and chain on. */
export type StreamHead = {
  readonly stream: string
  /** Revision of the last event, or -1 when the stream has none. */
  readonly revision: number
  /** Chain hash of the last event, or null when the stream has none. */
  readonly chainhash: string | null
}

/** The last event of a ledger. */
export type LedgerHead = {
  /** Sequence of the last event, or 0 when the ledger is empty. */
  readonly sequence: number
}
