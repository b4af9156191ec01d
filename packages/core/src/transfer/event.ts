import { personal } from '../codec/codec.js'
import { flag, listOf, oneOf, textMap, count } from '../codec/collection.js'
import { structure } from '../codec/structure.js'
import { digest, identifier, instant, label, text, uuid, words } from '../codec/text.js'
import { defineEvent, type AnyCodec, type EventDefinition, type EventOf } from '../event/definition.js'
import { accountId, accountReference, ledgerAccount } from '../ledger/account-id.js'
import { entry } from '../ledger/entry.js'
import { code, party } from '../ledger/party.js'
import { money, moneyOrZero } from '../money/money.js'
import { feeList, fundingList, instructionFields } from './instruction.js'

/** Fields that every fact told from outside carries: which message said it, who, and as of when. */
const report = {
  /** The source's own message id; with `by` it names the report. */
  reportId: label,
  by: party,
}

/** The outcome a rail or institution claims, in a report that could not be taken as it stood. */
export const reportedOutcome = oneOf([
  'ACCEPTED',
  'STATUS',
  'CREDITED',
  'REFUSED',
  'RETURNED',
  'NEVER_RECEIVED',
  'RECALL_ANSWER',
])

export const claimKind = oneOf([
  'NOT_ARRIVED',
  'LATE',
  'TWICE',
  'WRONG_PAYEE',
  'WRONG_AMOUNT',
  'NOT_MINE',
  'BALANCE_WRONG',
  'CANNOT_TRANSACT',
  'INFO_ONLY',
])

/** Where a sum was booked when the account itself takes none: it is unknown here, in another currency, closing or closed. */
const postedTo = ledgerAccount

/** Who gets what comes back, in order. */
const allocation = listOf(structure('a share', { account: ledgerAccount, amount: money }), { min: 1, max: 16 })

/**
 * How an exception ends: RETURNED_TO_SOURCE gives it back to where it came from, ALLOCATED names the account of this
 * book that gets or bears it, SET_OFF sets what came back too much against what somebody owes.
 */
export const resolutionOfException = oneOf(['RETURNED_TO_SOURCE', 'ALLOCATED', 'SET_OFF'])

/** What is done by hand at the operator's cost: one person does it, another approves. */
export const underTwoNames = { by: party, approvedBy: party, reason: words } as const

/** Why an outcome is in doubt. */
export const doubtReason = oneOf(['NO_ANSWER', 'DEADLINE_PASSED', 'CONTRADICTION', 'NEVER_RECEIVED'])

/** What the amount became in the currency of the payee, where the transfer is exchanged: so much was credited, or came from there. */
const converted = money

const define = <const W extends string, C extends AnyCodec>(
  word: W,
  codec: C,
  meaning: string,
): EventDefinition<W, C> => defineEvent(['transfer'], word, codec, meaning)

