import fc from 'fast-check'
import { canonicalJson } from '@waybill/core'
import { firstDifference, sayPath, textAt } from './first-difference.js'

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => canonicalJson(JSON.parse(JSON.stringify(value)) as unknown))

describe('the first difference of two documents', () => {
  it('is a place at which they differ, or nowhere where they are equal', () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        const path = firstDifference(one, other)
        expect(textAt(one, path) === textAt(other, path)).toBe(one === other)
      }),
    )
  })

  it('is named by its fields and places', () => {
    const path = firstDifference('{"a":[{"b":1},{"b":2}],"c":1}', '{"a":[{"b":1},{"b":3}],"c":2}')
    expect([path, sayPath(path)]).toEqual([['a', 1, 'b'], 'a[1].b'])
  })

  it('is the document as a whole where one is missing or no JSON', () => {
    expect(firstDifference(null, '{}')).toEqual([])
    expect(firstDifference('{"half', '{}')).toEqual([])
  })
})
