export { checkLog, checkStore, type LogCheck, type SetAside } from './check-log.js'
export { decodeLine, type LogLine } from './decode-line.js'
export { encodeLine } from './encode-line.js'
export { exportLog, type ExportFailure, type ExportOptions, type ExportReceipt } from './export-log.js'
export { importLog, type ImportFailure, type ImportOptions } from './import-log.js'
export { logFailureMeanings } from './log-failure-meanings.js'
export { integritySentence } from './integrity-sentence.js'
export { anchorOfStore, anchorProperty, importedOrigin, originProperty } from './ledger-properties.js'
export type {
  EventNotExportable,
  LedgerDiffers,
  LedgerEmpty,
  LedgerNotEmpty,
  LogBroken,
  LogChanged,
  LogFailure,
  LogUnavailable,
  LogUnreadable,
  UnreadableReason,
} from './log-failure.js'
export { anchorFileName, type LogInput } from './log-input.js'
export { logLines, type LogSource } from './log-lines.js'
export { longestLine, type LogPlace } from './log-place.js'
export { anchorSentence, logSentence } from './log-sentence.js'
export type { RuleOutcome } from './rule/rule-check.js'
export type {
  AccountBelowFloor,
  ConfirmedTooLate,
  DecidedTwice,
  ExpiredTooEarly,
  FundsAstray,
  FundsOverdrawn,
  IdNotDerived,
  InflowDiffers,
  MovedByClock,
  PostingsDiffer,
  PostingsUnbalanced,
  RecordedEarlier,
  ReservationDiffers,
  ResolvedAgain,
  ExchangeOffQuote,
  ReversedBeyondPayee,
  RuleProblem,
  SumBelowZero,
} from './rule/rule-problem.js'
export { ruleSentence, ruleStatement } from './rule/rule-sentence.js'
export type { RuleName } from './rule/rule.js'
export { viewOfLog } from './view-of-log.js'
