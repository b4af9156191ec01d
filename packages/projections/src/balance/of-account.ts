import type { LedgerAccount } from '@waybill/core'
import { keyOf, numberPart, type Collection } from '../collection.js'
import type { Keeping } from '../fold-projection.js'
import {
  accounts,
  entries,
  incomingItems,
  instructionExtracts,
  inTransitItems,
  reservations,
  type BookedEntry,
  type InstructionExtract,
} from './document.js'

/** For each collection whether a document bears on what will be asked; a collection that is not named bears on nothing. */
type Bearing = { readonly [name: string]: (document: never) => boolean }

const always = (): boolean => true

const keepingOnly =
  (bears: Bearing): Keeping =>
  ({ get, put, remove }) => ({
    get,
    put: <D>(collection: Collection<D>, key: string, document: D): void => {
      const isKept = bears[collection.name] as ((one: D) => boolean) | undefined
      if (isKept?.(document) === true) put(collection, key, document)
      else remove(collection, key)
    },
    remove,
  })

/** Of every row of entries the last one alone. */
const lastEntries: Keeping = (documents) => ({
  ...documents,
  put: (collection, key, document) => {
    if (collection.name === entries.name) {
      const { account, currency, number } = document as BookedEntry
      documents.remove(entries, keyOf(account, currency, numberPart(number - 1)))
    }
    documents.put(collection, key, document)
  },
})

/**
 * Of the balances of a ledger what one account's need: its own documents, the instructions that pay to it or whose fees it pays, and
 * all money that is in transit. Of its entries those that `keepsEntry` asks for, or the last one in each currency; all else of its sheet is as it is where
 * every document is kept.
 */
export const balancesOfAccount = (
  account: LedgerAccount,
  keepsEntry: 'LAST' | ((entry: BookedEntry) => boolean),
): Keeping => {
  const isOwn = (document: { readonly account: LedgerAccount }): boolean => document.account === account
  const isTowards = ({ towards }: { readonly towards: LedgerAccount | null }): boolean => towards === account
  const keeping = keepingOnly({
    [accounts.name]: isOwn,
    [entries.name]: (entry: BookedEntry) => isOwn(entry) && (keepsEntry === 'LAST' || keepsEntry(entry)),
    [reservations.name]: isOwn,
    [incomingItems.name]: isTowards,
    [inTransitItems.name]: always,
    [instructionExtracts.name]: (extract: InstructionExtract) => isTowards(extract) || extract.feeShares.some(isOwn),
  })
  return keepsEntry === 'LAST' ? (documents) => lastEntries(keeping(documents)) : keeping
}

/** Of the balances of a ledger what their sums need: the accounts, and what tells whither money goes that is in transit. */
export const balancesAlone: Keeping = keepingOnly({
  [accounts.name]: always,
  [inTransitItems.name]: always,
  [instructionExtracts.name]: always,
})
