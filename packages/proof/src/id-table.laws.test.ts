import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createIdTable } from './id-table.js'

const numbered = (number: number): string => `00000000-0000-5000-8000-${number.toString(16).padStart(12, '0')}`

describe('the table of ids', () => {
  it('answers as a map of texts does', () => {
    const near = fc.nat({ max: 40 }).map(numbered)
    const id = fc.oneof(
      near,
      near.map((text) => text.toUpperCase()),
      fc.uuid(),
      fc.string({ maxLength: 2 }),
    )
    fc.assert(
      fc.property(fc.array(id, { maxLength: 200 }), (ids) => {
        const table = createIdTable()
        const map = new Map<string, number>()
        for (const [index, text] of ids.entries()) {
          expect(table.note(text, index + 1)).toBe(map.get(text) ?? null)
          if (!map.has(text)) map.set(text, index + 1)
        }
      }),
    )
  })

  it('finds each of many ids again, wherever it first stood', () => {
    const table = createIdTable()
    const many = 150_000
    for (let number = 0; number < many; number += 1) table.note(numbered(number), number + 7)
    let found = 0
    for (let number = 0; number < many; number += 1) if (table.note(numbered(number), 1) === number + 7) found += 1
    expect(found).toBe(many)
    expect(table.note(numbered(many), 1)).toBe(null)
  })

  it('keeps a sequence that is no whole number as it was told', () => {
    const table = createIdTable()
    table.note(numbered(1), -1.5)
    expect(table.note(numbered(1), 2)).toBe(-1.5)
  })
})
