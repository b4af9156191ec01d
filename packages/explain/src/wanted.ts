import { sameAccount, streamKindOf, streamSubjectOf, type AccountId, type Instant, type Recorded } from '@waybill/core'
import { traceOf } from '@waybill/projections'
import { sliceOf, type Slice, type Told } from './case-file.js'
import type { LedgerView } from './ledger-view.js'
import type { Question } from './question.js'
import { likeness } from './reading.js'
import { accountClaims, viewInQuestion } from './shown-view.js'
import { targetOf } from './target.js'

/** Instructions of one payer to one payee, or to an account that a person may take for it. */
export type WantedPayments = { readonly payer: AccountId; readonly payee: AccountId }

/** What a source recorded from one instant on and before another. */
export type WantedRecords = { readonly source: string; readonly from: Instant; readonly to: Instant }

/** The last event before a position that was recorded by an instant. */
export type WantedHead = { readonly before: number; readonly recordedBy: Instant }

/**
 * What bears on a question, as traces of events. It follows from the question and from the events found so far, and grows
 * with them: what was found is asked again until nothing new is wanted.
 */
export type Wanted = {
  /** Traces of which every event bears on the question. */
  readonly every: ReadonlySet<string>
  /** Traces of which the last event does. */
  readonly last: ReadonlySet<string>
  readonly payments: ReadonlyArray<WantedPayments>
  readonly records: ReadonlyArray<WantedRecords>
  readonly heads: ReadonlyArray<WantedHead>
}

type Wanting = {
  readonly every: Set<string>
  readonly last: Set<string>
  readonly payments: WantedPayments[]
  readonly records: WantedRecords[]
  readonly heads: WantedHead[]
}

const told = <W extends Recorded['event']['_tag']>(events: ReadonlyArray<Recorded>, word: W): ReadonlyArray<Told<W>> =>
  events.filter(({ event }) => event._tag === word) as unknown as ReadonlyArray<Told<W>>

/** Whether an account number is the payee's, or one that a person may take for it. */
export const isLikePayee = (account: string, { payee }: WantedPayments): boolean =>
  account === payee || likeness(account, payee) !== null

const earliest = (...instants: ReadonlyArray<Instant>): Instant =>
  instants.reduce((first, next) => (next < first ? next : first))

/**
 * The instants at which a request may have been lost on its way to us. None where the ledger holds the transfer, also as
 * things stood when its promise lapsed: then nobody asks whether our edge would have recorded it.
 */
const instantsOfLoss = (slice: Slice, own: ReadonlyArray<Recorded>, transferId: string): ReadonlyArray<Instant> => {
  const promises = told(own, 'TransferInitiated').flatMap(({ event }) => event.promisedBy ?? [])
  const asked = earliest(slice.happenedBy, ...promises)
  const isRecorded = own.some(({ occurredAt, stream }) => stream === `transfer-${transferId}` && occurredAt <= asked)
  if (isRecorded) return []
  return [
    ...told(own, 'RequestSent').map(({ occurredAt }) => occurredAt),
    ...told(own, 'ClaimOpened').map(({ event, occurredAt }) => event.happenedAt ?? occurredAt),
  ]
}

const wantTransfer = (wanting: Wanting, slice: Slice, transferId: string): void => {
  const stream = `transfer-${transferId}`
  const own = slice.events.filter(
    (recorded) =>
      recorded.stream === stream ||
      recorded.stream === `attempt-${transferId}` ||
      ('transferId' in recorded.event && recorded.event.transferId === transferId),
  )
  wanting.every.add(traceOf.transfer(transferId))
  wanting.every.add(traceOf.windows)
  for (const { event } of told(own, 'ClaimOpened')) wanting.every.add(traceOf.case(event.claimId))
  const customers = new Set(told(own, 'IntentCaptured').map(({ event }) => event.customer))
  for (const { event } of told(own, 'TransferInitiated')) {
    if (event.customer !== undefined) customers.add(event.customer)
    const { payee, payer } = event
    wanting.payments.push({ payer: payer.account, payee: payee.account })
    wanting.every.add(traceOf.savedPayee(payee.account))
    for (const other of told(slice.events, 'TransferInitiated'))
      if (
        sameAccount(other.event.payer, payer) &&
        isLikePayee(other.event.payee.account, { payer: payer.account, payee: payee.account })
      )
        wanting.every.add(traceOf.story(streamSubjectOf(other.stream)))
  }
  for (const customer of customers) if (customer !== undefined) wanting.every.add(traceOf.savedBy(customer))
  const instants = instantsOfLoss(slice, own, transferId)
  if (instants.length === 0) return
  wanting.every.add(traceOf.coverage)
  for (const { event } of told(slice.events, 'SourceCoverageDeclared'))
    if (instants.some((instant) => event.from <= instant && instant < event.to))
      wanting.records.push({ source: event.covers, from: event.from, to: event.to })
}

