import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, SnapshotStore } from '@waybill/port'

/** How often a store was asked, and how many events it gave. */
export type ReadCount = { readonly reads: number; readonly events: number }

/** A store that counts what is read from it. Asking for the count begins a new one. */
export type CountingStore = EventStore & { readonly snapshots?: SnapshotStore; readonly takeCount: () => ReadCount }

export const countingStore = (store: EventStore & { readonly snapshots?: SnapshotStore }): CountingStore => {
  let reads = 0
  let events = 0
  const counted = <A>(found: E.Either<unknown, A>, given: (answer: A) => number): void => {
    reads += 1
    if (E.isRight(found)) events += given(found.right)
  }
  return {
    ...store,
    readStream: (stream, range) => async () => {
      const page = await store.readStream(stream, range)()
      counted(page, ({ length }) => length)
      return page
    },
    readAll: (range) => async () => {
      const page = await store.readAll(range)()
      counted(page, ({ length }) => length)
      return page
    },
    readById: (id) => async () => {
      const found = await store.readById(id)()
      counted(found, (event) => (event === null ? 0 : 1))
      return found
    },
    head: (stream) => async () => {
      const head = await store.head(stream)()
      counted(head, () => 0)
      return head
    },
    ledgerHead: () => async () => {
      const head = await store.ledgerHead()()
      counted(head, () => 0)
      return head
    },
    takeCount: () => {
      const count = { reads, events }
      reads = 0
      events = 0
      return count
    },
  }
}
