import * as E from 'fp-ts/lib/Either.js'
import { later, type Instant, type Transfer } from '@waybill/core'
import type { Rail, RailReport } from '@waybill/port'
import { causedBy, type CallContext } from '../call-context.js'
import type { Answer } from '../command/carry-out.js'
import { doOwnDeed } from '../command/own-deed.js'
import type { StillDue } from '../command/situate-transfer.js'
import type { EngineParts } from '../engine-parts.js'
import { ownCommandId, railKeyOf } from '../event-ids.js'
import { joinReceipts } from '../join-receipts.js'
import { callRail } from './call-rail.js'
import { recordRailAnswer } from './record-rail-answer.js'

const referenceOf = (parts: EngineParts, { instruction, submission }: Transfer): Parameters<Rail['inquire']>[0] => {
  const railKey = submission?.railKey ?? railKeyOf(parts.namespace, instruction.transferId)
  const railReference = submission?.railReference ?? null
  return railReference === null ? { railKey } : { railKey, railReference }
}

/**
 * Asks the rail what became of a transfer, after StatusInquirySent is stored, and records what it says. A rail that does not
 * answer leaves the inquiry open; it is asked again when the time to answer has passed.
 */
export const inquireAbout = async (
  parts: EngineParts,
  transferId: string,
  context: CallContext,
  receivedAt: Instant = parts.clock.now(),
  stillDue?: StillDue,
): Promise<Answer> => {
  const loaded = await parts.streams.transfer(transferId, 'FRESH')
  if (E.isLeft(loaded)) return loaded
  const { state: transfer, revision } = loaded.right
  if (transfer === null) return E.left({ _tag: 'TransferUnknown', transferId })
  const name = transfer.instruction.rail
  const rail = parts.rails.get(name)
  if (rail === undefined && transfer.submission !== null)
    return E.left({ _tag: 'RailNotRegistered', transferId, rail: name, registered: [...parts.rails.keys()] })

  const inquiryId = ownCommandId(parts.namespace, 'inquiry', transferId, revision)
  const sent = await doOwnDeed(parts, {
    word: 'SendStatusInquiry',
    commandId: inquiryId,
    transfer,
    payload: { inquiryId, to: { role: 'NETWORK', name }, answerDueAt: later(receivedAt, parts.limits.inquiryAnswerMs) },
    momentary: ['answerDueAt'],
    receivedAt,
    ...(stillDue === undefined ? {} : { stillDue }),
    context,
  })
  if (E.isLeft(sent) || sent.right.replayed || rail === undefined) return sent

  const [event] = sent.right.events
  const caused = causedBy(context, event)
  const recordLate = (reports: ReadonlyArray<RailReport>): void => {
    void recordRailAnswer(parts, transfer, reports, inquiryId, caused)
  }
  const inquiry = rail.inquire(referenceOf(parts, transfer))
  const answer = await callRail(name, inquiry, parts.timer, parts.limits.railAnswerMs, recordLate)
  if (E.isLeft(answer)) return sent
  const recorded = await recordRailAnswer(parts, transfer, answer.right, inquiryId, caused)
  if (E.isLeft(recorded)) return recorded
  return joinReceipts(
    sent.right,
    recorded.right.receipts.map((receipt) => E.right(receipt)),
  )
}
