import type { Currency, LedgerAccount } from '@waybill/core'
import { keyOf } from '../collection.js'
import type { Documents } from '../documents.js'
import { accounts, type AccountDocument, type RunningBalance } from './document.js'

export const untouchedAccount = (account: LedgerAccount): AccountDocument => ({ account, opened: null, balances: [] })

export const untouchedBalance = (currency: Currency): RunningBalance => ({
  currency,
  booked: 0n,
  reserved: 0n,
  incoming: 0n,
  entryCount: 0,
})

export const balanceInCurrency = (document: AccountDocument, currency: Currency): RunningBalance =>
  document.balances.find((balance) => balance.currency === currency) ?? untouchedBalance(currency)

/** The account as it stands, or as one that nothing has touched. */
export const accountDocument = (documents: Documents, account: LedgerAccount): AccountDocument =>
  documents.get(accounts, keyOf(account)) ?? untouchedAccount(account)

/** Changes one currency of an account and gives the balance as it was before. */
export const changeBalance = (
  documents: Documents,
  account: LedgerAccount,
  currency: Currency,
  change: (before: RunningBalance) => RunningBalance,
): RunningBalance => {
  const document = accountDocument(documents, account)
  const before = balanceInCurrency(document, currency)
  const others = document.balances.filter((balance) => balance.currency !== currency)
  const { opened } = document
  documents.put(accounts, keyOf(account), { account, opened, balances: [...others, change(before)] })
  return before
}
