export {
  anchorFileName,
  anchorOfStore,
  anchorProperty,
  anchorSentence,
  checkLog,
  checkStore,
  decodeLine,
  encodeLine,
  exportLog,
  importedOrigin,
  importLog,
  integritySentence,
  logFailureMeanings,
  logLines,
  logSentence,
  longestLine,
  originProperty,
  ruleSentence,
  ruleStatement,
  viewOfLog,
  type AccountBelowFloor,
  type ConfirmedTooLate,
  type DecidedTwice,
  type EventNotExportable,
  type ExpiredTooEarly,
  type ExportFailure,
  type ExportOptions,
  type ExportReceipt,
  type FundsAstray,
  type FundsOverdrawn,
  type IdNotDerived,
  type ImportFailure,
  type ImportOptions,
  type InflowDiffers,
  type LedgerDiffers,
  type LedgerEmpty,
  type LedgerNotEmpty,
  type LogBroken,
  type LogChanged,
  type LogCheck,
  type LogFailure,
  type LogInput,
  type LogLine,
  type LogPlace,
  type LogSource,
  type LogUnavailable,
  type LogUnreadable,
  type MovedByClock,
  type PostingsDiffer,
  type PostingsUnbalanced,
  type RecordedEarlier,
  type ReservationDiffers,
  type ResolvedAgain,
  type ExchangeOffQuote,
  type ReversedBeyondPayee,
  type RuleName,
  type RuleOutcome,
  type RuleProblem,
  type SetAside,
  type SumBelowZero,
  type UnreadableReason,
} from './log-file/index.js'
export { eachEventOf, gatherView, viewOfStore, type ViewGathering, type Vouching } from './ledger-view.js'
export { sliceOfLog, type AskedView, type SliceRequest } from './question/slice-of-log.js'
export { investigateLog, type Investigated } from './question/investigate-log.js'
export { beginTotals, totalsOf, type LedgerTotals, type Totalling } from './question/ledger-totals.js'
export {
  readForSurvey,
  type LedgerState,
  type Notice,
  type SurveyedLog,
  type SurveyRead,
} from './question/surveyed-log.js'
export { rereadLog, rereadStore, type Rereadable } from './question/reread.js'
export type { Anchored } from './anchor/anchoring.js'
export type {
  AnchorFailure,
  AnchorNotPublished,
  LedgerContradictsAnchor,
  LedgerImported,
} from './anchor/anchor-failure.js'
export { anchorFile } from './anchor/anchor-file.js'
export { anchorLine, decodeAnchors, type AnchorLineUnreadable } from './anchor/anchor-lines.js'
export { createEngine } from './create-engine.js'
export type { Answered, Ask, DisputeInput, Engine, EngineOptions } from './engine.js'
export type { CallContext } from './call-context.js'
export type { AccountAfter, EventPosition, Receipt, TransferAfter } from './receipt.js'
export type { CommandIdReused, Failure, RailNotRegistered, RefusalUnreadable, TooManyConflicts } from './failure.js'
export { defaultLimits, type Limits } from './limits.js'
export type { Observation } from './observe.js'
export type { DoneDeed, DueReport, FailedDeed, FinishedCommand } from './due/run-due.js'
export type { DueDeed } from './due/what-is-due.js'
export type {
  Remedies,
  RemediesAsked,
  RemedyApplied,
  RemedyAsked,
  RemedyPlan,
  RemedySimulated,
  RemedyState,
} from './remedy/remedies.js'
export type { RemedyFailure, RemedyForbidden, RemedyNotOffered, RemedyOvertaken } from './remedy/remedy-failure.js'
export type { LedgerHolding } from './remedy/situation-of.js'
export { railMessage, type RailMessage } from './rail/rail-message.js'
export { sha256 } from './sha256.js'
export { describe, isFailure, isRejection } from './describe/describe.js'
export { failureMeanings } from './describe/failure-meanings.js'
export type { About, AsOf, Asked } from './question/asked.js'
export type { Projected } from './projection/projector.js'
export type { BalanceAnswer } from './projection/read-balance.js'
export type {
  ProjectionFailure,
  ProjectionUnknown,
  ReadModelAhead,
  ReadModelBusy,
  ReadModelLate,
  RebuildOvertaken,
} from './projection/projection-failure.js'
export type { Kept } from './projection/read-kept.js'
export type { AfterRebuild, Rebuilt } from './projection/rebuild.js'
export { replay, type Drift, type Replayed, type ReplayStores } from './projection/replay.js'
export type { Comparison, DocumentDifference } from './projection/compare-builds.js'
