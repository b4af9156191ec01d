import { createIdTable } from './id-table.js'

const numbered = (number: number): string => `${number.toString(16).padStart(8, '0')}-0000-5000-8000-000000000000`

describe('the table of ids', () => {
  it('finds each of five thousand ids where it first stood, and no other', () => {
    const table = createIdTable()
    const ids = Array.from({ length: 5_000 }, (_, number) => numbered(number))
    expect(ids.map((id, index) => table.note(id, index + 7)).every((found) => found === null)).toBe(true)
    expect(ids.map((id) => table.note(id, 1))).toEqual(ids.map((_, index) => index + 7))
    expect(table.note(numbered(5_000), 1)).toBe(null)
  })

  const block = 65_536 * 24
  const slots = (count: number): number => block + 4 * count

  it('holds nothing but slots for texts that are no ids, and a block for the first that is one', () => {
    const table = createIdTable()
    expect(table.bytes()).toBe(4 * 1_024)
    table.note('event-1', 1)
    expect(table.bytes()).toBe(4 * 1_024)
    table.note(numbered(0), 2)
    expect(table.bytes()).toBe(slots(1_024))
  })

  it('has twice as many slots where more than two thirds of them are taken', () => {
    const table = createIdTable()
    for (let number = 0; number < 682; number += 1) table.note(numbered(number), number)
    expect(table.bytes()).toBe(slots(1_024))
    table.note(numbered(682), 3)
    expect(table.bytes()).toBe(slots(2_048))
    table.note(numbered(682), 4)
    expect(table.bytes()).toBe(slots(2_048))
  })

  it('has no id that it was not told, not even the id of zeros where it has just made room', () => {
    const zeros = '00000000-0000-0000-0000-000000000000'
    for (const told of [0, 682, 683, 684, 1_366]) {
      const table = createIdTable()
      for (let number = 1; number <= told; number += 1) table.note(numbered(number), number)
      expect([told, table.note(zeros, 9)]).toEqual([told, null])
    }
  })

  const id = 'a0b1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d'
  const almost = [
    ...id
      .split('-')
      .flatMap((digits, place, groups) =>
        [digits.slice(0, 1), 'z'.repeat(digits.length)].map((other) => groups.with(place, other).join('-')),
      ),
    id.toUpperCase(),
    ` ${id}`,
    `${id}0`,
    id.replaceAll('-', '_'),
    '',
    'event-1',
  ]

  it.each([id, ...almost])('tells texts apart wherever one character of them differs: %p', (text) => {
    const table = createIdTable()
    table.note(text, 1)
    for (const [place, character] of Array.from(text).entries()) {
      const other = `${text.slice(0, place)}${character === '5' ? '6' : '5'}${text.slice(place + 1)}`
      expect([other, table.note(other, 2)]).toEqual([other, null])
    }
    expect(table.note(`${text}5`, 3)).toBe(null)
    expect(table.note(text, 4)).toBe(1)
  })

  it.each([id, ...almost])('says of each text where it stood first, however often it comes: %p', (text) => {
    const table = createIdTable()
    expect([4, 5, 6].map((sequence) => table.note(text, sequence))).toEqual([null, 4, 4])
  })
})
