import type { EventWord, PartyRole } from '@waybill/core'
import type { Lane, Speaker, Stage } from './document.js'

/** The step of a transfer's way that each event belongs to. */
export const stageOf: Readonly<Record<EventWord, Stage>> = {
  IntentCaptured: 'INTENT',
  IntentEdited: 'INTENT',
  IntentCancelled: 'INTENT',
  PayeeChecked: 'CHECK',
  PayeeSaved: 'CHECK',
  ConfirmationShown: 'CONFIRMATION',
  ConfirmationAnswered: 'CONFIRMATION',
  RequestSent: 'REQUEST',
  RequestReceived: 'REQUEST',
  RequestRefused: 'REQUEST',
  CommandRefused: 'REQUEST',
  CommandClaimed: 'REQUEST',
  CommandDecided: 'REQUEST',
  TransferInitiated: 'RECORD',
  TransferConfirmed: 'RECORD',
  TransferRejected: 'RECORD',
  TransferCancelled: 'RECORD',
  TransferExpired: 'RECORD',
  TransferFundsConfirmed: 'RESERVATION',
  FundsReserved: 'RESERVATION',
  FundsCaptured: 'RESERVATION',
  FundsReleased: 'RESERVATION',
  FundsTaken: 'RESERVATION',
  FundsRefused: 'RESERVATION',
  FundsTermsSet: 'ACCOUNT',
  TransferHeld: 'REVIEW',
  TransferReleased: 'REVIEW',
  SubmissionStarted: 'SUBMISSION',
  TransferSubmitted: 'SUBMISSION',
  TransferStatusReported: 'STATUS',
  TransferOutcomeUnknown: 'STATUS',
  StatusInquirySent: 'STATUS',
  StatusInquiryAnswered: 'STATUS',
  StatementReceived: 'STATUS',
  TransferCredited: 'ARRIVAL',
  TransferFailed: 'UNDOING',
  TransferReturned: 'UNDOING',
  TransferReversed: 'UNDOING',
  DuplicateDetected: 'EXCEPTION',
  MismatchObserved: 'EXCEPTION',
  LateOutcomeReceived: 'EXCEPTION',
  ExcessReturned: 'EXCEPTION',
  ExceptionResolved: 'EXCEPTION',
  ExceptionWrittenOff: 'EXCEPTION',
  MismatchExplained: 'EXCEPTION',
  CorrectionPosted: 'EXCEPTION',
  RecallRequested: 'RECALL',
  RecallAccepted: 'RECALL',
  RecallRefused: 'RECALL',
  RecallUnanswered: 'RECALL',
  RecallWithdrawn: 'RECALL',
  TransferDisputed: 'DISPUTE',
  EvidenceRequested: 'DISPUTE',
  EvidenceSubmitted: 'DISPUTE',
  DisputeReviewStarted: 'DISPUTE',
  DisputeResolved: 'DISPUTE',
  DisputeWithdrawn: 'DISPUTE',
  DisputeClosed: 'DISPUTE',
  DisputeReopened: 'DISPUTE',
  ProvisionalCreditGranted: 'DISPUTE',
  ProvisionalCreditMadeFinal: 'DISPUTE',
  ProvisionalCreditRescinded: 'DISPUTE',
  RestitutionPaid: 'DISPUTE',
  ClaimOpened: 'DISPUTE',
  ContactLogged: 'CONTACT',
  ViewServed: 'VIEW',
  TelemetryReported: 'VIEW',
  NoticeQueued: 'NOTICE',
  NoticeSent: 'NOTICE',
  NoticeDelivered: 'NOTICE',
  NoticeFailed: 'NOTICE',
  AccessObserved: 'ACCESS',
  RiskFlagged: 'RISK',
  AlertRaised: 'RISK',
  RestrictionPlaced: 'RISK',
  RestrictionLifted: 'RISK',
  WindowAnnounced: 'SURROUNDINGS',
  WindowOpened: 'SURROUNDINGS',
  WindowClosed: 'SURROUNDINGS',
  ComponentReported: 'SURROUNDINGS',
  ConfigurationChanged: 'SURROUNDINGS',
  PolicyChanged: 'SURROUNDINGS',
  SourceCoverageDeclared: 'SURROUNDINGS',
  AccountOpened: 'ACCOUNT',
  AccountFrozen: 'ACCOUNT',
  AccountUnfrozen: 'ACCOUNT',
  AccountFloorSet: 'ACCOUNT',
  AccountClosing: 'ACCOUNT',
  AccountClosed: 'ACCOUNT',
}

/** What a customer does or sees, whoever keeps the record of it. */
const seenByCustomer: ReadonlySet<Stage> = new Set(['INTENT', 'CONFIRMATION', 'VIEW', 'NOTICE', 'CONTACT', 'ACCESS'])

const rolesOutside: ReadonlySet<PartyRole> = new Set([
  'NETWORK',
  'SENDING_INSTITUTION',
  'INTERMEDIARY',
  'RECEIVING_INSTITUTION',
  'THIRD_PARTY',
  'AUTHORITY',
])

const isOutside = (said: Speaker): boolean =>
  said._tag === 'PARTY'
    ? rolesOutside.has(said.role)
    : said._tag === 'SOURCE' && (said.kind === 'PARTNER' || said.kind === 'AUTHORITY')

const isCustomer = (said: Speaker): boolean =>
  said._tag === 'PARTY'
    ? said.role === 'CUSTOMER'
    : said._tag === 'SOURCE' && (said.kind === 'CUSTOMER' || said.kind === 'CLIENT')

/** The lane that a hop is drawn in: by who said it, and by what a customer takes part in. */
export const laneOf = (stage: Stage, said: Speaker): Lane => {
  if (isOutside(said)) return 'OUTSIDE'
  return isCustomer(said) || seenByCustomer.has(stage) ? 'CUSTOMER' : 'ENGINE'
}
