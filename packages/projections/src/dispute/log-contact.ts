import type { DomainEvent, Recorded } from '@waybill/core'
import { keyOf, numberPart } from '../collection.js'
import type { Documents } from '../documents.js'
import {
  cases,
  casesOfContacts,
  contactsOfCases,
  earlyQuestions,
  openCasesOfCustomers,
  type CaseDocument,
  type ContactLink,
  type FirstReply,
} from './document.js'
import { claimKey, earlier, handInAttachments, setOpen, transferDocument } from './open-case.js'

type ContactLogged = Extract<DomainEvent, { readonly _tag: 'ContactLogged' }>

/** A case that a contact concerns, and whether an answer in it counts as one to this case. */
type Concerned = { readonly found: CaseDocument; readonly link: ContactLink; readonly counts: boolean }

/** The answer to a case counts from the first one in substance that went out after it was opened; the earliest counts. */
export const withReply = (document: CaseDocument, reply: FirstReply): CaseDocument => {
  if (reply.at < document.openedAt || (document.firstReply !== null && document.firstReply.at <= reply.at))
    return document
  const phase = document.kind === 'CLAIM' && document.phase === 'OPEN' ? 'ANSWERED' : document.phase
  return { ...document, phase, firstReply: reply }
}

const isAboutOthers = ({ customer }: ContactLogged, found: CaseDocument): boolean =>
  customer !== undefined && found.customer !== null && found.customer !== customer

const concernedBy = (documents: Documents, event: ContactLogged): ReadonlyArray<Concerned> => {
  const concerned = new Map<string, Concerned>()
  const add = (key: string, link: ContactLink, counts: boolean): void => {
    const found = documents.get(cases, key)
    if (found !== null && !concerned.has(key) && (link === 'CLAIM' || !isAboutOthers(event, found)))
      concerned.set(key, { found, link, counts })
  }
  if (event.claimId !== undefined) add(claimKey(event.claimId), 'CLAIM', true)
  const [claimed] = concerned.values()
  const transferId = event.transferId ?? claimed?.found.transferId ?? undefined
  if (transferId !== undefined)
    for (const key of transferDocument(documents, transferId).cases)
      if (event.claimId === undefined || !key.startsWith('claim/')) add(key, 'TRANSFER', true)
  if (event.answers !== undefined)
    for (const key of documents.get(casesOfContacts, keyOf(event.answers))?.cases ?? []) add(key, 'ANSWER', true)
  if (concerned.size === 0 && event.customer !== undefined) {
    const open = documents.get(openCasesOfCustomers, keyOf(event.customer))?.open ?? []
    for (const key of open) add(key, 'CUSTOMER', open.length === 1)
  }
  return [...concerned.values()]
}

const keepContact = (
  documents: Documents,
  recorded: Recorded,
  event: ContactLogged,
  key: string,
  link: ContactLink,
): void =>
  documents.put(contactsOfCases, `${key}/${numberPart(recorded.sequence)}`, {
    contactId: event.contactId ?? null,
    direction: event.direction,
    channel: event.channel,
    substantive: event.substantive,
    link,
    answers: event.answers ?? null,
    queuedSince: event.queuedSince ?? null,
    occurredAt: recorded.occurredAt,
    recordedAt: recorded.recordedAt,
    sequence: recorded.sequence,
    eventId: recorded.id,
  })

const keepEarlyQuestion = (documents: Documents, recorded: Recorded, event: ContactLogged, claimId: string): void => {
  keepContact(documents, recorded, event, claimKey(claimId), 'CLAIM')
  if (event.direction !== 'INBOUND') return
  const asked = event.queuedSince ?? recorded.occurredAt
  const known = documents.get(earlyQuestions, keyOf(claimId))?.askedAt ?? asked
  documents.put(earlyQuestions, keyOf(claimId), { askedAt: earlier(known, asked) })
}

/** Files a contact under every case that it concerns; an answer in substance meets their reply clocks. */
export const logContact = (documents: Documents, recorded: Recorded, event: ContactLogged): void => {
  const { claimId } = event
  if (claimId !== undefined && documents.get(cases, claimKey(claimId)) === null)
    keepEarlyQuestion(documents, recorded, event, claimId)
  const concerned = concernedBy(documents, event)
  for (const { found, link, counts } of concerned) {
    keepContact(documents, recorded, event, found.key, link)
    if (event.direction === 'INBOUND')
      handInAttachments(documents, recorded, found.key, found.claimant?.role ?? 'CUSTOMER', event.attachments ?? [])
    if (event.direction !== 'OUTBOUND' || !event.substantive || !counts) continue
    const replied = withReply(found, {
      by: 'CONTACT',
      at: recorded.occurredAt,
      sequence: recorded.sequence,
      eventId: recorded.id,
    })
    documents.put(cases, found.key, replied)
    if (replied.phase === 'ANSWERED') setOpen(documents, replied, false)
  }
  if (event.contactId !== undefined && concerned.length > 0)
    documents.put(casesOfContacts, keyOf(event.contactId), { cases: concerned.map(({ found }) => found.key) })
}
