import { describe, expect, it } from '@jest/globals'
import * as canonicalizeModule from 'canonicalize'
import fc from 'fast-check'
import { canonicalJson } from './canonical-json.js'

// Its types promise a default export; its CommonJS file is the function itself.
const imported: unknown = canonicalizeModule
const reference = (typeof imported === 'function' ? imported : (imported as { readonly default: unknown }).default) as (
  value: unknown,
) => string

const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 })

describe('canonical JSON', () => {
  it('is what the reference implementation of RFC 8785 writes', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(value)).toBe(reference(value))
      }),
      { numRuns: 1000 },
    )
  })

  it('says the same value as it was given', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('writes again what it wrote, and the same where only one member within is out of order', () => {
    fc.assert(
      fc.property(json, (value) => {
        const written = canonicalJson(value)
        const inOrder: unknown = JSON.parse(written)
        expect(canonicalJson(inOrder)).toBe(written)
        const turned = canonicalJson({ b: inOrder, a: [inOrder] })
        expect(turned).toBe(`{"a":[${written}],"b":${written}}`)
        expect(canonicalJson(JSON.parse(turned))).toBe(turned)
      }),
    )
  })

  it('refuses what has no JSON form, though every name is in order', () => {
    for (const none of [NaN, Infinity, -Infinity, [undefined], { a: () => 1 }, { a: Symbol('a') }])
      expect(() => canonicalJson({ a: 1, b: none })).toThrow('has no JSON form')
    expect(() => canonicalJson({ a: 1n })).toThrow()
  })

  it('leaves out a member that is undefined', () => {
    expect(canonicalJson({ a: 1, b: undefined, c: { d: undefined } })).toBe('{"a":1,"c":{}}')
  })

  it('is the same however the members were ordered', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.integer(), { noNullPrototype: true }), (members) => {
        const turned = Object.fromEntries(Object.entries(members).reverse())
        expect(canonicalJson(turned)).toBe(canonicalJson(members))
      }),
    )
  })

  it('sorts by code units, writes numbers as ECMAScript does, and escapes only what it must', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    )
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    )
    expect(canonicalJson('€$\u000f\nA\'B"\\"/张')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\"/张"')
  })

  it('leaves out a member that is undefined', () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}')
  })

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [undefined], [() => 1], [[undefined]], [1n]])(
    'has no form for %p',
    (value) => {
      expect(() => canonicalJson(value)).toThrow()
    },
  )
})
