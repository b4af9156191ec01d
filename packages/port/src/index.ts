export type { EventMetadata, LedgerHead, ProposedEvent, RecordedEvent, StreamHead } from './event-record.js'
export type {
  AppendReceipt,
  EventStore,
  LedgerRange,
  StoreCapabilities,
  StreamRange,
  StreamWrite,
  Subscription,
  SubscriptionSignal,
} from './event-store.js'
export type {
  AppendFailure,
  AppendOutcomeUnknown,
  EventIdTaken,
  MalformedAppend,
  ReadFailure,
  RevisionConflict,
  StoreClosed,
  StoreFailure,
  StoreUnavailable,
  StoreUnreadable,
} from './store-failure.js'
export { findMalformedAppend } from './find-malformed-append.js'
export type { StoreProperties } from './store-properties.js'
export type {
  CheckpointConflict,
  ReadModelCommit,
  ReadModelDocument,
  ReadModelRange,
  ReadModelStore,
  ReadModelWrite,
} from './read-model-store.js'
export type { Snapshot, SnapshotStore } from './snapshot-store.js'
export type { Rail, RailCode, RailReport, RailSilent, RailSubmission } from './rail.js'
export type { Clock } from './clock.js'
export type { IdSource } from './id-source.js'
export type { Timer } from './timer.js'
export type { AnchorNotTaken, AnchorSink, AnchorStatement } from './anchor-sink.js'
