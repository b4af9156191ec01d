import {
  bookAccount,
  isBookAccount,
  isOurs,
  type AccountId,
  type AccountReference,
  type LedgerAccount,
} from '../../ledger/account-id.js'
import type { Money } from '../../money/money.js'
import type { DecisionView, Written } from '../decision.js'
import { allocated, isMoneyEvent, type MoneySoFar } from '../postings.js'

/** Where a credit for an account of this book is booked: to the account itself, or to suspense where it takes none. */
export const bookable = (view: DecisionView, id: AccountId, { currency }: Money): LedgerAccount => {
  const account = view.account(id)
  const takesIt = account !== null && account.phase === 'OPEN' && account.currency === currency
  return takesIt ? id : bookAccount.suspense(currency)
}

/** `postedTo`, where it differs from the account that was credited. */
export const postedFor = (
  view: DecisionView,
  reference: AccountReference,
  amount: Money,
): { readonly postedTo?: LedgerAccount } => {
  if (!isOurs(reference)) return {}
  const target = bookable(view, reference.account, amount)
  return target === reference.account ? {} : { postedTo: target }
}

/** Who gets back a sum that comes back, and suspense for whoever takes none. */
export const allocationOf = (soFar: MoneySoFar, minorUnits: bigint, view: DecisionView): ReturnType<typeof allocated> =>
  allocated(soFar, minorUnits).map(({ account, amount }) => ({
    account: isBookAccount(account) ? account : bookable(view, account, amount),
    amount,
  }))

/** Customers' accounts that the events post to: none of them may begin to close meanwhile. */
export const accountsPostedTo = (writes: ReadonlyArray<Written>): ReadonlyArray<AccountId> => {
  const postings = writes.flatMap(({ event }) => (isMoneyEvent(event) ? event.entry.postings : []))
  return [...new Set(postings.map(({ account }) => account).filter((account) => !isBookAccount(account)))]
}
