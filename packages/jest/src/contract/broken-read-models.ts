import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelDocument, ReadModelRange, ReadModelStore } from '@waybill/port'

/** A read-model store with one fault, made out of a sound one, and the rule that must catch it. */
export type BrokenReadModelStore = {
  readonly damage: string
  readonly caughtBy: string
  readonly over: (sound: ReadModelStore) => ReadModelStore
}

type Documents = ReadonlyArray<ReadModelDocument>

const ranging = (
  sound: ReadModelStore,
  change: (documents: Documents, range: ReadModelRange) => Documents,
): ReadModelStore => ({
  ...sound,
  range: (range) => async () => {
    const found = await sound.range({ collection: range.collection, limit: 1000 })()
    return E.isLeft(found) ? found : E.right(change(found.right, range))
  },
})

const withoutBounds = (documents: Documents, { limit }: ReadModelRange): Documents => documents.slice(0, limit)

const inCodeUnitOrder = (documents: Documents, { from = '', to, limit }: ReadModelRange): Documents =>
  [...documents]
    .filter(({ key }) => key >= from && (to === undefined || key < to))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, limit)

const lastIncluded = (documents: Documents, { from = '', to, limit }: ReadModelRange): Documents =>
  documents.filter(({ key }) => key >= from && (to === undefined || key <= to)).slice(0, limit)

const documentsBeforeCheckpoint = (sound: ReadModelStore): ReadModelStore => ({
  ...sound,
  commit: (step) => async () => {
    const present = await sound.checkpoint(step.projection)()
    if (E.isLeft(present)) return present
    // The documents first, whatever the checkpoint says.
    await sound.commit({ ...step, expectedCheckpoint: present.right, checkpoint: present.right })()
    return sound.commit({ ...step, writes: [] })()
  },
})

export const brokenReadModelStores: ReadonlyArray<BrokenReadModelStore> = [
  {
    damage: 'calls every projection one that has run',
    caughtBy: 'has no documents and a checkpoint of 0 for a projection that never ran',
    over: (sound) => ({ ...sound, checkpoint: () => () => Promise.resolve(E.right(1)) }),
  },
  {
    damage: 'keeps one collection for all',
    caughtBy: 'commits documents together with the checkpoint that they belong to',
    over: (sound) => ({
      ...sound,
      commit: (step) =>
        sound.commit({ ...step, writes: step.writes.map((write) => ({ ...write, collection: 'balances' })) }),
      get: (_, key) => sound.get('balances', key),
    }),
  },
  {
    damage: 'removes after it has put',
    caughtBy: 'applies the writes of a step in their order, and lets a later one replace or remove an earlier one',
    over: (sound) => ({
      ...sound,
      commit: (step) => sound.commit({ ...step, writes: [...step.writes].sort((a, b) => (a._tag < b._tag ? 1 : -1)) }),
    }),
  },
  {
    damage: 'writes documents apart from their checkpoint',
    caughtBy: 'refuses a step whose checkpoint has moved on, and writes none of it',
    over: documentsBeforeCheckpoint,
  },
  {
    damage: 'lets every instance of a projection commit',
    caughtBy: 'lets exactly one of many instances of a projection commit a step',
    over: documentsBeforeCheckpoint,
  },
  {
    damage: 'lets no projection go back',
    caughtBy: 'lets a projection go back to an earlier checkpoint, so that it can be rebuilt',
    over: (sound) => ({
      ...sound,
      commit: (step) => sound.commit({ ...step, checkpoint: Math.max(step.checkpoint, step.expectedCheckpoint) }),
    }),
  },
  {
    damage: 'passes over the bounds of a range',
    caughtBy: 'gives a range of keys in order of Unicode code points, first key included, last excluded',
    over: (sound) => ranging(sound, withoutBounds),
  },
  {
    damage: 'orders keys by code units',
    caughtBy: 'gives a range of keys in order of Unicode code points, first key included, last excluded',
    over: (sound) => ranging(sound, inCodeUnitOrder),
  },
  {
    damage: 'includes the last key of a range',
    caughtBy: 'gives a range of keys in order of Unicode code points, first key included, last excluded',
    over: (sound) => ranging(sound, lastIncluded),
  },
  {
    damage: 'goes on answering when it is closed',
    caughtBy: 'answers every operation of a closed store with StoreClosed, and may be closed again',
    over: (sound) => ({ ...sound, close: () => Promise.resolve() }),
  },
]
