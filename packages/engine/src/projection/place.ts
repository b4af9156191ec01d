import * as E from 'fp-ts/lib/Either.js'
import type { ReadFailure, ReadModelStore } from '@waybill/port'
import { collectionsOf, type Projection } from '@waybill/projections'

/**
 * Where one build of a read model stands in a store: the name of its checkpoint, and those of its collections. Another version
 * of a projection makes its own, and so does every rebuild, which has a number: 0 is the build that no rebuild made.
 */
export type Place = {
  readonly build: number
  readonly checkpoint: string
  readonly collection: (name: string) => string
}

export const placeOf = ({ name, version }: Projection, build: number): Place => {
  const ending = build === 0 ? `@${version}` : `@${version}~${build}`
  return { build, checkpoint: `${name}${ending}`, collection: (collection) => `${collection}${ending}` }
}

/** Where a version of a projection keeps what it has made, as long as no rebuild took its place. */
export const keptAs = (projection: Projection, name: string): string => placeOf(projection, 0).collection(name)

/** A store in which the names of `keptAs` stand for the build that is at a place. */
export const storeAt = (readModels: ReadModelStore, projection: Projection, place: Place): ReadModelStore => {
  const names = new Map(
    collectionsOf(projection).map(({ name }) => [keptAs(projection, name), place.collection(name)] as const),
  )
  const at = (collection: string): string => names.get(collection) ?? collection
  const checkpoint = keptAs(projection, projection.name)
  return {
    ...readModels,
    checkpoint: (name) => readModels.checkpoint(name === checkpoint ? place.checkpoint : name),
    get: (collection, key) => readModels.get(at(collection), key),
    range: (range) => readModels.range({ ...range, collection: at(range.collection) }),
  }
}

/** The checkpoint that says which build is read. Switching moves it, so that of two that switch one loses. */
export const liveBuildName = ({ name, version }: Projection): string => `${name}@${version}/live`

/** The checkpoint that counts the rebuilds. */
export const lastBuildName = ({ name, version }: Projection): string => `${name}@${version}/builds`

/** Where a build stood that was cleared away. Nobody takes it for one that has to be built. */
export const clearedAway = Number.MAX_SAFE_INTEGER

/** The place of the build that is read. */
export const livePlace = async (
  readModels: ReadModelStore,
  projection: Projection,
): Promise<E.Either<ReadFailure, Place>> => {
  const build = await readModels.checkpoint(liveBuildName(projection))()
  return E.isLeft(build) ? build : E.right(placeOf(projection, build.right))
}

const documentsPerPage = 500

/** Removes a build that is not read any more, or that never was. Its checkpoint goes first, so that whoever works on it stops. */
export const clearAway = async (
  readModels: ReadModelStore,
  projection: Projection,
  place: Place,
): Promise<E.Either<ReadFailure, void>> => {
  for (;;) {
    const stands = await readModels.checkpoint(place.checkpoint)()
    if (E.isLeft(stands)) return stands
    const marked = await readModels.commit({
      projection: place.checkpoint,
      expectedCheckpoint: stands.right,
      checkpoint: clearedAway,
      writes: [],
    })()
    if (E.isRight(marked)) break
    if (marked.left._tag !== 'CheckpointConflict') return E.left(marked.left)
  }
  for (const { name } of collectionsOf(projection)) {
    const collection = place.collection(name)
    for (;;) {
      const page = await readModels.range({ collection, limit: documentsPerPage })()
      if (E.isLeft(page)) return page
      if (page.right.length === 0) break
      const removed = await readModels.commit({
        projection: place.checkpoint,
        expectedCheckpoint: clearedAway,
        checkpoint: clearedAway,
        writes: page.right.map(({ key }) => ({ _tag: 'Delete', collection, key })),
      })()
      if (E.isLeft(removed) && removed.left._tag !== 'CheckpointConflict') return E.left(removed.left)
    }
  }
  return E.right(undefined)
}
