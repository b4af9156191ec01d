import { createNameTable } from './name-table.js'

const uuid = '7d1f3a52-0c4e-4b6a-8d2f-0123456789ab'

describe('the table of names', () => {
  it('says the number of a name that was mentioned, and gives none to one that was only asked for', () => {
    const table = createNameTable()
    for (const name of ['account-ada', `transfer-${uuid}`, 'transfer-帐', '', 'n'.repeat(500)]) {
      expect([name, table.knownAs(name)]).toEqual([name, null])
      const number = table.numberOf(name)
      expect([table.knownAs(name), table.numberOf(name), table.nameOf(number)]).toEqual([number, number, name])
    }
    expect([table.size(), table.knownAs('account-ben'), table.knownAs('帐')]).toEqual([5, null, null])
  })

  it('keeps names apart that differ in one character, or in their length only', () => {
    const table = createNameTable()
    const names = [
      uuid,
      ...Array.from(uuid, (digit, place) => uuid.slice(0, place) + (digit === '5' ? '6' : '5') + uuid.slice(place + 1)),
      uuid.toUpperCase(),
      `${uuid.slice(0, -1)}g`,
      `${uuid.slice(0, -1)}\``,
      `${uuid.slice(0, -1)}:`,
      `${uuid.slice(0, -1)}/`,
      uuid.slice(1),
      `a${uuid}`,
      `-${uuid}`,
      'a-',
      'a-b',
      'a-b-',
      'ab',
      ...[126, 127, 128, 162, 163, 164].map((length) => 'n'.repeat(length)),
      ...[126, 127, 128].map((length) => 'n'.repeat(length) + uuid),
      ...[13, 14, 15, 16, 17].map((length) => `${'p'.repeat(length)}-1`),
      '\u00ff',
      '\u0100',
    ]
    expect([...names, ...names].map(table.numberOf)).toEqual([...names.keys(), ...names.keys()])
    expect(names.map((_, number) => table.nameOf(number))).toEqual(names)
  })

  it('holds a page for bytes, one for beginnings, and its slots', () => {
    const table = createNameTable()
    const slots = table.bytes()
    expect(slots).toBe(4 * 1_024)
    table.numberOf('account-ada')
    expect(table.bytes()).toBe(slots + 2 ** 20 + 4 * 2 ** 14)
    table.numberOf('account-ben')
    expect(table.bytes()).toBe(slots + 2 ** 20 + 4 * 2 ** 14)
  })

  it('widens its slots where more than four fifths of them are taken', () => {
    const table = createNameTable()
    const whole = 2 ** 20 + 4 * 2 ** 14
    for (const [names, slots] of [
      [1, 1_024],
      [819, 1_024],
      [820, 1_280],
      [1_024, 1_280],
      [1_025, 1_600],
    ] as const) {
      for (let number = table.size(); number < names; number += 1) table.numberOf(`${number}`)
      expect([names, (table.bytes() - whole) / 4]).toEqual([names, slots])
    }
  })

  it('finds each name again, also one that stands at the beginning because the end was full', () => {
    for (let kind = 0; kind < 12; kind += 1) {
      const table = createNameTable()
      const names = Array.from({ length: 1_000 }, (_, number) => `${kind} ${number}`)
      for (const most of [819, 1_000]) {
        const numbers = Array.from({ length: most }, (_, number) => number)
        expect(names.slice(0, most).map(table.numberOf)).toEqual(numbers)
        expect(names.slice(0, most).map(table.knownAs)).toEqual(numbers)
        expect(names.slice(most).find((name) => table.knownAs(name) !== null)).toBe(undefined)
      }
    }
  })

  it('fills a page of bytes to its last, and goes on where it is full, and where one of its beginnings is', () => {
    const table = createNameTable()
    const alike = Array.from({ length: 16_383 }, (_, number) => `${number}`.padEnd(62, 'n'))
    const filling = [...alike, 'm'.repeat(60), '']
    expect(filling.map(table.numberOf)).toEqual([...filling.keys()])
    const slots = table.bytes() - 2 ** 20 - 2 * 4 * 2 ** 14
    expect(slots).toBeLessThan(2 ** 17)
    expect(table.numberOf('more')).toBe(16_385)
    expect(table.bytes()).toBe(slots + 2 * 2 ** 20 + 2 * 4 * 2 ** 14)
    const names = [...filling, 'more']
    expect(names.map(table.knownAs)).toEqual([...names.keys()])
    expect(names.map((_, number) => table.nameOf(number))).toEqual(names)
  })

  it('has nothing under a number that no name has', () => {
    const table = createNameTable()
    expect([table.nameOf(0), table.nameOf(20_000)]).toEqual(['', ''])
    table.numberOf('a')
    expect([table.nameOf(1), table.nameOf(20_000)]).toEqual(['', ''])
  })
})
