import type { Instant } from '@waybill/core'
import type { EventMetadata } from '@waybill/port'

/** What a caller may say about a call beside the command itself. None of it takes part in a decision. */
export type CallContext = {
  /** Who sent it: a user, a service, a job. Kept with the events. */
  readonly actor?: string
  /** When it happened, where that is not when the engine received it: RFC 3339 in UTC with milliseconds. */
  readonly occurredAt?: Instant
  /** Ties everything together that belongs together; without it the transfer's id. */
  readonly correlationId?: string
  /** The id of the event or message that led to this. */
  readonly causationId?: string
  /** W3C trace context. */
  readonly traceparent?: string
}

/** The part of the context that is stored with each event. */
export const metadataOfContext = (context: CallContext, correlationId: string | null): EventMetadata => ({
  ...(correlationId === null ? {} : { $correlationId: context.correlationId ?? correlationId }),
  ...(context.causationId === undefined ? {} : { $causationId: context.causationId }),
  ...(context.actor === undefined ? {} : { actor: context.actor }),
  ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
})

/** The context of what follows from an event: the same caller and trace, but another time. */
export const causedBy = (
  { occurredAt: _earlier, ...context }: CallContext,
  event: { readonly id: string } | undefined,
): CallContext => (event === undefined ? context : { ...context, causationId: event.id })
