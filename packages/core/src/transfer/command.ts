import { personal } from '../codec/codec.js'
import { flag, listOf, oneOf, textMap } from '../codec/collection.js'
import { structure } from '../codec/structure.js'
import { digest, identifier, instant, label, uuid, words } from '../codec/text.js'
import { defineCommand, type CommandOf } from '../event/command-definition.js'
import { accountId, ledgerAccount } from '../ledger/account-id.js'
import { accountReferenceInput } from '../ledger/account-reference-input.js'
import { code, party } from '../ledger/party.js'
import { moneyInput, moneyOrZeroInput } from '../money/money.js'
import { claimKind, movementEvents, resolutionOfException, underTwoNames } from './event.js'
import { feeInput } from './fee-input.js'
import { instructionFields, quoteInput } from './instruction.js'

/** Every command names itself for ever and names its transfer. */
const addressed = { commandId: identifier, transferId: identifier }

const fundingInput = listOf(structure('a funding source', { account: accountId, amount: moneyInput }), {
  min: 1,
  max: 8,
})

const asked = {
  ...addressed,
  payer: accountReferenceInput,
  payee: accountReferenceInput,
  amount: moneyInput,
}

const instructed = {
  ...instructionFields.optional,
  quote: quoteInput,
  /** Without it: `book`, which reaches payees in this book only. */
  rail: identifier,
  /** Without it: the payer's account pays the amount and its fees. */
  funding: fundingInput,
  fees: feeInput,
  /** Without it, one is made. */
  uetr: uuid,
}

const confirmation = {
  method: label,
  strength: oneOf(['NONE', 'SINGLE_FACTOR', 'STRONG']),
  device: personal(label),
  shownDigest: digest,
}

