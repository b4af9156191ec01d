import { told, replyDueAt, type CaseFile } from './case-file.js'
import { custodyOf, custodyOfBrokenLog } from './custody.js'
import { damagedLog, isDamaged } from './damaged-log.js'
import { derived } from './exhibit.js'
import { judge, type Judgement } from './judgement.js'
import { nextActionsOf } from './next-actions.js'
import type { Parts } from './parts.js'
import { claimStatements } from './reading.js'
import { say, type Exhibit } from './verdict.js'
import { answerOf } from './wording/answer.js'
import { sayTime } from './wording/plain.js'

/** Whether the customer was answered within 24 hours of the claim: met, breached, or still open. */
const replyClock = (file: CaseFile): Exhibit | null => {
  const claim = claimStatements(file)[0]
  if (claim === undefined) return null
  const due = replyDueAt(claim.occurredAt)
  const answer = told(file, 'ContactLogged').find(
    ({ event, occurredAt }) => event.direction === 'OUTBOUND' && event.substantive && occurredAt >= claim.occurredAt,
  )
  const dueText = sayTime(due)
  if (answer === undefined)
    return derived(
      file.slice,
      'reply-clock',
      'Clock',
      due < file.now
        ? say(
            `The customer was owed an answer by ${dueText.en} and has none: breached.`,
            `应于${dueText.zh}前答复客户，至今未答复：已违约。`,
          )
        : say(`The customer is owed an answer by ${dueText.en}.`, `应于${dueText.zh}前答复客户。`),
    )
  const given = sayTime(answer.occurredAt)
  return derived(
    file.slice,
    'reply-clock',
    'Clock',
    answer.occurredAt <= due
      ? say(
          `The customer was answered on ${given.en}, before ${dueText.en}: met.`,
          `已于${given.zh}答复客户，早于${dueText.zh}：按时。`,
        )
      : say(
          `The customer was answered on ${given.en}, after ${dueText.en}: breached.`,
          `于${given.zh}才答复客户，晚于${dueText.zh}：已违约。`,
        ),
  )
}

const withClock = (file: CaseFile, judgement: Judgement): Judgement => {
  const clock = replyClock(file)
  return clock === null
    ? judgement
    : { ...judgement, further: [...judgement.further, { exhibit: clock, supports: [] }] }
}

/** Judges a question about a transfer, and puts the answer into words. */
export const transferParts = (file: CaseFile): Parts => {
  const damaged = isDamaged(file.slice)
  const judgement = damaged ? damagedLog(file.slice) : withClock(file, judge(file))
  const custody = damaged ? custodyOfBrokenLog(file) : custodyOf(file)
  const next = nextActionsOf(file, judgement)
  return { judgement, custody, answer: answerOf(file, judgement, custody, next), next }
}
