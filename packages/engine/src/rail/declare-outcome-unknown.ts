import { inTransit, later, type Instant, type Transfer } from '@waybill/core'
import type { CallContext } from '../call-context.js'
import type { Answer } from '../command/carry-out.js'
import { doOwnDeed } from '../command/own-deed.js'
import type { EngineParts } from '../engine-parts.js'
import { ownCommandId } from '../event-ids.js'

type Doubt = {
  readonly transfer: Transfer
  /** The revision of the transfer's stream that the deed is done at. */
  readonly revision: number
  readonly because: 'NO_ANSWER' | 'DEADLINE_PASSED'
  readonly receivedAt: Instant
  readonly inquiryDelayMs: number
  readonly context: CallContext
}

/** Whether the rail took it: it may have said so by another way than the answer that was waited for. */
const wasHeard = ({ submission }: Transfer): boolean => submission !== null && submission.railReference !== null

/** Puts a transfer in doubt: nothing is released and nothing is sent again; an inquiry becomes due. */
export const declareOutcomeUnknown = (
  parts: EngineParts,
  { transfer, revision, because, receivedAt, inquiryDelayMs, context }: Doubt,
): Promise<Answer> =>
  doOwnDeed(parts, {
    word: 'DeclareOutcomeUnknown',
    commandId: ownCommandId(parts.namespace, 'outcome-unknown', transfer.instruction.transferId, revision),
    transfer,
    payload: { because, owner: { role: 'OPERATOR' }, inquiryDueAt: later(receivedAt, inquiryDelayMs) },
    momentary: ['because', 'inquiryDueAt'],
    receivedAt,
    stillDue: (now) => now.doubt === null && inTransit(now) > 0n && !(because === 'NO_ANSWER' && wasHeard(now)),
    context,
  })
