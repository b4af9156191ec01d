import type { Recorded } from '@waybill/core'
import { eventId, ledgerNamespace, stepId } from '../../event-ids.js'

const mostEventsOfADecision = 64

/**
 * Gives, for each event in the order of the log, the place in its command's decision that its id stands for, from 0. Null: the
 * id follows from no place, or the event names no command. Where a decision is stored step by step, its events are counted.
 */
export const createPlacesInDecisions = (
  ledger: string,
): ((event: Pick<Recorded, 'id' | 'metadata' | 'stream' | 'type'>) => number | null) => {
  const namespace = ledgerNamespace(ledger)
  /** How many events of each command that is claimed and not decided to its end stand in each stream. */
  const steps = new Map<string, Map<string, number>>()
  let current: string | undefined
  let next = 0

  const placeOfStep = (commandId: string, counts: Map<string, number>, stream: string, id: string): number | null => {
    const inStream = counts.get(stream) ?? 0
    if (stepId(namespace, commandId, stream, inStream) !== id) return null
    const place = [...counts.values()].reduce((sum, count) => sum + count, 0)
    counts.set(stream, inStream + 1)
    return place
  }

  return ({ id, metadata, stream, type }) => {
    const commandId = metadata['commandid']
    if (commandId === undefined) return null
    if (type === 'CommandClaimed' && !steps.has(commandId)) steps.set(commandId, new Map())
    const counts = steps.get(commandId)
    if (counts !== undefined) {
      if (type === 'CommandDecided') steps.delete(commandId)
      return placeOfStep(commandId, counts, stream, id)
    }
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
