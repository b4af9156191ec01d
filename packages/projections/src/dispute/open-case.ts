import type { DomainEvent, Recorded } from '@waybill/core'
import { keyOf, numberPart } from '../collection.js'
import type { Documents } from '../documents.js'
import {
  cases,
  disputedTransfers,
  earlyQuestions,
  evidenceOfCases,
  openCasesOfCustomers,
  type CaseDocument,
  type DisputedTransfer,
} from './document.js'

type EventNamed<W extends DomainEvent['_tag']> = Extract<DomainEvent, { readonly _tag: W }>
type Attachments = NonNullable<EventNamed<'ClaimOpened'>['attachments']>

export const claimKey = (claimId: string): string => keyOf('claim', claimId)
export const disputeKey = (transferId: string, disputeId: string): string => keyOf('dispute', transferId, disputeId)

export const earlier = (left: string, right: string): string => (left < right ? left : right)

export const transferDocument = (documents: Documents, transferId: string): DisputedTransfer =>
  documents.get(disputedTransfers, keyOf(transferId)) ?? {
    transferId,
    currency: null,
    instructed: 0n,
    bought: null,
    payee: null,
    recovered: 0n,
    suspended: 0n,
    provisional: 0n,
    restituted: 0n,
    customer: null,
    recalls: [],
    cases: [],
  }

export const putTransfer = (documents: Documents, transfer: DisputedTransfer): void =>
  documents.put(disputedTransfers, keyOf(transfer.transferId), transfer)

const openCasesOf = (documents: Documents, customer: string): ReadonlyArray<string> =>
  documents.get(openCasesOfCustomers, keyOf(customer))?.open ?? []

/** The customer's open cases with this one among them, or no longer. */
export const setOpen = (documents: Documents, { customer, key }: CaseDocument, isOpen: boolean): void => {
  if (customer === null) return
  const others = openCasesOf(documents, customer).filter((other) => other !== key)
  const open = isOpen ? [...others, key] : others
  if (open.length === 0) documents.remove(openCasesOfCustomers, keyOf(customer))
  else documents.put(openCasesOfCustomers, keyOf(customer), { open })
}

/** Files that came with a claim or a contact count as evidence that was handed in. */
export const handInAttachments = (
  documents: Documents,
  recorded: Recorded,
  key: string,
  from: string,
  attachments: Attachments,
): void =>
  attachments.forEach(({ digest, name }, index) =>
    documents.put(evidenceOfCases, `${key}/given-${numberPart(recorded.sequence)}-${numberPart(index)}`, {
      requestId: null,
      what: null,
      from,
      askedAt: null,
      dueAt: null,
      handedInAt: recorded.occurredAt,
      kind: name,
      documentDigest: digest,
      sequence: recorded.sequence,
      eventId: recorded.id,
    }),
  )

const begin = (documents: Documents, opened: CaseDocument): void => {
  documents.put(cases, opened.key, opened)
  setOpen(documents, opened, true)
  if (opened.transferId === null) return
  const transfer = transferDocument(documents, opened.transferId)
  putTransfer(documents, { ...transfer, cases: [...transfer.cases, opened.key] })
}

const nothingYet = {
  phase: 'OPEN',
  firstReply: null,
  resolution: null,
  endedAt: null,
} as const

/** A claim opens its case once; the same claim told again changes nothing. */
export const openClaim = (documents: Documents, recorded: Recorded, event: EventNamed<'ClaimOpened'>): void => {
  const key = claimKey(event.claimId)
  if (documents.get(cases, key) !== null) return
  const asked = documents.get(earlyQuestions, keyOf(event.claimId))?.askedAt ?? recorded.occurredAt
  const transferId = event.transferId ?? null
  const customer = event.customer ?? (transferId === null ? null : transferDocument(documents, transferId).customer)
  begin(documents, {
    ...nothingYet,
    key,
    kind: 'CLAIM',
    id: event.claimId,
    claim: event.claim,
    claimant: event.claimant === undefined ? null : { role: event.claimant, name: null },
    transferId,
    account: event.account ?? null,
    customer,
    askedAt: earlier(asked, recorded.occurredAt),
    openedAt: recorded.occurredAt,
    knownAt: recorded.recordedAt,
    sequence: recorded.sequence,
    eventId: recorded.id,
    replyDueAt: null,
    disputed: null,
    intended: event.intended?.amount ?? null,
  })
  handInAttachments(documents, recorded, key, event.claimant ?? 'CUSTOMER', event.attachments ?? [])
}

/** A dispute of a transfer opens its case once. */
export const openDispute = (
  documents: Documents,
  recorded: Recorded,
  transferId: string,
  event: EventNamed<'TransferDisputed'>,
): void => {
  const key = disputeKey(transferId, event.disputeId)
  if (documents.get(cases, key) !== null) return
  begin(documents, {
    ...nothingYet,
    key,
    kind: 'DISPUTE',
    id: event.disputeId,
    claim: event.claim,
    claimant: { role: event.claimant.role, name: event.claimant.name ?? null },
    transferId,
    account: null,
    customer: event.claimant.role === 'CUSTOMER' ? transferDocument(documents, transferId).customer : null,
    askedAt: recorded.occurredAt,
    openedAt: recorded.occurredAt,
    knownAt: recorded.recordedAt,
    sequence: recorded.sequence,
    eventId: recorded.id,
    replyDueAt: event.replyDueAt,
    disputed: event.amount ?? null,
    intended: null,
  })
}
