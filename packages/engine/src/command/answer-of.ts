import * as E from 'fp-ts/lib/Either.js'
import type { EngineParts } from '../engine-parts.js'
import type { Answer } from './course.js'
import type { Matter } from './matter.js'
import { receiptOf } from './receipt-of.js'
import { rejectionOf } from './refusal.js'
import type { StoredDecision } from './stored-decision.js'

/** The answer that a stored decision gives. `replayed`: it was stored before this call. */
export const answerOf = async (
  parts: EngineParts,
  { commandId, word }: Matter,
  { events, first }: StoredDecision,
  replayed: boolean,
): Promise<Answer> => {
  if (first.type !== 'CommandRefused')
    return receiptOf(parts, { commandId, command: word }, first.stream, events, replayed)
  const rejection = rejectionOf(first)
  return E.isLeft(rejection) ? rejection : E.left(rejection.right)
}
