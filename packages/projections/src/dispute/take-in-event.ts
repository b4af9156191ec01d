import {
  bookAccount,
  disputeEvents,
  exchangeOf,
  isBookAccount,
  isOurs,
  lesser,
  recallEvents,
  sumOfFees,
  streamSubjectOf,
  type DisputeEvent,
  type DomainEvent,
  type MoneyEvent,
  type RecallEvent,
  type Recorded,
} from '@waybill/core'
import { numberPart } from '../collection.js'
import type { Documents } from '../documents.js'
import { cases, evidenceOfCases, type CaseDocument, type CaseRecall, type DisputedTransfer } from './document.js'
import { logContact, withReply } from './log-contact.js'
import { disputeKey, openClaim, openDispute, putTransfer, setOpen, transferDocument } from './open-case.js'

type EventNamed<W extends DomainEvent['_tag']> = Extract<DomainEvent, { readonly _tag: W }>
type MoneyBack = Extract<MoneyEvent, { readonly _tag: 'TransferFailed' | 'TransferReturned' | 'TransferReversed' }>

const isRecallEvent = (event: DomainEvent): event is RecallEvent => Object.hasOwn(recallEvents, event._tag)
const isDisputeEvent = (event: DomainEvent): event is DisputeEvent => Object.hasOwn(disputeEvents, event._tag)
const isMoneyBack = (event: DomainEvent): event is MoneyBack =>
  event._tag === 'TransferFailed' || event._tag === 'TransferReturned' || event._tag === 'TransferReversed'

/** What of the money that came back is with the payer's side, and what waits in suspense. */
const takeInMoneyBack = (documents: Documents, transferId: string, event: MoneyBack): void => {
  const suspended = event.entry.postings.reduce(
    (sum, { account, creditDebit, amount }) =>
      creditDebit === 'CRDT' && account.startsWith('suspense:') ? sum + amount.minorUnits : sum,
    0n,
  )
  const repaid = event.entry.postings.reduce(
    (sum, { account, creditDebit, amount }) =>
      creditDebit === 'CRDT' && account.startsWith('operator-provisional:') ? sum + amount.minorUnits : sum,
    0n,
  )
  const transfer = transferDocument(documents, transferId)
  putTransfer(documents, {
    ...transfer,
    recovered: transfer.recovered + event.amount.minorUnits - suspended,
    suspended: transfer.suspended + suspended,
    provisional: transfer.provisional - repaid,
  })
}

/** What was executed beyond the instruction and came back, in the payer's currency: all of it exchanged as one sum, rounded down. */
const inPayersMoney = ({ instructed, bought }: DisputedTransfer, there: bigint): bigint =>
  bought === null ? there : (there * instructed) / bought

/** Whether what came back in the payee's currency is what the asked sum is at the quote: in the payer's money it may round to less. */
const isMetAtQuote = ({ instructed, bought }: DisputedTransfer, asked: bigint, there: bigint): boolean => {
  const askedThere = bought === null ? 0n : (asked * bought) / instructed
  return askedThere > 0n && there >= askedThere
}

/** What came back, beyond the instruction or not, meets the recalls that asked for it. */
const meetRecalls = (
  documents: Documents,
  transferId: string,
  event: MoneyBack | EventNamed<'ExcessReturned'>,
): void => {
  if (event._tag === 'TransferReversed') return
  const transfer = transferDocument(documents, transferId)
  if (transfer.recalls.length === 0) return
  const beyond = event._tag === 'ExcessReturned' ? event.amount.minorUnits : 0n
  const fees = event._tag === 'TransferReturned' ? sumOfFees(event.fees ?? []) : 0n
  const kept =
    event._tag === 'TransferReturned' && transfer.bought !== null ? (event.keptOfAmount?.minorUnits ?? 0n) : fees
  const there = event._tag === 'TransferReturned' ? (event.converted ?? event.amount).minorUnits + fees : 0n
  putTransfer(documents, {
    ...transfer,
    recalls: transfer.recalls.map((recall) => {
      const cameBackBeyond = recall.cameBackBeyond + beyond
      const more =
        event._tag === 'ExcessReturned'
          ? inPayersMoney(transfer, cameBackBeyond) - inPayersMoney(transfer, recall.cameBackBeyond)
          : event.amount.minorUnits + kept
      const cameBack = recall.cameBack + more
      const cameBackThere = recall.cameBackThere + there
      const asked = recall.amount.minorUnits
      const isMet = cameBack >= asked || isMetAtQuote(transfer, asked, cameBackThere + cameBackBeyond)
      const phase = isMet && recall.phase !== 'WITHDRAWN' ? 'RETURNED' : recall.phase
      return { ...recall, cameBack, cameBackBeyond, cameBackThere, phase }
    }),
  })
}

