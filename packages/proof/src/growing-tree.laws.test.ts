import { expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { sha256 } from '../test/sample-log.js'
import { createGrowingTree } from './growing-tree.js'
import { hashLength } from './hexadecimal.js'
import { appendLeaf, emptyAccumulator, leafHash, rootOf } from './merkle-tree.js'

const hash = fc.option(fc.uint8Array({ minLength: hashLength, maxLength: hashLength }))

const textOf = (bytes: Uint8Array | null): string => (bytes === null ? '' : Buffer.from(bytes).toString('hex'))

it('a tree that grows in place is, after every leaf, the tree that grows as a value, and its copies go their own way', () => {
  fc.assert(
    fc.property(fc.array(hash, { maxLength: 40 }), fc.nat(), hash, (hashes, place, other) => {
      const tree = createGrowingTree(sha256)
      let value = emptyAccumulator
      const copyAt = place % (hashes.length + 1)
      let copy = tree.copy()
      for (const [index, bytes] of hashes.entries()) {
        if (index === copyAt) copy = tree.copy()
        tree.append(bytes, 0)
        value = appendLeaf(sha256)(value, leafHash(sha256)(textOf(bytes)))
        expect([tree.size(), tree.root(), tree.accumulator()]).toEqual([value.size, rootOf(sha256)(value), value])
      }
      if (copyAt === hashes.length) copy = tree.copy()
      copy.append(other, 0)
      const leaves = [...hashes.slice(0, copyAt), other].map((bytes) => leafHash(sha256)(textOf(bytes)))
      expect(copy.root()).toBe(rootOf(sha256)(leaves.reduce(appendLeaf(sha256), emptyAccumulator)))
      expect(tree.root()).toBe(rootOf(sha256)(value))
    }),
  )
})
