import { hashLength, hexadecimalOf, writeBytesOf } from './hexadecimal.js'
import type { Sha256 } from './sha256.js'

/**
 * A Merkle tree that only grows, remembered by the roots of its perfect subtrees, the largest first: one for each
 * one-bit of its size. Plain data, so that it can be kept as JSON and resumed.
 */
export type MerkleAccumulator = {
  /** Number of leaves. */
  readonly size: number
  /** Hashes, lower-case hexadecimal. */
  readonly peaks: ReadonlyArray<string>
}

/** The tree without leaves. */
export const emptyAccumulator: MerkleAccumulator = { size: 0, peaks: [] }

/** The leaf of an event: SHA-256 over a zero byte and the bytes of its chain hash. */
export const leafHash =
  (sha256: Sha256) =>
  (chainhash: string): string => {
    const bytes = new Uint8Array(1 + (chainhash.length >> 1))
    bytes[0] = 0
    writeBytesOf(chainhash, bytes, 1)
    return hexadecimalOf(sha256(bytes))
  }

/** The node above two nodes: SHA-256 over a one byte, the left hash and the right hash. */
export const nodeHash =
  (sha256: Sha256) =>
  (left: string, right: string): string => {
    const bytes = new Uint8Array(1 + 2 * hashLength)
    bytes[0] = 1
    writeBytesOf(left, bytes, 1)
    writeBytesOf(right, bytes, 1 + hashLength)
    return hexadecimalOf(sha256(bytes))
  }

/** The root of the tree without leaves: SHA-256 over nothing. */
export const emptyRoot = (sha256: Sha256): string => hexadecimalOf(sha256(new Uint8Array(0)))

/** The tree with one more leaf at its right end; the given tree stays as it is. */
export const appendLeaf =
  (sha256: Sha256) =>
  (tree: MerkleAccumulator, leaf: string): MerkleAccumulator => {
    const peaks = [...tree.peaks]
    let node = leaf
    // Each one-bit at the low end of the size is a perfect subtree as large as the node that grows beside it.
    for (let bits = tree.size; bits % 2 === 1; bits = (bits - 1) / 2) {
      const left = peaks.pop()
      if (left === undefined) throw new Error(`a tree of size ${tree.size} has more peaks than ${tree.peaks.length}`)
      node = nodeHash(sha256)(left, node)
    }
    return { size: tree.size + 1, peaks: [...peaks, node] }
  }

/** The root of the tree, lower-case hexadecimal, equal to the Merkle tree hash of RFC 6962 over the same leaves. */
export const rootOf =
  (sha256: Sha256) =>
  (tree: MerkleAccumulator): string => {
    const [smallest, ...larger] = tree.peaks.toReversed()
    if (smallest === undefined) return emptyRoot(sha256)
    return larger.reduce((right, left) => nodeHash(sha256)(left, right), smallest)
  }
