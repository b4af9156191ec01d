import * as E from 'fp-ts/lib/Either.js'
import { causedBy, type CallContext } from '../call-context.js'
import type { Answer } from '../command/carry-out.js'
import { maySubmit } from '../due/what-is-due.js'
import type { EngineParts } from '../engine-parts.js'
import { submitTransfer } from './submit-transfer.js'

const setsInMotion = new Set(['ConfirmTransfer', 'ReleaseTransfer'])

/**
 * Submits a transfer that a confirmation or a release has just let go, where its rail is one of this engine's. The answer stays that
 * of the command: whatever comes of the submission is recorded, and what could not be done is due.
 */
export const submitAfter = async (
  parts: EngineParts,
  word: string,
  answer: Answer,
  context: CallContext,
): Promise<Answer> => {
  if (!setsInMotion.has(word) || E.isLeft(answer) || answer.right.transfer === null) return answer
  const { transferId } = answer.right.transfer
  const transfer = await parts.streams.transfer(transferId, 'REMEMBERED')
  if (E.isLeft(transfer) || transfer.right.state === null) return answer
  const { state } = transfer.right
  if (!maySubmit(state, parts.clock.now()) || !parts.rails.has(state.instruction.rail)) return answer
  await submitTransfer(parts, transferId, causedBy(context, answer.right.events[0]))
  return answer
}
