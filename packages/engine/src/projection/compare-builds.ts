import * as E from 'fp-ts/lib/Either.js'
import type { ReadFailure, ReadModelDocument, ReadModelStore } from '@waybill/port'
import { collectionsOf, type Projection } from '@waybill/projections'
import { beginDigest } from '../sha256.js'
import { keyPage } from './key-page.js'
import type { Place } from './place.js'

/** A build of a read model in its store. */
export type KeptBuild = { readonly readModels: ReadModelStore; readonly place: Place }

/** A document that two builds do not have alike; null where a build has none. */
export type DocumentDifference = {
  readonly collection: string
  readonly key: string
  readonly live: string | null
  readonly rebuilt: string | null
}

export type Comparison = {
  /** How many documents the rebuilt one has. */
  readonly documents: number
  /** How many differ. */
  readonly differing: number
  /** The first of them, by collection in the order of the projection, and key. */
  readonly differences: ReadonlyArray<DocumentDifference>
}

const documentsPerPage = 1000
const mostNamed = 100

type Cursor = {
  /** The document at which the cursor stands; null after the last. */
  readonly at: () => ReadModelDocument | null
  readonly next: () => Promise<E.Either<ReadFailure, void>>
}

/** Reads a collection in the order of its keys, page by page. */
const cursorOver = ({ readModels, place }: KeptBuild, name: string): Cursor => {
  const collection = place.collection(name)
  let page: ReadonlyArray<ReadModelDocument> = []
  let index = 0
  let isLast = false

  const turn = async (after: ReadModelDocument | undefined): Promise<E.Either<ReadFailure, void>> => {
    const read = await keyPage(readModels, { collection, limit: documentsPerPage }, after)
    if (E.isLeft(read)) return read
    page = read.right
    index = 0
    isLast = page.length < documentsPerPage
    return E.right(undefined)
  }

  let begun = false
  return {
    at: () => page[index] ?? null,
    next: async () => {
      if (!begun) {
        begun = true
        return turn(undefined)
      }
      const last = page[index]
      index += 1
      return index < page.length || isLast || last === undefined ? E.right(undefined) : turn(last)
    },
  }
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff

/** In order of Unicode code points, as stores order keys: UTF-16 puts a surrogate pair before the last of the basic plane. */
const isBefore = (left: string, right: string): boolean => {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [left.charCodeAt(at), right.charCodeAt(at)]
    if (one === other) continue
    return isSurrogate(one) === isSurrogate(other) ? one < other : isSurrogate(other)
  }
  return left.length < right.length
}

/** The key that comes first of two documents; null where there is none left. */
const firstKey = (one: ReadModelDocument | null, other: ReadModelDocument | null): string | null => {
  if (one === null) return other?.key ?? null
  if (other === null) return one.key
  return isBefore(other.key, one.key) ? other.key : one.key
}

/** How many documents a build has, and the digest over them, by collection in the order of the projection, and key. */
export const contentOf = async (
  projection: Projection,
  build: KeptBuild,
): Promise<E.Either<ReadFailure, { readonly documents: number; readonly digest: string }>> => {
  const digest = beginDigest()
  let documents = 0
  for (const { name } of collectionsOf(projection)) {
    const cursor = cursorOver(build, name)
    for (;;) {
      const moved = await cursor.next()
      if (E.isLeft(moved)) return moved
      const at = cursor.at()
      if (at === null) break
      digest.add(`${JSON.stringify([name, at.key])} ${at.value}\n`)
      documents += 1
    }
  }
  return E.right({ documents, digest: digest.named() })
}

/** Compares two builds document by document, both read in the order of their keys. Neither may move meanwhile. */
export const compareBuilds = async (
  projection: Projection,
  live: KeptBuild,
  rebuilt: KeptBuild,
): Promise<E.Either<ReadFailure, Comparison>> => {
  const differences: DocumentDifference[] = []
  let documents = 0
  let differing = 0
  const differ = (difference: DocumentDifference): void => {
    differing += 1
    if (differences.length < mostNamed) differences.push(difference)
  }
  for (const { name: collection } of collectionsOf(projection)) {
    const [left, right] = [cursorOver(live, collection), cursorOver(rebuilt, collection)]
    for (const cursor of [left, right]) {
      const begun = await cursor.next()
      if (E.isLeft(begun)) return begun
    }
    for (;;) {
      const one = left.at()
      const other = right.at()
      const key = firstKey(one, other)
      if (key === null) break
      const live = one?.key === key ? one.value : null
      const rebuilt = other?.key === key ? other.value : null
      if (rebuilt !== null) documents += 1
      if (live !== rebuilt) differ({ collection, key, live, rebuilt })
      for (const cursor of [...(live === null ? [] : [left]), ...(rebuilt === null ? [] : [right])]) {
        const moved = await cursor.next()
        if (E.isLeft(moved)) return moved
      }
    }
  }
  return E.right({ documents, differing, differences })
}
