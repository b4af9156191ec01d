import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelStore, StoreUnavailable } from '@waybill/port'
import type { FaultSource } from './fault-source.js'
import type { Process, Scheduler } from './scheduler.js'

const unavailable = (operation: string): StoreUnavailable => ({
  _tag: 'StoreUnavailable',
  operation,
  location: 'the read models of the simulation',
  reason: 'NO_ANSWER',
  detail: 'the simulation let it fail',
})

/** Read models as one process sees them: they lag, because their calls wait like all others, and a commit may be done without an answer. */
export const createFaultyReadModels = (
  readModels: ReadModelStore,
  process: Process,
  scheduler: Scheduler,
  faults: FaultSource,
): ReadModelStore => {
  const calling =
    <L, A>(what: string, perform: () => Promise<E.Either<L, A>>): (() => Promise<E.Either<L | StoreUnavailable, A>>) =>
    () =>
      scheduler.call<E.Either<L | StoreUnavailable, A>>(process, 'READ_MODEL', async () => {
        const fault = faults.draw(what)
        if (fault === 'BEFORE') return E.left(unavailable(what))
        const outcome = await perform()
        return fault === null ? outcome : E.left(unavailable(what))
      })
  return {
    ...readModels,
    checkpoint: (projection) => calling('a look-up of a read model', readModels.checkpoint(projection)),
    get: (collection, key) => calling('a look-up of a read model', readModels.get(collection, key)),
    range: (range) => calling('a look-up of a read model', readModels.range(range)),
    commit: (commit) => calling('a commit of a read model', readModels.commit(commit)),
    close: () => Promise.resolve(),
  }
}
