import type { Recorded } from '@waybill/core'
import { eventId, ledgerNamespace } from '../../event-ids.js'

const mostEventsOfADecision = 64

/**
 * Gives, for each event in the order of the log, the place in its command's decision that its id stands for, from 0. Null: the
 * id follows from no place, or the event names no command.
 */
export const createPlacesInDecisions = (
  ledger: string,
): ((event: Pick<Recorded, 'id' | 'metadata'>) => number | null) => {
  const namespace = ledgerNamespace(ledger)
  let current: string | undefined
  let next = 0
  return ({ id, metadata }) => {
    const commandId = metadata['commandid']
    if (commandId === undefined) return null
    // A decision's events mostly stand one behind the other, in their order.
    const likeliest = commandId === current ? next : 0
    current = commandId
    next = likeliest + 1
    if (eventId(namespace, commandId, likeliest) === id) return likeliest
    for (let place = 0; place < mostEventsOfADecision; place += 1)
      if (eventId(namespace, commandId, place) === id) return place
    return null
  }
}
