import * as E from 'fp-ts/lib/Either.js'
import { sha256 } from '../test/sample-log.js'
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './merkle-proof.js'
import { appendLeaf, emptyAccumulator, emptyRoot, rootOf } from './merkle-tree.js'

const leaves = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6', '07', '18', '29'].map((byte) => byte.repeat(32))
const treeOver = (size: number): string =>
  rootOf(sha256)(leaves.slice(0, size).reduce(appendLeaf(sha256), emptyAccumulator))
const [one = '', two = ''] = leaves

/** The same bytes to whoever does not ask for the one form of a hash. */
const inOtherForm = (hash: string): string =>
  [...hash].map((digit, index) => (index % 2 === 0 ? digit.toUpperCase() : digit)).join('')

const right = <A>(proof: E.Either<unknown, A>): A => {
  if (E.isLeft(proof)) throw new Error('the tree has no such place')
  return proof.right
}

describe('a proof that a leaf is in a tree', () => {
  const holds = verifyInclusion(sha256)
  const honest = right(inclusionProof(sha256)(leaves.slice(0, 4), 1))

  it('is believed as it was made, and not for a tree of another height', () => {
    expect(holds(honest, two, treeOver(4))).toBe(true)
    for (const size of [2, 5, 8]) expect([size, holds({ ...honest, size }, two, treeOver(4))]).toEqual([size, false])
  })

  it('is believed of each place in a tree of up to nine leaves, and of no other leaf there', () => {
    for (let size = 1; size <= leaves.length; size += 1)
      for (const [index, leaf] of leaves.slice(0, size).entries()) {
        const proof = right(inclusionProof(sha256)(leaves.slice(0, size), index))
        expect([size, index, holds(proof, leaf, treeOver(size))]).toEqual([size, index, true])
        expect([size, index, holds(proof, 'ab'.repeat(32), treeOver(size))]).toEqual([size, index, false])
      }
  })

  it('is not believed of a place that the tree does not have', () => {
    expect(holds({ index: 0, size: 1, path: [] }, one, one)).toBe(true)
    for (const index of [1, 2, -1]) expect(holds({ index, size: 1, path: [] }, one, one)).toBe(false)
    expect(holds({ index: 0.5, size: 2, path: [two] }, one, treeOver(2))).toBe(false)
    expect(holds({ index: 0, size: 1.5, path: [two] }, one, treeOver(2))).toBe(false)
  })

  it('is not believed where it is too short or too long', () => {
    expect(holds({ ...honest, path: honest.path.slice(1) }, two, treeOver(4))).toBe(false)
    expect(holds({ ...honest, path: [...honest.path, one] }, two, treeOver(4))).toBe(false)
  })

  it('is not believed where a hash has another form', () => {
    const path = honest.path.map(inOtherForm)
    expect(holds({ ...honest, path }, two, treeOver(4))).toBe(false)
    expect(holds(honest, inOtherForm(two), treeOver(4))).toBe(false)
  })
})

describe('a proof that a tree begins with an earlier one', () => {
  const holds = verifyConsistency(sha256)
  const proofOf = (size: number, earlierSize: number) =>
    right(consistencyProof(sha256)(leaves.slice(0, size), earlierSize))

  it('is believed as it was made, and not for a tree of another size', () => {
    for (const [earlier, size] of [
      [1, 2],
      [3, 5],
      [4, 5],
    ] as const) {
      const proof = proofOf(size, earlier)
      expect(holds(proof, treeOver(earlier), treeOver(size))).toBe(true)
      expect(holds({ ...proof, size: 2 * size }, treeOver(earlier), treeOver(size))).toBe(false)
      expect(holds({ ...proof, path: [] }, treeOver(earlier), treeOver(size))).toBe(false)
      expect(holds({ ...proof, path: [...proof.path, one] }, treeOver(earlier), treeOver(size))).toBe(false)
    }
  })

  it('is believed of each tree of up to nine leaves and each beginning of it, and of no other root', () => {
    for (let size = 0; size <= leaves.length; size += 1)
      for (let earlier = 0; earlier <= size; earlier += 1) {
        const proof = proofOf(size, earlier)
        const said = (earlierRoot: string, root: string) => [size, earlier, holds(proof, earlierRoot, root)]
        expect(said(treeOver(earlier), treeOver(size))).toEqual([size, earlier, true])
        expect(said('ab'.repeat(32), treeOver(size))).toEqual([size, earlier, false])
        // Of what begins with nothing, nothing is said.
        if (earlier > 0) expect(said(treeOver(earlier), 'ab'.repeat(32))).toEqual([size, earlier, false])
      }
  })

  it('is not believed of a tree and itself with anything on the way', () => {
    expect(holds({ earlierSize: 2, size: 2, path: [] }, treeOver(2), treeOver(2))).toBe(true)
    expect(holds({ earlierSize: 2, size: 2, path: [one] }, treeOver(2), treeOver(2))).toBe(false)
    expect(holds({ earlierSize: 0, size: 0, path: [one] }, emptyRoot(sha256), emptyRoot(sha256))).toBe(false)
  })

  it('is not believed of sizes that no tree has', () => {
    expect(holds({ earlierSize: 1.5, size: 2, path: [one, two] }, one, treeOver(2))).toBe(false)
    expect(holds({ earlierSize: 1, size: 1.5, path: [two] }, one, treeOver(2))).toBe(false)
    expect(holds({ earlierSize: 1.5, size: 1.5, path: [] }, one, one)).toBe(false)
  })

  it('is not believed of an empty tree with another root than that of nothing', () => {
    const nothing = { earlierSize: 0, size: 0, path: [] }
    expect(holds(nothing, emptyRoot(sha256), emptyRoot(sha256))).toBe(true)
    expect(holds(nothing, one, one)).toBe(false)
  })

  it('is not believed where a hash has another form', () => {
    const proof = proofOf(5, 4)
    expect(holds({ ...proof, path: proof.path.map(inOtherForm) }, treeOver(4), treeOver(5))).toBe(false)
    const same = { earlierSize: 1, size: 1, path: [] }
    expect(holds(same, inOtherForm(one), inOtherForm(one))).toBe(false)
  })
})
