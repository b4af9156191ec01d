import * as E from 'fp-ts/lib/Either.js'
import type { ReadFailure, ReadModelStore } from '@waybill/port'
import {
  collectionsOf,
  continueFold,
  documentOf,
  documentsOf,
  emptyReadModel,
  threwAt,
  type Collection,
  type Delivery,
  type Projection,
  type ReadModel,
  type StoredDocument,
} from '@waybill/projections'
import type { Rereadable } from '../question/reread.js'
import { digestOfText } from '../sha256.js'
import { compareBuilds, type Comparison, type DocumentDifference } from './compare-builds.js'
import { firstDifference, sayPath, textAt, type FieldPath } from './first-difference.js'
import { houseProjections } from './house-projections.js'
import { deliveryOf } from './pages.js'
import { livePlace, placeOf } from './place.js'
import type { ProjectionFailure } from './projection-failure.js'

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

type Folding = { readonly projection: Projection; readonly through: number; model: ReadModel; waiting: Delivery[] }

const eventsAtOnce = 1000
const mostDrifts = 20

const fold = (folding: Folding): E.Either<ProjectionFailure, void> => {
  const { model, projection, waiting } = folding
  folding.waiting = []
  try {
    const folded = continueFold(projection, model, waiting)
    if (E.isLeft(folded)) return folded
    folding.model = folded.right
    return E.right(undefined)
  } catch (thrown) {
    const at = waiting.find(({ sequence }) => sequence > model.throughSequence)
    if (at === undefined) throw thrown
    return E.left(threwAt(projection, at, thrown))
  }
}

/** Reads the events once and folds each projection through its sequence; `each` is told after every so many events. */
const foldAll = async <F>(
  events: Rereadable<F>,
  foldings: ReadonlyArray<Folding>,
  atOnce: number,
  each: (folding: Folding, last: Delivery) => void = () => undefined,
): Promise<E.Either<F | ProjectionFailure, number>> => {
  const failures: ProjectionFailure[] = []
  let head = 0
  const settle = (folding: Folding): void => {
    const last = folding.waiting.at(-1)
    if (last === undefined || failures.length > 0) return
    const folded = fold(folding)
    if (E.isLeft(folded)) failures.push(folded.left)
    else each(folding, last)
  }
  const read = await events((stored) => {
    head = Math.max(head, stored.sequence)
    if (failures.length > 0) return
    const delivery = deliveryOf(stored)
    for (const folding of foldings) {
      if (stored.sequence > folding.through) continue
      folding.waiting.push(delivery)
      if (folding.waiting.length >= atOnce) settle(folding)
    }
  })
  if (E.isLeft(read)) return read
  foldings.forEach(settle)
  const [failed] = failures
  return failed === undefined ? E.right(head) : E.left(failed)
}

const digestOf = (documents: ReadonlyArray<StoredDocument>): string =>
  digestOfText(
    documents.map(({ collection, key, value }) => `${JSON.stringify([collection, key])} ${value}\n`).join(''),
  )

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
  const folding: Folding = { projection, through, model: emptyReadModel(projection), waiting: [] }
  const read = await foldAll(events, [folding], 1, ({ model }, last) => {
    for (const following of followings) look(following, projection, model, last)
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

type Live = { readonly readModels: ReadModelStore; readonly scratch: ReadModelStore }

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

let scratches = 0

/** Compares what is live with what was rebuilt; null where the live one moved on meanwhile. */
const compareWithLive = async (
  { readModels, scratch }: Live,
  projection: Projection,
  stood: number,
  documents: ReadonlyArray<StoredDocument>,
): Promise<E.Either<ReadFailure, Comparison | null>> => {
  const from = await livePlace(readModels, projection)
  if (E.isLeft(from)) return from
  const to = placeOf(projection, (scratches += 1))
  const put = await scratch.commit({
    projection: to.checkpoint,
    expectedCheckpoint: 0,
    checkpoint: stood,
    writes: documents.map(({ collection, key, value }) => ({
      _tag: 'Put',
      collection: to.collection(collection),
      key,
      value,
    })),
  })()
  if (E.isLeft(put)) {
    if (put.left._tag === 'CheckpointConflict') throw new Error('the scratch read models are not empty')
    return E.left(put.left)
  }
  const live = { readModels, place: from.right }
  const compared = await compareBuilds(projection, live, { readModels: scratch, place: to })
  if (E.isLeft(compared)) return compared
  const stands = await standingOf(readModels, projection)
  if (E.isLeft(stands)) return stands
  return E.right(stands.right === stood ? compared.right : null)
}

const attempts = 10

const replayOne = async <F>(
  events: Rereadable<F>,
  live: Live | null,
  projection: Projection,
): Promise<E.Either<F | ProjectionFailure, Replayed>> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const stands = live === null ? E.right(null) : await standingOf(live.readModels, projection)
    if (E.isLeft(stands)) return stands
    const through = stands.right ?? Number.MAX_SAFE_INTEGER
    const folding: Folding = { projection, through, model: emptyReadModel(projection), waiting: [] }
    const head = await foldAll(events, [folding], eventsAtOnce)
    if (E.isLeft(head)) return head
    const { name, version } = projection
    if (stands.right !== null && stands.right > head.right)
      return E.left({ _tag: 'ReadModelAhead', projection: name, throughSequence: stands.right, head: head.right })
    const documents = documentsOf(projection, folding.model)
    const compared =
      live === null || stands.right === null
        ? E.right({ documents: documents.length, differing: 0, differences: [] })
        : await compareWithLive(live, projection, stands.right, documents)
    if (E.isLeft(compared)) return compared
    if (compared.right === null) continue
    const { differences, differing } = compared.right
    const drifts = await driftsOf(events, projection, through, differences)
    if (E.isLeft(drifts)) return drifts
    return E.right({
      projection: name,
      version,
      live: stands.right,
      throughSequence: folding.model.throughSequence,
      documents: documents.length,
      digest: digestOf(documents),
      differing,
      drifts: drifts.right,
    })
  }
  return E.left({ _tag: 'ReadModelBusy', projection: projection.name, attempts })
}

/**
 * Reads a ledger again from its first event and makes its read models anew, in memory. Where live ones are kept, each is compared document by
 * document at the sequence at which it stands; nothing of them is changed. `scratch` is an empty read-model store.
 */
export const replay = async <F>(
  events: Rereadable<F>,
  live: Live | null,
  projections: ReadonlyArray<Projection> = houseProjections,
): Promise<E.Either<F | ProjectionFailure, ReadonlyArray<Replayed>>> => {
  const replayed: Replayed[] = []
  for (const projection of projections) {
    const one = await replayOne(events, live, projection)
    if (E.isLeft(one)) return one
    replayed.push(one.right)
  }
  return E.right(replayed)
}
