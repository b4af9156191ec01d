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

  it('goes on where one page of its bytes is full, and where one of its beginnings is', () => {
    const table = createNameTable()
    const names = Array.from({ length: 17_000 }, (_, number) => `${number}${'n'.repeat(70)}`)
    expect(names.map(table.numberOf)).toEqual([...names.keys()])
    expect(names.map(table.knownAs)).toEqual([...names.keys()])
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
})
