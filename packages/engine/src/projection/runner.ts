import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, ReadFailure, ReadModelStore, ReadModelWrite } from '@waybill/port'
import {
  createWorkspace,
  type Delivery,
  type FoundDocument,
  type Projection,
  type ProjectionStep,
  type StepFault,
  type StepOutcome,
} from '@waybill/projections'
import { clearedAway, livePlace, type Place } from './place.js'
import type { Pages } from './pages.js'
import type { ProjectionFailure } from './projection-failure.js'

/** Where a read model stands, and whether the pages hold nothing more for it. */
export type Standing = { readonly throughSequence: number; readonly isAtEnd: boolean }

/** Runs one projection on one read model. */
export type Runner = {
  readonly projection: Projection
  readonly readModels: ReadModelStore
  /** Where the read model stands: the live one, or the build that the runner was made for. */
  readonly place: () => Promise<E.Either<ReadFailure, Place>>
  /** Takes one page in, with its checkpoint in one transaction. Where another engine was faster, it has done nothing. */
  readonly step: (pages: Pages) => Promise<E.Either<ProjectionFailure, Standing>>
  /** Does something while this runner stands still. */
  readonly meanwhile: <A>(act: () => Promise<A>) => Promise<A>
}

const writesOf = (place: Place, { writes }: ProjectionStep): ReadonlyArray<ReadModelWrite> =>
  writes.map(({ collection, key, value }): ReadModelWrite => {
    const where = { collection: place.collection(collection), key }
    return value === null ? { _tag: 'Delete', ...where } : { _tag: 'Put', ...where, value }
  })

const isRight = <L, A>(outcome: E.Either<L, A>): outcome is E.Right<A> => E.isRight(outcome)

/** Makes the runner of a projection: of the read model that is live, or of one build. */
export const createRunner = (
  store: Pick<EventStore, 'ledgerHead'>,
  readModels: ReadModelStore,
  projection: Projection,
  build: Place | null = null,
): Runner => {
  const workspace = createWorkspace(projection)
  /** The state that the workspace's documents are of. */
  let known = { checkpoint: '', sequence: 0 }
  let turn: Promise<unknown> = Promise.resolve()

  const place = async (): Promise<E.Either<ReadFailure, Place>> =>
    build === null ? livePlace(readModels, projection) : E.right(build)

  const lookUp = async (
    at: Place,
    wanted: ReadonlyArray<{ readonly collection: string; readonly key: string }>,
  ): Promise<E.Either<ReadFailure, ReadonlyArray<FoundDocument>>> => {
    const texts = await Promise.all(
      wanted.map(({ collection, key }) => readModels.get(at.collection(collection), key)()),
    )
    const failed = texts.find(E.isLeft)
    if (failed !== undefined) return failed
    const found = texts.filter(isRight).map(({ right }) => right)
    return E.right(wanted.map((one, index) => ({ ...one, value: found[index] ?? null })))
  }

  const takeIn = async (
    at: Place,
    sequence: number,
    deliveries: ReadonlyArray<Delivery>,
  ): Promise<E.Either<ReadFailure | StepFault, ProjectionStep>> => {
    let outcome: StepOutcome = workspace.take(sequence, deliveries)
    for (;;) {
      if (E.isRight(outcome)) return outcome
      const { left: fault } = outcome
      if (fault._tag !== 'DocumentsUnread') {
        // What stands before the event that cannot be taken in is taken in all the same.
        if (fault._tag !== 'ProjectionThrew' || fault.sequence === sequence + 1) return E.left(fault)
        return takeIn(
          at,
          sequence,
          deliveries.filter((delivery) => delivery.sequence < fault.sequence),
        )
      }
      const found = await lookUp(at, fault.documents)
      if (E.isLeft(found)) return found
      outcome = workspace.takeWith(found.right)
    }
  }

  const atEnd = async (at: Place, sequence: number): Promise<E.Either<ProjectionFailure, Standing>> => {
    const head = await store.ledgerHead()()
    if (E.isLeft(head)) return head
    if (sequence <= head.right.sequence) return E.right({ throughSequence: sequence, isAtEnd: true })
    const now = await place()
    if (E.isLeft(now)) return now
    // It was switched over to another build in the meantime.
    if (now.right.build !== at.build) return E.right({ throughSequence: 0, isAtEnd: false })
    if (sequence === clearedAway) return E.left({ _tag: 'RebuildOvertaken', projection: projection.name })
    const { name } = projection
    return E.left({
      _tag: 'ReadModelAhead',
      projection: name,
      throughSequence: sequence,
      head: head.right.sequence,
    })
  }

  const step = async (pages: Pages): Promise<E.Either<ProjectionFailure, Standing>> => {
    const at = await place()
    if (E.isLeft(at)) return at
    const { checkpoint } = at.right
    const stands = await readModels.checkpoint(checkpoint)()
    if (E.isLeft(stands)) return stands
    const sequence = stands.right
    if (known.checkpoint !== checkpoint || known.sequence !== sequence) workspace.forget()
    const page = await pages.after(sequence)
    if (E.isLeft(page)) return page
    if (page.right.length === 0) return atEnd(at.right, sequence)
    const taken = await takeIn(at.right, sequence, page.right)
    if (E.isLeft(taken)) return taken
    const { throughSequence } = taken.right
    const committed = await readModels.commit({
      projection: checkpoint,
      expectedCheckpoint: sequence,
      checkpoint: throughSequence,
      writes: writesOf(at.right, taken.right),
    })()
    if (E.isRight(committed)) {
      workspace.committed()
      known = { checkpoint, sequence: throughSequence }
      return E.right({ throughSequence, isAtEnd: false })
    }
    workspace.forget()
    return committed.left._tag === 'CheckpointConflict'
      ? E.right({ throughSequence: sequence, isAtEnd: false })
      : E.left(committed.left)
  }

  const meanwhile = <A>(act: () => Promise<A>): Promise<A> => {
    const mine = turn.then(act, act)
    turn = mine.catch(() => undefined)
    return mine
  }

  return { projection, readModels, place, step: (pages) => meanwhile(() => step(pages)), meanwhile }
}

/** Steps until the pages hold nothing more, and gives the sequence that is reached. */
export const bringUp = async (runner: Runner, pages: Pages): Promise<E.Either<ProjectionFailure, number>> => {
  for (;;) {
    const standing = await runner.step(pages)
    if (E.isLeft(standing)) return standing
    if (standing.right.isAtEnd) return E.right(standing.right.throughSequence)
  }
}

/** How far each runner has come, or why it stands still. */
export type BroughtUp = { readonly runner: Runner; readonly reached: E.Either<ProjectionFailure, number> }

/** Brings several up page by page, so that they share the pages. One that cannot be brought up does not hold up the others. */
export const bringAllUp = async (runners: ReadonlyArray<Runner>, pages: Pages): Promise<ReadonlyArray<BroughtUp>> => {
  const reached = new Map<Runner, E.Either<ProjectionFailure, number>>()
  while (reached.size < runners.length)
    for (const runner of runners) {
      if (reached.has(runner)) continue
      const standing = await runner.step(pages)
      if (E.isLeft(standing)) reached.set(runner, standing)
      else if (standing.right.isAtEnd) reached.set(runner, E.right(standing.right.throughSequence))
    }
  return runners.flatMap((runner) => {
    const one = reached.get(runner)
    return one === undefined ? [] : [{ runner, reached: one }]
  })
}
