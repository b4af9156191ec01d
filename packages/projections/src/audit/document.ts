import type {
  AccountId,
  Code,
  Currency,
  EventWord,
  Instant,
  Money,
  PartyRole,
  SourceGrade,
  SourceKind,
  Transfer,
  TransferStatus,
} from '@waybill/core'
import { collection } from '../collection.js'

/** Who said what a hop tells: a source of observations, a party of the transfer, or the engine itself. */
export type Speaker =
  | { readonly _tag: 'SOURCE'; readonly name: string; readonly kind: SourceKind; readonly grade: SourceGrade }
  | { readonly _tag: 'PARTY'; readonly role: PartyRole; readonly name: string | null }
  | { readonly _tag: 'ENGINE' }

/** Which step of a transfer's way a hop belongs to. */
export type Stage =
  | 'INTENT'
  | 'CHECK'
  | 'CONFIRMATION'
  | 'REQUEST'
  | 'RECORD'
  | 'RESERVATION'
  | 'REVIEW'
  | 'SUBMISSION'
  | 'STATUS'
  | 'ARRIVAL'
  | 'UNDOING'
  | 'EXCEPTION'
  | 'RECALL'
  | 'DISPUTE'
  | 'VIEW'
  | 'NOTICE'
  | 'CONTACT'
  | 'ACCESS'
  | 'RISK'
  | 'SURROUNDINGS'
  | 'ACCOUNT'

/** What the customer did and saw, what the engine recorded, what the outside said. */
export type Lane = 'CUSTOMER' | 'ENGINE' | 'OUTSIDE'

/** One step of a transfer's story. What else it tells stands in the event of that id. */
export type Hop = {
  readonly transferId: string
  readonly sequence: number
  readonly eventId: string
  readonly stream: string
  readonly revision: number
  readonly word: EventWord
  readonly stage: Stage
  readonly lane: Lane
  readonly said: Speaker
  readonly occurredAt: Instant
  readonly recordedAt: Instant
  /** The sum that it names; null where it names none. */
  readonly amount: Money | null
  /** The status or reason that it names; null where it names none. */
  readonly code: Code | null
}

/** What somebody's part in a transfer is. TOUCHED: money was posted there although the instruction does not name it. */
export type PartyPart = 'PAYER' | 'PAYEE' | 'TOUCHED'

/** Whom and what a transfer's own events name. */
export type Names = {
  readonly customers: ReadonlyArray<string>
  /** Payee accounts in every form in which they stood somewhere: meant, typed, shown, sent, resolved, credited. */
  readonly payees: ReadonlyArray<string>
  readonly devices: ReadonlyArray<string>
  readonly networkAddresses: ReadonlyArray<string>
  readonly idempotencyKeys: ReadonlyArray<string>
  readonly linked: ReadonlyArray<string>
}

/** A transfer, or an attempt at one that was never recorded (`state` is null). */
export type AuditedTransfer = {
  readonly transferId: string
  readonly state: Transfer | null
  /** Where the instruction was recorded; null where it was not. */
  readonly recordedSequence: number | null
  readonly firstAt: Instant
  readonly lastAt: Instant
  readonly lastSequence: number
  readonly hopCount: number
  readonly parties: ReadonlyArray<{ readonly account: AccountId; readonly part: PartyPart }>
  readonly names: Names
}

/** That a transfer touched an account, or was a customer's. */
export type TransferMention = {
  readonly transferId: string
  readonly part: PartyPart
  readonly sequence: number
  readonly occurredAt: Instant
}

/** A payee that an account of this book was told to pay, and the newest of those transfers. */
export type KnownPayee = {
  readonly payer: AccountId
  readonly account: string
  readonly institution: string | null
  readonly timesInstructed: number
  readonly timesConfirmed: number
  readonly firstAt: Instant
  readonly lastAt: Instant
  readonly newest: ReadonlyArray<string>
}

/** That a stream tells something about a subject, and the time that it tells about. */
export type StreamConcern = {
  readonly stream: string
  readonly from: Instant
  readonly to: Instant
  readonly count: number
}

/** Sums of all transfers in one currency, minor units: in that of the payer, and what goes beyond an instruction in that of the payee. */
export type MoneyTotal = {
  readonly currency: Currency
  readonly instructed: bigint
  readonly confirmed: bigint
  readonly credited: bigint
  readonly failed: bigint
  readonly returned: bigint
  readonly reversed: bigint
  readonly excess: bigint
}

export type TransferTotals = {
  readonly byStatus: Readonly<Partial<Record<TransferStatus, number>>>
  readonly money: ReadonlyArray<MoneyTotal>
}

/** By transfer and position. */
export const hops = collection<Hop>('audit.hop', { minorUnits: true })

/** By transfer. */
export const auditedTransfers = collection<AuditedTransfer>('audit.transfer', {
  minorUnits: true,
  confirmed: true,
  credited: true,
  creditedElsewhere: true,
  correctedBack: true,
  movedAway: true,
  givenByHand: true,
  takenByHand: true,
  takenToRecipients: true,
  givenBeyondLoss: true,
  givenInPlace: true,
  waitingInSuspense: true,
  takenIntoBook: true,
  failed: true,
  returnedInTransit: true,
  returnedAfterCredit: true,
  keptOfReturns: true,
  cameBack: true,
  cameBackBeyond: true,
  cameBackThere: true,
  kept: true,
  reversed: true,
  open: true,
  owed: true,
  claimed: true,
  madeGoodBefore: true,
  arrivedBefore: true,
  arrivedAtDecision: true,
  madeGoodAtDecision: true,
  givenByOperator: true,
  recoveredByOperator: true,
  bought: true,
  boughtElsewhere: true,
  boughtMovedAway: true,
  accountedFor: true,
})

/** By account and position. */
export const transfersOfAccounts = collection<TransferMention>('audit.account-transfer', {})

/** By customer and transfer. */
export const transfersOfCustomers = collection<TransferMention>('audit.customer-transfer', {})

/** By account. */
export const ownersOfAccounts = collection<{ readonly customer: string }>('audit.owner', {})

/** By customer and account. */
export const accountsOfCustomers = collection<{ readonly account: AccountId }>('audit.customer-account', {})

/** By payer and payee. */
export const knownPayees = collection<KnownPayee>('audit.payee', {})

/** By idempotency key. */
export const transfersOfKeys = collection<{ readonly transferIds: ReadonlyArray<string> }>('audit.idempotency-key', {})

/** By claim: the transfer that it is about. */
export const transfersOfClaims = collection<{ readonly transferId: string }>('audit.claim', {})

/** By kind and id of a subject, and stream. */
export const streamConcerns = collection<StreamConcern>('audit.concern', {})

/** By word: how many events of it. */
export const eventCounts = collection<{ readonly word: EventWord; readonly count: number }>('audit.event-count', {})

/** One document, `all`. */
export const transferTotals = collection<TransferTotals>('audit.total', {
  instructed: true,
  confirmed: true,
  credited: true,
  failed: true,
  returned: true,
  reversed: true,
  excess: true,
})

/** Where an event stands. */
export type Standing = { readonly stream: string; readonly revision: number }

/** By trace and position: the events that are looked for by what they tell, not by their stream. */
export const standings = collection<Standing>('audit.standing', {})
