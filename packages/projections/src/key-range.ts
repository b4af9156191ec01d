/** Keys of a collection from `from`, inclusive, up to `to`, not included; without `to` up to the last. In order of Unicode code points. */
export type KeyRange = { readonly collection: string; readonly from: string; readonly to?: string }

/** The range that holds one key. */
export const oneKey = (collection: string, key: string): KeyRange => ({ collection, from: key, to: `${key}\u0000` })

/** The keys of a partition: those that begin with its name and `/`, whose next character is `0`. */
export const keysWithin = (collection: string, partition: string): KeyRange => ({
  collection,
  from: `${partition}/`,
  to: `${partition}0`,
})

export const everyKey = (collection: string): KeyRange => ({ collection, from: '' })

/** Whether one range holds every key of another. */
export const covers = (outer: KeyRange, inner: KeyRange): boolean =>
  outer.collection === inner.collection &&
  outer.from <= inner.from &&
  (outer.to === undefined || (inner.to !== undefined && inner.to <= outer.to))
