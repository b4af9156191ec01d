import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ReadFailure, StoreUnavailable } from './store-failure.js'

/**
 * One document of a read model: canonical JSON text under a key in a named collection. Keys, collections and texts are well-formed and
 * without U+0000, as are the bounds of a range: projections are stopped before they hand a store anything else.
 */
export type ReadModelDocument = { readonly key: string; readonly value: string }

export type ReadModelWrite =
  | { readonly _tag: 'Put'; readonly collection: string; readonly key: string; readonly value: string }
  | { readonly _tag: 'Delete'; readonly collection: string; readonly key: string }

export type ReadModelRange = {
  readonly collection: string
  /** First key wanted, inclusive, in order of Unicode code points; without it from the first. */
  readonly from?: string
  /** First key not wanted; without it to the last. */
  readonly to?: string
  readonly limit: number
}

/** Another instance of the same projection committed in between. */
export type CheckpointConflict = {
  readonly _tag: 'CheckpointConflict'
  readonly projection: string
  readonly expected: number
  readonly actual: number
}

/** The writes of one step of a projection and the checkpoint that they bring it to: all or nothing. */
export type ReadModelCommit = {
  readonly projection: string
  /** Sequence the projection had processed before; 0 when it has never run. */
  readonly expectedCheckpoint: number
  readonly checkpoint: number
  readonly writes: ReadonlyArray<ReadModelWrite>
}

/** Where projections keep what they have computed: named collections of documents and a checkpoint per projection. */
export type ReadModelStore = {
  readonly checkpoint: (projection: string) => TaskEither<ReadFailure, number>
  readonly get: (collection: string, key: string) => TaskEither<ReadFailure, string | null>
  readonly range: (range: ReadModelRange) => TaskEither<ReadFailure, ReadonlyArray<ReadModelDocument>>
  readonly commit: (commit: ReadModelCommit) => TaskEither<CheckpointConflict | ReadFailure | StoreUnavailable, void>
  readonly close: () => Promise<void>
}
