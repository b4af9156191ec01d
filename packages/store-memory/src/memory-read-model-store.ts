import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type {
  CheckpointConflict,
  ReadModelDocument,
  ReadModelRange,
  ReadModelStore,
  ReadModelWrite,
  StoreClosed,
} from '@waybill/port'
import { compareCodePoints } from './code-point-order.js'

/** Documents by key; the sorted keys are made at the first range after a new or removed key. */
type Collection = { readonly documents: Map<string, string>; sortedKeys: ReadonlyArray<string> | null }

const apply = (collections: Map<string, Collection>, write: ReadModelWrite): void => {
  const collection = collections.get(write.collection) ?? { documents: new Map<string, string>(), sortedKeys: null }
  collections.set(write.collection, collection)
  switch (write._tag) {
    case 'Put':
      if (!collection.documents.has(write.key)) collection.sortedKeys = null
      collection.documents.set(write.key, write.value)
      return
    case 'Delete':
      if (collection.documents.delete(write.key)) collection.sortedKeys = null
  }
}

const firstAtOrAfter = (keys: ReadonlyArray<string>, from: string): number => {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareCodePoints(keys[middle] ?? '', from) < 0) low = middle + 1
    else high = middle
  }
  return low
}

const pageOf = (collection: Collection, range: ReadModelRange): ReadonlyArray<ReadModelDocument> => {
  const keys = (collection.sortedKeys ??= [...collection.documents.keys()].sort(compareCodePoints))
  const begin = range.from === undefined ? 0 : firstAtOrAfter(keys, range.from)
  const end = range.to === undefined ? keys.length : firstAtOrAfter(keys, range.to)
  return keys
    .slice(begin, Math.max(begin, Math.min(end, begin + Math.max(1, range.limit))))
    .map((key) => ({ key, value: collection.documents.get(key) ?? '' }))
}

/** A read-model store that lives as long as the process. */
export const createMemoryReadModelStore = (): ReadModelStore => {
  const collections = new Map<string, Collection>()
  const checkpoints = new Map<string, number>()
  let closed = false

  const whileOpen =
    <L, A>(operation: string, act: () => E.Either<L, A>): TaskEither<L | StoreClosed, A> =>
    () =>
      Promise.resolve<E.Either<L | StoreClosed, A>>(
        closed ? E.left({ _tag: 'StoreClosed', operation } satisfies StoreClosed) : act(),
      )

  return {
    checkpoint: (projection) => whileOpen('readModels.checkpoint', () => E.right(checkpoints.get(projection) ?? 0)),
    get: (collection, key) =>
      whileOpen('readModels.get', () => E.right(collections.get(collection)?.documents.get(key) ?? null)),
    range: (range) =>
      whileOpen('readModels.range', () => {
        const collection = collections.get(range.collection)
        return E.right(collection === undefined ? [] : pageOf(collection, range))
      }),
    commit: ({ projection, expectedCheckpoint, checkpoint, writes }) =>
      whileOpen('readModels.commit', () => {
        const actual = checkpoints.get(projection) ?? 0
        if (actual !== expectedCheckpoint) {
          const conflict: CheckpointConflict = {
            _tag: 'CheckpointConflict',
            projection,
            expected: expectedCheckpoint,
            actual,
          }
          return E.left(conflict)
        }
        for (const write of writes) apply(collections, write)
        checkpoints.set(projection, checkpoint)
        return E.right(undefined)
      }),
    close: () => {
      closed = true
      return Promise.resolve()
    },
  }
}
