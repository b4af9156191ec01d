import type { AccountId, EventWord } from '@waybill/core'
import { keyOf } from '../collection.js'
import { allDocuments, documentOf, documentsIn, type ReadModel } from '../read-model.js'
import {
  accountsOfCustomers,
  auditedTransfers,
  eventCounts,
  hops,
  knownPayees,
  transfersOfAccounts,
  transfersOfCustomers,
  transferTotals,
  type AuditedTransfer,
  type Hop,
  type KnownPayee,
  type TransferMention,
  type TransferTotals,
} from './document.js'
import { noTotals, totalsKey } from './totals.js'

/** A transfer with its story hop by hop, in order of sequence. */
export type TransferStory = AuditedTransfer & { readonly hops: ReadonlyArray<Hop> }

/** How many events of each word a ledger holds, and what became of its transfers. */
export type LedgerTotals = TransferTotals & {
  readonly events: ReadonlyArray<{ readonly word: EventWord; readonly count: number }>
}

/** The story of a transfer, or of an attempt that was never recorded; null where nothing names it. */
export const storyOf = (model: ReadModel, transferId: string): TransferStory | null => {
  const transfer = documentOf(model, auditedTransfers, keyOf(transferId))
  return transfer === null ? null : { ...transfer, hops: documentsIn(model, hops, keyOf(transferId)) }
}

/** Every transfer and attempt of the ledger, in the order of their ids. */
export const allTransfers = (model: ReadModel): ReadonlyArray<AuditedTransfer> => allDocuments(model, auditedTransfers)

/** The transfers that name an account or posted to it, in order of sequence. */
export const transfersOfAccount = (model: ReadModel, account: AccountId): ReadonlyArray<TransferMention> =>
  documentsIn(model, transfersOfAccounts, keyOf(account))

/** The transfers and attempts that name a customer, in order of sequence. */
export const transfersOfCustomer = (model: ReadModel, customer: string): ReadonlyArray<TransferMention> =>
  [...documentsIn(model, transfersOfCustomers, keyOf(customer))].sort((left, right) => left.sequence - right.sequence)

/** The accounts that were opened for a customer. */
export const accountsOfCustomer = (model: ReadModel, customer: string): ReadonlyArray<AccountId> =>
  documentsIn(model, accountsOfCustomers, keyOf(customer)).map(({ account }) => account)

/** The payees that an account was told to pay, the most often confirmed first. */
export const payeesOf = (model: ReadModel, payer: AccountId): ReadonlyArray<KnownPayee> =>
  [...documentsIn(model, knownPayees, keyOf(payer))].sort((left, right) => right.timesConfirmed - left.timesConfirmed)

/** What the whole ledger holds. */
export const ledgerTotals = (model: ReadModel): LedgerTotals => ({
  ...(documentOf(model, transferTotals, totalsKey) ?? noTotals),
  events: allDocuments(model, eventCounts),
})