/** What people moved out of suspense by hand waits there no longer; on a customer's account other than the payee's it is back. */
const takeInCorrection = (documents: Documents, transferId: string, event: EventNamed<'CorrectionPosted'>): void => {
  const transfer = transferDocument(documents, transferId)
  if (transfer.currency === null || event.from !== bookAccount.suspense(transfer.currency)) return
  const moved = lesser(event.amount.minorUnits, transfer.suspended)
  const isBack = !isBookAccount(event.to) && event.to !== transfer.payee
  putTransfer(documents, {
    ...transfer,
    suspended: transfer.suspended - moved,
    recovered: isBack ? transfer.recovered + moved : transfer.recovered,
  })
}

const takeInRecall = (documents: Documents, recorded: Recorded, transferId: string, event: RecallEvent): void => {
  const transfer = transferDocument(documents, transferId)
  const change = (changed: Partial<CaseRecall>): void =>
    putTransfer(documents, {
      ...transfer,
      recalls: transfer.recalls.map((recall) =>
        recall.recallId === event.recallId
          ? {
              ...recall,
              ...changed,
              phase: recall.phase === 'RETURNED' ? recall.phase : (changed.phase ?? recall.phase),
            }
          : recall,
      ),
    })
  switch (event._tag) {
    case 'RecallRequested': {
      const recall: CaseRecall = {
        recallId: event.recallId,
        cameBackBeyond: 0n,
        cameBackThere: 0n,
        phase: 'REQUESTED',
        reason: event.reason,
        amount: event.amount,
        requestedAt: recorded.occurredAt,
        answerDueAt: event.answerDueAt,
        answeredAt: null,
        refusal: null,
        cameBack: 0n,
        eventId: recorded.id,
      }
      putTransfer(documents, { ...transfer, recalls: [...transfer.recalls, recall] })
      return
    }
    case 'RecallAccepted':
      change({ phase: 'ACCEPTED', answeredAt: recorded.occurredAt })
      return
    case 'RecallRefused':
      change({ phase: 'REFUSED', answeredAt: recorded.occurredAt, refusal: event.reason })
      return
    case 'RecallUnanswered':
      change({ phase: 'UNANSWERED' })
      return
    case 'RecallWithdrawn':
      change({ phase: 'WITHDRAWN' })
      return
  }
}

const askForEvidence = (
  documents: Documents,
  recorded: Recorded,
  key: string,
  event: EventNamed<'EvidenceRequested'>,
) =>
  documents.put(evidenceOfCases, `${key}/asked-${event.requestId}`, {
    requestId: event.requestId,
    what: event.what,
    from: event.from.name ?? event.from.role,
    askedAt: recorded.occurredAt,
    dueAt: event.dueAt,
    handedInAt: null,
    kind: null,
    documentDigest: null,
    sequence: recorded.sequence,
    eventId: recorded.id,
  })

const handInEvidence = (
  documents: Documents,
  recorded: Recorded,
  key: string,
  event: EventNamed<'EvidenceSubmitted'>,
) => {
  const askedKey = event.requestId === undefined ? null : `${key}/asked-${event.requestId}`
  const asked = askedKey === null ? null : documents.get(evidenceOfCases, askedKey)
  const isAnswer = askedKey !== null && asked?.handedInAt === null
  documents.put(evidenceOfCases, isAnswer ? askedKey : `${key}/given-${numberPart(recorded.sequence)}`, {
    requestId: event.requestId ?? null,
    what: isAnswer ? asked.what : null,
    from: event.from.name ?? event.from.role,
    askedAt: isAnswer ? asked.askedAt : null,
    dueAt: isAnswer ? asked.dueAt : null,
    handedInAt: recorded.occurredAt,
    kind: event.kind,
    documentDigest: event.documentDigest,
    sequence: isAnswer ? asked.sequence : recorded.sequence,
    eventId: recorded.id,
  })
}

const end = (documents: Documents, ended: CaseDocument): void => {
  documents.put(cases, ended.key, ended)
  setOpen(documents, ended, false)
}

type OperatorMoney = Extract<
  DisputeEvent,
  {
    readonly _tag:
      'ProvisionalCreditGranted' | 'ProvisionalCreditMadeFinal' | 'ProvisionalCreditRescinded' | 'RestitutionPaid'
  }
