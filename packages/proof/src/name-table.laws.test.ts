import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createNameTable } from './name-table.js'

const uuid = fc.uuid()
const name = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom(
    '',
    'transfer-',
    'transfer-t-1',
    '\u00ff',
    '\u0100',
    '\ud83c',
    'transfer-帐',
    '-',
    '--',
    'transfer--',
  ),
  uuid,
  uuid.map((text) => `transfer-${text}`),
  uuid.map((text) => `transfer-${text.toUpperCase()}`),
  uuid.map((text) => `${text}x`),
  uuid.map((text) => `transfer-${text.replace('-', '0')}`),
  fc.nat({ max: 400 }).map((number) => `kind${number % 300}-${number}`),
  fc.nat({ max: 300 }).map((length) => 'n'.repeat(length)),
  fc.tuple(fc.nat({ max: 200 }), uuid).map(([length, text]) => 'n'.repeat(length) + text),
)

describe('the table of names', () => {
  it('answers as a map of texts does, and gives every name back', () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 60 }), (names) => {
        const table = createNameTable()
        const map = new Map<string, number>()
        const numbers = [...names, ...names].map((text) => {
          if (!map.has(text)) map.set(text, map.size)
          return [table.numberOf(text), map.get(text)]
        })
        expect(numbers.filter(([found, expected]) => found !== expected)).toEqual([])
        expect(table.size()).toBe(map.size)
        for (const [text, number] of map) expect(table.nameOf(number)).toBe(text)
      }),
    )
  })

  it('keeps names apart whose beginnings are too many to be numbered', () => {
    const table = createNameTable()
    const names = Array.from({ length: 2_000 }, (_, number) => [`kind${number % 400}-${number}`, `${number}-`]).flat()
    expect([...names, ...names].map(table.numberOf)).toEqual([...names.keys(), ...names.keys()])
    expect(names.map((_, number) => table.nameOf(number))).toEqual(names)
  })

  it('keeps each of many names in a few bytes more than its text, and one that ends with a UUID in fewer', () => {
    const many = 60_000
    const padded = (number: number): string => number.toString(16).padStart(12, '0')
    for (const [named, most] of [
      [(number: number) => `transfer-t-${padded(number)}`, 60],
      [(number: number) => `transfer-7d1f3a52-0c4e-4b6a-8d2f-${padded(number)}`, 60],
    ] as const) {
      const table = createNameTable()
      for (let number = 0; number < many; number += 1) table.numberOf(named(number))
      let found = 0
      for (let number = 0; number < many; number += 1)
        if (table.numberOf(named(number)) === number && table.nameOf(number) === named(number)) found += 1
      expect(found).toBe(many)
      expect(table.bytes() / many).toBeLessThan(most)
    }
  })
})
