import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { decodeStored, type StoredEvent, type UndecodableEvent } from '@waybill/core'
import type { EventStore, ReadFailure } from '@waybill/port'
import {
  beginSecondReading,
  beginVerificationInTwoReadings,
  type Anchor,
  type LogVerdict,
  type Place,
  type SecondReading,
} from '@waybill/proof'
import { eachEventOf } from '../ledger-view.js'
import { sha256 } from '../sha256.js'
import type { LogUnavailable, LogUnreadable } from './log-failure.js'
import { openedLog, type LogInput } from './log-input.js'
import { eachLogLine } from './log-lines.js'
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
  /** `parsed` is the event's data as `JSON.parse` makes it of its text, where that is at hand. */
  readonly take: (event: StoredEvent, place?: Place, parsed?: unknown) => void
  readonly doubtfulIds: () => ReadonlySet<string>
  readonly finish: (second: SecondReading) => LogCheck
}

const beginCheck = (
  ledger: string,
  anchor: Anchor | null,
  more: ReadonlyArray<Anchor>,
  expectedEvents: number,
): LogChecking => {
  const verification = beginVerificationInTwoReadings(sha256)(
    anchor === null ? more : [anchor, ...more],
    expectedEvents,
  )
  const rules = beginRuleCheck(ledger, verification.streamNumberOf)
  const setAside: SetAside[] = []
  return {
    take: (event, place, parsed) => {
      const placed = place === undefined ? {} : { place }
      const streamNumber = verification.step({ ...event, ledger, ...placed })
      const decoded = decodeStored(event, parsed)
      if (E.isLeft(decoded)) {
        setAside.push({ event: decoded.left, ...placed })
        rules.passOver(event.stream, streamNumber)
      } else rules.take(decoded.right, streamNumber, place)
    },
    doubtfulIds: verification.doubtfulIds,
    finish: (second) => {
      const { outcomes, problems } = rules.finish()
      return { ledger, verdict: verification.finish(second), rules: outcomes, ruleProblems: problems, setAside }
    },
  }
}

/** Checks a log file whole; `more` are anchors beside its own. It is opened a second time where an id seems to come again. */
export const checkLog =
  (
    { anchor, file, open }: LogInput,
    more: ReadonlyArray<Anchor> = [],
  ): TaskEither<LogUnreadable | LogUnavailable, LogCheck> =>
  async () => {
    let checking = null as LogChecking | null
    let size = 0
    const failure = await eachLogLine(openedLog(open), file, ({ event, ledger, parsed, place }) => {
      checking ??= beginCheck(ledger, anchor, more, 0)
      checking.take(event, place, parsed)
      size += 1
    })
    if (failure !== null) return E.left(failure)
    // A log without events has been refused as empty.
    if (checking === null) throw new Error(`${file} gave neither an event nor a failure`)
    const doubtfulIds = checking.doubtfulIds()
    const second = beginSecondReading(doubtfulIds)
    if (doubtfulIds.size > 0) {
      const failureAgain = await eachLogLine(openedLog(open), file, ({ event }) => {
        second.step(event)
      })
      if (failureAgain !== null) return E.left(failureAgain)
      if (second.size() !== size || second.firstPlaces().size !== doubtfulIds.size)
        return E.left({ _tag: 'LogUnavailable', file, detail: 'it was changed while it was being read' })
    }
    return E.right(checking.finish(second))
  }

/** Checks a store whole, from its first event to its head; `more` are anchors beside its own. */
export const checkStore =
  (store: EventStore, anchor: Anchor | null, more: ReadonlyArray<Anchor> = []): TaskEither<ReadFailure, LogCheck> =>
  async () => {
    const head = await store.ledgerHead()()
    if (E.isLeft(head)) return head
    const checking = beginCheck(store.ledger, anchor, more, head.right.sequence)
    const read = await eachEventOf(store, (event) => {
      checking.take(event)
    })()
    if (E.isLeft(read)) return read
    const doubtfulIds = checking.doubtfulIds()
    const second = beginSecondReading(doubtfulIds)
    if (doubtfulIds.size > 0) {
      // What was appended since stands behind what was read, and is not looked for.
      const again = await eachEventOf(store, second.step)()
      if (E.isLeft(again)) return again
    }
    return E.right(checking.finish(second))
  }
