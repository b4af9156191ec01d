import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, ReadModelStore, Timer } from '@waybill/port'
import {
  continueFold,
  emptyReadModel,
  threwAt,
  unreadEvents,
  type Delivery,
  type Projection,
  type ReadModel,
  type Times,
  type UnreadEvent,
} from '@waybill/projections'
import { keepRoots } from '../ledger/kept-roots.js'
import { houseProjections } from './house-projections.js'
import { deliveryOf, pagesOf } from './pages.js'
import type { ProjectionFailure } from './projection-failure.js'
import { readKept, type Kept } from './read-kept.js'
import { rebuild, type AfterRebuild, type Rebuilt } from './rebuild.js'
import { bringAllUp, bringUp, createRunner, type Runner } from './runner.js'
import { waitUntilRead } from './wait-until-read.js'

/** How far a read model has come, or why it stands still. */
export type Projected =
  | {
      readonly projection: string
      readonly throughSequence: number
      /** The first positions that it counted but could not read: what they tell is missing in it. */
      readonly unread: ReadonlyArray<UnreadEvent>
    }
  | { readonly projection: string; readonly failure: ProjectionFailure }

/** The read models of an engine. */
export type Projector = {
  /** Brings every read model up to the ledger's head. One that cannot be brought up does not hold up the others. */
  readonly projectAll: () => Promise<ReadonlyArray<Projected>>
  /** Answers a question from the read model, brought up to the head before; from the ledger itself where none is kept. */
  readonly read: <A>(
    projection: string,
    question: (model: ReadModel) => A,
    times?: Times,
  ) => Promise<E.Either<ProjectionFailure, Kept<A>>>
  readonly waitUntilRead: (
    projection: string,
    sequence: number,
    deadlineMs: number,
  ) => Promise<E.Either<ProjectionFailure, number>>
  readonly rebuild: (projection: string, after: AfterRebuild) => Promise<E.Either<ProjectionFailure, Rebuilt | null>>
  readonly names: ReadonlyArray<string>
}

const mostUnreadNamed = 100

/** Folds one page further, or names the event over which the projection threw. */
const foldPage = (
  projection: Projection,
  model: ReadModel,
  deliveries: ReadonlyArray<Delivery>,
  times: Times,
): E.Either<ProjectionFailure, ReadModel> => {
  try {
    return continueFold(projection, model, deliveries, times)
  } catch (thrown) {
    const at = deliveries.find(({ sequence }) => sequence > model.throughSequence)
    if (at === undefined) throw thrown
    return E.left(threwAt(projection, at, thrown))
  }
}

/** Folds the ledger itself: to its head, or as of a pair of times. */
const foldLedger = async (
  store: EventStore,
  projection: Projection,
  times: Times,
): Promise<E.Either<ProjectionFailure, ReadModel>> => {
  const model = emptyReadModel(projection)
  let after = 0
  for (;;) {
    const page = await store.readAll({ after, limit: 1000 })()
    if (E.isLeft(page)) return page
    const last = page.right.at(-1)
    if (last === undefined) return E.right(model)
    const folded = foldPage(projection, model, page.right.map(deliveryOf), times)
    if (E.isLeft(folded)) return folded
    // What was learnt later ends the fold.
    if (folded.right.throughSequence < last.sequence) return folded
    after = last.sequence
  }
}

/** The positions that a read model could not read, the first hundred of them. */
const unreadOf = async (runner: Runner): Promise<E.Either<ProjectionFailure, ReadonlyArray<UnreadEvent>>> => {
  const collection = unreadEvents(runner.projection)
  const place = await runner.place()
  if (E.isLeft(place)) return place
  const page = await runner.readModels.range({
    collection: place.right.collection(collection.name),
    limit: mostUnreadNamed,
  })()
  if (E.isLeft(page)) return page
  const unread: UnreadEvent[] = []
  for (const { key, value } of page.right) {
    const document = collection.decode(key, value)
    if (E.isLeft(document)) return document
    unread.push(document.right)
  }
  return E.right(unread)
}

/** Two projections of one name would write to one place, which is a defect of whoever gives them. */
const distinct = (projections: ReadonlyArray<Projection>): ReadonlyArray<Projection> => {
  const names = new Set<string>()
  const collections = new Set<string>()
  for (const projection of projections) {
    if (names.has(projection.name)) throw new Error(`there are two projections of the name ${projection.name}`)
    names.add(projection.name)
    for (const { name } of projection.collections) {
      if (collections.has(name)) throw new Error(`there are two collections of the name ${name}`)
      collections.add(name)
    }
  }
  return projections
}

/** Runs the projections of the house, and those that a user adds, on a read-model store; without one it keeps nothing. */
export const createProjector = (
  { store, readModels, timer }: { store: EventStore; readModels: ReadModelStore | null; timer: Timer },
  own: ReadonlyArray<Projection>,
): Projector => {
  const projections = distinct([...houseProjections, ...own])
  const names = projections.map(({ name }) => name)
  const runners: ReadonlyArray<Runner> =
    readModels === null ? [] : projections.map((projection) => createRunner(store, readModels, projection))
  const unknown = (projection: string): E.Either<ProjectionFailure, never> =>
    E.left({ _tag: 'ProjectionUnknown', projection, known: names })
  const runnerOf = (name: string): Runner | undefined => runners.find(({ projection }) => projection.name === name)

  const projectAll = async (): Promise<ReadonlyArray<Projected>> => {
    const projected: Projected[] = []
    for (const { runner, reached } of await bringAllUp(runners, pagesOf(store))) {
      const projection = runner.projection.name
      const unread = E.isLeft(reached) ? reached : await unreadOf(runner)
      if (E.isLeft(reached)) projected.push({ projection, failure: reached.left })
      else if (E.isLeft(unread)) projected.push({ projection, failure: unread.left })
      else projected.push({ projection, throughSequence: reached.right, unread: unread.right })
    }
    // The kept trees are no projection of money, and worth a word only where they stand still.
    const rooted = readModels === null ? E.right(undefined) : await keepRoots(store, readModels)
    if (E.isLeft(rooted)) projected.push({ projection: 'root', failure: rooted.left })
    return projected
  }

  const read = async <A>(
    name: string,
    question: (model: ReadModel) => A,
    times: Times = {},
  ): Promise<E.Either<ProjectionFailure, Kept<A>>> => {
    const projection = projections.find((one) => one.name === name)
    if (projection === undefined) return unknown(name)
    const runner = runnerOf(name)
    if (runner === undefined || times.happenedBy !== undefined || times.knownBy !== undefined) {
      const model = await foldLedger(store, projection, times)
      if (E.isLeft(model)) return model
      return E.right({ answer: question(model.right), throughSequence: model.right.throughSequence })
    }
    const reached = await bringUp(runner, pagesOf(store))
    return E.isLeft(reached) ? reached : readKept(runner, question)
  }

  return {
    names,
    projectAll,
    read,
    waitUntilRead: (name, sequence, deadlineMs) => {
      const runner = runnerOf(name)
      return runner === undefined
        ? Promise.resolve(unknown(name))
        : waitUntilRead({ store, timer }, runner, sequence, deadlineMs)
    },
    rebuild: async (name, after) => {
      if (!names.includes(name)) return unknown(name)
      const runner = runnerOf(name)
      return runner === undefined ? E.right(null) : rebuild(store, runner, after)
    },
  }
}
