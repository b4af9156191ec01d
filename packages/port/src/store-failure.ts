import type { RecordedEvent } from './event-record.js'

/** Another writer was first. The events that won are given, so that the decision can be taken again or the loser told. */
export type RevisionConflict = {
  readonly _tag: 'RevisionConflict'
  readonly stream: string
  readonly expectedRevision: number
  readonly actualRevision: number
  /** Events of the stream after the expected revision, oldest first; empty when the stream is shorter than expected. */
  readonly winners: ReadonlyArray<RecordedEvent>
}

/** An event id of the request is used in the ledger by an event that is not the same. */
export type EventIdTaken = {
  readonly _tag: 'EventIdTaken'
  readonly id: string
  readonly stored: RecordedEvent
}

/** The request itself cannot be stored: no events, one stream twice, a revision that is no whole number ≥ -1, an id twice, text with U+0000 or half a surrogate pair. A fault of the caller. */
export type MalformedAppend = {
  readonly _tag: 'MalformedAppend'
  readonly field: string
  readonly expected: string
  readonly found: string
}

/** The store did not do it and nothing was written; trying again later may help. */
export type StoreUnavailable = {
  readonly _tag: 'StoreUnavailable'
  readonly operation: string
  /** The location as the user gave it, such as a file path. */
  readonly location: string
  readonly reason: 'BUSY' | 'DISK_FULL' | 'READ_ONLY' | 'MISSING' | 'IO' | 'NO_ANSWER'
  /** What the underlying driver said. */
  readonly detail: string
}

/** It is not known whether the append was stored: resend the same events with the same expectations. */
export type AppendOutcomeUnknown = {
  readonly _tag: 'AppendOutcomeUnknown'
  readonly location: string
  readonly detail: string
}

/** The location holds no Waybill store that can be read here, or that of another ledger than the one asked for. */
export type StoreUnreadable = {
  readonly _tag: 'StoreUnreadable'
  readonly location: string
  readonly reason: 'NOT_A_STORE' | 'DAMAGED' | 'NEWER_SCHEMA' | 'OTHER_LEDGER'
  readonly expected: string
  readonly found: string
}

export type StoreClosed = { readonly _tag: 'StoreClosed'; readonly operation: string }

export type ReadFailure = StoreUnavailable | StoreUnreadable | StoreClosed
export type AppendFailure =
  | RevisionConflict
  | EventIdTaken
  | MalformedAppend
  | AppendOutcomeUnknown
  | StoreUnavailable
  | StoreUnreadable
  | StoreClosed
export type StoreFailure = AppendFailure | ReadFailure
