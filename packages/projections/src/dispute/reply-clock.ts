import { later, millisecondsBetween, type Instant } from '@waybill/core'
import type { CaseDocument, FirstReply } from './document.js'

/** How long an answer to a claim may take, by the operator's own rule: wall-clock time from the question. */
export type ReplyRule = { readonly withinMs: number }

/**
 * The clock on which an answer in substance is owed. A reply at the very instant it is due is in time.
 * `STOPPED`: the claimant withdrew before an answer came. `NONE`: nothing says when one is due.
 */
export type ReplyClock =
  | { readonly _tag: 'NONE'; readonly reply: FirstReply | null }
  | { readonly _tag: 'RUNNING'; readonly askedAt: Instant; readonly dueAt: Instant; readonly leftMs: number }
  | { readonly _tag: 'MET'; readonly askedAt: Instant; readonly dueAt: Instant; readonly reply: FirstReply }
  | {
      readonly _tag: 'BREACHED'
      readonly askedAt: Instant
      readonly dueAt: Instant
      /** The answer that came too late; null while there is none. */
      readonly reply: FirstReply | null
      readonly lateByMs: number
    }
  | { readonly _tag: 'STOPPED'; readonly askedAt: Instant; readonly dueAt: Instant; readonly stoppedAt: Instant }

const dueAtOf = ({ kind, claim, askedAt, replyDueAt }: CaseDocument, rule: ReplyRule | null): Instant | null => {
  if (replyDueAt !== null) return replyDueAt
  // A question for information starts no clock.
  if (rule === null || kind !== 'CLAIM' || claim === 'INFO_ONLY') return null
  return later(askedAt, rule.withinMs)
}

/** Where the reply clock of a case stands at `now`. A dispute states when an answer is due; for a claim the rule does, where there is one. */
export const replyClock = (document: CaseDocument, now: Instant, rule: ReplyRule | null = null): ReplyClock => {
  const { askedAt, firstReply: reply, endedAt, phase } = document
  const dueAt = dueAtOf(document, rule)
  if (dueAt === null) return { _tag: 'NONE', reply }
  if (reply !== null)
    return reply.at <= dueAt
      ? { _tag: 'MET', askedAt, dueAt, reply }
      : { _tag: 'BREACHED', askedAt, dueAt, reply, lateByMs: millisecondsBetween(dueAt, reply.at) }
  if (phase === 'WITHDRAWN' && endedAt !== null && endedAt <= dueAt)
    return { _tag: 'STOPPED', askedAt, dueAt, stoppedAt: endedAt }
  return now <= dueAt
    ? { _tag: 'RUNNING', askedAt, dueAt, leftMs: millisecondsBetween(now, dueAt) }
    : { _tag: 'BREACHED', askedAt, dueAt, reply: null, lateByMs: millisecondsBetween(dueAt, now) }
}
