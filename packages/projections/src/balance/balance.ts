import type { Account, Currency, LedgerAccount } from '@waybill/core'
import { keyOf } from '../collection.js'
import { allDocuments, documentOf, documentsIn, type ReadModel } from '../read-model.js'
import {
  accounts,
  entries,
  incomingItems,
  inTransitItems,
  reservations,
  type AccountDocument,
  type BookedEntry,
  type InTransitItem,
  type Reservation,
} from './document.js'
import { balanceInCurrency, untouchedAccount } from './running-balance.js'

/**
 * The balances of an account in one currency, signed minor units. `booked` is what is posted; `available` =
 * `booked` − `reserved`, the credit limit left out; `expected` = `booked` + `incoming`, what has left a payer
 * in this book and is on its way here.
 */
export type Balance = {
  readonly account: LedgerAccount
  readonly currency: Currency
  readonly booked: bigint
  readonly reserved: bigint
  readonly available: bigint
  readonly incoming: bigint
  readonly expected: bigint
  /** How far below zero the account may go: `available` + `limit` may be spent. */
  readonly limit: bigint
}

/** A balance with everything that it is made of. */
export type BalanceSheet = {
  readonly balance: Balance
  readonly entries: ReadonlyArray<BookedEntry>
  readonly reservations: ReadonlyArray<Reservation>
  readonly incoming: ReadonlyArray<InTransitItem>
}

/** Credits less debits of everything booked in a currency: zero, or entries are one-sided. */
export type BookTotal = { readonly currency: Currency; readonly imbalance: bigint }

const balanceFrom = (document: AccountDocument, currency: Currency): Balance => {
  const { booked, reserved, incoming } = balanceInCurrency(document, currency)
  return {
    account: document.account,
    currency,
    booked,
    reserved,
    available: booked - reserved,
    incoming,
    expected: booked + incoming,
    limit: document.opened?.currency === currency ? document.opened.limit : 0n,
  }
}

const documentFor = (model: ReadModel, account: LedgerAccount): AccountDocument =>
  documentOf(model, accounts, keyOf(account)) ?? untouchedAccount(account)

const currenciesOf = ({ opened, balances }: AccountDocument): ReadonlyArray<Currency> =>
  [...new Set([...(opened === null ? [] : [opened.currency]), ...balances.map(({ currency }) => currency)])].sort()

const balancesFrom = (document: AccountDocument): ReadonlyArray<Balance> =>
  currenciesOf(document).map((currency) => balanceFrom(document, currency))

/** The balances of an account, one per currency that it was opened in or that touched it; none of an account that is not known. */
export const balanceOf = (model: ReadModel, account: LedgerAccount): ReadonlyArray<Balance> =>
  balancesFrom(documentFor(model, account))

/** The balance of an account in a currency; zero where nothing touched it. */
export const balanceIn = (model: ReadModel, account: LedgerAccount, currency: Currency): Balance =>
  balanceFrom(documentFor(model, account), currency)

/** The terms of an account as its own stream tells them; null of an account of the book, or one that is not known. */
export const accountTerms = (model: ReadModel, account: LedgerAccount): Account | null =>
  documentFor(model, account).opened

/** The balances of every account, customers' and the book's own, in the order of their names. */
export const allBalances = (model: ReadModel): ReadonlyArray<Balance> =>
  allDocuments(model, accounts).flatMap(balancesFrom)

const inOrder = <A extends { readonly sequence: number }>(items: ReadonlyArray<A>): ReadonlyArray<A> =>
  [...items].sort((left, right) => left.sequence - right.sequence)

/** A balance with its entries, open reservations and what is on its way, each in order of sequence. */
export const balanceSheet = (model: ReadModel, account: LedgerAccount, currency: Currency): BalanceSheet => {
  const partition = keyOf(account, currency)
  return {
    balance: balanceIn(model, account, currency),
    entries: documentsIn(model, entries, partition),
    reservations: inOrder(documentsIn(model, reservations, partition)),
    incoming: inOrder(documentsIn(model, incomingItems, partition)),
  }
}

/** Everything that has left a payer and has neither arrived nor come back, the oldest first. */
export const inTransitByAge = (model: ReadModel): ReadonlyArray<InTransitItem> =>
  [...allDocuments(model, inTransitItems)].sort((left, right) =>
    left.since === right.since ? left.sequence - right.sequence : left.since < right.since ? -1 : 1,
  )

/** The sum of all accounts per currency. */
export const bookTotals = (model: ReadModel): ReadonlyArray<BookTotal> => {
  const sums = new Map<Currency, bigint>()
  for (const { currency, booked } of allBalances(model)) sums.set(currency, (sums.get(currency) ?? 0n) + booked)
  return [...sums].map(([currency, imbalance]) => ({ currency, imbalance }))
}
