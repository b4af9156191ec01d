import { hashLength, hexadecimalOf } from './hexadecimal.js'
import { emptyRoot, type MerkleAccumulator } from './merkle-tree.js'
import type { Sha256 } from './sha256.js'

/** A Merkle tree that grows in place, the same as `appendLeaf` makes of the same leaves, but from bytes and without text. */
export type GrowingTree = {
  readonly size: () => number
  /** One more leaf, for the chain hash whose bytes begin at the place; null for what is no hash. */
  readonly append: (chainhash: Uint8Array | null, place: number) => void
  readonly root: () => string
  readonly accumulator: () => MerkleAccumulator
  /** A tree of the same leaves that grows on its own. */
  readonly copy: () => GrowingTree
}

// A size that a number holds exactly has no more one-bits than that.
const mostPeaks = 53

const treeOf = (sha256: Sha256, peaks: Uint8Array, firstSize: number, firstCount: number): GrowingTree => {
  let size = firstSize
  let count = firstCount
  const leaf = new Uint8Array(1 + hashLength)
  const noLeaf = new Uint8Array(1)
  const node = new Uint8Array(1 + 2 * hashLength)
  node[0] = 1

  const put = (hash: Uint8Array, at: number): void => {
    for (let index = 0; index < hashLength; index += 1) peaks[at + index] = hash[index] ?? 0
  }

  const hexadecimalAt = (peak: number): string =>
    hexadecimalOf(peaks.subarray(peak * hashLength, (peak + 1) * hashLength))

  return {
    size: () => size,
    append: (chainhash, place) => {
      if (chainhash === null) put(sha256(noLeaf), count * hashLength)
      else {
        for (let index = 0; index < hashLength; index += 1) leaf[1 + index] = chainhash[place + index] ?? 0
        put(sha256(leaf), count * hashLength)
      }
      // Each one-bit at the low end of the size is a perfect subtree as large as the node that grows beside it.
      for (let bits = size; bits % 2 === 1; bits = (bits - 1) / 2) {
        const left = (count - 1) * hashLength
        for (let index = 0; index < 2 * hashLength; index += 1) node[1 + index] = peaks[left + index] ?? 0
        put(sha256(node), left)
        count -= 1
      }
      count += 1
      size += 1
    },
    root: () => {
      if (count === 0) return emptyRoot(sha256)
      const right = peaks.slice((count - 1) * hashLength, count * hashLength)
      for (let peak = count - 2; peak >= 0; peak -= 1) {
        node.set(peaks.subarray(peak * hashLength, (peak + 1) * hashLength), 1)
        node.set(right, 1 + hashLength)
        right.set(sha256(node))
      }
      return hexadecimalOf(right)
    },
    accumulator: () => ({ size, peaks: Array.from({ length: count }, (_, peak) => hexadecimalAt(peak)) }),
    copy: () => treeOf(sha256, peaks.slice(), size, count),
  }
}

/** A tree without leaves. */
export const createGrowingTree = (sha256: Sha256): GrowingTree =>
  treeOf(sha256, new Uint8Array((mostPeaks + 1) * hashLength), 0, 0)
