import type { Instant, Recorded } from '@waybill/core'

/** Later than everything: the end of what has none yet. */
export const noEnd: Instant = '9999-12-31T23:59:59.999Z'

/** The time that an event tells about; `ends`: nothing said before about a later end holds any more. */
export type Span = { readonly from: Instant; readonly to: Instant; readonly ends: boolean }

/** The time that an event tells about, which for a window, a period or a restriction is not the moment of telling. */
export const spanOf = ({ event, occurredAt }: Recorded): Span => {
  if (event._tag === 'WindowAnnounced' || event._tag === 'WindowOpened')
    return { from: event.from, to: event.until ?? noEnd, ends: false }
  if (event._tag === 'WindowClosed') return { from: event.from, to: event.until, ends: true }
  if (event._tag === 'SourceCoverageDeclared' || event._tag === 'StatementReceived')
    return { from: event.from, to: event.to, ends: false }
  if (event._tag === 'RestrictionPlaced') return { from: occurredAt, to: event.expiresAt, ends: false }
  if (event._tag === 'RestrictionLifted') return { from: occurredAt, to: occurredAt, ends: true }
  if (event._tag === 'AlertRaised') return { from: event.windowStart ?? occurredAt, to: occurredAt, ends: false }
  if (event._tag === 'PolicyChanged')
    return { from: event.effectiveFrom < occurredAt ? event.effectiveFrom : occurredAt, to: noEnd, ends: false }
  return { from: occurredAt, to: occurredAt, ends: false }
}
