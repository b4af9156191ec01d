import * as E from 'fp-ts/lib/Either.js'
import type { DomainEvent } from '@waybill/core'
import type { AppendFailure, AppendReceipt, StreamHead } from '@waybill/port'
import { envelopeOf } from '../command/envelope.js'
import type { Matter } from '../command/matter.js'
import { appendUntilKnown, chainOf } from '../command/write-decision.js'
import type { EngineParts } from '../engine-parts.js'
import { stepId } from '../event-ids.js'

/** One append to one stream: what, behind which event, and how many events of the same command stand there before it. */
export type Step = {
  readonly head: StreamHead
  readonly events: ReadonlyArray<DomainEvent>
  readonly place: number
}

/** Stores a step, if its stream is as it was when the step was seen to be due. */
export const appendStep = async (
  parts: EngineParts,
  matter: Matter,
  { events, head, place }: Step,
): Promise<E.Either<AppendFailure, AppendReceipt & { readonly chainhash: string }>> => {
  const { stream } = head
  const identified = events.map((event, index) => ({
    stream,
    event,
    id: stepId(parts.namespace, matter.commandId, stream, place + index),
  }))
  const { asRecorded, write } = chainOf(parts, envelopeOf(matter), head, identified)
  const appended = await parts.writes.during(appendUntilKnown(parts, [write]))
  if (E.isLeft(appended)) return appended
  if (!appended.right.alreadyStored) await parts.noteWritten(asRecorded)
  return E.right({ ...appended.right, chainhash: write.events.at(-1)?.chainhash ?? '' })
}
