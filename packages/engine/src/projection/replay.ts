import * as E from 'fp-ts/lib/Either.js'
import type { ReadFailure, ReadModelStore } from '@waybill/port'
import {
  collectionsOf,
  continueFold,
  documentOf,
  emptyReadModel,
  type Collection,
  type Delivery,
  type Projection,
  type ReadModel,
} from '@waybill/projections'
import type { Rereadable } from '../question/reread.js'
import { compareBuilds, contentOf, type Comparison, type DocumentDifference, type KeptBuild } from './compare-builds.js'
import { firstDifference, sayPath, textAt, type FieldPath } from './first-difference.js'
import { houseProjections } from './house-projections.js'
import { deliveryOf } from './pages.js'
import { livePlace, placeOf } from './place.js'
import type { ProjectionFailure } from './projection-failure.js'
import { createRunner } from './runner.js'

/** A document that a live read model has otherwise than its ledger tells. */
export type Drift = DocumentDifference & {
  /** The first field that differs; empty where it is the document as a whole. */
  readonly field: string
  /** What stands in that field, as JSON; null where nothing does. */
  readonly liveValue: string | null
  readonly rebuiltValue: string | null
  /**
   * The event with which they part: the first one that the live field does not show; where it shows what no prefix of the ledger tells, the
   * one that last said otherwise. Null where no event speaks of it.
   */
  readonly partsAt: { readonly sequence: number; readonly event: string } | null
  /** Whether the live field is what the ledger told at some time before; where nothing stands in it, before anything did. */
  readonly wasTrueBefore: boolean
}

/** What came of reading a ledger again for one projection. */
export type Replayed = {
  readonly projection: string
  readonly version: number
  /** Where the live read model stands; null where none is kept. */
  readonly live: number | null
  /** The sequence through which the ledger was read again: that of the live read model, else the last. */
  readonly throughSequence: number
  /** How many documents the ledger makes. */
  readonly documents: number
  /** Over them, by collection and key: equal wherever the same version of the projection reads the same events. */
  readonly digest: string
  readonly differing: number
  /** The first of those that differ. */
  readonly drifts: ReadonlyArray<Drift>
}

const eventsAtOnce = 1000
const mostDrifts = 20

/** Shows every event up to a sequence. Gives the last sequence of the ledger, or the first failure that `take` gave. */
const eachDelivery = async <F>(
  events: Rereadable<F>,
  through: number,
  take: (delivery: Delivery) => E.Either<ProjectionFailure, void> | Promise<E.Either<ProjectionFailure, void>>,
): Promise<E.Either<F | ProjectionFailure, number>> => {
  let failed: E.Either<ProjectionFailure, void> = E.right(undefined)
  let head = 0
  const noteOf = (taken: E.Either<ProjectionFailure, void>): void => {
    failed = taken
  }
  const read = await events((stored) => {
    head = Math.max(head, stored.sequence)
    if (E.isLeft(failed) || stored.sequence > through) return undefined
    const taken = take(deliveryOf(stored))
    if (taken instanceof Promise) return taken.then(noteOf)
    noteOf(taken)
    return undefined
  })
  if (E.isLeft(read)) return read
  return E.isLeft(failed) ? failed : E.right(head)
}

/** Reads the events once and builds the read model at a place of the store, some events at a time. Gives the ledger's last sequence. */
const buildAt = async <F>(
  events: Rereadable<F>,
  projection: Projection,
  through: number,
  { place, readModels }: KeptBuild,
): Promise<E.Either<F | ProjectionFailure, { readonly head: number; readonly reached: number }>> => {
  let waiting: Delivery[] = []
  let reached = 0
  const nothingBehind = { sequence: Number.MAX_SAFE_INTEGER }
  const ledger = { ledgerHead: () => () => Promise.resolve(E.right(nothingBehind)) }
  const runner = createRunner(ledger, readModels, projection, place)
  const settle = async (): Promise<E.Either<ProjectionFailure, void>> => {
    const deliveries = waiting
    waiting = []
    for (;;) {
      const left = deliveries.filter(({ sequence }) => sequence > reached)
      if (left.length === 0) return E.right(undefined)
      const standing = await runner.step({ after: () => Promise.resolve(E.right(left)) })
      if (E.isLeft(standing)) return standing
      reached = standing.right.throughSequence
    }
  }
  const head = await eachDelivery(events, through, (delivery) => {
    waiting.push(delivery)
    return waiting.length < eventsAtOnce ? E.right(undefined) : settle()
  })
  if (E.isLeft(head)) return head
  const settled = await settle()
  return E.isLeft(settled) ? settled : E.right({ head: head.right, reached })
}

/** Follows how one field of a document came to be what the ledger tells, beside what the live one says. */
type Following = {
  readonly difference: DocumentDifference
  readonly path: FieldPath
  readonly said: string | null
  last: unknown
  text: string | null
  wasTrueBefore: boolean
  partsAt: Drift['partsAt']
}

const follow = (difference: DocumentDifference): Following => {
  const path = firstDifference(difference.live, difference.rebuilt)
  const said = textAt(difference.live, path)
  return { difference, path, said, last: null, text: null, wasTrueBefore: said === null, partsAt: null }
}

const nameOf = (delivery: Delivery): string => ('event' in delivery ? delivery.event._tag : delivery.type)

