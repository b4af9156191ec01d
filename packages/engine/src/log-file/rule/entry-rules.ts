import {
  entryOf,
  imbalanceOf,
  isMoneyEvent,
  moneySoFar,
  type MoneyEvent,
  type Posting,
  type Transfer,
} from '@waybill/core'
import { rule, type Rule } from './rule.js'

const samePostings = (left: ReadonlyArray<Posting>, right: ReadonlyArray<Posting>): boolean =>
  left.length === right.length &&
  left.every((leg, index) => {
    const other = right[index]
    return (
      leg.account === other?.account &&
      leg.creditDebit === other.creditDebit &&
      leg.amount.minorUnits === other.amount.minorUnits &&
      leg.amount.currency === other.amount.currency
    )
  })

const derivedPostings = (transfer: Transfer, event: MoneyEvent): ReadonlyArray<Posting> | null => {
  const { entry, ...withoutEntry } = event
  try {
    return entryOf(moneySoFar(transfer), withoutEntry, entry).postings
  } catch {
    // Sums that no decision of ours can have made do not become a balanced entry.
    return null
  }
}

/** Debits and credits of each entry cancel out, so that the sum of all accounts stays zero after every event. */
export const entriesBalance: Rule = rule('EntriesBalance', ({ at, recorded: { event } }, { broken, judged }) => {
  if (!isMoneyEvent(event)) return
  judged()
  for (const [currency, excess] of imbalanceOf(event.entry.postings))
    broken({ _tag: 'PostingsUnbalanced', ...at, currency, excess })
})

/** Each entry is the one that follows from the transfer's story. */
export const entriesFollow: Rule = rule('EntriesFollow', ({ at, before, recorded: { event } }, { broken, judged }) => {
  if (!isMoneyEvent(event)) return
  judged()
  const found = event.entry.postings
  const expected = before === null ? null : derivedPostings(before, event)
  if (expected === null || !samePostings(expected, found)) broken({ _tag: 'PostingsDiffer', ...at, expected, found })
})
