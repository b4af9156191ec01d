import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createIdSieve } from './id-sieve.js'

const numbered = (number: number): string => `00000000-0000-5000-8000-${number.toString(16).padStart(12, '0')}`

describe('the sieve of ids', () => {
  it('never misses an id that it was shown', () => {
    const id = fc.oneof(fc.nat({ max: 40 }).map(numbered), fc.uuid(), fc.string({ maxLength: 2 }))
    fc.assert(
      fc.property(fc.array(id, { maxLength: 200 }), (ids) => {
        const sieve = createIdSieve()
        for (const text of ids) sieve.note(text)
        expect(ids.every((text) => sieve.note(text))).toBe(true)
      }),
    )
  })

  it('never misses one where more or fewer come than were expected', () => {
    for (const expected of [1, 5_000, 40_000, 2 ** 53]) {
      const sieve = createIdSieve(expected)
      const ids = Array.from({ length: 20_000 }, (_, number) => numbered(number))
      expect(ids.filter((id) => sieve.note(id))).toEqual([])
      expect(ids.every((id) => sieve.note(id))).toBe(true)
    }
  })

  it('takes none of many ids for another, and seven bytes for each', () => {
    const sieve = createIdSieve()
    const many = 60_000
    let doubtful = 0
    for (let number = 0; number < many; number += 1) if (sieve.note(numbered(number))) doubtful += 1
    expect(doubtful).toBe(0)
    expect(sieve.bytes() / many).toBeLessThan(8)
  })
})
