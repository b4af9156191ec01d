import type { Rejection } from '@waybill/core'
import type { Failure, LogFailure } from '@waybill/engine'
import type { StoreFailure } from '@waybill/port'
import type { AnchorUnreadable } from '@waybill/proof'

/** The command line itself is not as it should be. */
export type UsageWrong = {
  readonly _tag: 'UsageWrong'
  /** The option or argument that is wrong. */
  readonly where: string
  readonly expected: string
  readonly found: string
  /** A command line that would be right. */
  readonly example: string
}

/** The location names a kind of store that this version does not have. */
export type StoreNotSupported = { readonly _tag: 'StoreNotSupported'; readonly location: string; readonly kind: string }

/** The file is neither a log nor a store. */
export type NeitherLogNorStore = {
  readonly _tag: 'NeitherLogNorStore'
  readonly location: string
  readonly found: string
}

/** A file that is named cannot be read or written. */
export type FileUnavailable = { readonly _tag: 'FileUnavailable'; readonly path: string; readonly detail: string }

/** The anchor file is no anchor. */
export type AnchorFileUnreadable = {
  readonly _tag: 'AnchorFileUnreadable'
  readonly path: string
  readonly fault: AnchorUnreadable
}

/** The ledger carries no anchor, and the command line makes none. */
export type LedgerNotAnchored = { readonly _tag: 'LedgerNotAnchored'; readonly location: string }

/** Something stands already where a new file is to be. */
export type TargetExists = { readonly _tag: 'TargetExists'; readonly path: string }

/** The ledger knows nothing of what is asked about; `nearest` are known ids that look alike. */
export type IdUnknown = {
  readonly _tag: 'IdUnknown'
  readonly id: string
  readonly kinds: ReadonlyArray<string>
  readonly nearest: ReadonlyArray<string>
}

/** The payload of a command is no JSON. */
export type PayloadUnreadable = {
  readonly _tag: 'PayloadUnreadable'
  readonly source: string
  readonly expected: string
  readonly found: string
}

/** The ledger was made for drills, whose times are told, and no time was told. */
export type DrillNeedsTime = { readonly _tag: 'DrillNeedsTime'; readonly location: string }

/** A time was told for a ledger that goes by the clock. */
export type LedgerNotForDrills = { readonly _tag: 'LedgerNotForDrills'; readonly location: string }

/** The told time is before what was recorded last. */
export type DrillTimeGoesBack = {
  readonly _tag: 'DrillTimeGoesBack'
  readonly location: string
  readonly told: string
  readonly last: string
}

/** A policy for remedies is not as it should be. */
export type PolicyUnreadable = {
  readonly _tag: 'PolicyUnreadable'
  readonly source: string
  readonly field: string
  readonly expected: string
  readonly found: string
}

/** What goes wrong in the command line itself. */
export type CommandLineFailure =
  | UsageWrong
  | StoreNotSupported
  | NeitherLogNorStore
  | FileUnavailable
  | AnchorFileUnreadable
  | LedgerNotAnchored
  | TargetExists
  | IdUnknown
  | PayloadUnreadable
  | DrillNeedsTime
  | LedgerNotForDrills
  | DrillTimeGoesBack
  | PolicyUnreadable

/** Why a verb could not do what was asked. */
export type CliFailure = CommandLineFailure | LogFailure | StoreFailure | Failure | Rejection
