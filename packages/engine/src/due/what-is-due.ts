import { bookRail, compensated, inTransit, isReserved, later, type Instant, type Transfer } from '@waybill/core'
import type { Limits } from '../limits.js'

/** Something that time asks for. */
export type DueDeed =
  | { readonly _tag: 'Expire' }
  | { readonly _tag: 'Submit' }
  | { readonly _tag: 'DeclareOutcomeUnknown'; readonly because: 'NO_ANSWER' | 'DEADLINE_PASSED' }
  | { readonly _tag: 'Inquire' }
  | { readonly _tag: 'DeclareRecallUnanswered'; readonly recallId: string }

const latest = (first: Instant, ...others: ReadonlyArray<Instant | undefined>): Instant =>
  others.reduce<Instant>((last, next) => (next !== undefined && next > last ? next : last), first)

/** When the outcome of a submission is overdue; null while there is no submission. */
const outcomeDueAt = ({ submission, instruction, inquiries }: Transfer, limits: Limits): Instant | null => {
  if (submission === null) return null
  const asked = inquiries.at(-1)?.answerDueAt
  if (submission.railReference === null) return latest(submission.answerDueAt, asked)
  return instruction.promisedBy === undefined
    ? latest(later(submission.answerDueAt, limits.outcomeMs), asked)
    : latest(submission.answerDueAt, instruction.promisedBy, asked)
}

/** When the other side is to be asked about a transfer in doubt: never while an earlier question may still be answered. */
const inquiryDueAt = ({ submission, inquiries, inquiryDueAt: due }: Transfer): Instant =>
  latest(due ?? submission?.answerDueAt ?? '', inquiries.at(-1)?.answerDueAt)

/** Whether a confirmed transfer may be handed to its rail: nobody has executed or sent back any of it, nothing holds it, and the payer was not given the money instead. */
export const maySubmit = (transfer: Transfer, now: Instant): boolean => {
  const { instruction, confirmed, submission, executions, openHolds } = transfer
  if (instruction.rail === bookRail || confirmed === 0n || submission !== null) return false
  if (executions.length > 0 || inTransit(transfer) < confirmed || openHolds.length > 0) return false
  if (compensated(transfer) > 0n) return false
  return instruction.notBefore === undefined || instruction.notBefore <= now
}

const dueInTransit = (transfer: Transfer, now: Instant, limits: Limits): DueDeed | null => {
  if (maySubmit(transfer, now)) return { _tag: 'Submit' }
  if (transfer.submission === null || inTransit(transfer) === 0n) return null
  if (transfer.doubt !== null) return inquiryDueAt(transfer) <= now ? { _tag: 'Inquire' } : null
  const overdueSince = outcomeDueAt(transfer, limits)
  if (overdueSince === null || overdueSince > now) return null
  const because = transfer.submission.railReference === null ? 'NO_ANSWER' : 'DEADLINE_PASSED'
  return { _tag: 'DeclareOutcomeUnknown', because }
}

/** What is due about a transfer at this time. */
export const whatIsDue = (transfer: Transfer, now: Instant, limits: Limits): ReadonlyArray<DueDeed> => {
  const deeds: DueDeed[] = []
  const { expiresAt } = transfer.instruction
  if (isReserved(transfer) && expiresAt !== undefined && expiresAt <= now) deeds.push({ _tag: 'Expire' })
  const inTransitDeed = dueInTransit(transfer, now, limits)
  if (inTransitDeed !== null) deeds.push(inTransitDeed)
  for (const { recallId, phase, answerDueAt } of transfer.recalls)
    if (phase === 'REQUESTED' && answerDueAt <= now) deeds.push({ _tag: 'DeclareRecallUnanswered', recallId })
  return deeds
}
