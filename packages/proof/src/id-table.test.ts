import { createIdTable } from './id-table.js'

const numbered = (number: number): string => `${number.toString(16).padStart(8, '0')}-0000-5000-8000-000000000000`

describe('the table of ids', () => {
  it('finds each of two thousand ids where it first stood, and no other', () => {
    const table = createIdTable()
    const ids = Array.from({ length: 2_000 }, (_, number) => numbered(number))
    expect(ids.map((id, index) => table.note(id, index + 7)).every((found) => found === null)).toBe(true)
    expect(ids.map((id) => table.note(id, 1))).toEqual(ids.map((_, index) => index + 7))
    expect(table.note(numbered(2_000), 1)).toBe(null)
  })

  it('tells ids apart wherever one digit of them differs', () => {
    const table = createIdTable()
    const id = 'a0b1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d'
    table.note(id, 1)
    for (const [place, digit] of Array.from(id).entries()) {
      if (digit === '-') continue
      const other = `${id.slice(0, place)}${digit === '5' ? '6' : '5'}${id.slice(place + 1)}`
      expect([other, table.note(other, 2)]).toEqual([other, null])
    }
    expect(table.note(id, 3)).toBe(1)
  })

  it.each(['', 'event-1', 'A0B1C2D3-E4F5-4A6B-8C7D-9E0F1A2B3C4D', ' a0b1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d'])(
    'keeps what is no lower-case UUID as its text: %p',
    (id) => {
      const table = createIdTable()
      table.note('a0b1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d', 1)
      expect([table.note(id, 4), table.note(id, 5), table.note(`${id}0`, 6)]).toEqual([null, 4, null])
    },
  )
})
