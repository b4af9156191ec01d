import * as E from 'fp-ts/lib/Either.js'
import { isHash } from './hexadecimal.js'
import { appendLeaf, emptyAccumulator, emptyRoot, nodeHash, rootOf } from './merkle-tree.js'
import type { Sha256 } from './sha256.js'

/** A proof was asked for a place that the tree does not have. */
export type OutsideTree = {
  readonly _tag: 'OutsideTree'
  /** The index or the size that was asked for. */
  readonly asked: number
  /** Leaves in the tree. */
  readonly size: number
}

/** Shows that one leaf stands at one place under a root. */
export type InclusionProof = {
  /** Place of the leaf, from 0. */
  readonly index: number
  /** Leaves in the tree. */
  readonly size: number
  /** Hashes of the neighbours on the way up, the lowest first. */
  readonly path: ReadonlyArray<string>
}

/** Shows that a tree begins with all leaves, in the same order, of an earlier and smaller one. */
export type ConsistencyProof = {
  readonly earlierSize: number
  readonly size: number
  readonly path: ReadonlyArray<string>
}

const isWhole = (number: number): boolean => Number.isSafeInteger(number) && number >= 0
const isOdd = (number: number): boolean => number % 2 === 1
const half = (number: number): number => Math.floor(number / 2)

const largestPowerBelow = (size: number): number => {
  let power = 1
  while (2 * power < size) power *= 2
  return power
}

const rootOver = (sha256: Sha256, leaves: ReadonlyArray<string>): string =>
  rootOf(sha256)(leaves.reduce(appendLeaf(sha256), emptyAccumulator))

const neighboursOf = (sha256: Sha256, leaves: ReadonlyArray<string>, index: number): ReadonlyArray<string> => {
  if (leaves.length === 1) return []
  const split = largestPowerBelow(leaves.length)
  const left = leaves.slice(0, split)
  const right = leaves.slice(split)
  return index < split
    ? [...neighboursOf(sha256, left, index), rootOver(sha256, right)]
    : [...neighboursOf(sha256, right, index - split), rootOver(sha256, left)]
}

/** Proof that the leaf at `index` is in the tree over `leaves`. The left: the tree has no such place. */
export const inclusionProof =
  (sha256: Sha256) =>
  (leaves: ReadonlyArray<string>, index: number): E.Either<OutsideTree, InclusionProof> => {
    const size = leaves.length
    if (!isWhole(index) || index >= size) return E.left({ _tag: 'OutsideTree', asked: index, size })
    return E.right({ index, size, path: neighboursOf(sha256, leaves, index) })
  }

/** Whether the proof shows that `leaf` is at its place under `root`. */
export const verifyInclusion =
  (sha256: Sha256) =>
  (proof: InclusionProof, leaf: string, root: string): boolean => {
    if (!isWhole(proof.size) || !isWhole(proof.index) || proof.index >= proof.size) return false
    if (![leaf, ...proof.path].every(isHash)) return false
    let place = proof.index
    let last = proof.size - 1
    let node = leaf
    for (const neighbour of proof.path) {
      if (last === 0) return false
      if (isOdd(place) || place === last) {
        node = nodeHash(sha256)(neighbour, node)
        // A node without a right neighbour moves up unchanged. Its place is not 0, for there is more than one node in its row.
        while (!isOdd(place)) {
          place = half(place)
          last = half(last)
        }
      } else {
        node = nodeHash(sha256)(node, neighbour)
      }
      place = half(place)
      last = half(last)
    }
    return last === 0 && node === root
  }

// `whole` says that the leaves are a perfect subtree of the earlier tree, whose root the verifier knows already.
const bridgeOf = (
  sha256: Sha256,
  leaves: ReadonlyArray<string>,
  earlierSize: number,
  whole: boolean,
): ReadonlyArray<string> => {
  if (earlierSize === leaves.length) return whole ? [] : [rootOver(sha256, leaves)]
  const split = largestPowerBelow(leaves.length)
  const left = leaves.slice(0, split)
  const right = leaves.slice(split)
  return earlierSize <= split
    ? [...bridgeOf(sha256, left, earlierSize, whole), rootOver(sha256, right)]
    : [...bridgeOf(sha256, right, earlierSize - split, false), rootOver(sha256, left)]
}

/** Proof that the tree over `leaves` begins with the tree over its first `earlierSize` leaves. The left: it is smaller. */
export const consistencyProof =
  (sha256: Sha256) =>
  (leaves: ReadonlyArray<string>, earlierSize: number): E.Either<OutsideTree, ConsistencyProof> => {
    const size = leaves.length
    if (!isWhole(earlierSize) || earlierSize > size) return E.left({ _tag: 'OutsideTree', asked: earlierSize, size })
    const path = earlierSize === 0 ? [] : bridgeOf(sha256, leaves, earlierSize, true)
    return E.right({ earlierSize, size, path })
  }

/** Whether the proof shows that the tree under `root` begins with the tree under `earlierRoot`. */
export const verifyConsistency =
  (sha256: Sha256) =>
  (proof: ConsistencyProof, earlierRoot: string, root: string): boolean => {
    const { earlierSize, size, path } = proof
    if (!isWhole(size) || !isWhole(earlierSize) || earlierSize > size) return false
    if (![earlierRoot, root, ...path].every(isHash)) return false
    if (earlierSize === size)
      return path.length === 0 && earlierRoot === root && (size > 0 || root === emptyRoot(sha256))
    if (earlierSize === 0) return path.length === 0 && earlierRoot === emptyRoot(sha256)
    let place = earlierSize - 1
    let last = size - 1
    while (isOdd(place)) {
      place = half(place)
      last = half(last)
    }
    // An earlier tree that is perfect is itself the first node on the way.
    const [start, ...rest] = place === 0 ? [earlierRoot, ...path] : path
    if (start === undefined) return false
    let earlierNode = start
    let node = start
    for (const neighbour of rest) {
      if (last === 0) return false
      if (isOdd(place) || place === last) {
        earlierNode = nodeHash(sha256)(neighbour, earlierNode)
        node = nodeHash(sha256)(neighbour, node)
        while (!isOdd(place)) {
          place = half(place)
          last = half(last)
        }
      } else {
        node = nodeHash(sha256)(node, neighbour)
      }
      place = half(place)
      last = half(last)
    }
    return last === 0 && earlierNode === earlierRoot && node === root
  }