export const transferCommands = {
  InitiateTransfer: defineCommand(
    'InitiateTransfer',
    structure('InitiateTransfer', asked, { ...instructed, confirmationRequired: flag }),
    'Record an instruction and reserve its amount on the payer.',
  ),
  BookTransfer: defineCommand(
    'BookTransfer',
    structure('BookTransfer', { ...asked, by: party }, { ...instructed, ...confirmation }),
    'Move money between two accounts of this book in one step: initiated, confirmed and credited together.',
  ),
  ConfirmTransfer: defineCommand(
    'ConfirmTransfer',
    structure('ConfirmTransfer', { ...addressed, by: party }, confirmation),
    'Confirm a transfer, so that the reserved money leaves the payer.',
  ),
  CreditTransfer: defineCommand(
    'CreditTransfer',
    structure('CreditTransfer', { ...addressed }, { amount: moneyInput }),
    'Credit the payee, in this book, with all that is in transit or the part that is named.',
  ),
  CancelTransfer: defineCommand(
    'CancelTransfer',
    structure('CancelTransfer', { ...addressed, by: party }, { reason: code }),
    'Withdraw a transfer that is not confirmed.',
  ),
  RejectTransfer: defineCommand(
    'RejectTransfer',
    structure('RejectTransfer', { ...addressed, by: party, reason: code }, { text: words }),
    'End a transfer that is not confirmed, for a reason of the operator.',
  ),
  ExpireTransfer: defineCommand(
    'ExpireTransfer',
    structure('ExpireTransfer', addressed),
    'End a transfer whose time to confirm has passed.',
  ),
  HoldTransfer: defineCommand(
    'HoldTransfer',
    structure(
      'HoldTransfer',
      { ...addressed, ...movementEvents.TransferHeld.codec.required },
      { inputs: textMap, reason: code, reviewDueAt: instant },
    ),
    'Stop a transfer for a review.',
  ),
  ReleaseTransfer: defineCommand(
    'ReleaseTransfer',
    structure('ReleaseTransfer', { ...addressed, holdId: identifier, by: party }, { text: words }),
    'Free a transfer that a review had stopped.',
  ),
  StartSubmission: defineCommand(
    'StartSubmission',
    structure('StartSubmission', { ...addressed, railKey: uuid, messageDigest: digest, answerDueAt: instant }),
    'Record that a rail is about to be called.',
  ),
  DeclareOutcomeUnknown: defineCommand(
    'DeclareOutcomeUnknown',
    structure('DeclareOutcomeUnknown', {
      ...addressed,
      because: oneOf(['NO_ANSWER', 'DEADLINE_PASSED']),
      owner: party,
      inquiryDueAt: instant,
    }),
    'Record that a rail did not answer, or did not finish in time.',
  ),
  SendStatusInquiry: defineCommand(
    'SendStatusInquiry',
    structure('SendStatusInquiry', { ...addressed, inquiryId: identifier, to: party, answerDueAt: instant }),
    'Ask the other side what became of a transfer.',
  ),
  ReverseTransfer: defineCommand(
    'ReverseTransfer',
    structure(
      'ReverseTransfer',
      {
        ...addressed,
        amount: moneyInput,
        kind: movementEvents.TransferReversed.codec.required.kind,
        by: party,
        authority: words,
      },
      { cause: label },
    ),
    'Correct a credit inside this book: take it from the payee and give it back to the payer.',
  ),
  ResolveException: defineCommand(
    'ResolveException',
    structure(
      'ResolveException',
      { ...addressed, exceptionId: identifier, how: resolutionOfException, by: party, reason: words },
      { amount: moneyInput, account: accountId, against: identifier },
    ),
    'Bring what stands beyond the instruction to where it belongs.',
  ),
  WriteOffException: defineCommand(
    'WriteOffException',
    structure('WriteOffException', { ...addressed, exceptionId: identifier, ...underTwoNames }, { amount: moneyInput }),
    'Let the operator bear what nobody gives back: one person asks, another has approved.',
  ),
  ExplainMismatch: defineCommand(
    'ExplainMismatch',
    structure('ExplainMismatch', { ...addressed, exceptionId: identifier, by: party, reason: words }),
    'Say why a report contradicted what is recorded.',
  ),
  PostCorrection: defineCommand(
    'PostCorrection',
    structure('PostCorrection', {
      ...addressed,
      from: ledgerAccount,
      to: ledgerAccount,
      amount: moneyInput,
      corrects: label,
      ...underTwoNames,
    }),
    'Post a correcting entry by hand: one person asks, another has approved.',
  ),
  RequestRecall: defineCommand(
    'RequestRecall',
    structure(
      'RequestRecall',
      { ...addressed, recallId: identifier, to: party, reason: code, answerDueAt: instant },
      { amount: moneyInput, text: words },
    ),
    'Ask the other side to send the money back. Moves nothing.',
  ),
  WithdrawRecall: defineCommand(
    'WithdrawRecall',
    structure('WithdrawRecall', { ...addressed, recallId: identifier, by: party }, { text: words }),
    'Take a recall back.',
  ),
  DeclareRecallUnanswered: defineCommand(
    'DeclareRecallUnanswered',
    structure('DeclareRecallUnanswered', { ...addressed, recallId: identifier }),
    'Record that the time to answer a recall has passed.',
  ),
  DisputeTransfer: defineCommand(
    'DisputeTransfer',
    structure(
      'DisputeTransfer',
      { ...addressed, disputeId: identifier, claim: claimKind, claimant: party, replyDueAt: instant },
      { words: personal(words), amount: moneyInput },
    ),
    'Open a dispute about a transfer.',
  ),
  RequestEvidence: defineCommand(
    'RequestEvidence',
    structure('RequestEvidence', {
      ...addressed,
      disputeId: identifier,
      requestId: identifier,
      from: party,
      what: words,
      dueAt: instant,
    }),
    'Ask somebody for a document or statement.',
  ),
  SubmitEvidence: defineCommand(
    'SubmitEvidence',
    structure(
      'SubmitEvidence',
      { ...addressed, disputeId: identifier, from: party, kind: label, documentDigest: digest },
      { requestId: identifier, text: personal(words) },
    ),
    'Hand in a document.',
  ),
  StartDisputeReview: defineCommand(
    'StartDisputeReview',
    structure('StartDisputeReview', { ...addressed, disputeId: identifier, reviewer: party }),
    'Begin to look into a dispute.',
  ),
  ResolveDispute: defineCommand(
    'ResolveDispute',
    structure(
      'ResolveDispute',
      {
        ...addressed,
        disputeId: identifier,
        outcome: oneOf(['REFUND', 'GOODWILL', 'DENIED']),
        by: party,
        reason: words,
      },
      { amount: moneyInput, cause: label },
    ),
    'Decide a dispute.',
  ),
  ReopenDispute: defineCommand(
    'ReopenDispute',
    structure('ReopenDispute', {
      ...addressed,
      disputeId: identifier,
      by: party,
      reason: words,
      documentDigest: digest,
      replyDueAt: instant,
    }),
    'Look into a decided dispute once more, because of new evidence.',
  ),
  GrantProvisionalCredit: defineCommand(
    'GrantProvisionalCredit',
    structure(
      'GrantProvisionalCredit',
      { ...addressed, disputeId: identifier, by: party, alreadyMadeGood: moneyOrZeroInput },
      { amount: moneyInput },
    ),
    'Give the payer the disputed sum, or a part of it, until the dispute is decided.',
  ),
  MakeProvisionalCreditFinal: defineCommand(
    'MakeProvisionalCreditFinal',
    structure('MakeProvisionalCreditFinal', { ...addressed, disputeId: identifier, by: party }, { amount: moneyInput }),
    'Let the payer keep what was given provisionally.',
  ),
  RescindProvisionalCredit: defineCommand(
    'RescindProvisionalCredit',
    structure(
      'RescindProvisionalCredit',
      { ...addressed, disputeId: identifier, by: party, reason: words },
      { amount: moneyInput },
    ),
    'Take back what was given provisionally.',
  ),
  PayRestitution: defineCommand(
    'PayRestitution',
    structure(
      'PayRestitution',
      { ...addressed, disputeId: identifier, by: party, alreadyMadeGood: moneyOrZeroInput },
      { amount: moneyInput },
    ),
    'Pay what the decision of a dispute still owes, at the cost of the operator.',
  ),
  WithdrawDispute: defineCommand(
    'WithdrawDispute',
    structure('WithdrawDispute', { ...addressed, disputeId: identifier, by: party }, { text: words }),
    'Take a claim back.',
  ),
  CloseDispute: defineCommand(
    'CloseDispute',
    structure('CloseDispute', { ...addressed, disputeId: identifier, by: party }),
    'End a dispute in which nothing is owed any more.',
  ),
} as const

export type TransferCommand = CommandOf<(typeof transferCommands)[keyof typeof transferCommands]>
export type TransferCommandOf<W extends TransferCommand['_tag']> = Extract<TransferCommand, { readonly _tag: W }>
