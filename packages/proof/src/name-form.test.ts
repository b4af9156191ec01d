import { createNameForm, type NameForm } from './name-form.js'

const uuid = '7d1f3a52-0c4e-4b6a-8d2f-0123456789ab'
const everyDigit = [
  '01234567-89ab-cdef-0123-456789abcdef',
  '89abcdef-0123-4567-89ab-cdef01234567',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '00000000-0000-0000-0000-000000000000',
]

/** How long the form of a name is, which reads back as the name, alone and behind other bytes. */
const lengthOf = (name: string, form: NameForm = createNameForm()): number | null => {
  const length = form.write(name)
  if (length === null) return null
  const page = new Uint8Array(length + 7)
  page.set(form.bytes.subarray(0, length), 3)
  expect([form.lengthAt(page, 3), form.nameAt(page, 3), form.nameAt(form.bytes, 0)]).toEqual([length, name, name])
  return length
}

describe('the form of a name', () => {
  it('takes a byte for each character, and two before them', () => {
    for (const name of ['', 'a', 'ab', '\0', '\u00ff', 'n'.repeat(127)]) expect(lengthOf(name)).toBe(2 + name.length)
  })

  it('takes sixteen bytes for a UUID at its end, whatever its digits', () => {
    for (const end of [uuid, ...everyDigit]) {
      expect([lengthOf(end), lengthOf(`n${end}`)]).toEqual([18, 19])
      expect(lengthOf('n'.repeat(127) + end)).toBe(2 + 127 + 16)
    }
  })

  it('takes more for what is no UUID, wherever it is none', () => {
    for (const [place, character] of Array.from(uuid).entries())
      for (const other of character === '-' ? ['0', '/'] : ['/', ':', '`', 'g', 'A', '-']) {
        const name = uuid.slice(0, place) + other + uuid.slice(place + 1)
        expect([name, (lengthOf(name) ?? 0) > 18]).toEqual([name, true])
      }
    expect(lengthOf(uuid.slice(1))).toBe(2 + 35 - 8)
    expect(lengthOf(`${uuid}0`)).toBe(2 + 37 - 9)
    expect(lengthOf(`${uuid}00`)).toBe(2 + 38 - 9)
  })

  it('is none of a name that is too long, or that has characters beyond a byte', () => {
    const names = ['n'.repeat(128), 'n'.repeat(163), 'n'.repeat(200), 'n'.repeat(128) + uuid, '\u0100', `a\u0100`]
    expect(names.map((name) => lengthOf(name))).toEqual(names.map(() => null))
  })

  it('takes no byte for what ends with its first hyphen, up to sixteen characters of it', () => {
    const lengths = ['-', 'a-', '-a', 'a-b', 'a-b-', 'transfer-', `transfer-${uuid}`].map((name) => lengthOf(name))
    expect(lengths).toEqual([2, 2, 3, 3, 4, 2, 18])
    expect(lengthOf(`${'p'.repeat(15)}-1`)).toBe(3)
    expect(lengthOf(`${'p'.repeat(16)}-1`)).toBe(2 + 18)
    // The first hyphen is within the UUID.
    expect(lengthOf(`p${uuid}`)).toBe(19)
  })

  it('has a number for each prefix, the same one whenever it comes, and none for what has no prefix', () => {
    const form = createNameForm()
    const numberOf = (name: string): number | undefined => (lengthOf(name, form) === null ? undefined : form.bytes[1])
    expect(['a-1', 'no prefix', 'b-1', '', 'a-2', 'b-', uuid, 'c-1'].map(numberOf)).toEqual([1, 0, 2, 0, 1, 2, 0, 3])
  })

  it('keeps 255 prefixes apart, and those that come later with their names', () => {
    const form = createNameForm()
    const names = Array.from({ length: 257 }, (_, number) => `${number}-x`)
    const kept = names.map((name) => [lengthOf(name, form), form.bytes[1]])
    expect(kept.slice(0, 255)).toEqual(names.slice(0, 255).map((_, number) => [3, number + 1]))
    expect(kept.slice(255)).toEqual([
      [2 + 5, 0],
      [2 + 5, 0],
    ])
    expect([lengthOf('0-y', form), form.bytes[1]]).toEqual([3, 1])
  })
})
