import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, type StoredEvent } from '@waybill/core'
import type { EventStore, ReadFailure } from '@waybill/port'
import type { Delivery } from '@waybill/projections'

/** A stored event as a projection receives it. */
export const deliveryOf = (stored: StoredEvent): Delivery => {
  const recorded = decodeStored(stored)
  return E.isLeft(recorded) ? recorded.left : recorded.right
}

/** The ledger page by page, decoded. Projections that stand at the same sequence share the work. */
export type Pages = { readonly after: (sequence: number) => Promise<E.Either<ReadFailure, ReadonlyArray<Delivery>>> }

const eventsPerPage = 1000

/** Reads a ledger; `through` is the last position that is given. */
export const pagesOf = (store: Pick<EventStore, 'readAll'>, through = Number.MAX_SAFE_INTEGER): Pages => {
  let last: { readonly after: number; readonly deliveries: ReadonlyArray<Delivery> } | null = null
  return {
    after: async (sequence) => {
      // A page that was not full may be longer by now.
      if (last?.after === sequence && last.deliveries.length === eventsPerPage) return E.right(last.deliveries)
      const page = await store.readAll({ after: sequence, limit: eventsPerPage })()
      if (E.isLeft(page)) return page
      const deliveries = page.right.filter((stored) => stored.sequence <= through).map(deliveryOf)
      last = { after: sequence, deliveries }
      return E.right(deliveries)
    },
  }
}
