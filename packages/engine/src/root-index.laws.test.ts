import * as fc from 'fast-check'
import { appendLeaf, emptyAccumulator, leafHash, rootOf } from '@waybill/proof'
import { createRootIndex } from './root-index.js'
import { sha256 } from './sha256.js'

const hashes = Array.from({ length: 1100 }, (_, index) => sha256(Uint8Array.of(index % 256, index >> 8))).map((bytes) =>
  Buffer.from(bytes).toString('hex'),
)

const plainRoot = (size: number): string =>
  rootOf(sha256)(hashes.slice(0, size).map(leafHash(sha256)).reduce(appendLeaf(sha256), emptyAccumulator))

describe('the index of roots', () => {
  it('gives the root of every prefix as a tree that is built anew does', () => {
    const roots = createRootIndex(sha256)
    for (const hash of hashes) roots.add(hash)
    fc.assert(
      fc.property(fc.oneof(fc.nat({ max: hashes.length }), fc.constantFrom(0, 255, 256, 257, 512, 1024)), (size) => {
        expect(roots.rootAt(size)).toBe(plainRoot(size))
      }),
    )
  })

  it('gives the last root beyond the end', () => {
    const roots = createRootIndex(sha256)
    for (const hash of hashes.slice(0, 3)) roots.add(hash)
    expect(roots.rootAt(99)).toBe(plainRoot(3))
  })
})
