import type { IntegrityProblem } from '@waybill/proof'

/** Why a log file cannot be read. */
export type UnreadableReason =
  | 'EMPTY'
  | 'HALF_A_LINE'
  | 'NOT_UTF8'
  | 'BYTE_ORDER_MARK'
  | 'LINE_TOO_LONG'
  | 'NOT_JSON'
  | 'NOT_A_CLOUDEVENT'
  | 'TWO_LEDGERS'

/** What stands in the file is no log: it is refused whole. */
export type LogUnreadable = {
  readonly _tag: 'LogUnreadable'
  /** The file as its user named it, `-` for standard input. */
  readonly file: string
  /** The line, from 1. */
  readonly line: number
  readonly reason: UnreadableReason
  /** The stream and revision that the line names, as far as it could be read; else null. */
  readonly stream: string | null
  readonly revision: string | null
  /** The CloudEvents attribute that is wrong, or null when it is the line as a whole. */
  readonly field: string | null
  readonly expected: string
  readonly found: string
}

/** The file could not be read at all, or not to its end. */
export type LogUnavailable = { readonly _tag: 'LogUnavailable'; readonly file: string; readonly detail: string }

/** The log shows what an untouched log cannot show: it is not imported. */
export type LogBroken = {
  readonly _tag: 'LogBroken'
  readonly file: string
  /** The first sequence that cannot be trusted. */
  readonly firstBad: number
  readonly problems: ReadonlyArray<IntegrityProblem>
}

/** The file gave other events at the second reading, while it was being imported. */
export type LogChanged = { readonly _tag: 'LogChanged'; readonly file: string }

/** A log is imported into an empty ledger only. */
export type LedgerNotEmpty = { readonly _tag: 'LedgerNotEmpty'; readonly ledger: string; readonly sequence: number }

/** There is no event to export, and a log without events is no log. */
export type LedgerEmpty = { readonly _tag: 'LedgerEmpty'; readonly ledger: string }

/** The store was made for another ledger than the log's. */
export type LedgerDiffers = { readonly _tag: 'LedgerDiffers'; readonly expected: string; readonly found: string }

/** An event of a store that has no place in a log file as it stands there. */
export type EventNotExportable = {
  readonly _tag: 'EventNotExportable'
  readonly stream: string
  readonly revision: number
  readonly sequence: number
  readonly field: string
  readonly expected: string
  readonly found: string
}

/** Why a log cannot be read, taken in or given out, beside what its store says. */
export type LogFailure =
  | LogUnreadable
  | LogUnavailable
  | LogBroken
  | LogChanged
  | LedgerNotEmpty
  | LedgerEmpty
  | LedgerDiffers
  | EventNotExportable
