import type { ObservationEvent } from './event.js'

type Tied = {
  readonly source: { readonly name: string }
  readonly transferId?: string
  readonly customer?: string
}

const attempt = (transferId: string): string => `attempt-${transferId}`

/** The stream of whatever the observation is most closely tied to: the attempt, the customer, else its source. */
const nearest = ({ transferId, customer, source }: Tied): string => {
  if (transferId !== undefined) return attempt(transferId)
  return customer !== undefined ? `customer-${customer}` : `source-${source.name}`
}

/**
 * The stream that an observation belongs in: `attempt-<transferId>` when it belongs to one attempt, else one
 * of its own kind. Every name that enters is an identifier by its codec, so that two of them never meet in one stream.
 */
export const observationStream = (event: ObservationEvent): string => {
  switch (event._tag) {
    case 'IntentCaptured':
    case 'IntentEdited':
    case 'IntentCancelled':
    case 'PayeeChecked':
    case 'ConfirmationShown':
    case 'ConfirmationAnswered':
    case 'RequestSent':
    case 'RequestReceived':
      return attempt(event.transferId)
    case 'RequestRefused':
    case 'TelemetryReported':
    case 'AccessObserved':
    case 'RiskFlagged':
      return nearest(event)
    case 'ViewServed':
      return event.transferId === undefined && event.account !== undefined ? `view-${event.account}` : nearest(event)
    case 'NoticeQueued':
    case 'NoticeSent':
    case 'NoticeDelivered':
    case 'NoticeFailed':
      return event.transferId === undefined ? `notice-${event.noticeId}` : attempt(event.transferId)
    case 'PayeeSaved':
      return `customer-${event.customer}`
    case 'WindowAnnounced':
    case 'WindowOpened':
    case 'WindowClosed':
      return `window-${event.windowId}`
    case 'AlertRaised':
      return event.transferId === undefined ? `alert-${event.alertId}` : attempt(event.transferId)
    case 'RestrictionPlaced':
    case 'RestrictionLifted':
      return `restriction-${event.restrictionId}`
    case 'ComponentReported':
      return event.transferId === undefined ? `component-${event.component}` : attempt(event.transferId)
    case 'ConfigurationChanged':
      return `component-${event.component}`
    case 'PolicyChanged':
      return `policy-${event.policy}`
    case 'StatementReceived':
      return `statement-${event.source.name}`
    case 'SourceCoverageDeclared':
      return `coverage-${event.covers}`
    case 'ClaimOpened':
      return event.transferId === undefined ? `claim-${event.claimId}` : attempt(event.transferId)
    case 'ContactLogged':
      return event.transferId === undefined && event.claimId !== undefined ? `claim-${event.claimId}` : nearest(event)
  }
}
