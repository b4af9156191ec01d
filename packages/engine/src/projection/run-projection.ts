import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, type StoredEvent } from '@waybill/core'
import type { EventStore, ReadFailure, ReadModelStore, ReadModelWrite } from '@waybill/port'
import {
  project,
  type Delivery,
  type DocumentDamaged,
  type Projection,
  type ProjectionStep,
  type SequenceGap,
} from '@waybill/projections'

/** The read model has taken in more than the ledger holds: it was made from another ledger, or the ledger lost its tail. */
export type ReadModelAhead = {
  readonly _tag: 'ReadModelAhead'
  readonly projection: string
  readonly throughSequence: number
  /** The last sequence of the ledger. */
  readonly head: number
}

/** Why a read model cannot be brought up to the ledger. */
export type ProjectionFailure = ReadFailure | ReadModelAhead | DocumentDamaged | SequenceGap

/** Where a version of a projection keeps what it has made: another version makes its own, beside it. */
export const keptAs = ({ version }: Pick<Projection, 'version'>, name: string): string => `${name}@${version}`

const eventsPerStep = 256

/** A stored event as a projection receives it. */
export const deliveryOf = (stored: StoredEvent): Delivery => {
  const recorded = decodeStored(stored)
  return E.isLeft(recorded) ? recorded.left : recorded.right
}

type LookedUp = Map<string, string | null>

const nameOf = (collection: string, key: string): string => `${collection}\n${key}`

/** Takes a batch in; documents that it needs are looked up as they turn out to be needed. */
const takeIn = async (
  readModels: ReadModelStore,
  projection: Projection,
  checkpoint: number,
  deliveries: ReadonlyArray<Delivery>,
): Promise<E.Either<ProjectionFailure, ProjectionStep>> => {
  const known: LookedUp = new Map()
  for (;;) {
    const step = project(projection, checkpoint, deliveries, (collection, key) => known.get(nameOf(collection, key)))
    if (E.isRight(step)) return step
    if (step.left._tag !== 'DocumentsUnread') return E.left(step.left)
    const { documents } = step.left
    const texts = await Promise.all(
      documents.map(({ collection, key }) => readModels.get(keptAs(projection, collection), key)()),
    )
    for (const [index, { collection, key }] of documents.entries()) {
      const text = texts[index]
      if (text === undefined) continue
      if (E.isLeft(text)) return text
      known.set(nameOf(collection, key), text.right)
    }
  }
}

const writesOf = (projection: Projection, { writes }: ProjectionStep): ReadonlyArray<ReadModelWrite> =>
  writes.map(({ collection, key, value }): ReadModelWrite => {
    const place = { collection: keptAs(projection, collection), key }
    return value === null ? { _tag: 'Delete', ...place } : { _tag: 'Put', ...place, value }
  })

/**
 * Brings a read model up to the ledger's head, batch by batch, each with its checkpoint in one transaction, and gives the sequence
 * that it has reached. Where another engine was faster, it goes on from there.
 */
export const runProjection = async (
  store: EventStore,
  readModels: ReadModelStore,
  projection: Projection,
): Promise<E.Either<ProjectionFailure, number>> => {
  const name = keptAs(projection, projection.name)
  for (;;) {
    const checkpoint = await readModels.checkpoint(name)()
    if (E.isLeft(checkpoint)) return checkpoint
    const page = await store.readAll({ after: checkpoint.right, limit: eventsPerStep })()
    if (E.isLeft(page)) return page
    if (page.right.length === 0) {
      const head = await store.ledgerHead()()
      if (E.isLeft(head)) return head
      const { sequence } = head.right
      if (sequence === checkpoint.right) return E.right(sequence)
      if (sequence > checkpoint.right) continue
      return E.left({
        _tag: 'ReadModelAhead',
        projection: projection.name,
        throughSequence: checkpoint.right,
        head: sequence,
      })
    }
    const step = await takeIn(readModels, projection, checkpoint.right, page.right.map(deliveryOf))
    if (E.isLeft(step)) return step
    const committed = await readModels.commit({
      projection: name,
      expectedCheckpoint: checkpoint.right,
      checkpoint: step.right.throughSequence,
      writes: writesOf(projection, step.right),
    })()
    if (E.isLeft(committed) && committed.left._tag !== 'CheckpointConflict') return E.left(committed.left)
  }
}
