import type { MalformedCommand, ReportUnplaced, UndecodableEvent } from '@waybill/core'
import type { SubjectUnknown } from '@waybill/explain'
import type { AppendFailure, ReadFailure, RecordedEvent, RevisionConflict } from '@waybill/port'
import type { AnchorUnreadable } from '@waybill/proof'
import type { AnchorNotPublished, LedgerContradictsAnchor, LedgerImported } from './anchor/anchor-failure.js'
import type { RemedyFailure } from './remedy/remedy-failure.js'
import type { ProjectionFailure } from './projection/projection-failure.js'

/** The command id belongs to a decision about something else. One command id has one decision for ever. */
export type CommandIdReused = {
  readonly _tag: 'CommandIdReused'
  readonly commandId: string
  readonly command: string
  /** The word of the command that the id was first used for. */
  readonly firstCommand: string
  /** The stream that the first decision was written to. */
  readonly firstStream: string
  /** Names of the fields that differ; never their values. */
  readonly differences: ReadonlyArray<string>
}

/** Others changed the same streams each time the decision was to be written. Nothing was stored; sending it again is safe. */
export type TooManyConflicts = {
  readonly _tag: 'TooManyConflicts'
  readonly commandId: string
  readonly command: string
  readonly attempts: number
  /** The stream that was changed the last time, and by which events. */
  readonly stream: string
  readonly winners: ReadonlyArray<RecordedEvent>
}

/** The transfer travels on a rail that this engine was not given. */
export type RailNotRegistered = {
  readonly _tag: 'RailNotRegistered'
  readonly transferId: string
  readonly rail: string
  readonly registered: ReadonlyArray<string>
}

/** A refusal is stored whose name or facts this version does not know: a newer version wrote it. */
export type RefusalUnreadable = {
  readonly _tag: 'RefusalUnreadable'
  readonly commandId: string
  readonly stream: string
  readonly revision: number
  readonly rejection: string
  readonly field: string
  readonly expected: string
}

/** Why an answer could not be given or a decision not be stored, although no rule forbids it. */
export type Failure =
  | MalformedCommand
  | CommandIdReused
  | ReportUnplaced
  | TooManyConflicts
  | RailNotRegistered
  | RefusalUnreadable
  | UndecodableEvent
  | AnchorUnreadable
  | LedgerImported
  | LedgerContradictsAnchor
  | AnchorNotPublished
  | SubjectUnknown
  | ProjectionFailure
  | RemedyFailure
  | ReadFailure
  | Exclude<AppendFailure, RevisionConflict>
