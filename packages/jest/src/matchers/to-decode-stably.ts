import { decodeStored, encodeEvent, type Recorded, type StoredEvent } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { beginningOf } from '../story/beginning-of.js'
import { tellStored } from '../story/tell-story.js'
import { isFields } from '../story/tell-value.js'
import { createTeller } from '../story/teller.js'
import { verdict, type MatcherVerdict } from './verdict.js'

const call = 'expect(stored).toDecodeStably()'

const storedIn = (received: unknown): ReadonlyArray<unknown> => {
  if (isFields(received) && received['_tag'] === 'Right') return storedIn(received['right'])
  if (isFields(received) && Array.isArray(received['stored'])) return received['stored'] as ReadonlyArray<unknown>
  return Array.isArray(received) ? (received as ReadonlyArray<unknown>) : [received]
}

const isStored = (value: unknown): value is StoredEvent =>
  isFields(value) && typeof value['type'] === 'string' && typeof value['data'] === 'string'

const storedAgain = (stored: StoredEvent, { event }: Recorded): StoredEvent => ({ ...stored, ...encodeEvent(event) })

/** What is not stable about a stored event; null where nothing is. */
const instability = (stored: StoredEvent): string | null => {
  const decoded = decodeStored(stored)
  if (E.isLeft(decoded)) return `it is no event of today, ${decoded.left.reason}`
  const today = storedAgain(stored, decoded.right)
  const isOfToday = stored.schemaVersion === today.schemaVersion
  if (isOfToday && today.data !== stored.data) return 'it is encoded in other characters than it was stored in'
  const again = decodeStored(today)
  if (E.isLeft(again)) return `what it is encoded as cannot be read, ${again.left.reason}`
  return storedAgain(today, again.right).data === today.data ? null : 'every encoding of it gives other characters'
}

/**
 * Whether every stored event, of whatever version, decodes to an event of today whose encoding stays as it is: one of today's
 * version is encoded in the very characters that were stored. Takes a log, a page of a store, or samples that were kept.
 */
export const toDecodeStably = (received: unknown): MatcherVerdict => {
  const events = storedIn(received)
  const teller = createTeller(beginningOf(events))
  if (events.length === 0 || !events.every(isStored))
    return verdict(false, call, [['Happened', ['stored events were expected, each with its type and its data']]])
  for (const [index, stored] of events.entries()) {
    const because = instability(stored)
    if (because !== null)
      return verdict(false, call, [
        [`Event ${index + 1}`, [tellStored(teller, stored)]],
        ['But', [because]],
      ])
  }
  return verdict(true, call.replace(').', ').not.'), [['Happened', [`all of ${events.length} events decode stably`]]])
}
