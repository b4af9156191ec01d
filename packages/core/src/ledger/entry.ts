import { listOf, oneOf } from '../codec/collection.js'
import type { OutputOf, TypeOf } from '../codec/codec.js'
import { day } from '../codec/text.js'
import { structure } from '../codec/structure.js'
import type { Currency } from '../money/currency.js'
import { money, type Money } from '../money/money.js'
import { ledgerAccount, type LedgerAccount } from './account-id.js'

/**
 * One leg of an entry. Seen from the book: a customer's account is money that is owed to them, so CRDT
 * raises a balance and DBIT lowers it (ISO 20022 CreditDebitCode).
 */
export const posting = structure('a posting', {
  account: ledgerAccount,
  creditDebit: oneOf(['DBIT', 'CRDT']),
  amount: money,
})
export type Posting = TypeOf<typeof posting>

/**
 * A balanced double entry: per currency, debits equal credits. `bookingDate` is the accounting day,
 * `valueDate` the day from which the money counts; the instant is the event's own.
 */
export const entry = structure('an entry', {
  bookingDate: day,
  valueDate: day,
  postings: listOf(posting, { min: 2, max: 64 }),
})
export type Entry = TypeOf<typeof entry>
export type StoredEntry = OutputOf<typeof entry>

export const debit = (account: LedgerAccount, sum: Money): Posting => ({ account, creditDebit: 'DBIT', amount: sum })
export const credit = (account: LedgerAccount, sum: Money): Posting => ({ account, creditDebit: 'CRDT', amount: sum })

/** What a posting does to its account's balance, in minor units: positive for CRDT. */
export const effectOf = ({ creditDebit, amount: sum }: Posting): bigint =>
  creditDebit === 'CRDT' ? sum.minorUnits : -sum.minorUnits

/** Credits less debits of a currency that do not cancel out; empty when the entry balances. */
export const imbalanceOf = (postings: ReadonlyArray<Posting>): ReadonlyMap<Currency, bigint> => {
  const sums = new Map<Currency, bigint>()
  for (const leg of postings) sums.set(leg.amount.currency, (sums.get(leg.amount.currency) ?? 0n) + effectOf(leg))
  for (const [code, sum] of sums) if (sum === 0n) sums.delete(code)
  return sums
}

/** Builds an entry. An entry that does not balance is a defect of ours, and stops here. */
export const balancedEntry = (bookingDate: string, valueDate: string, postings: ReadonlyArray<Posting>): Entry => {
  const imbalance = imbalanceOf(postings)
  if (imbalance.size > 0 || postings.length < 2)
    throw new Error(
      `An entry must balance: ${[...imbalance].map(([code, sum]) => `${code} ${sum}`).join(', ') || 'too few postings'}`,
    )
  return { bookingDate, valueDate, postings }
}

/** The currencies that an entry moves. */
export const currenciesOf = ({ postings }: Entry): ReadonlySet<Currency> =>
  new Set(postings.map((leg) => leg.amount.currency))
