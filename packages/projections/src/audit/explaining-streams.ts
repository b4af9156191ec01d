import {
  accountStream,
  fundsStream,
  inTransit,
  isOpenDispute,
  openRecall,
  streamKindOf,
  transferStream,
  type Instant,
  type Transfer,
} from '@waybill/core'
import { keyOf } from '../collection.js'
import { documentOf, documentsIn, type ReadModel } from '../read-model.js'
import {
  auditedTransfers,
  knownPayees,
  ownersOfAccounts,
  streamConcerns,
  transfersOfKeys,
  type AuditedTransfer,
} from './document.js'
import type { ConcernKind } from './file-stream.js'
import { looksLike } from './looks-like.js'
import { noEnd } from './span.js'

/** Why a stream is read for an explanation of a transfer. */
export type StreamReason =
  'TRANSFER' | 'PARTY' | 'CUSTOMER' | 'NAMED' | 'SURROUNDINGS' | 'LINKED' | 'SAME_KEY' | 'SIMILAR_PAYEE'

/** A stream to read, and the first reason that there is for it. */
export type ExplainingStream = { readonly stream: string; readonly because: StreamReason }

type Span = { readonly from: Instant; readonly to: Instant }

/** Streams that tell about a transfer of any age: what its people said and were shown may come long after its end. */
const readAtAnyLaterTime: ReadonlySet<string> = new Set(['claim', 'view'])

const surroundingKinds = ['window', 'coverage', 'component', 'policy', 'statement'] as const

const isOver = (state: Transfer): boolean =>
  (state.earlyEnding !== null || (state.confirmed > 0n && inTransit(state) === 0n)) &&
  openRecall(state) === null &&
  !state.disputes.some(isOpenDispute)

/** From the first that is known of a transfer to the last, its promise included; to `until` while it is not over. */
const lifeOf = ({ state, firstAt, lastAt }: AuditedTransfer, until: Instant): Span => {
  if (state === null || !isOver(state)) return { from: firstAt, to: until > lastAt ? until : lastAt }
  const promisedBy = state.instruction.promisedBy ?? lastAt
  return { from: firstAt, to: promisedBy > lastAt ? promisedBy : lastAt }
}

const attemptStream = (transferId: string): string => `attempt-${transferId}`

/**
 * The streams that explain a transfer, each once: its own and its attempt's, its parties' accounts, funds and
 * customers, whatever names one of them or surrounded it in its time (windows, coverage, components,
 * policies, statements), and those of linked transfers, of attempts under the same key and of the newest
 * payments from the same payer to a payee of the same or a similar number. `until` is the time that counts as
 * now; without it a transfer that is not over has no end. Empty for a transfer that nothing names.
 */
export const streamsExplaining = (
  model: ReadModel,
  transferId: string,
  until: Instant = noEnd,
): ReadonlyArray<ExplainingStream> => {
  const transfer = documentOf(model, auditedTransfers, keyOf(transferId))
  if (transfer === null) return []
  const found = new Map<string, StreamReason>()
  const add = (because: StreamReason, ...streams: ReadonlyArray<string>): void => {
    for (const stream of streams) if (!found.has(stream)) found.set(stream, because)
  }
  const life = lifeOf(transfer, until)
  const addConcerning = (because: StreamReason, kind: ConcernKind, id: string): void => {
    for (const { stream, from, to } of documentsIn(model, streamConcerns, keyOf(kind, id))) {
      const isInTime = from <= life.to || readAtAnyLaterTime.has(streamKindOf(stream))
      if (to >= life.from && isInTime) add(because, stream)
    }
  }

  add('TRANSFER', transferStream(transferId), attemptStream(transferId))
  addConcerning('TRANSFER', 'TRANSFER', transferId)

  const { parties, names } = transfer
  const owners = parties.flatMap(({ account }) => documentOf(model, ownersOfAccounts, keyOf(account))?.customer ?? [])
  const customers = new Set([...names.customers, ...owners])
  for (const { account } of parties) add('PARTY', accountStream(account), fundsStream(account))
  for (const customer of customers) add('CUSTOMER', `customer-${customer}`)
  for (const { account } of parties) addConcerning('NAMED', 'ACCOUNT', account)
  for (const customer of customers) addConcerning('NAMED', 'CUSTOMER', customer)
  for (const payee of names.payees) addConcerning('NAMED', 'PAYEE', payee)
  for (const device of names.devices) addConcerning('NAMED', 'DEVICE', device)
  for (const address of names.networkAddresses) addConcerning('NAMED', 'NETWORK_ADDRESS', address)
  for (const kind of surroundingKinds) addConcerning('SURROUNDINGS', 'SURROUNDINGS', kind)

  const addTransfers = (because: StreamReason, ids: ReadonlyArray<string>): void => {
    for (const id of ids) add(because, transferStream(id), attemptStream(id))
  }
  addTransfers('LINKED', names.linked)
  for (const key of names.idempotencyKeys)
    addTransfers('SAME_KEY', documentOf(model, transfersOfKeys, keyOf(key))?.transferIds ?? [])
  for (const { account, part } of parties) {
    if (part !== 'PAYER') continue
    for (const known of documentsIn(model, knownPayees, keyOf(account)))
      if (names.payees.some((payee) => looksLike(payee, known.account))) addTransfers('SIMILAR_PAYEE', known.newest)
  }
  return [...found].map(([stream, because]) => ({ stream, because }))
}
