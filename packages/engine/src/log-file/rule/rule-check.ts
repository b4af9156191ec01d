import {
  accountUnder,
  evolveFunds,
  noFunds,
  evolveAccount,
  evolveTransfer,
  noAccount,
  noTransfer,
  streamKindOf,
  type Account,
  type AccountStreamEvent,
  type Recorded,
  type TransferEvent,
} from '@waybill/core'
import type { Place } from '@waybill/proof'
import { allRules } from './all-rules.js'
import { createPlacesInDecisions } from './place-in-decision.js'
import type { RuleAt, RuleProblem } from './rule-problem.js'
import type { RuleName, Ruling, StreamNumberOf } from './rule.js'
import { createTransferShelf } from './transfer-shelf.js'

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
  /** `streamNumber` is the number of the event's stream: dense from 0, in the order of their first events. */
  readonly take: (recorded: Recorded, streamNumber: number, place?: Place) => void
  /** An event that cannot be read: nothing more is said about its stream. */
  readonly passOver: (stream: string, streamNumber: number) => void
  readonly finish: () => {
    readonly outcomes: ReadonlyArray<RuleOutcome>
    /** Every break of a rule, in the order of the log. */
    readonly problems: ReadonlyArray<RuleProblem>
  }
}

/**
 * Begins to hold a log against every rule. Keeps every transfer that was not touched lately in some twenty bytes, the state of every account and of every
 * open reservation, and some six bytes for each credit to an account.
 */
export const beginRuleCheck = (ledger: string, streamNumberOf: StreamNumberOf): RuleCheck => {
  const transfers = createTransferShelf()
  const accounts = new Map<string, Account | null>()
  const unread = new Set<number>()
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
    return { outcome, ruling, ...begin(ledger, streamNumberOf) }
  })

  return {
    take: (recorded, streamNumber, place) => {
      const { event, revision, sequence, stream, type } = recorded
      if (unread.size > 0 && unread.has(streamNumber)) return
      const kind = streamKindOf(stream)
      const at: RuleAt = { sequence, stream, revision, type, ...(place === undefined ? {} : { place }) }
      const before = kind === 'transfer' ? transfers.get(streamNumber, stream) : noTransfer
      const after = kind === 'transfer' ? evolveTransfer(before, event as TransferEvent) : noTransfer
      const step = {
        recorded,
        at,
        streamNumber,
        before,
        after,
        placeInDecision: placeInDecisionOf(recorded),
        accountOf,
      }
      for (const { look, ruling } of rules) look(step, ruling)
      if (after !== null || before !== null) transfers.put(streamNumber, stream, after)
      if (event._tag === 'FundsTermsSet') {
        const id = stream.slice('funds-'.length)
        const account = accountOf(id)
        if (account !== null) accounts.set(id, accountUnder(account, evolveFunds(noFunds, event)))
      }
      if (kind === 'account') {
        const id = stream.slice('account-'.length)
        accounts.set(id, evolveAccount(accountOf(id), event as AccountStreamEvent))
      }
    },
    passOver: (stream, streamNumber) => {
      if (streamKindOf(stream) === 'transfer') unread.add(streamNumber)
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
