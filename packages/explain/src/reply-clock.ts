import { replyDueAt, type Slice, type Told } from './case-file.js'
import { derived } from './exhibit.js'
import type { NextAction } from './finding.js'
import { say, type Exhibit } from './verdict.js'
import { sayTime } from './wording/plain.js'

/** A claim and what was said to and by the customer about it. */
export type Correspondence = {
  readonly openedAt: string
  readonly dueAt: string
  /** The first word to the customer that answers the matter, and not merely acknowledges it. */
  readonly answeredAt: string | null
}

/** The correspondence about the first of some claims; null where there is none. */
export const correspondenceAbout = (
  claims: ReadonlyArray<{ readonly occurredAt: string; readonly dueAt?: string }>,
  contacts: ReadonlyArray<Told<'ContactLogged'>>,
): Correspondence | null => {
  const [claim] = claims
  if (claim === undefined) return null
  const answer = contacts.find(
    ({ event, occurredAt }) => event.direction === 'OUTBOUND' && event.substantive && occurredAt >= claim.occurredAt,
  )
  return {
    openedAt: claim.occurredAt,
    dueAt: claim.dueAt ?? replyDueAt(claim.occurredAt),
    answeredAt: answer?.occurredAt ?? null,
  }
}

/** Whether the customer was answered in time: met, breached, or still open. */
export const replyClock = (slice: Slice, { openedAt, dueAt, answeredAt }: Correspondence): Exhibit => {
  const [opened, due] = [sayTime(openedAt), sayTime(dueAt)]
  const clock = (en: string, zh: string): Exhibit => derived(slice, 'reply-clock', 'Clock', say(en, zh))
  if (answeredAt === null)
    return dueAt < slice.happenedBy
      ? clock(
          `Asked on ${opened.en}, not answered, although an answer was owed by ${due.en}.`,
          `${opened.zh}提问，应于${due.zh}前答复，至今未答复：已超时。`,
        )
      : clock(
          `Asked on ${opened.en}, not answered yet; an answer is owed by ${due.en}.`,
          `${opened.zh}提问，尚未答复，应于${due.zh}前答复。`,
        )
  const given = sayTime(answeredAt)
  return answeredAt <= dueAt
    ? clock(
        `Asked on ${opened.en}, answered on ${given.en}, in time (owed by ${due.en}).`,
        `${opened.zh}提问，${given.zh}已答复，未超时（应于${due.zh}前答复）。`,
      )
    : clock(
        `Asked on ${opened.en}, answered only on ${given.en}, too late (owed by ${due.en}).`,
        `${opened.zh}提问，${given.zh}才答复，已超时（应于${due.zh}前答复）。`,
      )
}

/** The answer that is still owed to the customer, as something to do. */
export const answerOwed = (correspondence: Correspondence | null): ReadonlyArray<NextAction> =>
  correspondence?.answeredAt !== null
    ? []
    : [
        {
          action: 'ANSWER_CUSTOMER',
          says: say('We tell the customer this answer.', '我方把这个答复告知客户。'),
          who: 'support',
          due: correspondence.dueAt,
          safety: 'safe',
          forbiddenBy: null,
        },
      ]