>

/** What the operator gives or takes back so that the payer is whole. */
const takeInOperatorMoney = (documents: Documents, transferId: string, event: OperatorMoney): void => {
  const transfer = transferDocument(documents, transferId)
  const sum = event.amount.minorUnits
  const { provisional, restituted } = transfer
  switch (event._tag) {
    case 'ProvisionalCreditGranted':
      putTransfer(documents, { ...transfer, provisional: provisional + sum })
      return
    case 'ProvisionalCreditRescinded':
      putTransfer(documents, { ...transfer, provisional: provisional - sum })
      return
    case 'ProvisionalCreditMadeFinal':
      putTransfer(documents, { ...transfer, provisional: provisional - sum, restituted: restituted + sum })
      return
    case 'RestitutionPaid':
      putTransfer(documents, { ...transfer, restituted: restituted + sum })
      return
  }
}

const takeInDispute = (documents: Documents, recorded: Recorded, transferId: string, event: DisputeEvent): void => {
  if (event._tag === 'TransferDisputed') {
    openDispute(documents, recorded, transferId, event)
    return
  }
  const key = disputeKey(transferId, event.disputeId)
  const found = documents.get(cases, key)
  if (found === null) return
  switch (event._tag) {
    case 'EvidenceRequested':
      askForEvidence(documents, recorded, key, event)
      return
    case 'EvidenceSubmitted':
      handInEvidence(documents, recorded, key, event)
      return
    case 'DisputeReviewStarted':
      documents.put(cases, key, { ...found, phase: 'UNDER_REVIEW' })
      return
    case 'DisputeResolved': {
      const at = recorded.occurredAt
      const resolution = {
        outcome: event.outcome,
        by: event.by,
        cause: event.cause ?? null,
        amount: event.amount ?? null,
        at,
        eventId: recorded.id,
      }
      const reply = { by: 'RESOLUTION', at, sequence: recorded.sequence, eventId: recorded.id } as const
      documents.put(cases, key, withReply({ ...found, phase: 'RESOLVED', resolution }, reply))
      return
    }
    case 'DisputeReopened': {
      const reopened: CaseDocument = {
        ...found,
        phase: 'OPEN',
        resolution: null,
        endedAt: null,
        firstReply: null,
        askedAt: recorded.occurredAt,
        replyDueAt: event.replyDueAt,
      }
      documents.put(cases, key, reopened)
      setOpen(documents, reopened, true)
      return
    }
    case 'ProvisionalCreditGranted':
    case 'ProvisionalCreditMadeFinal':
    case 'ProvisionalCreditRescinded':
    case 'RestitutionPaid':
      takeInOperatorMoney(documents, transferId, event)
      return
    case 'DisputeWithdrawn':
      end(documents, { ...found, phase: 'WITHDRAWN', endedAt: recorded.occurredAt })
      return
    case 'DisputeClosed':
      end(documents, { ...found, phase: 'CLOSED', endedAt: recorded.occurredAt })
      return
  }
}

/** What one event changes: a case, its evidence, its contacts, the recalls and the money of its transfer. All else passes. */
export const takeInEvent = (documents: Documents, recorded: Recorded): void => {
  const { event } = recorded
  if (event._tag === 'ClaimOpened') openClaim(documents, recorded, event)
  else if (event._tag === 'ContactLogged') logContact(documents, recorded, event)
  else if (event._tag === 'TransferInitiated') {
    const transfer = transferDocument(documents, event.transferId)
    const { currency, minorUnits } = event.amount
    putTransfer(documents, {
      ...transfer,
      currency,
      instructed: minorUnits,
      bought: exchangeOf(event)?.bought.minorUnits ?? null,
      payee: isOurs(event.payee) ? event.payee.account : null,
      customer: event.customer ?? null,
    })
  } else if (isDisputeEvent(event)) takeInDispute(documents, recorded, streamSubjectOf(recorded.stream), event)
  else if (isRecallEvent(event)) takeInRecall(documents, recorded, streamSubjectOf(recorded.stream), event)
  else if (isMoneyBack(event)) {
    takeInMoneyBack(documents, streamSubjectOf(recorded.stream), event)
    meetRecalls(documents, streamSubjectOf(recorded.stream), event)
  } else if (event._tag === 'ExcessReturned') meetRecalls(documents, streamSubjectOf(recorded.stream), event)
  else if (event._tag === 'CorrectionPosted') takeInCorrection(documents, streamSubjectOf(recorded.stream), event)
}
