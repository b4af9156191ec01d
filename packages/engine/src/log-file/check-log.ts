import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { decodeStored, type StoredEvent, type UndecodableEvent } from '@waybill/core'
import type { EventStore, ReadFailure } from '@waybill/port'
import { beginVerification, type Anchor, type LogVerdict, type Place } from '@waybill/proof'
import { eachEventOf } from '../ledger-view.js'
import { sha256 } from '../sha256.js'
import type { LogUnavailable, LogUnreadable } from './log-failure.js'
import type { LogInput } from './log-input.js'
import { logLines } from './log-lines.js'
import { beginRuleCheck, type RuleOutcome } from './rule/rule-check.js'
import type { RuleProblem } from './rule/rule-problem.js'

/** An event that this version cannot read, and where it stands. */
export type SetAside = { readonly event: UndecodableEvent; readonly place?: Place }

/** All that can be said for and against a log without asking anybody. */
export type LogCheck = {
  readonly ledger: string
  /** Chain, order, count, and agreement with the anchor. */
  readonly verdict: LogVerdict
  /** Every rule that a log can show to be kept or broken, and what became of it. */
  readonly rules: ReadonlyArray<RuleOutcome>
  /** Every break of one of them, in the order of the log. */
  readonly ruleProblems: ReadonlyArray<RuleProblem>
  /** Events kept as they were received, and not read. */
  readonly setAside: ReadonlyArray<SetAside>
}

type LogChecking = {
  readonly take: (event: StoredEvent, place?: Place) => void
  readonly finish: () => LogCheck
}

const beginCheck = (ledger: string, anchor: Anchor | null, more: ReadonlyArray<Anchor>): LogChecking => {
  const verification = beginVerification(sha256)(anchor === null ? more : [anchor, ...more])
  const rules = beginRuleCheck(ledger)
  const setAside: SetAside[] = []
  return {
    take: (event, place) => {
      const placed = place === undefined ? {} : { place }
      verification.step({ ...event, ledger, ...placed })
      const decoded = decodeStored(event)
      if (E.isLeft(decoded)) {
        setAside.push({ event: decoded.left, ...placed })
        rules.passOver(event.stream)
      } else rules.take(decoded.right, place)
    },
    finish: () => {
      const { outcomes, problems } = rules.finish()
      return { ledger, verdict: verification.finish(), rules: outcomes, ruleProblems: problems, setAside }
    },
  }
}

/** Checks a log file whole, reading it once; `more` are anchors beside its own. */
export const checkLog =
  (
    { anchor, file, open }: LogInput,
    more: ReadonlyArray<Anchor> = [],
  ): TaskEither<LogUnreadable | LogUnavailable, LogCheck> =>
  async () => {
    let checking: LogChecking | null = null
    for await (const line of logLines(open(), file)) {
      if (E.isLeft(line)) return line
      const { event, ledger, place } = line.right
      checking ??= beginCheck(ledger, anchor, more)
      checking.take(event, place)
    }
    // A log without events has been refused as empty.
    if (checking === null) throw new Error(`${file} gave neither an event nor a failure`)
    return E.right(checking.finish())
  }

/** Checks a store whole, from its first event to its head; `more` are anchors beside its own. */
export const checkStore =
  (store: EventStore, anchor: Anchor | null, more: ReadonlyArray<Anchor> = []): TaskEither<ReadFailure, LogCheck> =>
  async () => {
    const checking = beginCheck(store.ledger, anchor, more)
    const read = await eachEventOf(store, (event) => {
      checking.take(event)
    })()
    return E.isLeft(read) ? read : E.right(checking.finish())
  }
