import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { sha256 } from '../test/sample-log.js'
import {
  appendLeaf,
  consistencyProof,
  emptyAccumulator,
  emptyRoot,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './index.js'

// The definition of RFC 6962, word for word: split at the largest power of two below the size.
const naiveRoot = (leaves: ReadonlyArray<string>): string => {
  if (leaves.length === 0) return emptyRoot(sha256)
  if (leaves.length === 1) return leaves[0]!
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1))
  return nodeHash(sha256)(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)))
}

const leaf = fc.nat({ max: 40 }).map((number) => leafHash(sha256)(number.toString(16).padStart(64, '0')))
const someLeaves = fc.array(leaf, { maxLength: 70, size: 'max' })
const atLeastOneLeaf = fc.array(leaf, { minLength: 1, maxLength: 70, size: 'max' })
const otherLeaf = leafHash(sha256)('ff'.repeat(32))

const proven = <A>(proof: E.Either<unknown, A>): A => {
  if (E.isLeft(proof)) throw new Error(`no proof: ${JSON.stringify(proof.left)}`)
  return proof.right
}

/** A path changed in one of the ways in which a liar could change it. */
const tampered = (path: ReadonlyArray<string>, way: number, place: number): ReadonlyArray<string> => {
  const at = path.length === 0 ? 0 : place % path.length
  switch (way % 4) {
    case 0:
      return [...path, otherLeaf]
    case 1:
      return path.length === 0 ? [otherLeaf] : path.with(at, otherLeaf)
    case 2:
      return path.length === 0 ? ['not a hash'] : path.toSpliced(at, 1)
    default:
      return path.length === 0 ? [''] : path.with(at, path[at]!.toUpperCase().replace(/^./, 'G'))
  }
}

describe('the accumulator', () => {
  test('has the root of the naive definition after every leaf, and leaves the trees before it as they were', () => {
    fc.assert(
      fc.property(someLeaves, (leaves) => {
        const trees = [emptyAccumulator]
        for (const next of leaves) trees.push(appendLeaf(sha256)(trees.at(-1)!, next))
        expect(trees.map(rootOf(sha256))).toEqual(trees.map((_, size) => naiveRoot(leaves.slice(0, size))))
      }),
      { numRuns: 30 },
    )
  })

  test('remembers one hash for each one-bit of its size', () => {
    fc.assert(
      fc.property(someLeaves, (leaves) => {
        const { peaks, size } = leaves.reduce(appendLeaf(sha256), emptyAccumulator)
        expect(peaks).toHaveLength([...size.toString(2)].filter((bit) => bit === '1').length)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a proof of inclusion', () => {
  test('convinces for every leaf of every tree', () => {
    fc.assert(
      fc.property(atLeastOneLeaf, fc.nat(), (leaves, place) => {
        const index = place % leaves.length
        const proof = proven(inclusionProof(sha256)(leaves, index))
        expect(verifyInclusion(sha256)(proof, leaves[index]!, naiveRoot(leaves))).toBe(true)
        expect(proof.path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(leaves.length)))
      }),
    )
  })

  test('convinces of no other leaf, root or path', () => {
    fc.assert(
      fc.property(atLeastOneLeaf, fc.nat(), fc.nat(), (leaves, place, way) => {
        const index = place % leaves.length
        const proof = proven(inclusionProof(sha256)(leaves, index))
        const root = naiveRoot(leaves)
        const verify = verifyInclusion(sha256)
        expect(verify(proof, otherLeaf, root)).toBe(false)
        expect(verify(proof, leaves[index]!, otherLeaf)).toBe(false)
        expect(verify({ ...proof, path: tampered(proof.path, way, place) }, leaves[index]!, root)).toBe(false)
      }),
    )
  })

  test.each([
    [-1, 3],
    [3, 3],
    [0.5, 3],
    [0, 0],
    [Number.NaN, 3],
  ])('is neither made nor believed for place %p of %p leaves', (index, size) => {
    const leaves = Array.from({ length: size }, () => otherLeaf)
    expect(inclusionProof(sha256)(leaves, index)).toEqual(E.left({ _tag: 'OutsideTree', asked: index, size }))
    expect(verifyInclusion(sha256)({ index, size, path: [] }, otherLeaf, otherLeaf)).toBe(false)
  })
})

describe('a proof of consistency', () => {
  test('convinces for every earlier size of every tree', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), (leaves, place) => {
        const earlierSize = place % (leaves.length + 1)
        const proof = proven(consistencyProof(sha256)(leaves, earlierSize))
        const earlierRoot = naiveRoot(leaves.slice(0, earlierSize))
        expect(verifyConsistency(sha256)(proof, earlierRoot, naiveRoot(leaves))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('convinces of no other earlier root, root or path', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(), (leaves, place, way) => {
        const earlierSize = place % (leaves.length + 1)
        const proof = proven(consistencyProof(sha256)(leaves, earlierSize))
        const earlierRoot = naiveRoot(leaves.slice(0, earlierSize))
        const root = naiveRoot(leaves)
        const verify = verifyConsistency(sha256)
        expect(verify(proof, otherLeaf, root)).toBe(false)
        if (earlierSize > 0) expect(verify(proof, earlierRoot, otherLeaf)).toBe(false)
        expect(verify({ ...proof, path: tampered(proof.path, way, place) }, earlierRoot, root)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    [-1, 3],
    [4, 3],
    [1.5, 3],
    [1, 0],
  ])('is neither made nor believed from %p to %p leaves', (earlierSize, size) => {
    const leaves = Array.from({ length: size }, () => otherLeaf)
    expect(consistencyProof(sha256)(leaves, earlierSize)).toEqual(
      E.left({ _tag: 'OutsideTree', asked: earlierSize, size }),
    )
    expect(verifyConsistency(sha256)({ earlierSize, size, path: [] }, otherLeaf, otherLeaf)).toBe(false)
  })
})
