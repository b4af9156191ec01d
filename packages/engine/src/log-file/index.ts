export { checkLog, checkStore, type LogCheck, type SetAside } from './check-log.js'
export { decodeLine, type LogLine } from './decode-line.js'
export { encodeLine } from './encode-line.js'
export { exportLog, type ExportFailure, type ExportOptions, type ExportReceipt } from './export-log.js'
export { importLog, type ImportFailure, type ImportOptions } from './import-log.js'
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
export type {
  AccountBelowFloor,
  FundsOverdrawn,
  InflowDiffers,
  PostingsDiffer,
  PostingsUnbalanced,
  RuleProblem,
} from './rule-check.js'
export { ruleSentence } from './rule-sentence.js'
export { viewOfLog } from './view-of-log.js'
