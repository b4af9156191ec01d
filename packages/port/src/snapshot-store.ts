import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ReadFailure } from './store-failure.js'

/** What a fold over a stream, or over the ledger, had come to. Whoever kept it may tell from it alone whether it may be used. */
export type Snapshot = {
  /** The stream, or the name of what was folded over the ledger. */
  readonly subject: string
  /** The fold and its version, such as `funds/1`. Another version is another snapshot. */
  readonly fold: string
  /** The last event in it: its revision in the stream, or its sequence in the ledger. */
  readonly through: number
  /** The chain hash of that event. */
  readonly chainhash: string
  /** RFC 8785 text. */
  readonly state: string
  /** Digest of all of the above, made by whoever kept it. */
  readonly digest: string
}

/**
 * Where states are kept so that a long stream need not be read from its first event. It is a cache and never evidence:
 * to lose a snapshot, to give an old one or one of another writer costs time and nothing else.
 */
export type SnapshotStore = {
  /** The snapshot that was kept last, or null. */
  readonly latest: (subject: string, fold: string) => TaskEither<ReadFailure, Snapshot | null>
  /** Keeps it in place of the one before. */
  readonly keep: (snapshot: Snapshot) => TaskEither<ReadFailure, void>
}
