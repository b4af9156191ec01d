import type { DisputeEvent, RecallEvent } from '@waybill/core'
import { tellShares, tellTelling } from './movement-sentences.js'
import { sentence, type Sentence } from './sentence.js'
import { tellCode, tellEntry, tellMoney, tellParty } from './tell-value.js'

/** What each event of a recall tells. */
export const recallSentences = {
  RecallRequested: sentence(
    'RecallRequested',
    ['recallId', 'to', 'reason', 'amount', 'answerDueAt'],
    ({ recallId, to, reason, amount, answerDueAt }, teller) =>
      `recall ${teller.text(recallId)} asks ${tellParty(to)} for ${tellMoney(amount)} back for ${tellCode(reason)}, an answer due at ${teller.time(answerDueAt)}`,
  ),
  RecallAccepted: sentence(
    'RecallAccepted',
    ['recallId', 'reportId', 'by', 'asOf'],
    (event, teller) => `recall ${teller.text(event.recallId)} agreed to${tellTelling(teller, event)}`,
  ),
  RecallRefused: sentence(
    'RecallRefused',
    ['recallId', 'reason', 'reportId', 'by', 'asOf'],
    (event, teller) =>
      `recall ${teller.text(event.recallId)} refused for ${tellCode(event.reason)}${tellTelling(teller, event)}`,
  ),
  RecallUnanswered: sentence(
    'RecallUnanswered',
    ['recallId', 'answerDueAt'],
    ({ recallId, answerDueAt }, teller) =>
      `recall ${teller.text(recallId)} had no answer by ${teller.time(answerDueAt)}`,
  ),
  RecallWithdrawn: sentence(
    'RecallWithdrawn',
    ['recallId', 'by'],
    ({ recallId, by }, teller) => `recall ${teller.text(recallId)} taken back by ${tellParty(by)}`,
  ),
} as const satisfies { readonly [W in RecallEvent['_tag']]: Sentence }

/** What each event of a dispute tells. */
export const disputeSentences = {
  TransferDisputed: sentence(
    'TransferDisputed',
    ['disputeId', 'claim', 'claimant', 'replyDueAt'],
    ({ disputeId, claim, claimant, replyDueAt }, teller) =>
      `dispute ${teller.text(disputeId)}, ${tellParty(claimant)} claims ${claim}, an answer due at ${teller.time(replyDueAt)}`,
  ),
  EvidenceRequested: sentence(
    'EvidenceRequested',
    ['disputeId', 'requestId', 'from', 'what', 'dueAt'],
    ({ disputeId, requestId, from, what, dueAt }, teller) =>
      `dispute ${teller.text(disputeId)}, request ${teller.text(requestId)} asks ${tellParty(from)} for "${teller.text(what)}" by ${teller.time(dueAt)}`,
  ),
  EvidenceSubmitted: sentence(
    'EvidenceSubmitted',
    ['disputeId', 'from', 'kind', 'documentDigest'],
    ({ disputeId, from, kind, documentDigest }, teller) =>
      `dispute ${teller.text(disputeId)}, ${tellParty(from)} hands in ${kind} ${teller.text(documentDigest)}`,
  ),
  DisputeReviewStarted: sentence(
    'DisputeReviewStarted',
    ['disputeId', 'reviewer'],
    ({ disputeId, reviewer }, teller) => `dispute ${teller.text(disputeId)} looked into by ${tellParty(reviewer)}`,
  ),
  DisputeResolved: sentence(
    'DisputeResolved',
    ['disputeId', 'outcome', 'amount', 'by', 'reason'],
    ({ disputeId, outcome, amount, by, reason }, teller) =>
      `dispute ${teller.text(disputeId)}: ${outcome}${amount === undefined ? '' : ` of ${tellMoney(amount)}`} by ${tellParty(by)}, "${teller.text(reason)}"`,
  ),
  DisputeWithdrawn: sentence(
    'DisputeWithdrawn',
    ['disputeId', 'by'],
    ({ disputeId, by }, teller) => `dispute ${teller.text(disputeId)} taken back by ${tellParty(by)}`,
  ),
  DisputeClosed: sentence(
    'DisputeClosed',
    ['disputeId', 'by'],
    ({ disputeId, by }, teller) => `dispute ${teller.text(disputeId)} ended by ${tellParty(by)}`,
  ),
  DisputeReopened: sentence(
    'DisputeReopened',
    ['disputeId', 'by', 'reason', 'documentDigest', 'replyDueAt'],
    ({ disputeId, by, reason, documentDigest, replyDueAt }, teller) =>
      `dispute ${teller.text(disputeId)} opened again by ${tellParty(by)} on ${teller.text(documentDigest)}, "${teller.text(reason)}", an answer due at ${teller.time(replyDueAt)}`,
  ),
  ProvisionalCreditGranted: sentence(
    'ProvisionalCreditGranted',
    ['disputeId', 'amount', 'by', 'alreadyMadeGood', 'allocation', 'entry'],
    ({ disputeId, amount, by, alreadyMadeGood, allocation, entry }, teller) =>
      `dispute ${teller.text(disputeId)}: ${tellMoney(amount)} until it is decided, by ${tellParty(by)}, with ${tellMoney(alreadyMadeGood)} made good before, to ${tellShares(teller, allocation)}, ${tellEntry(teller, entry)}`,
  ),
  ProvisionalCreditMadeFinal: sentence(
    'ProvisionalCreditMadeFinal',
    ['disputeId', 'amount', 'by', 'entry'],
    ({ disputeId, amount, by, entry }, teller) =>
      `dispute ${teller.text(disputeId)}: ${tellMoney(amount)} for good, by ${tellParty(by)}, ${tellEntry(teller, entry)}`,
  ),
  ProvisionalCreditRescinded: sentence(
    'ProvisionalCreditRescinded',
    ['disputeId', 'amount', 'by', 'reason', 'allocation', 'entry'],
    ({ disputeId, amount, by, reason, allocation, entry }, teller) =>
      `dispute ${teller.text(disputeId)}: ${tellMoney(amount)} taken back by ${tellParty(by)}, "${teller.text(reason)}", from ${tellShares(teller, allocation)}, ${tellEntry(teller, entry)}`,
  ),
  RestitutionPaid: sentence(
    'RestitutionPaid',
    ['disputeId', 'amount', 'by', 'alreadyMadeGood', 'allocation', 'entry'],
    ({ disputeId, amount, by, alreadyMadeGood, allocation, entry }, teller) =>
      `dispute ${teller.text(disputeId)}: ${tellMoney(amount)} paid by ${tellParty(by)}, with ${tellMoney(alreadyMadeGood)} made good before, to ${tellShares(teller, allocation)}, ${tellEntry(teller, entry)}`,
  ),
} as const satisfies { readonly [W in DisputeEvent['_tag']]: Sentence }
