import { type LogProblem, problemAt, type Reading } from './order-problem.js'

/** The events of a log that name one ledger. */
export type LedgerShare = { readonly ledger: string; readonly first: Reading; readonly count: number }

/** The ledger that most events name, the one named first where several are equal; null for a log without events. */
export const mainLedger = (shares: ReadonlyArray<LedgerShare>): string | null => {
  const [first, ...others] = shares
  if (first === undefined) return null
  return others.reduce((most, share) => (share.count > most.count ? share : most), first).ledger
}

/** Every ledger beside the main one. */
export const ledgerProblems = (shares: ReadonlyArray<LedgerShare>): ReadonlyArray<LogProblem> => {
  const expected = mainLedger(shares)
  if (expected === null) return []
  return shares
    .filter(({ ledger }) => ledger !== expected)
    .map(({ ledger, first, count }) => ({
      _tag: 'ForeignLedger',
      expected,
      found: ledger,
      count,
      ...problemAt(first, first.sequence),
    }))
}
