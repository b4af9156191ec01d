import {
  evolveAccount,
  evolveTransfer,
  noAccount,
  noTransfer,
  streamKindOf,
  type Account,
  type AccountStreamEvent,
  type Recorded,
  type Transfer,
  type TransferEvent,
} from '@waybill/core'
import type { Place } from '@waybill/proof'
import { allRules } from './all-rules.js'
import { createPlacesInDecisions } from './place-in-decision.js'
import type { RuleAt, RuleProblem } from './rule-problem.js'
import type { RuleName, Ruling } from './rule.js'

/** What became of one rule: how often the log gave something to judge, and where it was broken. */
export type RuleOutcome = {
  readonly rule: RuleName
  readonly checked: number
  readonly broken: number
  /** The first place, in the order of the log; null where the rule holds. */
  readonly firstBroken: RuleProblem | null
}

/** A check of the rules under way, event by event in the order of the log. */
export type RuleCheck = {
  readonly take: (recorded: Recorded, place?: Place) => void
  /** An event that cannot be read: nothing more is said about its stream. */
  readonly passOver: (stream: string) => void
  readonly finish: () => {
    readonly outcomes: ReadonlyArray<RuleOutcome>
    /** Every break of a rule, in the order of the log. */
    readonly problems: ReadonlyArray<RuleProblem>
  }
}

/**
 * Begins to hold a log against every rule. Keeps the state of every transfer and account, and a number for each credit to
 * an account.
 */
export const beginRuleCheck = (ledger: string): RuleCheck => {
  const transfers = new Map<string, Transfer | null>()
  const accounts = new Map<string, Account | null>()
  const unread = new Set<string>()
  const problems: RuleProblem[] = []
  const placeInDecisionOf = createPlacesInDecisions(ledger)
  const accountOf = (id: string): Account | null => accounts.get(id) ?? noAccount

  const rules = allRules.map(({ begin, name }) => {
    const outcome = { rule: name, checked: 0, broken: 0, firstBroken: null as RuleProblem | null }
    const ruling: Ruling = {
      judged: () => {
        outcome.checked += 1
      },
      broken: (problem) => {
        outcome.broken += 1
        if (outcome.firstBroken === null || problem.sequence < outcome.firstBroken.sequence)
          outcome.firstBroken = problem
        problems.push(problem)
      },
    }
    return { outcome, ruling, ...begin(ledger) }
  })

  return {
    take: (recorded, place) => {
      const { event, revision, sequence, stream, type } = recorded
      if (unread.has(stream)) return
      const kind = streamKindOf(stream)
      const at: RuleAt = { sequence, stream, revision, type, ...(place === undefined ? {} : { place }) }
      const before = kind === 'transfer' ? (transfers.get(stream) ?? noTransfer) : noTransfer
      const after = kind === 'transfer' ? evolveTransfer(before, event as TransferEvent) : noTransfer
      const step = { recorded, at, before, after, placeInDecision: placeInDecisionOf(recorded), accountOf }
      for (const { look, ruling } of rules) look(step, ruling)
      if (kind === 'transfer') transfers.set(stream, after)
      if (kind === 'account') {
        const id = stream.slice('account-'.length)
        accounts.set(id, evolveAccount(accountOf(id), event as AccountStreamEvent))
      }
    },
    passOver: (stream) => {
      if (streamKindOf(stream) === 'transfer') unread.add(stream)
    },
    finish: () => {
      for (const { end, ruling } of rules) end?.(ruling)
      return {
        outcomes: rules.map(({ outcome }) => outcome),
        problems: problems.toSorted((one, other) => one.sequence - other.sequence),
      }
    },
  }
}
