import type { AccountEvent, DisputeEvent, RecallEvent } from '@waybill/core'
import { code, money, party, plainWord, time, where, type Sentences } from './wording.js'

/** What each step of a recall says. */
export const recallSentences: Sentences<RecallEvent> = {
  RecallRequested: ({ amount, answerDueAt, reason, to }) =>
    `${party(to)} was asked to send ${money(amount)} back (${code(reason)}); an answer is due by ${time(answerDueAt)}.`,
  RecallAccepted: ({ by }) => `${party(by)} agreed to send it back. The money moves only when it does.`,
  RecallRefused: ({ by, reason }) => `${party(by)} will not send it back (${code(reason)}).`,
  RecallUnanswered: ({ answerDueAt }) => `No answer to the recall came by ${time(answerDueAt)}.`,
  RecallWithdrawn: ({ by }) => `${party(by)} took the recall back.`,
}

/** What each step of a dispute says. */
export const disputeSentences: Sentences<DisputeEvent> = {
  TransferDisputed: ({ claim, claimant, replyDueAt }) =>
    `${party(claimant)} disputes the transfer (${plainWord(claim)}); an answer is owed by ${time(replyDueAt)}.`,
  EvidenceRequested: ({ dueAt, from, what }) => `${party(from)} was asked, by ${time(dueAt)}, for this: “${what}”`,
  EvidenceSubmitted: ({ from, kind }) => `${party(from)} handed in a document (${kind}).`,
  DisputeReviewStarted: ({ reviewer }) => `${party(reviewer)} began to look into the dispute.`,
  DisputeResolved: ({ amount, by, outcome, reason }) =>
    `${party(by)} decided the dispute: ${plainWord(outcome)}${outcome === 'DENIED' ? '' : where(amount, (sum) => ` of ${money(sum)}`)}. “${reason}”`,
  DisputeWithdrawn: ({ by }) => `${party(by)} took the claim back.`,
  DisputeReopened: ({ by, reason, replyDueAt }) =>
    `${party(by)} opened the dispute again on new evidence; an answer is owed by ${time(replyDueAt)}. “${reason}”`,
  ProvisionalCreditGranted: ({ amount, by }) =>
    `${party(by)} gave the payer ${money(amount)} until the dispute is decided.`,
  ProvisionalCreditMadeFinal: ({ amount, by }) =>
    `${party(by)} let the payer keep the ${money(amount)} that was given until the decision; the operator bears it.`,
  ProvisionalCreditRescinded: ({ amount, by, reason }) =>
    `${party(by)} took back the ${money(amount)} that was given until the decision. “${reason}”`,
  RestitutionPaid: ({ amount, by }) =>
    `${party(by)} paid the payer ${money(amount)} out of the operator's own, as the dispute was decided.`,
  DisputeClosed: ({ by }) => `${party(by)} closed the dispute: nothing is owed any more.`,
}

/** What each step of an account's life says. */
export const accountSentences: Sentences<AccountEvent> = {
  AccountOpened: ({ account, currency }) => `Account ${account} was opened in ${currency}.`,
  AccountFrozen: ({ reason, scope }) => `The account was frozen (${plainWord(scope)}): ${reason}`,
  AccountUnfrozen: ({ reason }) => `The freeze was lifted: ${reason}`,
  AccountFloorSet: ({ limit }) => `The account may now go ${money(limit)} below zero.`,
  AccountClosing: ({ reason }) => `The account is to be closed: ${reason}`,
  AccountClosed: () => 'The account is empty and ended.',
}
