import type { EventOf } from '../event/definition.js'
import { accessEvents } from './access.js'
import { claimEvents } from './claim.js'
import { componentEvents, policyEvents } from './component.js'
import { confirmationEvents } from './confirmation.js'
import { coverageEvents } from './coverage.js'
import { intentEvents } from './intent.js'
import { noticeEvents } from './notice.js'
import { payeeEvents } from './payee.js'
import { requestEvents } from './request.js'
import { restrictionEvents, riskEvents } from './risk.js'
import { statementEvents } from './statement.js'
import { telemetryEvents } from './telemetry.js'
import { viewEvents } from './view.js'
import { windowEvents } from './window.js'

/** What the customer meant, saw and was told, and what else was seen around the money. None of them moves any. */
export const observationEvents = {
  ...intentEvents,
  ...payeeEvents,
  ...confirmationEvents,
  ...requestEvents,
  ...viewEvents,
  ...noticeEvents,
  ...telemetryEvents,
  ...accessEvents,
  ...windowEvents,
  ...riskEvents,
  ...restrictionEvents,
  ...componentEvents,
  ...policyEvents,
  ...statementEvents,
  ...coverageEvents,
  ...claimEvents,
} as const

export type ObservationEvent = EventOf<(typeof observationEvents)[keyof typeof observationEvents]>
