import * as E from 'fp-ts/lib/Either.js'
import type { AppendFailure, AppendReceipt, EventStore, StoreUnavailable } from '@waybill/port'
import type { FaultSource } from './fault-source.js'
import type { Process, Scheduler } from './scheduler.js'
import type { Tally } from './tally.js'
import type { VirtualTime } from './virtual-time.js'

const unavailable = (operation: string): StoreUnavailable => ({
  _tag: 'StoreUnavailable',
  operation,
  location: 'the simulation',
  reason: 'NO_ANSWER',
  detail: 'the simulation let it fail',
})

const unknown: AppendFailure = {
  _tag: 'AppendOutcomeUnknown',
  location: 'the simulation',
  detail: 'the answer was lost',
}

export type StoreFaults = {
  readonly reads: FaultSource
  readonly appends: FaultSource
  readonly tally: Tally
  readonly time: VirtualTime
  readonly onAppended: (receipt: AppendReceipt) => void
}

/**
 * A store as one process sees it: every call waits to be drawn; reads fail; appends fail before they are done,
 * are done and their answer is lost or comes long after, or are answered.
 */
export const createFaultyStore = (
  store: EventStore,
  process: Process,
  scheduler: Scheduler,
  { appends, onAppended, reads, tally, time }: StoreFaults,
): EventStore => {
  const reading = <L, A>(
    operation: string,
    read: () => Promise<E.Either<L, A>>,
  ): (() => Promise<E.Either<L | StoreUnavailable, A>>) => {
    return () =>
      scheduler.call<E.Either<L | StoreUnavailable, A>>(process, 'READ', async () => {
        const fault = reads.draw()
        if (fault === null) return read()
        tally.fault(fault === 'BEFORE' ? 'a read fails before it is done' : 'a read fails after it was done')
        if (fault === 'AFTER') await read()
        return E.left(unavailable(operation))
      })
  }
  const appended = async (
    perform: () => Promise<E.Either<AppendFailure, AppendReceipt>>,
  ): Promise<E.Either<AppendFailure, AppendReceipt>> => {
    const outcome = await perform()
    if (E.isRight(outcome)) onAppended(outcome.right)
    else if (outcome.left._tag === 'RevisionConflict') tally.fault('an append meets others')
    return outcome
  }
  return {
    ledger: store.ledger,
    capabilities: store.capabilities,
    properties: {
      get: (name) => reading('properties.get', store.properties.get(name)),
      set: (name, value) => reading('properties.set', store.properties.set(name, value)),
    },
    append: (writes) => () =>
      scheduler.call<E.Either<AppendFailure, AppendReceipt>>(process, 'APPEND', async () => {
        const fault = appends.draw()
        if (fault === 'BEFORE') {
          tally.fault('an append fails before it is done')
          return E.left(unavailable('append'))
        }
        const outcome = await appended(store.append(writes))
        if (fault === null) return outcome
        if (fault === 'AFTER') {
          tally.fault('an append is done and its answer is lost')
          return E.left(unknown)
        }
        tally.fault('an append is done and its answer comes long after')
        await new Promise<void>((resolve) => time.at(time.now() + appends.delay(), resolve))
        return outcome
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
