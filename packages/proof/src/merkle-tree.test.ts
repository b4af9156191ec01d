import { sha256 } from '../test/sample-log.js'
import { appendLeaf, emptyAccumulator, leafHash, rootOf } from './index.js'

// The leaves and roots that implementations of RFC 6962 are commonly tested with.
const published: ReadonlyArray<readonly [leaf: string, rootWithIt: string]> = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  ['606162636465666768696a6b6c6d6e6f', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
]

describe('the Merkle tree', () => {
  test('has the published roots of RFC 6962', () => {
    const leaves = published.map(([leaf]) => leafHash(sha256)(leaf))
    const trees = leaves.map((_, last) => leaves.slice(0, last + 1).reduce(appendLeaf(sha256), emptyAccumulator))
    expect(trees.map(rootOf(sha256))).toEqual(published.map(([, root]) => root))
  })

  test('without leaves has the hash of nothing as its root', () => {
    expect(rootOf(sha256)(emptyAccumulator)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  test('survives being kept as JSON between two leaves', () => {
    const leaves = published.map(([leaf]) => leafHash(sha256)(leaf))
    const kept = leaves.reduce(
      (tree, leaf) => appendLeaf(sha256)(JSON.parse(JSON.stringify(tree)) as typeof tree, leaf),
      emptyAccumulator,
    )
    expect(rootOf(sha256)(kept)).toBe(published.at(-1)![1])
  })

  test('refuses, as a defect of ours, to grow from peaks that do not belong to its size', () => {
    expect(() => appendLeaf(sha256)({ size: 3, peaks: ['00'] }, '11')).toThrow('a tree of size 3 has')
  })
})
