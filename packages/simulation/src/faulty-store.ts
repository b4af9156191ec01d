import * as E from 'fp-ts/lib/Either.js'
import type { AppendReceipt, EventStore, StoreUnavailable } from '@waybill/port'
import type { FaultSource } from './fault-source.js'
import type { Process, Scheduler } from './scheduler.js'

const unavailable = (operation: string): StoreUnavailable => ({
  _tag: 'StoreUnavailable',
  operation,
  location: 'the simulation',
  reason: 'NO_ANSWER',
  detail: 'the simulation let it fail',
})

/**
 * A store as one process sees it: every call waits to be drawn; reads fail; appends fail before they are done,
 * are done without an answer, or are answered.
 */
export const createFaultyStore = (
  store: EventStore,
  process: Process,
  scheduler: Scheduler,
  faults: FaultSource,
  onAppended: (receipt: AppendReceipt) => void,
): EventStore => {
  const reading = <L, A>(
    operation: string,
    read: () => Promise<E.Either<L, A>>,
  ): (() => Promise<E.Either<L | StoreUnavailable, A>>) => {
    return () =>
      scheduler.call<E.Either<L | StoreUnavailable, A>>(process, 'READ', () =>
        faults.draw('a read') === null ? read() : Promise.resolve(E.left(unavailable(operation))),
      )
  }
  return {
    ledger: store.ledger,
    capabilities: store.capabilities,
    properties: {
      get: (name) => reading('properties.get', store.properties.get(name)),
      set: (name, value) => reading('properties.set', store.properties.set(name, value)),
    },
    append: (writes) => () =>
      scheduler.call(process, 'APPEND', async () => {
        const fault = faults.draw('an append')
        if (fault === 'BEFORE') return E.left(unavailable('append'))
        const outcome = await store.append(writes)()
        if (E.isRight(outcome)) onAppended(outcome.right)
        if (fault === null) return outcome
        return E.left({ _tag: 'AppendOutcomeUnknown', location: 'the simulation', detail: 'the answer was lost' })
      }),
    readStream: (stream, range) => reading('readStream', store.readStream(stream, range)),
    readAll: (range) => reading('readAll', store.readAll(range)),
    readById: (id) => reading('readById', store.readById(id)),
    head: (stream) => reading('head', store.head(stream)),
    ledgerHead: () => reading('ledgerHead', store.ledgerHead()),
    subscribe: store.subscribe,
    close: () => Promise.resolve(),
  }
}
