import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelStore, ReadModelWrite } from '@waybill/port'

/** A way of opening read models again that has one fault, and the rule that must catch it. */
export type BrokenReadModelReopening = {
  readonly damage: string
  readonly caughtBy: string
  /** Puts into `fresh`, an empty store, what this store remembers of `before`. */
  readonly remember: (before: ReadModelStore, fresh: ReadModelStore) => Promise<void>
}

const projection = 'balance'
const collection = 'balances'

const writesOf = async (store: ReadModelStore): Promise<ReadonlyArray<ReadModelWrite>> => {
  const found = await store.range({ collection, limit: 1000 })()
  return E.isLeft(found) ? [] : found.right.map(({ key, value }) => ({ _tag: 'Put', collection, key, value }))
}

const checkpointOf = async (store: ReadModelStore): Promise<number> => {
  const found = await store.checkpoint(projection)()
  return E.isLeft(found) ? 0 : found.right
}

const forgetsDocuments: BrokenReadModelReopening['remember'] = async (before, fresh) => {
  const checkpoint = await checkpointOf(before)
  await fresh.commit({ projection, expectedCheckpoint: 0, checkpoint, writes: [] })()
}

const forgetsCheckpoints: BrokenReadModelReopening['remember'] = async (before, fresh) => {
  const writes = await writesOf(before)
  await fresh.commit({ projection, expectedCheckpoint: 0, checkpoint: 0, writes })()
}

export const brokenReadModelReopenings: ReadonlyArray<BrokenReadModelReopening> = [
  {
    damage: 'forgets the documents',
    caughtBy: 'finds documents and checkpoints again after it was closed and opened',
    remember: forgetsDocuments,
  },
  {
    damage: 'forgets how far its projections have come',
    caughtBy: 'finds documents and checkpoints again after it was closed and opened',
    remember: forgetsCheckpoints,
  },
]
