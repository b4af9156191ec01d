import { appendLeaf, leafHash, type MerkleAccumulator, type Sha256 } from '@waybill/proof'

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
