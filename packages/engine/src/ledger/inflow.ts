import { isBookAccount, isMoneyEvent, type AccountId, type Recorded } from '@waybill/core'

/** The money that ever came into the accounts of the book, as far as the ledger was read. */
export type Inflow = {
  /** Sum of all credits to the account, in minor units. */
  readonly of: (account: AccountId) => bigint
  readonly absorb: (recorded: Recorded) => void
  /** All that is known, and the same taken over in its place. */
  readonly totals: () => ReadonlyMap<AccountId, bigint>
  readonly restore: (totals: ReadonlyMap<AccountId, bigint>) => void
}

/** Every event is absorbed once, in the order of the ledger. */
export const createInflow = (): Inflow => {
  let totals = new Map<AccountId, bigint>()
  return {
    of: (account) => totals.get(account) ?? 0n,
    absorb: ({ event }) => {
      if (!isMoneyEvent(event)) return
      for (const { account, creditDebit, amount } of event.entry.postings) {
        if (creditDebit === 'DBIT' || isBookAccount(account)) continue
        totals.set(account, (totals.get(account) ?? 0n) + amount.minorUnits)
      }
    },
    totals: () => totals,
    restore: (known) => {
      totals = new Map(known)
    },
  }
}
