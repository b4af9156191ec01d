export { answerFrom, type LoadedRange, type RangesUnread } from './answer-from.js'
export { asOf, happenedBy, knowledgeTime, knownPrefix, type Timed, type Times } from './as-of.js'
export { collection, keyOf, numberPart, type Collection, type DocumentDamaged } from './collection.js'
export { deliveriesOf, isReadable, type Delivery, type MissingPositions, type SequenceGap } from './delivery.js'
export type { Documents } from './documents.js'
export {
  beginFoldPastGaps,
  continueFold,
  foldPastGaps,
  foldProjection,
  type BrokenFold,
  type FoldPastGaps,
  type Keeping,
} from './fold-projection.js'
export { oneKey, type KeyRange } from './key-range.js'
export { project, type ReadDocument } from './project.js'
export type { DocumentsUnread, DocumentWrite, ProjectionStep } from './projection-step.js'
export { collectionsOf, unreadEvents, type AnyCollection, type Projection, type UnreadEvent } from './projection.js'
export { createWorkspace, type FoundDocument, type StepFault, type StepOutcome, type Workspace } from './workspace.js'
export { threwAt, type ProjectionThrew } from './take-in.js'
export {
  allDocuments,
  documentOf,
  documentsIn,
  documentsOf,
  emptyReadModel,
  readModelFrom,
  snapshot,
  unreadIn,
  type ReadModel,
  type StoredDocument,
} from './read-model.js'
export { balanceProjection } from './balance/balance-projection.js'
export { balancesAlone, balancesOfAccount } from './balance/of-account.js'
export {
  accountTerms,
  allBalances,
  balanceIn,
  balanceOf,
  balanceSheet,
  bookTotals,
  inTransitByAge,
  type Balance,
  type BalanceSheet,
  type BookTotal,
} from './balance/balance.js'
export {
  accounts as accountBalances,
  type BookedEntry,
  type InTransitItem,
  type Reservation,
} from './balance/document.js'
export {
  bridge,
  bridgeMeanings,
  type BalanceBridge,
  type BridgeItem,
  type Meaning,
  type MeaningBridge,
  type ThreeMeanings,
} from './balance/bridge.js'
export {
  displayedBridge,
  type DisplayedBalance,
  type DisplayedBridge,
  type DisplayedMeaning,
} from './balance/displayed-bridge.js'
export { disputeProjection } from './dispute/dispute-projection.js'
export { allCases, casesOfTransfer, claimCase, disputeCase, type Case, type CaseMoney } from './dispute/case.js'
export { replyClock, type ReplyClock, type ReplyRule } from './dispute/reply-clock.js'
export type {
  CaseContact,
  CaseDocument,
  CaseEvidence,
  CaseKind,
  CasePhase,
  CaseRecall,
  Claimant,
  ContactLink,
  FirstReply,
  Resolution,
} from './dispute/document.js'
export { auditProjection } from './audit/audit-projection.js'
export {
  accountsOfCustomer,
  allTransfers,
  ledgerTotals,
  payeesOf,
  storyOf,
  transfersOfAccount,
  transfersOfCustomer,
  type LedgerTotals,
  type TransferStory,
} from './audit/story.js'
export { streamsExplaining, type ExplainingStream, type StreamReason } from './audit/explaining-streams.js'
export { filedTracesOf, namedTracesOf, namesInKey, touchedTracesOf, traceOf } from './audit/trace.js'
export { standings, transfersOfAccounts, hops as auditHops, type Standing } from './audit/document.js'
export { looksLike } from './audit/looks-like.js'
export { laneOf, stageOf } from './audit/stage.js'
export { speakerOf } from './audit/hop.js'
export type {
  AuditedTransfer,
  Hop,
  KnownPayee,
  Lane,
  MoneyTotal,
  Names,
  PartyPart,
  Speaker,
  Stage,
  TransferMention,
  TransferTotals,
} from './audit/document.js'
