import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelStore, SnapshotStore, StoreUnavailable } from '@waybill/port'
import type { FaultSource } from './fault-source.js'
import type { FaultName } from './faults.js'
import type { Process, Scheduler } from './scheduler.js'
import type { Tally } from './tally.js'

const unavailable = (operation: string): StoreUnavailable => ({
  _tag: 'StoreUnavailable',
  operation,
  location: 'the read models of the simulation',
  reason: 'NO_ANSWER',
  detail: 'the simulation let it fail',
})

type Words = { readonly before: FaultName; readonly after: FaultName }

const calling =
  (process: Process, scheduler: Scheduler, faults: FaultSource, tally: Tally) =>
  <L, A>(
    { after, before }: Words,
    operation: string,
    perform: () => Promise<E.Either<L, A>>,
  ): (() => Promise<E.Either<L | StoreUnavailable, A>>) =>
  () =>
    scheduler.call<E.Either<L | StoreUnavailable, A>>(process, 'READ_MODEL', async () => {
      const fault = faults.draw()
      if (fault !== null) tally.fault(fault === 'BEFORE' ? before : after)
      if (fault === 'BEFORE') return E.left(unavailable(operation))
      const outcome = await perform()
      return fault === null ? outcome : E.left(unavailable(operation))
    })

const lookUp: Words = {
  before: 'a look-up of a read model fails before it is done',
  after: 'a look-up of a read model fails after it was done',
}

const commits: Words = {
  before: 'a commit of a read model fails before it is done',
  after: 'a commit of a read model fails after it was done',
}

/**
 * Read models as one process sees them: they lag, because their calls wait like all others, and a commit may be done without an
 * answer. The engines bring the same models up beside each other, so that each is given events that another has taken in.
 */
export const createFaultyReadModels = (
  readModels: ReadModelStore,
  process: Process,
  scheduler: Scheduler,
  faults: { readonly lookUps: FaultSource; readonly commits: FaultSource },
  tally: Tally,
): ReadModelStore => {
  const looking = calling(process, scheduler, faults.lookUps, tally)
  const committing = calling(process, scheduler, faults.commits, tally)
  return {
    ...readModels,
    checkpoint: (projection) => looking(lookUp, 'checkpoint', readModels.checkpoint(projection)),
    get: (collection, key) => looking(lookUp, 'get', readModels.get(collection, key)),
    range: (range) => looking(lookUp, 'range', readModels.range(range)),
    commit: (commit) =>
      committing(commits, 'commit', async () => {
        const outcome = await readModels.commit(commit)()
        if (E.isLeft(outcome) && outcome.left._tag === 'CheckpointConflict')
          tally.fault('a read model is given the same events by two engines')
        return outcome
      }),
    close: () => Promise.resolve(),
  }
}

/** Snapshots as one process sees them: they cannot be read, or are not kept. */
export const createFaultySnapshots = (
  snapshots: SnapshotStore,
  process: Process,
  scheduler: Scheduler,
  faults: FaultSource,
  tally: Tally,
): SnapshotStore => {
  const looking = calling(process, scheduler, faults, tally)
  const read: Words = { before: 'a snapshot cannot be read', after: 'a snapshot cannot be read' }
  const keep: Words = { before: 'a snapshot is not kept', after: 'a snapshot is not kept' }
  return {
    latest: (subject, fold) => looking(read, 'snapshots.latest', snapshots.latest(subject, fold)),
    keep: (snapshot) => looking(keep, 'snapshots.keep', snapshots.keep(snapshot)),
  }
}
