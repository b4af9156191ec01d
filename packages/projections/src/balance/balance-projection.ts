import type { Projection } from '../projection.js'
import { accounts, entries, incomingItems, instructionExtracts, inTransitItems, reservations } from './document.js'
import { takeInEvent } from './take-in-event.js'

/**
 * Where every sum stands: booked, available and expected per account and currency, open reservations, money
 * in transit, and every entry with the balance before and after it. It adds up what is stored and judges
 * nothing: a one-sided entry shows as a book that does not sum to zero.
 */
export const balanceProjection: Projection = {
  name: 'balance',
  version: 1,
  collections: [accounts, entries, reservations, inTransitItems, incomingItems, instructionExtracts],
  react: takeInEvent,
}
