import * as E from 'fp-ts/lib/Either.js'
import { canonicalJson, decodeStored, type Instant, type StoredEvent } from '@waybill/core'
import type { EventStore, ReadFailure, ReadModelStore, ReadModelWrite } from '@waybill/port'
import { emptyAccumulator, type MerkleAccumulator } from '@waybill/proof'
import { eventsPerMark, growTree } from '../root-marks.js'
import { sha256 } from '../sha256.js'

/** The tree over a prefix of the ledger, and what was known by its end. It is kept for every 256th event. */
export type RootMark = {
  readonly tree: MerkleAccumulator
  /** The largest `recordedAt` of the events that can be read; empty where there is none. */
  readonly knowledge: Instant
  /** The last position that can be read; 0 where there is none. */
  readonly lastRead: number
}

/** Under which names the marks and the position that they have reached are kept. */
export const rootsKeptAs = { checkpoint: 'root@1', collection: 'root.mark@1' } as const

export const noMark: RootMark = { tree: emptyAccumulator, knowledge: '', lastRead: 0 }

const grow = growTree(sha256)

/** The mark one event further on. */
export const markAfter = ({ tree, knowledge, lastRead }: RootMark, event: StoredEvent): RootMark => {
  const grown = grow(tree, event.chainhash)
  if (E.isLeft(decodeStored(event))) return { tree: grown, knowledge, lastRead }
  return {
    tree: grown,
    knowledge: event.recordedAt > knowledge ? event.recordedAt : knowledge,
    lastRead: event.sequence,
  }
}

const keyOfSize = (size: number): string => String(size).padStart(16, '0')

const isMark = (value: unknown): value is RootMark => {
  if (typeof value !== 'object' || value === null) return false
  const { tree, knowledge, lastRead } = value as Partial<RootMark>
  return (
    tree !== undefined && Array.isArray(tree.peaks) && typeof knowledge === 'string' && typeof lastRead === 'number'
  )
}

const decodeMark = (text: string, size: number): RootMark | null => {
  try {
    const value: unknown = JSON.parse(text)
    return isMark(value) && value.tree.size === size ? value : null
  } catch {
    return null
  }
}

/** The mark over so many events, a multiple of 256; null where it is not kept or cannot be read. */
export const keptMark = async (
  readModels: ReadModelStore,
  size: number,
): Promise<E.Either<ReadFailure, RootMark | null>> => {
  if (size === 0) return E.right(noMark)
  const text = await readModels.get(rootsKeptAs.collection, keyOfSize(size))()
  if (E.isLeft(text)) return text
  return E.right(text.right === null ? null : decodeMark(text.right, size))
}

/** Whether a kept mark follows from the one before it and the events between them. */
export const markFollows = async (
  store: EventStore,
  readModels: ReadModelStore,
  size: number,
): Promise<E.Either<ReadFailure, boolean>> => {
  if (size === 0) return E.right(true)
  const [kept, before] = [await keptMark(readModels, size), await keptMark(readModels, size - eventsPerMark)]
  if (E.isLeft(kept)) return kept
  if (E.isLeft(before)) return before
  if (kept.right === null || before.right === null) return E.right(false)
  const events = await store.readAll({ after: size - eventsPerMark, limit: eventsPerMark })()
  if (E.isLeft(events)) return events
  return E.right(canonicalJson(events.right.reduce(markAfter, before.right)) === canonicalJson(kept.right))
}

const marksPerStep = 8

/** Reads on for one step: as many whole marks as there are events for, eight at most. */
const step = async (
  store: EventStore,
  from: RootMark,
): Promise<E.Either<ReadFailure, { readonly mark: RootMark; readonly writes: ReadonlyArray<ReadModelWrite> }>> => {
  const writes: ReadModelWrite[] = []
  let mark = from
  for (let count = 0; count < marksPerStep; count += 1) {
    const events = await store.readAll({ after: mark.tree.size, limit: eventsPerMark })()
    if (E.isLeft(events)) return events
    if (events.right.length < eventsPerMark) break
    mark = events.right.reduce(markAfter, mark)
    writes.push({
      _tag: 'Put',
      collection: rootsKeptAs.collection,
      key: keyOfSize(mark.tree.size),
      value: canonicalJson(mark),
    })
  }
  return E.right({ mark, writes })
}

/**
 * Brings the kept trees up to the ledger, never inside an append, and gives the position that they have reached. The last one is first
 * made again from the one before it: trees that do not follow from this ledger are made anew from its first event on.
 */
export const keepRoots = async (
  store: EventStore,
  readModels: ReadModelStore,
): Promise<E.Either<ReadFailure, number>> => {
  const { checkpoint: name } = rootsKeptAs
  let isChecked = false
  for (;;) {
    const checkpoint = await readModels.checkpoint(name)()
    if (E.isLeft(checkpoint)) return checkpoint
    const size = checkpoint.right
    const follows = isChecked ? E.right(true) : await markFollows(store, readModels, size)
    if (E.isLeft(follows)) return follows
    isChecked = true
    const begin = follows.right ? await keptMark(readModels, size) : E.right(noMark)
    if (E.isLeft(begin)) return begin
    const next = await step(store, begin.right ?? noMark)
    if (E.isLeft(next)) return next
    const { mark, writes } = next.right
    if (writes.length === 0 && follows.right) return E.right(size)
    const committed = await readModels.commit({
      projection: name,
      expectedCheckpoint: size,
      checkpoint: mark.tree.size,
      writes,
    })()
    if (E.isLeft(committed) && committed.left._tag !== 'CheckpointConflict') return E.left(committed.left)
  }
}
