import { appendLeaf, emptyAccumulator, leafHash, rootOf, type MerkleAccumulator, type Sha256 } from '@waybill/proof'

/** The Merkle roots of every prefix of a log. */
export type RootIndex = {
  readonly add: (chainhash: string) => void
  /** Root over the first so many events, lower-case hexadecimal; beyond the end, over all of them. */
  readonly rootAt: (size: number) => string
}

const leavesPerMark = 256

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** Keeps the tree at every 256th event, so that any root costs at most 255 steps and memory grows with the log's hashes alone. */
export const createRootIndex = (sha256: Sha256): RootIndex => {
  const leafOf = leafHash(sha256)
  const grow = appendLeaf(sha256)
  const leaves: string[] = []
  const marks: MerkleAccumulator[] = [emptyAccumulator]

  const treeAt = (size: number): MerkleAccumulator => {
    const mark = Math.floor(size / leavesPerMark)
    let tree = marks[mark] ?? emptyAccumulator
    for (const leaf of leaves.slice(mark * leavesPerMark, size)) tree = grow(tree, leaf)
    return tree
  }

  return {
    add: (chainhash) => {
      // The verifier takes what is no hash for nothing, and so must whoever compares with it.
      leaves.push(leafOf(isHash(chainhash) ? chainhash : ''))
      if (leaves.length % leavesPerMark !== 0) return
      const mark = leaves.length / leavesPerMark
      const before = marks[mark - 1] ?? emptyAccumulator
      marks.push(leaves.slice((mark - 1) * leavesPerMark).reduce(grow, before))
    },
    rootAt: (size) => rootOf(sha256)(treeAt(Math.max(0, Math.min(size, leaves.length)))),
  }
}