export const movementEvents = {
  TransferInitiated: define(
    'TransferInitiated',
    structure(
      'TransferInitiated',
      {
        ...instructionFields.required,
        /** One reference from origination to the last inquiry, a version-4 UUID (ISO 20022 UETR). */
        uetr: uuid,
        funding: fundingList,
        fees: feeList,
      },
      {
        ...instructionFields.optional,
        /** Where the funds are reserved in steps of their own: the command whose steps they are. Until the last of them the transfer is not initiated. */
        pendingFunds: identifier,
      },
    ),
    'The instruction is durably recorded and its amount is reserved on the payer, or, with `pendingFunds`, about to be.',
  ),
  TransferFundsConfirmed: define(
    'TransferFundsConfirmed',
    structure('TransferFundsConfirmed', {}),
    'Every account that pays has kept its part: what was recorded with `pendingFunds` is initiated from here on.',
  ),
  TransferRejected: define(
    'TransferRejected',
    structure('TransferRejected', { reason: code, by: party }, { text: words }),
    'The operator ended the transfer before anything moved; the reservation is released.',
  ),
  TransferCancelled: define(
    'TransferCancelled',
    structure('TransferCancelled', { by: party }, { reason: code }),
    'The transfer was withdrawn before it was confirmed; the reservation is released.',
  ),
  TransferExpired: define(
    'TransferExpired',
    structure('TransferExpired', { expiresAt: instant }),
    'No confirmation came in time; the reservation is released.',
  ),
  TransferConfirmed: define(
    'TransferConfirmed',
    structure(
      'TransferConfirmed',
      { by: party, entry },
      {
        /** How the person was authenticated, such as `PASSWORD`, `SMS_CODE`, `BIOMETRIC`. */
        method: label,
        strength: oneOf(['NONE', 'SINGLE_FACTOR', 'STRONG']),
        device: personal(label),
        /** Digest of the values that were shown for confirmation. */
        shownDigest: digest,
      },
    ),
    'The payer confirmed: the reservation is captured and the money leaves the payer.',
  ),
  TransferHeld: define(
    'TransferHeld',
    structure(
      'TransferHeld',
      {
        holdId: identifier,
        kind: oneOf(['FRAUD', 'COMPLIANCE', 'REGULATORY', 'OPERATIONS']),
        rule: label,
        ruleVersion: label,
        by: party,
      },
      { inputs: textMap, reason: code, reviewDueAt: instant },
    ),
    'A review stops the transfer where it is; the money stays where it is.',
  ),
  TransferReleased: define(
    'TransferReleased',
    structure('TransferReleased', { holdId: identifier, by: party }, { text: words }),
    'The review freed the transfer.',
  ),
  SubmissionStarted: define(
    'SubmissionStarted',
    structure('SubmissionStarted', { rail: identifier, railKey: uuid, messageDigest: digest, answerDueAt: instant }),
    'The rail is about to be called with this message under this key. Written before the call, so that after a crash the engine inquires and never submits again.',
  ),
  TransferSubmitted: define(
    'TransferSubmitted',
    structure(
      'TransferSubmitted',
      { ...report, rail: identifier, railReference: label },
      { status: code, asOf: instant },
    ),
    'The rail acknowledged that it has the instruction.',
  ),
  TransferStatusReported: define(
    'TransferStatusReported',
    structure(
      'TransferStatusReported',
      { ...report, status: code, asOf: instant },
      { reason: code, executionRef: label, account: accountReference, amount: money, fees: feeList, text: words },
    ),
    'Somebody said where the transfer stands, or said again what is known; nothing is posted.',
  ),
  TransferOutcomeUnknown: define(
    'TransferOutcomeUnknown',
    structure(
      'TransferOutcomeUnknown',
      { because: doubtReason, owner: party, inquiryDueAt: instant },
      { answerDueAt: instant, text: words },
    ),
    'Whether the money arrived is in doubt: nothing is released and nothing is sent again; an inquiry is due.',
  ),
  StatusInquirySent: define(
    'StatusInquirySent',
    structure('StatusInquirySent', { inquiryId: identifier, to: party, answerDueAt: instant }),
    'The other side was asked what became of the transfer.',
  ),
  StatusInquiryAnswered: define(
    'StatusInquiryAnswered',
    structure(
      'StatusInquiryAnswered',
      {
        ...report,
        inquiryId: identifier,
        answer: oneOf(['STATUS', 'NEVER_RECEIVED', 'NO_ANSWER']),
        final: flag,
        asOf: instant,
      },
      { status: code, reason: code },
    ),
    'The other side answered an inquiry, or let it run out.',
  ),
  TransferCredited: define(
    'TransferCredited',
    structure(
      'TransferCredited',
      { account: accountReference, amount: money, entry },
      {
        reportId: label,
        by: party,
        executionRef: label,
        asOf: instant,
        postedTo,
        converted,
      },
    ),
    'An account was credited: this one, with this sum, which may differ from the instruction.',
  ),
  TransferFailed: define(
    'TransferFailed',
    structure(
      'TransferFailed',
      { reason: code, by: party, amount: money, allocation, entry },
      { reportId: label, asOf: instant, text: words },
    ),
    'A final refusal after confirmation: what was in transit is back with the payer.',
  ),
  TransferReturned: define(
    'TransferReturned',
    structure(
      'TransferReturned',
      {
        ...report,
        amount: money,
        outOf: oneOf(['IN_TRANSIT', 'CREDITED']),
        reason: code,
        allocation,
        asOf: instant,
        entry,
      },
      {
        executionRef: label,
        /** What the returning side kept beside the amount that came: both are gone from where it was, and these are lost to the payer. */
        fees: feeList,
        converted,
        /** Where the transfer is exchanged: what of its amount the fees stand for, in the currency of the payer. */
        keptOfAmount: money,
      },
    ),
    'The receiving side sent money back.',
  ),
  TransferReversed: define(
    'TransferReversed',
    structure(
      'TransferReversed',
      {
        amount: money,
        kind: oneOf(['MISPOSTING', 'DUPLICATE', 'WRONG_AMOUNT', 'PAYEE_CONSENT', 'COURT_ORDER']),
        by: party,
        authority: words,
        entry,
      },
      { cause: label, converted },
    ),
    'A correcting entry between two accounts of this book: the payee gives back, the payer has it again.',
  ),
  DuplicateDetected: define(
    'DuplicateDetected',
    structure(
      'DuplicateDetected',
      { ...report, account: accountReference, amount: money, asOf: instant, entry },
      { executionRef: label, postedTo },
    ),
    'More was executed than was confirmed; the excess stands in the exception account of the transfer.',
  ),
  ExcessReturned: define(
    'ExcessReturned',
    structure(
      'ExcessReturned',
      { ...report, amount: money, reason: code, asOf: instant, entry },
      { executionRef: label, fees: feeList },
    ),
    'More was sent back than was left of the transfer; the excess stands in the exception account of the transfer.',
  ),
  MismatchObserved: define(
    'MismatchObserved',
    structure(
      'MismatchObserved',
      { ...report, outcome: reportedOutcome, field: label, expected: words, found: words },
      {
        asOf: instant,
        amount: money,
        /** What else the report said, under its own names, so that nothing told is lost. */
        account: accountReference,
        executionRef: label,
        railReference: label,
        inquiryId: identifier,
        recallId: identifier,
        status: code,
        reason: code,
        final: flag,
        fees: feeList,
        text: words,
      },
    ),
    'A report contradicts what is recorded and cannot be taken as it stands; nothing is posted and an exception is open.',
  ),
  LateOutcomeReceived: define(
    'LateOutcomeReceived',
    structure(
      'LateOutcomeReceived',
      { ...report, account: accountReference, amount: money, asOf: instant, entry },
      { executionRef: label, postedTo },
    ),
    'The payee was credited although the money had gone back to the payer, who now owes it.',
  ),
  ExceptionResolved: define(
    'ExceptionResolved',
    structure(
      'ExceptionResolved',
      { exceptionId: identifier, how: resolutionOfException, amount: money, by: party, reason: words, entry },
      { account: accountId, against: identifier },
    ),
    'What stood beyond the instruction, or a part of it, went where it belongs.',
  ),
  ExceptionWrittenOff: define(
    'ExceptionWrittenOff',
    structure('ExceptionWrittenOff', { exceptionId: identifier, amount: money, ...underTwoNames, entry }),
    'The operator bears what nobody gives back.',
  ),
  MismatchExplained: define(
    'MismatchExplained',
    structure('MismatchExplained', { exceptionId: identifier, by: party, reason: words }),
    'Somebody found out why a report contradicted what is recorded; nothing is posted.',
  ),
  CorrectionPosted: define(
    'CorrectionPosted',
    structure('CorrectionPosted', {
      from: ledgerAccount,
      to: ledgerAccount,
      amount: money,
      corrects: label,
      ...underTwoNames,
      entry,
    }),
    'A correcting entry by hand, for what no other command puts right.',
  ),
  CommandRefused: defineEvent(
    ['transfer', 'account'],
    'CommandRefused',
    structure('CommandRefused', {
      commandId: identifier,
      command: label,
      /** The command as it was sent, RFC 8785 JSON text. */
      payload: personal(text('the command as JSON text', { max: 65_536 })),
      /** Name of the rejection. */
      rejection: label,
      /** The rejection's facts, RFC 8785 JSON text. */
      facts: personal(text('the facts as JSON text', { max: 16_384 })),
      /** What the decision leaned on: streams and the revisions they had. */
      judgedAt: listOf(structure('a revision', { stream: text('a stream name', { max: 200 }), revision: label }), {
        max: 32,
      }),
      throughSequence: count,
    }),
    'The rules refused a command. The same command id gets this answer for ever.',
  ),
} as const

