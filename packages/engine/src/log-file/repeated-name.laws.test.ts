import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { repeatedNameIn } from './repeated-name.js'

const name = fc.constantFrom('a', 'b', '1', '__proto__', 'A', '"', 'é')
const leaf = fc.constantFrom('1', '"a"', '{}', '[]', 'null')

/** Objects as text, in which a name may well stand twice. */
const objectText = (depth: number): fc.Arbitrary<string> => {
  const value = depth === 0 ? leaf : fc.oneof(leaf, objectText(depth - 1))
  return fc
    .array(fc.tuple(name, value), { maxLength: 4 })
    .map((members) => `{${members.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`)
}

describe('a repeated name', () => {
  it('is never in a text that its own value writes again', () => {
    fc.assert(
      fc.property(objectText(2), (text) => {
        fc.pre(JSON.stringify(JSON.parse(text)) === text)
        expect(repeatedNameIn(text)).toBe(null)
      }),
      { numRuns: 1000 },
    )
  })
})
