import { appendLeaf, emptyAccumulator, leafHash, type MerkleAccumulator, type Sha256 } from '@waybill/proof'

/** Trees over prefixes of a log, some events apart, so that the root of any prefix is near. */
export type RootMarks = {
  readonly add: (chainhash: string) => void
  /** The tree over the most events that is kept and is over no more than that many. */
  readonly treeBefore: (size: number) => MerkleAccumulator
}

/** How many events lie between two trees that are kept. */
export const eventsPerMark = 256

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** The leaf of an event. The verifier takes what is no hash for nothing, and so must whoever compares with it. */
export const leafOfEvent = (sha256: Sha256): ((chainhash: string) => string) => {
  const leafOf = leafHash(sha256)
  return (chainhash) => leafOf(isHash(chainhash) ? chainhash : '')
}

/** Grows a tree by an event. */
export const growTree = (sha256: Sha256): ((tree: MerkleAccumulator, chainhash: string) => MerkleAccumulator) => {
  const leafOf = leafOfEvent(sha256)
  const grow = appendLeaf(sha256)
  return (tree, chainhash) => grow(tree, leafOf(chainhash))
}

/** Keeps every 256th tree and the last: two neighbours share most of their hashes. */
export const createRootMarks = (sha256: Sha256): RootMarks => {
  const grow = growTree(sha256)
  const marks: MerkleAccumulator[] = [emptyAccumulator]
  let last = emptyAccumulator
  return {
    add: (chainhash) => {
      last = grow(last, chainhash)
      if (last.size % eventsPerMark === 0) marks.push(last)
    },
    treeBefore: (size) =>
      size >= last.size ? last : (marks[Math.floor(Math.max(0, size) / eventsPerMark)] ?? emptyAccumulator),
  }
}
