import * as E from 'fp-ts/lib/Either.js'
import { bookRail, later, type Instant, type Transfer } from '@waybill/core'
import type { Rail, RailReport, RailSubmission } from '@waybill/port'
import { causedBy, type CallContext } from '../call-context.js'
import type { Answer } from '../command/carry-out.js'
import { doOwnDeed } from '../command/own-deed.js'
import type { EngineParts } from '../engine-parts.js'
import { ownCommandId, railKeyOf } from '../event-ids.js'
import { joinReceipts } from '../join-receipts.js'
import { callRail } from './call-rail.js'
import { declareOutcomeUnknown } from './declare-outcome-unknown.js'
import { railMessage } from './rail-message.js'
import { recordRailAnswer } from './record-rail-answer.js'

const start = (
  parts: EngineParts,
  transfer: Transfer,
  submission: RailSubmission,
  receivedAt: Instant,
  context: CallContext,
): Promise<Answer> =>
  doOwnDeed(parts, {
    word: 'StartSubmission',
    commandId: ownCommandId(parts.namespace, 'submit', transfer.instruction.transferId),
    transfer,
    payload: {
      railKey: submission.railKey,
      messageDigest: submission.messageDigest,
      answerDueAt: later(receivedAt, parts.limits.railAnswerMs),
    },
    momentary: ['answerDueAt'],
    receivedAt,
    context,
  })

/** Records what the rail said, or that it said nothing that could be used. */
const hear = async (
  parts: EngineParts,
  transfer: Transfer,
  revision: number,
  reports: ReadonlyArray<RailReport> | null,
  context: CallContext,
): Promise<ReadonlyArray<Answer>> => {
  if (reports !== null) {
    const recorded = await recordRailAnswer(parts, transfer, reports, null, context)
    if (E.isLeft(recorded)) return [recorded]
    if (recorded.right.usable) return recorded.right.receipts.map((receipt) => E.right(receipt))
  }
  const receivedAt = parts.clock.now()
  const { inquiryDelayMs } = parts.limits
  const declared = await declareOutcomeUnknown(parts, {
    transfer,
    revision,
    because: 'NO_ANSWER',
    receivedAt,
    inquiryDelayMs,
    context,
  })
  // What the rail did came to be known meanwhile, by another way than its answer: there is no doubt, and nothing to tell.
  return E.isLeft(declared) && declared.left._tag === 'StatusForbids' ? [] : [declared]
}

const submissionOf = (parts: EngineParts, { instruction }: Transfer): RailSubmission => ({
  rail: instruction.rail,
  railKey: railKeyOf(parts.namespace, instruction.transferId),
  ...railMessage(instruction),
})

const submitOn = async (
  parts: EngineParts,
  rail: Rail,
  transfer: Transfer,
  receivedAt: Instant,
  context: CallContext,
): Promise<Answer> => {
  const submission = submissionOf(parts, transfer)
  const started = await start(parts, transfer, submission, receivedAt, context)
  // Only who stored SubmissionStarted calls the rail, and only right then: everybody else may only inquire.
  if (E.isLeft(started) || started.right.replayed) return started
  const [event] = started.right.events
  const caused = causedBy(context, event)
  const recordLate = (reports: ReadonlyArray<RailReport>): void => {
    void recordRailAnswer(parts, transfer, reports, null, caused)
  }
  const answer = await callRail(rail.name, rail.submit(submission), parts.timer, parts.limits.railAnswerMs, recordLate)
  const revision = event?.revision ?? 0
  const heard = await hear(parts, transfer, revision, E.isRight(answer) ? answer.right : null, caused)
  return joinReceipts(started.right, heard)
}

/**
 * Submits a confirmed transfer to its rail, once and never again. SubmissionStarted is stored before the rail is called; whoever
 * finds it stored inquires instead. What the rail says is recorded; when it says nothing, the outcome is unknown.
 */
export const submitTransfer = async (
  parts: EngineParts,
  transferId: string,
  context: CallContext,
  receivedAt: Instant = parts.clock.now(),
): Promise<Answer> => {
  const loaded = await parts.streams.transfer(transferId, 'FRESH')
  if (E.isLeft(loaded)) return loaded
  const transfer = loaded.right.state
  if (transfer === null) return E.left({ _tag: 'TransferUnknown', transferId })
  const name = transfer.instruction.rail
  const rail = parts.rails.get(name)
  if (rail !== undefined) return submitOn(parts, rail, transfer, receivedAt, context)
  // Inside the book there is nothing to submit: the rules say so.
  if (name === bookRail) return start(parts, transfer, submissionOf(parts, transfer), receivedAt, context)
  return E.left({ _tag: 'RailNotRegistered', transferId, rail: name, registered: [...parts.rails.keys()] })
}
