import {
  availableFunds,
  effectOf,
  entryOf,
  evolveAccount,
  evolveFunds,
  evolveTransfer,
  imbalanceOf,
  isBookAccount,
  isMoneyEvent,
  moneySoFar,
  noAccount,
  noFunds,
  noTransfer,
  streamKindOf,
  type Account,
  type AccountStreamEvent,
  type Currency,
  type Funds,
  type FundsEvent,
  type MoneyEvent,
  type Posting,
  type Recorded,
  type Transfer,
  type TransferEvent,
} from '@waybill/core'
import type { Place } from '@waybill/proof'
import { createInflowHistory } from './inflow-history.js'

/** The event at which a rule is broken. */
type RuleAt = {
  readonly sequence: number
  readonly stream: string
  readonly revision: number
  readonly type: string
  readonly place?: Place
}

/** Debits and credits of an event do not cancel out: `excess` is credits less debits, in minor units. */
export type PostingsUnbalanced = RuleAt & {
  readonly _tag: 'PostingsUnbalanced'
  readonly currency: Currency
  readonly excess: bigint
}

/** The postings that follow from the transfer's story are not those that are stored; `expected` is null where none can be derived. */
export type PostingsDiffer = RuleAt & {
  readonly _tag: 'PostingsDiffer'
  readonly expected: ReadonlyArray<Posting> | null
  readonly found: ReadonlyArray<Posting>
}

/** The event left an account further below zero than it may go. Minor units. */
export type AccountBelowFloor = RuleAt & {
  readonly _tag: 'AccountBelowFloor'
  readonly account: string
  readonly currency: Currency
  readonly floor: bigint
  readonly booked: bigint
}

/** Money was kept or taken on another inflow than had come in by the position that was read. Minor units. */
export type InflowDiffers = RuleAt & {
  readonly _tag: 'InflowDiffers'
  readonly account: string
  readonly currency: Currency
  readonly throughSequence: number
  readonly expected: bigint
  readonly found: bigint
}

/** More was kept or taken than the account could spend. Minor units; `available` is what would have been left, below zero. */
export type FundsOverdrawn = RuleAt & {
  readonly _tag: 'FundsOverdrawn'
  readonly account: string
  readonly currency: Currency
  readonly available: bigint
}

/** A rule of money that the log itself breaks. */
export type RuleProblem = PostingsUnbalanced | PostingsDiffer | AccountBelowFloor | InflowDiffers | FundsOverdrawn

/** A check of the rules under way, event by event in the order of the log. */
export type RuleCheck = {
  readonly take: (recorded: Recorded, place?: Place) => void
  readonly problems: () => ReadonlyArray<RuleProblem>
}

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

/**
 * Begins to check that every stored entry balances and is the one that follows from the transfer's story, that no account goes
 * below its floor, and that whatever lowered one leaned on the inflow that there was. Keeps the state of every transfer
 * and account, and a number for each credit to an account.
 */
export const beginRuleCheck = (): RuleCheck => {
  const transfers = new Map<string, Transfer | null>()
  const accounts = new Map<string, Account | null>()
  const booked = new Map<string, bigint>()
  const funds = new Map<string, Funds>()
  const inflow = createInflowHistory()
  const problems: RuleProblem[] = []

  const checkEntry = (at: RuleAt, event: MoneyEvent, before: Transfer | null): void => {
    const found = event.entry.postings
    for (const [currency, excess] of imbalanceOf(found))
      problems.push({ _tag: 'PostingsUnbalanced', ...at, currency, excess })
    const expected = before === null ? null : derivedPostings(before, event)
    if (expected === null || !samePostings(expected, found))
      problems.push({ _tag: 'PostingsDiffer', ...at, expected, found })
  }

  const post = (at: RuleAt, postings: ReadonlyArray<Posting>): void => {
    const lowered = new Set<string>()
    for (const leg of postings) {
      booked.set(leg.account, (booked.get(leg.account) ?? 0n) + effectOf(leg))
      if (isBookAccount(leg.account)) continue
      if (leg.creditDebit === 'DBIT') lowered.add(leg.account)
      else inflow.add(leg.account, at.sequence, leg.amount.minorUnits)
    }
    for (const id of lowered) {
      const account = accounts.get(id) ?? noAccount
      const sum = booked.get(id) ?? 0n
      if (account === null || sum >= -account.limit) continue
      problems.push({
        _tag: 'AccountBelowFloor',
        ...at,
        account: id,
        currency: account.currency,
        floor: -account.limit,
        booked: sum,
      })
    }
  }

  const checkFunds = (at: RuleAt, account: string, event: FundsEvent): void => {
    const after = evolveFunds(funds.get(account) ?? noFunds, event)
    funds.set(account, after)
    if (!('inflowSeen' in event)) return
    const { throughSequence, total } = event.inflowSeen
    const { currency } = event.amount
    const expected = inflow.through(account, Math.min(throughSequence, at.sequence - 1))
    if (expected !== total.minorUnits)
      problems.push({
        _tag: 'InflowDiffers',
        ...at,
        account,
        currency,
        throughSequence,
        expected,
        found: total.minorUnits,
      })
    const available = availableFunds(after, total.minorUnits, accounts.get(account)?.limit ?? 0n)
    if (available < 0n) problems.push({ _tag: 'FundsOverdrawn', ...at, account, currency, available })
  }

  return {
    take: ({ event, revision, sequence, stream, type }, place) => {
      const at: RuleAt = { sequence, stream, revision, type, ...(place === undefined ? {} : { place }) }
      switch (streamKindOf(stream)) {
        case 'transfer': {
          const told = event as TransferEvent
          const before = transfers.get(stream) ?? noTransfer
          if (isMoneyEvent(told)) {
            checkEntry(at, told, before)
            post(at, told.entry.postings)
          }
          transfers.set(stream, evolveTransfer(before, told))
          return
        }
        case 'account': {
          const id = stream.slice('account-'.length)
          accounts.set(id, evolveAccount(accounts.get(id) ?? noAccount, event as AccountStreamEvent))
          return
        }
        case 'funds':
          checkFunds(at, stream.slice('funds-'.length), event as FundsEvent)
          return
        default:
      }
    },
    problems: () => problems,
  }
}
