import type { Collection } from './collection.js'

/**
 * What a projection sees of its read model while it takes in one event. The same projection runs over a
 * model in memory and over one that is kept in a store; it cannot tell which.
 */
export type Documents = {
  readonly get: <D>(collection: Collection<D>, key: string) => D | null
  readonly put: <D>(collection: Collection<D>, key: string, document: NoInfer<D>) => void
  readonly remove: <D>(collection: Collection<D>, key: string) => void
}