const wantAccount = (wanting: Wanting, slice: Slice, account: AccountId): void => {
  wanting.every.add(traceOf.account(account))
  wanting.every.add(traceOf.touched(account))
  wanting.every.add(traceOf.shown(account))
  for (const { event } of accountClaims(slice, account)) wanting.every.add(traceOf.case(event.claimId))
  // Whatever moves the account belongs to a transfer that touches it, and is judged with all of that transfer's story.
  for (const { stream } of slice.events)
    if (streamKindOf(stream) === 'transfer') wanting.every.add(traceOf.story(streamSubjectOf(stream)))
  const view = viewInQuestion(slice, account)
  if (view !== null && view.event.headSequence === undefined)
    wanting.heads.push({ before: view.sequence, recordedBy: view.occurredAt })
}

/** What bears on a question, as far as the events tell that were found so far. */
export const wantedBy = (question: Question, found: LedgerView): Wanted => {
  const wanting: Wanting = { every: new Set(), last: new Set(), payments: [], records: [], heads: [] }
  const { kind, id } = question.subject
  if (kind === 'case') wanting.every.add(traceOf.case(id))
  if (kind === 'customer') {
    wanting.last.add(traceOf.claimOf(id))
    wanting.last.add(traceOf.instructedBy(id))
  }
  const slice = sliceOf(found, question)
  const target = kind === 'transfer' || kind === 'account' ? { kind, id } : targetOf(question.subject, slice)
  if (target?.kind === 'transfer') wantTransfer(wanting, slice, target.id)
  if (target?.kind === 'account') wantAccount(wanting, slice, target.id)
  return wanting
}

const nameOfPayments = ({ payer, payee }: WantedPayments): string => `payments ${JSON.stringify([payer, payee])}`
const nameOfRecords = ({ source, from, to }: WantedRecords): string => `records ${JSON.stringify([source, from, to])}`
const nameOfHead = ({ before, recordedBy }: WantedHead): string => `head ${before} ${recordedBy}`

/** The names of everything that is wanted: two wishes of equal names find the same events. */
export const namesOfWanted = ({ every, heads, last, payments, records }: Wanted): ReadonlySet<string> =>
  new Set([
    ...[...every].map((trace) => `every ${trace}`),
    ...[...last].map((trace) => `last ${trace}`),
    ...payments.map(nameOfPayments),
    ...records.map(nameOfRecords),
    ...heads.map(nameOfHead),
  ])

/** All wishes in one. */
export const allWanted = (wishes: ReadonlyArray<Wanted>): Wanted => {
  const payments = new Map<string, WantedPayments>()
  const records = new Map<string, WantedRecords>()
  const heads = new Map<string, WantedHead>()
  for (const wish of wishes) {
    for (const one of wish.payments) payments.set(nameOfPayments(one), one)
    for (const one of wish.records) records.set(nameOfRecords(one), one)
    for (const one of wish.heads) heads.set(nameOfHead(one), one)
  }
  return {
    every: new Set(wishes.flatMap(({ every }) => [...every])),
    last: new Set(wishes.flatMap(({ last }) => [...last])),
    payments: [...payments.values()],
    records: [...records.values()],
    heads: [...heads.values()],
  }
}

/** Both wishes in one. */
export const bothWanted = (one: Wanted, other: Wanted): Wanted => allWanted([one, other])
