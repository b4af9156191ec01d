import type { Account, Currency, Day, EventWord, Instant, LedgerAccount } from '@waybill/core'
import { collection } from '../collection.js'

/** One currency of one account. Sums are signed minor units; a customer's own money is positive. */
export type RunningBalance = {
  readonly currency: Currency
  readonly booked: bigint
  readonly reserved: bigint
  readonly incoming: bigint
  readonly entryCount: number
}

/** An account of the book: a customer's or the operator's (`opened`), or one of the book's own. */
export type AccountDocument = {
  readonly account: LedgerAccount
  readonly opened: Account | null
  readonly balances: ReadonlyArray<RunningBalance>
}

/** One posting on one account, with the booked balance before and after it. */
export type BookedEntry = {
  readonly account: LedgerAccount
  readonly currency: Currency
  /** Counts the entries of the account in this currency from 1. */
  readonly number: number
  readonly sequence: number
  readonly eventId: string
  readonly event: EventWord
  readonly transferId: string
  /** Which posting of the event's entry, from 0. */
  readonly posting: number
  /** What it does to the balance: positive raises it. */
  readonly effect: bigint
  /** How much of a sum that leaves the payer is fees; 0 elsewhere. */
  readonly fees: bigint
  readonly balanceBefore: bigint
  readonly balanceAfter: bigint
  readonly occurredAt: Instant
  readonly recordedAt: Instant
  readonly bookingDate: Day
  readonly valueDate: Day
}

/** A sum that is booked on an account and kept for a transfer. */
export type Reservation = {
  readonly account: LedgerAccount
  readonly currency: Currency
  readonly transferId: string
  readonly reserved: bigint
  /** How much of it is fees. */
  readonly fees: bigint
  readonly sequence: number
  readonly eventId: string
  readonly since: Instant
}

/** A sum that has left a payer and has neither arrived nor come back. */
export type InTransitItem = {
  readonly transferId: string
  /** The account of the book where it stands meanwhile. */
  readonly account: LedgerAccount
  /** The account of this book that it is meant for; null where that is elsewhere or not known. */
  readonly towards: LedgerAccount | null
  readonly currency: Currency
  /** Towards an account in another currency: what it becomes there, in that one. */
  readonly open: bigint
  readonly sequence: number
  readonly eventId: string
  readonly since: Instant
}

type Sum = { readonly minorUnits: bigint; readonly currency: Currency }

/** What later events of a transfer need of its instruction. Kept only where there is something to keep. */
export type InstructionExtract = {
  readonly towards: LedgerAccount | null
  /** How much of each funding source pays fees, in the order of the sources. */
  readonly feeShares: ReadonlyArray<{ readonly account: LedgerAccount; readonly share: bigint }>
  /** Where it is exchanged: the whole as the payer gives it, and as the payee gets it. */
  readonly exchange?: { readonly sold: Sum; readonly bought: Sum }
}

/** By account. */
export const accounts = collection<AccountDocument>('balance.account', {
  limit: true,
  booked: true,
  reserved: true,
  incoming: true,
})

/** By account, currency and number. */
export const entries = collection<BookedEntry>('balance.entry', {
  effect: true,
  fees: true,
  balanceBefore: true,
  balanceAfter: true,
})

/** By account, currency and transfer: the open ones. */
export const reservations = collection<Reservation>('balance.reservation', { reserved: true, fees: true })

/** By account of the book and transfer: the open ones. */
export const inTransitItems = collection<InTransitItem>('balance.in-transit', { open: true })

/** By account that they are meant for, currency and transfer: the open ones. */
export const incomingItems = collection<InTransitItem>('balance.incoming', { open: true })

/** By transfer. */
export const instructionExtracts = collection<InstructionExtract>('balance.instruction', {
  share: true,
  minorUnits: true,
})
