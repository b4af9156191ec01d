import type { AccountId, ClaimKind, Code, Currency, Instant, Money, Party } from '@waybill/core'
import { collection } from '../collection.js'

/** How a case came in: a person's claim (`ClaimOpened`), or a dispute of one transfer (`TransferDisputed`). */
export type CaseKind = 'CLAIM' | 'DISPUTE'

/** A claim is OPEN until a substantive answer went out. A dispute goes from OPEN to CLOSED or WITHDRAWN. */
export type CasePhase = 'OPEN' | 'ANSWERED' | 'UNDER_REVIEW' | 'RESOLVED' | 'WITHDRAWN' | 'CLOSED'

/** Who claims: the party of a dispute, or the role that a claim names. */
export type Claimant = { readonly role: string; readonly name: string | null }

/** The first answer in substance: a contact, or the decision of the dispute. */
export type FirstReply = {
  readonly by: 'CONTACT' | 'RESOLUTION'
  readonly at: Instant
  readonly sequence: number
  readonly eventId: string
}

export type Resolution = {
  readonly outcome: 'REFUND' | 'GOODWILL' | 'DENIED'
  readonly by: Party
  readonly cause: string | null
  /** The sum that it names; null where it names none. */
  readonly amount: Money | null
  readonly at: Instant
  readonly eventId: string
}

/** One case. What people wrote stands in the events; here are only the facts about it. */
export type CaseDocument = {
  /** The case's key: `claim/<claimId>` or `dispute/<transferId>/<disputeId>`. */
  readonly key: string
  readonly kind: CaseKind
  /** The claim's or the dispute's own id. */
  readonly id: string
  readonly claim: ClaimKind
  readonly claimant: Claimant | null
  readonly transferId: string | null
  readonly account: AccountId | null
  readonly customer: string | null
  readonly phase: CasePhase
  /** When the question was first put: the claim itself, or an earlier contact that names it. */
  readonly askedAt: Instant
  readonly openedAt: Instant
  readonly knownAt: Instant
  readonly sequence: number
  readonly eventId: string
  /** When an answer is due; null where the event names no time. */
  readonly replyDueAt: Instant | null
  readonly firstReply: FirstReply | null
  readonly resolution: Resolution | null
  readonly endedAt: Instant | null
  /** The sum that the dispute names; null where it names none. */
  readonly disputed: Money | null
  /** The sum that the claimant says they meant to send; null where they name none. */
  readonly intended: Money | null
}

/** A document or statement: asked for, handed in, or both. */
export type CaseEvidence = {
  readonly requestId: string | null
  readonly what: string | null
  readonly from: string
  readonly askedAt: Instant | null
  readonly dueAt: Instant | null
  readonly handedInAt: Instant | null
  readonly kind: string | null
  readonly documentDigest: string | null
  /** Where it first appeared, and the event that handed it in (or asked, while nothing came). */
  readonly sequence: number
  readonly eventId: string
}

/** What ties a contact to a case. A contact tied by the customer alone counts as an answer only where that leaves no doubt. */
export type ContactLink = 'CLAIM' | 'TRANSFER' | 'ANSWER' | 'CUSTOMER'

export type CaseContact = {
  readonly contactId: string | null
  readonly direction: 'INBOUND' | 'OUTBOUND'
  readonly channel: string
  readonly substantive: boolean
  readonly link: ContactLink
  readonly answers: string | null
  readonly queuedSince: Instant | null
  readonly occurredAt: Instant
  readonly recordedAt: Instant
  readonly sequence: number
  readonly eventId: string
}

export type CaseRecall = {
  readonly recallId: string
  /** RETURNED once what was asked for has come back, whatever was answered. */
  readonly phase: 'REQUESTED' | 'ACCEPTED' | 'REFUSED' | 'UNANSWERED' | 'WITHDRAWN' | 'RETURNED'
  /** What has come back since, in minor units, with the fees that were kept of it. */
  readonly cameBack: bigint
  /** What of that had been executed beyond the instruction, in minor units of the payee's currency. */
  readonly cameBackBeyond: bigint
  /** The rest of it, in minor units of the payee's currency as far as it was told in that. */
  readonly cameBackThere: bigint
  readonly reason: Code
  readonly amount: Money
  readonly requestedAt: Instant
  readonly answerDueAt: Instant
  readonly answeredAt: Instant | null
  /** Why the other side refused; null unless it did and said so. */
  readonly refusal: Code | null
  readonly eventId: string
}

/** What the cases of a transfer share. Sums are minor units in its currency. */
export type DisputedTransfer = {
  readonly transferId: string
  readonly currency: Currency | null
  readonly instructed: bigint
  /** What the whole becomes at the quote, in minor units of the payee's currency; null where nothing is exchanged. */
  readonly bought: bigint | null
  readonly payee: string | null
  /** What came back to the payer's side: failed, returned or reversed. */
  readonly recovered: bigint
  /** What came back and stands in suspense. */
  readonly suspended: bigint
  /** What the operator has given until a decision: granted, less rescinded, made final and repaid by what came back. */
  readonly provisional: bigint
  /** What the operator gave for good out of its own, whether or not it was recovered. */
  readonly restituted: bigint
  readonly customer: string | null
  readonly recalls: ReadonlyArray<CaseRecall>
  readonly cases: ReadonlyArray<string>
}

/** By kind, transfer and id. */
export const cases = collection<CaseDocument>('dispute.case', { minorUnits: true })

/** By case, and whether it was asked for or given. */
export const evidenceOfCases = collection<CaseEvidence>('dispute.evidence', {})

/** By case and position. */
export const contactsOfCases = collection<CaseContact>('dispute.contact', {})

/** By transfer. */
export const disputedTransfers = collection<DisputedTransfer>('dispute.transfer', {
  instructed: true,
  recovered: true,
  suspended: true,
  provisional: true,
  restituted: true,
  cameBack: true,
  cameBackBeyond: true,
  cameBackThere: true,
  bought: true,
  minorUnits: true,
})

/** By customer: the cases that wait for an answer or an end. */
export const openCasesOfCustomers = collection<{ readonly open: ReadonlyArray<string> }>('dispute.customer', {})

/** By contact: the cases that it concerned, so that an answer to it finds them. */
export const casesOfContacts = collection<{ readonly cases: ReadonlyArray<string> }>('dispute.contact-cases', {})

/** By claim: when somebody asked before the claim was opened. */
export const earlyQuestions = collection<{ readonly askedAt: Instant }>('dispute.early-question', {})
