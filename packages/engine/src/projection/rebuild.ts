import * as E from 'fp-ts/lib/Either.js'
import type { CheckpointConflict, EventStore, ReadFailure, ReadModelStore } from '@waybill/port'
import type { Projection } from '@waybill/projections'
import { compareBuilds, type Comparison } from './compare-builds.js'
import { pagesOf } from './pages.js'
import { clearAway, clearedAway, lastBuildName, liveBuildName, livePlace, placeOf, type Place } from './place.js'
import type { ProjectionFailure, RebuildOvertaken } from './projection-failure.js'
import { bringUp, createRunner, type Runner } from './runner.js'

/** What became of a rebuild. */
export type Rebuilt = Comparison & {
  readonly projection: string
  /** The sequence at which both were compared. */
  readonly throughSequence: number
  /** Whether the rebuilt one is live now. */
  readonly switched: boolean
}

/** What to do when both were compared: read the rebuilt one from then on, or drop it and go on with the one that is live. */
export type AfterRebuild = 'SWITCH' | 'KEEP'

/** Takes the next number: every rebuild has one of its own, so that two of them never write to one place. */
const nextBuild = async (readModels: ReadModelStore, projection: Projection): Promise<E.Either<ReadFailure, Place>> => {
  const name = lastBuildName(projection)
  for (;;) {
    const last = await readModels.checkpoint(name)()
    if (E.isLeft(last)) return last
    const build = last.right + 1
    const counted = await readModels.commit({
      projection: name,
      expectedCheckpoint: last.right,
      checkpoint: build,
      writes: [],
    })()
    if (E.isRight(counted)) return E.right(placeOf(projection, build))
    if (counted.left._tag !== 'CheckpointConflict') return E.left(counted.left)
  }
}

/**
 * Clears away every build before the live one: what was switched away from, and what a crash left. None of them can become live
 * any more, because a rebuild switches only from the build that was live when it began. A later one may still be at work.
 */
const clearEarlier = async (
  readModels: ReadModelStore,
  projection: Projection,
): Promise<E.Either<ReadFailure, void>> => {
  const live = await livePlace(readModels, projection)
  if (E.isLeft(live)) return live
  for (let build = 0; build < live.right.build; build += 1) {
    const cleared = await clearAway(readModels, projection, placeOf(projection, build))
    if (E.isLeft(cleared)) return cleared
  }
  return E.right(undefined)
}

const overtaken = ({ name }: Projection): RebuildOvertaken => ({ _tag: 'RebuildOvertaken', projection: name })

const attempts = 100

/** Brings both to one sequence and compares them there, as often as the live one was moved on by another engine meanwhile. */
const compareAtOneSequence = async (
  store: EventStore,
  live: Runner,
  rebuilt: Runner,
  from: Place,
  to: Place,
): Promise<E.Either<ProjectionFailure, Comparison & { readonly throughSequence: number }>> => {
  const { projection, readModels } = live
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const caughtUp = await bringUp(live, pagesOf(store))
    // A live one that stands still is compared where it stands: a rebuild is how it is mended.
    if (E.isLeft(caughtUp) && caughtUp.left._tag !== 'DocumentDamaged' && caughtUp.left._tag !== 'ProjectionThrew')
      return caughtUp
    const compared = await live.meanwhile(async () => {
      const stands = await readModels.checkpoint(from.checkpoint)()
      if (E.isLeft(stands)) return stands
      const throughSequence = stands.right
      if (throughSequence === clearedAway) return E.left(overtaken(projection))
      const reached = await bringUp(rebuilt, pagesOf(store, throughSequence))
      if (E.isLeft(reached)) return reached
      const comparison = await compareBuilds(projection, { readModels, place: from }, { readModels, place: to })
      if (E.isLeft(comparison)) return comparison
      const stood = await readModels.checkpoint(from.checkpoint)()
      if (E.isLeft(stood)) return stood
      const isOfOneState = stood.right === throughSequence && reached.right === throughSequence
      return E.right(isOfOneState ? { ...comparison.right, throughSequence } : null)
    })
    if (E.isLeft(compared)) return compared
    if (compared.right !== null) return E.right(compared.right)
  }
  return E.left({ _tag: 'ReadModelBusy', projection: projection.name, attempts })
}

/**
 * Builds a read model anew from the first event on, beside the one that is live, compares the two, and has the new one read from
 * then on. The live one is read and brought up meanwhile. A crash at any point leaves the one or the other live and whole; what
 * it leaves lying about is cleared away by the next rebuild.
 */
export const rebuild = async (
  store: EventStore,
  live: Runner,
  after: AfterRebuild,
): Promise<E.Either<ProjectionFailure, Rebuilt>> => {
  const { projection, readModels } = live
  const from = await livePlace(readModels, projection)
  if (E.isLeft(from)) return from
  const to = await nextBuild(readModels, projection)
  if (E.isLeft(to)) return to
  const rebuilt = createRunner(store, readModels, projection, to.right)
  const reached = await bringUp(rebuilt, pagesOf(store))
  if (E.isLeft(reached)) return reached
  const compared = await compareAtOneSequence(store, live, rebuilt, from.right, to.right)
  if (E.isLeft(compared)) return compared
  const switches = after === 'SWITCH'
  const switched: E.Either<CheckpointConflict | ReadFailure, void> = switches
    ? await readModels.commit({
        projection: liveBuildName(projection),
        expectedCheckpoint: from.right.build,
        checkpoint: to.right.build,
        writes: [],
      })()
    : E.right(undefined)
  if (E.isLeft(switched))
    return E.left(switched.left._tag === 'CheckpointConflict' ? overtaken(projection) : switched.left)
  const cleared = switches
    ? await clearEarlier(readModels, projection)
    : await clearAway(readModels, projection, to.right)
  if (E.isLeft(cleared)) return cleared
  return E.right({ ...compared.right, projection: projection.name, switched: switches })
}
