import type { ReadFailure } from '@waybill/port'
import type { DocumentDamaged, ProjectionThrew, SequenceGap } from '@waybill/projections'

/** The read model has taken in more than the ledger holds: it was made from another ledger, or the ledger lost its tail. */
export type ReadModelAhead = {
  readonly _tag: 'ReadModelAhead'
  readonly projection: string
  readonly throughSequence: number
  /** The last sequence of the ledger. */
  readonly head: number
}

/** The read model had not come as far as was wanted when the time that was given for it was over. */
export type ReadModelLate = {
  readonly _tag: 'ReadModelLate'
  readonly projection: string
  readonly wanted: number
  readonly throughSequence: number
  readonly deadlineMs: number
}

/** Others moved the read model on each time that it was looked at. Nothing is wrong with it; asking again is safe. */
export type ReadModelBusy = { readonly _tag: 'ReadModelBusy'; readonly projection: string; readonly attempts: number }

/** A later rebuild took the place of this one, which changed nothing. */
export type RebuildOvertaken = { readonly _tag: 'RebuildOvertaken'; readonly projection: string }

/** The engine runs no projection of this name. */
export type ProjectionUnknown = {
  readonly _tag: 'ProjectionUnknown'
  readonly projection: string
  readonly known: ReadonlyArray<string>
}

/** Why a read model cannot be brought up to the ledger, or not be read. */
export type ProjectionFailure =
  | ReadFailure
  | ReadModelAhead
  | ReadModelLate
  | ReadModelBusy
  | RebuildOvertaken
  | ProjectionUnknown
  | DocumentDamaged
  | ProjectionThrew
  | SequenceGap
