import {
  streamKindOf,
  streamSubjectOf,
  type AccountId,
  type DomainEvent,
  type Instant,
  type Recorded,
} from '@waybill/core'
import { keyOf } from '../collection.js'
import { mentionsOf } from './mention.js'

/**
 * What an event may be looked for by. A trace is a key: the index of the audit projection files an event under its traces,
 * and a reader without the index asks each event for them, so that both find the same.
 */
export const traceOf = {
  /** Events of a transfer's own streams, and whatever names the transfer. */
  transfer: (transferId: string): string => keyOf('TRANSFER', transferId),
  /** Events of the transfer's stream alone. */
  story: (transferId: string): string => keyOf('STORY', transferId),
  /** Events of an account's two streams. */
  account: (account: AccountId): string => keyOf('ACCOUNT', account),
  /** Events of transfers that name an account or post to it. */
  touched: (account: AccountId): string => keyOf('TOUCHED', account),
  /** Views of an account's balance that were served, and claims about it. */
  shown: (account: AccountId): string => keyOf('SHOWN', account),
  /** The opening of a claim or dispute, and contacts that name the claim. */
  case: (id: string): string => keyOf('CASE', id),
  /** The opening of a customer's claims and disputes. */
  claimOf: (customer: string): string => keyOf('CLAIM_OF', customer),
  /** Instructions that a customer gave. */
  instructedBy: (customer: string): string => keyOf('INSTRUCTED_BY', customer),
  /** Payees that a customer saved. */
  savedBy: (customer: string): string => keyOf('SAVED_BY', customer),
  /** Payees that somebody saved, by the payee's account. */
  savedPayee: (account: string): string => keyOf('SAVED_PAYEE', account),
  /** Instructions from one account to another. */
  payment: (payer: string, payee: string): string => keyOf('PAYMENT', payer, payee),
  /** All instructions from an account: the beginning of their traces. */
  paymentsFrom: (payer: string): string => keyOf('PAYMENT', payer),
  /** Windows in which something stands still: holidays and weekends, maintenance, outages. */
  windows: keyOf('WINDOW', 'all'),
  coverage: keyOf('COVERAGE', 'all'),
  /** What a source recorded at an instant. */
  record: (source: string, occurredAt: Instant): string => keyOf('RECORD', source, occurredAt),
  /** All that a source recorded: the beginning of its traces. */
  recordsOf: (source: string): string => keyOf('RECORD', source),
} as const

/** The traces that a stream's name and the transfer that an event names give. They are found without an index of their own. */
export const namedTracesOf = ({ event, stream }: Recorded): ReadonlyArray<string> => {
  const kind = streamKindOf(stream)
  const subject = streamSubjectOf(stream)
  const traces: string[] = []
  if (kind === 'transfer' || kind === 'attempt') traces.push(traceOf.transfer(subject))
  else if ('transferId' in event) traces.push(traceOf.transfer(event.transferId))
  if (event._tag === 'StatementReceived')
    for (const { transferId } of event.entries) if (transferId !== undefined) traces.push(traceOf.transfer(transferId))
  if (kind === 'account' || kind === 'funds') traces.push(traceOf.account(subject))
  if (kind === 'transfer') traces.push(traceOf.story(subject))
  return traces
}

/** The accounts that a transfer's own event names or posts to, as traces. The audit projection files transfers under accounts. */
export const touchedTracesOf = ({ event, stream }: Recorded): ReadonlyArray<string> =>
  streamKindOf(stream) === 'transfer' ? Array.from(mentionsOf(event).accounts, traceOf.touched) : []

const claimTraces = (event: DomainEvent): ReadonlyArray<string> => {
  if (event._tag === 'TransferDisputed') return [traceOf.case(event.disputeId)]
  if (event._tag === 'ContactLogged') return event.claimId === undefined ? [] : [traceOf.case(event.claimId)]
  if (event._tag !== 'ClaimOpened') return []
  const { account, claimId, customer, transferId } = event
  return [
    traceOf.case(claimId),
    ...(customer === undefined ? [] : [traceOf.claimOf(customer)]),
    ...(account === undefined || transferId !== undefined ? [] : [traceOf.shown(account)]),
  ]
}

/** The traces under which the audit projection files an event, each once. */
export const filedTracesOf = ({ event, occurredAt }: Recorded): ReadonlyArray<string> => {
  const traces: string[] = [...claimTraces(event)]
  if ('source' in event) traces.push(traceOf.record(event.source.name, occurredAt))
  if (event._tag === 'TransferInitiated') {
    traces.push(traceOf.payment(event.payer.account, event.payee.account))
    if (event.customer !== undefined) traces.push(traceOf.instructedBy(event.customer))
  }
  if (event._tag === 'ViewServed' && event.account !== undefined) traces.push(traceOf.shown(event.account))
  if (event._tag === 'PayeeSaved') traces.push(traceOf.savedBy(event.customer), traceOf.savedPayee(event.payee.account))
  if (event._tag === 'WindowAnnounced' || event._tag === 'WindowOpened' || event._tag === 'WindowClosed')
    traces.push(traceOf.windows)
  if (event._tag === 'SourceCoverageDeclared') traces.push(traceOf.coverage)
  return traces
}

/** The names that a key is made of. */
export const namesInKey = (key: string): ReadonlyArray<string> =>
  key.split('/').map((part) => (part.includes('%') ? part.replaceAll('%2F', '/').replaceAll('%25', '%') : part))
