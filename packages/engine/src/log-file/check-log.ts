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
import { beginRuleCheck, type RuleProblem } from './rule-check.js'

/** An event that this version cannot read, and where it stands. */
export type SetAside = { readonly event: UndecodableEvent; readonly place?: Place }

/** All that can be said for and against a log without asking anybody. */
export type LogCheck = {
  readonly ledger: string
  /** Chain, order, count, and agreement with the anchor. */
  readonly verdict: LogVerdict
  /** Rules of money that the events themselves break. */
  readonly ruleProblems: ReadonlyArray<RuleProblem>
  /** Events kept as they were received, and not read. */
  readonly setAside: ReadonlyArray<SetAside>
}

type LogChecking = {
  readonly take: (event: StoredEvent, ledger: string, place?: Place) => void
  readonly finish: (ledger: string) => LogCheck
}

const beginCheck = (anchor: Anchor | null): LogChecking => {
  const verification = beginVerification(sha256)(anchor === null ? [] : [anchor])
  const rules = beginRuleCheck()
  const setAside: SetAside[] = []
  return {
    take: (event, ledger, place) => {
      const placed = place === undefined ? {} : { place }
      verification.step({ ...event, ledger, ...placed })
      const decoded = decodeStored(event)
      if (E.isLeft(decoded)) setAside.push({ event: decoded.left, ...placed })
      else rules.take(decoded.right, place)
    },
    finish: (ledger) => ({ ledger, verdict: verification.finish(), ruleProblems: rules.problems(), setAside }),
  }
}

/** Checks a log file whole, reading it once. */
export const checkLog =
  ({ anchor, file, open }: LogInput): TaskEither<LogUnreadable | LogUnavailable, LogCheck> =>
  async () => {
    const checking = beginCheck(anchor)
    let ledger = ''
    for await (const line of logLines(open(), file)) {
      if (E.isLeft(line)) return line
      ledger = line.right.ledger
      checking.take(line.right.event, ledger, line.right.place)
    }
    return E.right(checking.finish(ledger))
  }

/** Checks a store whole, from its first event to its head. */
export const checkStore =
  (store: EventStore, anchor: Anchor | null): TaskEither<ReadFailure, LogCheck> =>
  async () => {
    const checking = beginCheck(anchor)
    const read = await eachEventOf(store, (event) => {
      checking.take(event, store.ledger)
    })()
    return E.isLeft(read) ? read : E.right(checking.finish(store.ledger))
  }