const look = (following: Following, projection: Projection, model: ReadModel, delivery: Delivery): void => {
  const { collection: name, key } = following.difference
  const collection = collectionsOf(projection).find((one) => one.name === name)
  if (collection === undefined) return
  const document: unknown = documentOf(model, collection as Collection<unknown>, key)
  // A document is put whole, so one that is the same object is the same document.
  if (document === following.last) return
  following.last = document
  const before = following.text
  const text = textAt(document === null ? null : collection.encode(document as never), following.path)
  following.text = text
  if (text === before) return
  if (text === following.said) {
    following.wasTrueBefore = true
    following.partsAt = null
  } else if (before === following.said || !following.wasTrueBefore)
    following.partsAt = { sequence: delivery.sequence, event: nameOf(delivery) }
}

/** Reads the ledger a second time, event by event, to find with which event each document parts from what is live. */
const driftsOf = async <F>(
  events: Rereadable<F>,
  projection: Projection,
  through: number,
  differences: ReadonlyArray<DocumentDifference>,
): Promise<E.Either<F | ProjectionFailure, ReadonlyArray<Drift>>> => {
  if (differences.length === 0) return E.right([])
  const followings = differences.slice(0, mostDrifts).map(follow)
  let model = emptyReadModel(projection)
  const read = await eachDelivery(events, through, (delivery) => {
    const folded = continueFold(projection, model, [delivery])
    if (E.isLeft(folded)) return folded
    model = folded.right
    for (const following of followings) look(following, projection, model, delivery)
    return E.right(undefined)
  })
  if (E.isLeft(read)) return read
  return E.right(
    followings.map(({ difference, partsAt, path, said, wasTrueBefore }) => ({
      ...difference,
      field: sayPath(path),
      liveValue: said,
      rebuiltValue: textAt(difference.rebuilt, path),
      partsAt,
      wasTrueBefore,
    })),
  )
}

/** Where read models are made anew, an empty store that nobody else uses, and where the live ones are kept, if any are. */
export type ReplayStores = { readonly scratch: ReadModelStore; readonly live: ReadModelStore | null }

/** Where a live read model stands; null where none was made. */
const standingOf = async (
  readModels: ReadModelStore,
  projection: Projection,
): Promise<E.Either<ReadFailure, number | null>> => {
  const place = await livePlace(readModels, projection)
  if (E.isLeft(place)) return place
  const stands = await readModels.checkpoint(place.right.checkpoint)()
  return E.isLeft(stands) ? stands : E.right(stands.right === 0 ? null : stands.right)
}

/** Compares what is live with what was rebuilt; null where the live one moved on meanwhile. */
const compareWithLive = async (
  readModels: ReadModelStore,
  projection: Projection,
  stood: number,
  rebuilt: KeptBuild,
): Promise<E.Either<ReadFailure, Comparison | null>> => {
  const from = await livePlace(readModels, projection)
  if (E.isLeft(from)) return from
  const compared = await compareBuilds(projection, { readModels, place: from.right }, rebuilt)
  if (E.isLeft(compared)) return compared
  const stands = await standingOf(readModels, projection)
  if (E.isLeft(stands)) return stands
  return E.right(stands.right === stood ? compared.right : null)
}

const attempts = 10

const replayOne = async <F>(
  events: Rereadable<F>,
  { live, scratch }: ReplayStores,
  projection: Projection,
): Promise<E.Either<F | ProjectionFailure, Replayed>> => {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const stands = live === null ? E.right(null) : await standingOf(live, projection)
    if (E.isLeft(stands)) return stands
    const through = stands.right ?? Number.MAX_SAFE_INTEGER
    const rebuilt: KeptBuild = { readModels: scratch, place: placeOf(projection, attempt) }
    const built = await buildAt(events, projection, through, rebuilt)
    if (E.isLeft(built)) return built
    const { head, reached } = built.right
    const { name, version } = projection
    if (stands.right !== null && stands.right > head)
      return E.left({ _tag: 'ReadModelAhead', projection: name, throughSequence: stands.right, head })
    const content = await contentOf(projection, rebuilt)
    if (E.isLeft(content)) return content
    const compared =
      live === null || stands.right === null
        ? E.right({ differing: 0, differences: [] })
        : await compareWithLive(live, projection, stands.right, rebuilt)
    if (E.isLeft(compared)) return compared
    if (compared.right === null) continue
    const { differences, differing } = compared.right
    const drifts = await driftsOf(events, projection, through, differences)
    if (E.isLeft(drifts)) return drifts
    return E.right({
      projection: name,
      version,
      live: stands.right,
      throughSequence: reached,
      ...content.right,
      differing,
      drifts: drifts.right,
    })
  }
  return E.left({ _tag: 'ReadModelBusy', projection: projection.name, attempts })
}

/**
 * Reads a ledger again from its first event and makes its read models anew, in the scratch store. Where live ones are kept, each is compared
 * document by document at the sequence at which it stands; nothing of them is changed. What is in memory does not grow with the ledger, but where
 * documents differ: to find the event with which they part, the read model is folded once more in memory.
 */
export const replay = async <F>(
  events: Rereadable<F>,
  stores: ReplayStores,
  projections: ReadonlyArray<Projection> = houseProjections,
): Promise<E.Either<F | ProjectionFailure, ReadonlyArray<Replayed>>> => {
  const replayed: Replayed[] = []
  for (const projection of projections) {
    const one = await replayOne(events, stores, projection)
    if (E.isLeft(one)) return one
    replayed.push(one.right)
  }
  return E.right(replayed)
}
