import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ReadModelStore, StoreUnavailable } from '@waybill/port'

/** How a write ends that the process does not survive: before it was stored, or after it and before anybody heard of it. */
export type Crash = 'BEFORE' | 'AFTER'

const down: StoreUnavailable = {
  _tag: 'StoreUnavailable',
  operation: 'readModels.commit',
  location: 'memory',
  reason: 'IO',
  detail: 'the process ended here',
}

/** A read-model store whose process ends at one of its writes, counted from 1: from then on nothing is answered. */
export const crashingReadModels = (
  readModels: ReadModelStore,
  at: number,
  crash: Crash,
): ReadModelStore & { readonly hasCrashed: () => boolean } => {
  let writes = 0
  let crashed = false
  const whileUp =
    <L, A>(act: TaskEither<L, A>): TaskEither<L | StoreUnavailable, A> =>
    () =>
      crashed ? Promise.resolve(E.left(down)) : act()
  return {
    checkpoint: (projection) => whileUp(readModels.checkpoint(projection)),
    get: (collection, key) => whileUp(readModels.get(collection, key)),
    range: (range) => whileUp(readModels.range(range)),
    commit: (step) => async () => {
      if (crashed) return E.left(down)
      writes += 1
      if (writes !== at) return readModels.commit(step)()
      crashed = true
      if (crash === 'AFTER') await readModels.commit(step)()
      return E.left(down)
    },
    close: readModels.close,
    hasCrashed: () => crashed,
  }
}
