import type { EventMetadata } from '@waybill/port'
import { metadataOfContext } from '../call-context.js'
import type { Matter } from './matter.js'

/** What each event of a decision carries beside its own data. */
export type Envelope = {
  readonly commandId: string
  readonly receivedAt: string
  readonly occurredAt: string
  readonly metadata: EventMetadata
}

export const envelopeOf = (matter: Matter): Envelope => {
  const { commandId, word, digest, receivedAt, occurredAt, context, correlationId } = matter
  const metadata = {
    ...metadataOfContext(context, correlationId),
    commandid: commandId,
    command: word,
    payloaddigest: digest,
  }
  return { commandId, receivedAt, occurredAt, metadata }
}
