import * as E from 'fp-ts/lib/Either.js'
import type { Instant } from '@waybill/core'
import type { KnownPrefix } from '@waybill/explain'
import type { EventStore, ReadFailure, ReadModelStore } from '@waybill/port'
import { rootOf } from '@waybill/proof'
import { eventsPerMark } from '../root-marks.js'
import { sha256 } from '../sha256.js'
import { keptMark, markAfter, markFollows, noMark, rootsKeptAs, type RootMark } from './kept-roots.js'

/** Where the knowledge that is asked for ends in a ledger, and the root up to there. */
export type KnownEnd = { readonly known: KnownPrefix; readonly root: string }

type Read<A> = Promise<E.Either<ReadFailure, A>>

/** The last kept mark at whose end nothing was known yet that is later than asked for. Knowledge never goes back from mark to mark. */
const lastMarkKnownBy = async (
  readModels: ReadModelStore,
  reached: number,
  knownBy: Instant,
): Read<RootMark | null> => {
  const newest = await keptMark(readModels, reached)
  if (E.isLeft(newest) || newest.right === null || newest.right.knowledge <= knownBy) return newest
  let [low, high] = [0, reached / eventsPerMark]
  let found: RootMark = noMark
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    const mark = await keptMark(readModels, middle * eventsPerMark)
    if (E.isLeft(mark) || mark.right === null) return mark
    if (mark.right.knowledge <= knownBy) [low, found] = [middle, mark.right]
    else high = middle
  }
  return E.right(found)
}

/** Reads on from a mark to the end of what was known. */
const readToEnd = async (
  store: EventStore,
  from: RootMark,
  knownBy: Instant,
  head: number,
): Read<{ readonly end: RootMark; readonly cut: boolean }> => {
  let mark = from
  // The tree over the last position that can be read: what stands behind it and cannot be read is known to nobody.
  let end = from
  for (;;) {
    const page = await store.readAll({ after: mark.tree.size, limit: eventsPerMark })()
    if (E.isLeft(page)) return page
    const events = page.right.filter(({ sequence }) => sequence <= head)
    if (events.length === 0) return E.right({ end, cut: false })
    for (const event of events) {
      const next = markAfter(mark, event)
      if (next.knowledge > knownBy) return E.right({ end, cut: true })
      mark = next
      if (mark.lastRead === event.sequence) end = mark
    }
  }
}

/** The newest mark of each read model that was found to follow from its ledger, so that it is made again once and not at every question. */
const followed = new WeakMap<ReadModelStore, number>()

const followsOnce = async (store: EventStore, readModels: ReadModelStore, size: number): Read<boolean> => {
  if (followed.get(readModels) === size) return E.right(true)
  const follows = await markFollows(store, readModels, size)
  if (E.isRight(follows) && follows.right) followed.set(readModels, size)
  return follows
}

/**
 * Finds where the knowledge of a time ends, from the kept trees and from what follows the nearest of them. Null where no tree is kept that
 * can be leaned on: then the ledger has to be read.
 */
export const findKnownEnd = async (
  store: EventStore,
  readModels: ReadModelStore,
  knownBy: Instant,
  head: number,
): Read<KnownEnd | null> => {
  const reached = await readModels.checkpoint(rootsKeptAs.checkpoint)()
  if (E.isLeft(reached)) return reached
  if (reached.right > head || reached.right % eventsPerMark !== 0) return E.right(null)
  const follows = await followsOnce(store, readModels, reached.right)
  if (E.isLeft(follows)) return follows
  if (!follows.right) return E.right(null)
  const mark = await lastMarkKnownBy(readModels, reached.right, knownBy)
  if (E.isLeft(mark)) return mark
  if (mark.right === null) return E.right(null)
  const read = await readToEnd(store, mark.right, knownBy, head)
  if (E.isLeft(read)) return read
  const { cut, end } = read.right
  // The last of what can be read may stand before a mark, where nothing that follows can be read.
  if (end.tree.size !== end.lastRead) return E.right(null)
  return E.right({ known: { sequence: end.lastRead, cut }, root: rootOf(sha256)(end.tree) })
}
