import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rootOver, sha256 } from '../test/sample-log.js'
import { partsOf, prefixed, printed, workedVector } from '../test/worked-vector.js'
import { chainHash, emptyRoot, leafHash, nodeHash, verifyLog } from './index.js'

const { anchor, events, nodeOverFirstTwo, rootsBySize } = workedVector
const hex = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

describe('the worked vector', () => {
  test.each(events)('event $sequence follows from its parts, worked out by hand', (event) => {
    const bytes = Buffer.concat(partsOf(event).map(([, part]) => prefixed(part)))
    expect(bytes.toString('hex')).toBe(event.hashedBytes)
    expect(hex(bytes)).toBe(event.chainhash)
    expect(hex(Buffer.from(`00${event.chainhash}`, 'hex'))).toBe(event.leaf)
  })

  test.each(events)('event $sequence has the chain hash and the leaf that the package computes', (event) => {
    expect(chainHash(sha256)(event.previous, event)).toBe(event.chainhash)
    expect(leafHash(sha256)(event.chainhash)).toBe(event.leaf)
  })

  test('each event chains on the one before it in its stream', () => {
    expect(events.map(({ previous }) => previous)).toEqual([null, null, events[0]!.chainhash])
  })

  test('the node and the roots follow from the leaves, worked out by hand', () => {
    const [first, second, third] = events.map(({ leaf }) => leaf)
    expect(hex(Buffer.from(`01${first!}${second!}`, 'hex'))).toBe(nodeOverFirstTwo)
    expect(hex(Buffer.from(`01${nodeOverFirstTwo}${third!}`, 'hex'))).toBe(rootsBySize[3])
    expect(rootsBySize.slice(0, 3)).toEqual([hex(Buffer.alloc(0)), first, nodeOverFirstTwo])
  })

  test('the package computes the same node and roots, and verifies the log against its anchor', () => {
    expect(nodeHash(sha256)(events[0]!.leaf, events[1]!.leaf)).toBe(nodeOverFirstTwo)
    expect([0, 1, 2, 3].map((size) => rootOver(events.slice(0, size)))).toEqual(rootsBySize)
    expect(emptyRoot(sha256)).toBe(rootsBySize[0])
    expect(verifyLog(sha256)(events, [anchor])).toMatchObject({
      size: 3,
      root: anchor.root,
      firstBad: null,
      anchored: true,
    })
  })
})

describe('the page about proof', () => {
  const page = readFileSync(join(__dirname, '../../../docs/internals/proof.md'), 'utf8')

  test.each(events)('prints event $sequence of the worked vector byte by byte', (event) => {
    expect(page).toContain(printed(event))
  })

  test('prints every hash of the worked vector, and no hash that is not in it', () => {
    const hashesIn = (text: string): ReadonlyArray<string> =>
      [...new Set(text.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g))].sort()
    expect(hashesIn(page)).toEqual(hashesIn(JSON.stringify(workedVector)))
  })

  test('names every problem that the verification can report', () => {
    const source = readFileSync(join(__dirname, 'integrity-problem.ts'), 'utf8')
    const problems = [...source.matchAll(/_tag: '(\w+)'/g)].map(([, tag]) => tag!)
    expect(problems.filter((problem) => !page.includes(`\`${problem}\``))).toEqual([])
    expect(problems).toHaveLength(12)
  })
})
