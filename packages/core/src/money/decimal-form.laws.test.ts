import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { decimalUpTo } from './decimal-form.js'
import { largestMinorUnits } from './money.js'

const anchored = (limit: bigint): RegExp => new RegExp(`^(?:${decimalUpTo(limit)})$`)

describe('the pattern of a bounded whole number', () => {
  it('matches a number exactly when it is from 1 to the limit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 10n, max: largestMinorUnits }),
        fc.bigInt({ min: 0n, max: 2n * largestMinorUnits }),
        (limit, number) => {
          expect(anchored(limit).test(number.toString())).toBe(number >= 1n && number <= limit)
        },
      ),
    )
  })

  it('matches the limit and not the number after it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10n, max: largestMinorUnits }), (limit) => {
        expect(anchored(limit).test(limit.toString())).toBe(true)
        expect(anchored(limit).test((limit + 1n).toString())).toBe(false)
        expect(anchored(limit).test(`0${limit - 1n}`)).toBe(false)
      }),
    )
  })
})
