import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { LedgerHead, ProposedEvent, RecordedEvent, StreamHead } from './event-record.js'
import type { AppendFailure, ReadFailure } from './store-failure.js'
import type { StoreProperties } from './store-properties.js'

/**
 * One stream's part of an append. With no events it is a check only: the append as a whole succeeds
 * only if the stream's last revision is the expected one, and nothing is written to it.
 */
export type StreamWrite = {
  readonly stream: string
  /** Revision of the stream's last event as the writer saw it; -1 expects that the stream does not exist. */
  readonly expectedRevision: number
  readonly events: ReadonlyArray<ProposedEvent>
}

export type AppendReceipt = {
  /** The events as recorded, in the order of the request. */
  readonly events: ReadonlyArray<RecordedEvent>
  /** True when all of these events were there already, with equal content: nothing was written by this call. */
  readonly alreadyStored: boolean
}

export type StreamRange = {
  /** First revision wanted; reading backward, the last. Without it the read begins at the near end. */
  readonly from?: number
  readonly direction?: 'FORWARD' | 'BACKWARD'
  /** Most events to give back in this page. A store gives as many as there are, up to this: a shorter page is the last. */
  readonly limit: number
}

export type LedgerRange = {
  /** Events with a greater sequence are given; 0 begins at the first. */
  readonly after: number
  /** As for a stream: a page that is shorter is the last. */
  readonly limit: number
}

export type SubscriptionSignal =
  | { readonly _tag: 'EventArrived'; readonly event: RecordedEvent }
  /** Everything up to `sequence` has been given; sent once at each time the subscriber reaches the head. */
  | { readonly _tag: 'CaughtUp'; readonly sequence: number }
  /** The subscription ended because the store failed; nothing follows. */
  | { readonly _tag: 'SubscriptionFailed'; readonly failure: ReadFailure }

/**
 * A running subscription. Signals are pulled, so a slow reader is never flooded; `close` ends it at
 * once, also while a pull is waiting, and leaves no timer or handle behind.
 */
export type Subscription = AsyncIterable<SubscriptionSignal> & { readonly close: () => Promise<void> }

export type StoreCapabilities = {
  /** Appends to several streams, check-only entries included, are one atomic act. Without it, an append of more than one entry is a `MalformedAppend`. */
  readonly atomicAcrossStreams: boolean
  /**
   * The store itself refuses a second event with the same id anywhere in the ledger. Without it, an append that is sent again is
   * known only by the events that stand right behind the revision that it expects.
   */
  readonly uniqueEventIds: boolean
}

/**
 * An append-only log of one ledger. A store knows streams, revisions and text, and nothing about money.
 * It never changes or removes what it acknowledged, and never gives sequence n + 1 before n.
 */
export type EventStore = {
  /** The ledger this store holds, a URI reference. */
  readonly ledger: string
  readonly capabilities: StoreCapabilities
  readonly properties: StoreProperties
  /**
   * Appends all events of all entries, or none. Fails with `RevisionConflict` when an expectation does
   * not hold, `EventIdTaken` when an id is used by another event; answers `alreadyStored` when every
   * event of the request is in the log already, in the same stream, with the same type, schema version and data.
   */
  readonly append: (writes: ReadonlyArray<StreamWrite>) => TaskEither<AppendFailure, AppendReceipt>
  /** One page of a stream; a stream that does not exist is an empty page. */
  readonly readStream: (stream: string, range: StreamRange) => TaskEither<ReadFailure, ReadonlyArray<RecordedEvent>>
  /** One page of the ledger in sequence order. */
  readonly readAll: (range: LedgerRange) => TaskEither<ReadFailure, ReadonlyArray<RecordedEvent>>
  /**
   * The event with this id, or null. Where ids are not unique, the first of them in the order of the ledger; such a store may
   * have to read the whole ledger for it.
   */
  readonly readById: (id: string) => TaskEither<ReadFailure, RecordedEvent | null>
  readonly head: (stream: string) => TaskEither<ReadFailure, StreamHead>
  readonly ledgerHead: () => TaskEither<ReadFailure, LedgerHead>
  /** Gives every event after `after` in sequence order, then those that are appended later. */
  readonly subscribe: (from: { readonly after: number }) => Subscription
  /** Releases what the store holds. Later calls fail with `StoreClosed`. */
  readonly close: () => Promise<void>
}
