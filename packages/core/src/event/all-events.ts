import { accountEvents, type AccountEvent } from '../account/event.js'
import { fundsEvents, type FundsEvent } from '../funds/event.js'
import { sagaEvents, type SagaEvent } from '../saga/event.js'
import { observationEvents, type ObservationEvent } from '../observation/event.js'
import { transferEvents, type TransferEvent } from '../transfer/event.js'

/** Every stored word of this version, with its codec. */
export const allEvents = {
  ...transferEvents,
  ...accountEvents,
  ...fundsEvents,
  ...sagaEvents,
  ...observationEvents,
} as const

export type EventWord = keyof typeof allEvents

/** Any event that this version knows. */
export type DomainEvent = TransferEvent | AccountEvent | FundsEvent | SagaEvent | ObservationEvent