export const recallEvents = {
  RecallRequested: define(
    'RecallRequested',
    structure(
      'RecallRequested',
      { recallId: identifier, to: party, reason: code, amount: money, answerDueAt: instant },
      { text: words },
    ),
    'The other side was asked to send the money back. No money moves by asking.',
  ),
  RecallAccepted: define(
    'RecallAccepted',
    structure('RecallAccepted', { ...report, recallId: identifier, asOf: instant }, { status: code, amount: money }),
    'The other side agreed to send it back. Only a later return moves money.',
  ),
  RecallRefused: define(
    'RecallRefused',
    structure('RecallRefused', { ...report, recallId: identifier, reason: code, asOf: instant }, { text: words }),
    'The other side will not send it back, and said why.',
  ),
  RecallUnanswered: define(
    'RecallUnanswered',
    structure('RecallUnanswered', { recallId: identifier, answerDueAt: instant }),
    'The time to answer a recall has passed without an answer.',
  ),
  RecallWithdrawn: define(
    'RecallWithdrawn',
    structure('RecallWithdrawn', { recallId: identifier, by: party }, { text: words }),
    'The request was taken back.',
  ),
} as const

export const disputeEvents = {
  TransferDisputed: define(
    'TransferDisputed',
    structure(
      'TransferDisputed',
      { disputeId: identifier, claim: claimKind, claimant: party, replyDueAt: instant },
      { words: personal(words), amount: money },
    ),
    'Somebody says that something is wrong with the transfer, and an answer is owed by a time.',
  ),
  EvidenceRequested: define(
    'EvidenceRequested',
    structure('EvidenceRequested', {
      disputeId: identifier,
      requestId: identifier,
      from: party,
      what: words,
      dueAt: instant,
    }),
    'A document or statement was asked for.',
  ),
  EvidenceSubmitted: define(
    'EvidenceSubmitted',
    structure(
      'EvidenceSubmitted',
      { disputeId: identifier, from: party, kind: label, documentDigest: digest },
      { requestId: identifier, text: personal(words) },
    ),
    'A document was handed in; its digest names it.',
  ),
  DisputeReviewStarted: define(
    'DisputeReviewStarted',
    structure('DisputeReviewStarted', { disputeId: identifier, reviewer: party }),
    'Somebody began to look into the dispute.',
  ),
  DisputeResolved: define(
    'DisputeResolved',
    structure(
      'DisputeResolved',
      { disputeId: identifier, outcome: oneOf(['REFUND', 'GOODWILL', 'DENIED']), by: party, reason: words },
      { amount: money, cause: label },
    ),
    'The dispute was decided. A refund or goodwill is owed from here on; it is paid by its own money leg.',
  ),
  DisputeReopened: define(
    'DisputeReopened',
    structure('DisputeReopened', {
      disputeId: identifier,
      by: party,
      reason: words,
      documentDigest: digest,
      replyDueAt: instant,
    }),
    'A decided dispute is looked into once more, because of evidence that nobody had handed in before.',
  ),
  ProvisionalCreditGranted: define(
    'ProvisionalCreditGranted',
    structure('ProvisionalCreditGranted', {
      disputeId: identifier,
      amount: money,
      by: party,
      /** What of the loss was made good when this was decided: with the loss it is the key of the remedy. */
      alreadyMadeGood: moneyOrZero,
      allocation,
      entry,
    }),
    'The operator gives the payer the disputed sum until the dispute is decided.',
  ),
  ProvisionalCreditMadeFinal: define(
    'ProvisionalCreditMadeFinal',
    structure('ProvisionalCreditMadeFinal', { disputeId: identifier, amount: money, by: party, entry }),
    'The payer keeps what was given provisionally; the operator bears it.',
  ),
  ProvisionalCreditRescinded: define(
    'ProvisionalCreditRescinded',
    structure('ProvisionalCreditRescinded', {
      disputeId: identifier,
      amount: money,
      by: party,
      reason: words,
      allocation,
      entry,
    }),
    'What was given provisionally is taken back from those who got it.',
  ),
  RestitutionPaid: define(
    'RestitutionPaid',
    structure('RestitutionPaid', {
      disputeId: identifier,
      amount: money,
      by: party,
      /** What of the loss was made good when this was decided: with the loss it is the key of the remedy. */
      alreadyMadeGood: moneyOrZero,
      allocation,
      entry,
    }),
    'The operator pays what the decision of a dispute owes, as a refund or as goodwill, out of its own loss.',
  ),
  DisputeWithdrawn: define(
    'DisputeWithdrawn',
    structure('DisputeWithdrawn', { disputeId: identifier, by: party }, { text: words }),
    'The claimant took the claim back.',
  ),
  DisputeClosed: define(
    'DisputeClosed',
    structure('DisputeClosed', { disputeId: identifier, by: party }),
    'The dispute is over and nothing is owed any more.',
  ),
} as const

export const transferEvents = { ...movementEvents, ...recallEvents, ...disputeEvents } as const

export type MovementEvent = EventOf<(typeof movementEvents)[keyof typeof movementEvents]>
export type RecallEvent = EventOf<(typeof recallEvents)[keyof typeof recallEvents]>
export type DisputeEvent = EventOf<(typeof disputeEvents)[keyof typeof disputeEvents]>
export type TransferEvent = MovementEvent | RecallEvent | DisputeEvent

export type TransferInitiated = EventOf<(typeof movementEvents)['TransferInitiated']>
