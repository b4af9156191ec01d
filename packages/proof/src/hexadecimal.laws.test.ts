import fc from 'fast-check'
import { hashLength, hexadecimalOf, isHash, readHash, sameHash, writeBytesOf } from './hexadecimal.js'

const hashes = fc.uint8Array({ minLength: hashLength, maxLength: hashLength })
const places = fc.nat({ max: 5 })
const digits = '0123456789abcdef'

/** A hash at a place, between bytes that do not belong to it. */
const between = (hash: Uint8Array, place: number, around: number): Uint8Array => {
  const bytes = new Uint8Array(place + hashLength + 5).fill(around)
  bytes.set(hash, place)
  return bytes
}

describe('hexadecimal text', () => {
  it('is two lower-case digits for each byte, the higher half first', () => {
    expect(hexadecimalOf(Uint8Array.of(0x00, 0x09, 0x0a, 0x9a, 0xa9, 0xff))).toBe('00090a9aa9ff')
  })

  it('of any bytes is written back as these bytes, at the place and nowhere else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), places, (bytes, place) => {
        const into = new Uint8Array(place + bytes.length + 5).fill(0xee)
        writeBytesOf(hexadecimalOf(bytes), into, place)
        const expected = new Uint8Array(place + bytes.length + 5).fill(0xee)
        expected.set(bytes, place)
        expect(into).toEqual(expected)
      }),
    )
  })
})

describe('a hash as text', () => {
  it('is read as the bytes that it was written from, at the place and nowhere else', () => {
    fc.assert(
      fc.property(hashes, places, (hash, place) => {
        const text = hexadecimalOf(hash)
        const into = new Uint8Array(place + hashLength + 5).fill(0xee)
        expect([readHash(text, into, place), isHash(text)]).toEqual([true, true])
        expect(into).toEqual(between(hash, place, 0xee))
      }),
    )
  })

  it('is none where one of its characters is no lower-case digit', () => {
    const strangers = Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code)).filter(
      (character) => !digits.includes(character),
    )
    const into = new Uint8Array(hashLength)
    const taken = strangers.flatMap((character) =>
      [0, 1, 30, 31, 62, 63]
        .map((place) => `${'7'.repeat(place)}${character}${'7'.repeat(63 - place)}`)
        .filter((text) => readHash(text, into, 0) || isHash(text)),
    )
    expect([strangers.length, taken]).toEqual([240, []])
  })

  it('is none where it is shorter or longer, at either end', () => {
    const into = new Uint8Array(2 * hashLength)
    for (const text of [
      '',
      '7'.repeat(62),
      '7'.repeat(63),
      '7'.repeat(65),
      '7'.repeat(66),
      `${'7'.repeat(64)}\n`,
      `x${'7'.repeat(64)}`,
    ])
      expect([text, readHash(text, into, 0), isHash(text)]).toEqual([text, false, false])
  })
})

describe('two hashes among other bytes', () => {
  it('are the same where every byte is, whatever stands around them', () => {
    fc.assert(
      fc.property(hashes, places, places, (hash, left, right) => {
        expect(sameHash(between(hash, left, 1), left, between(hash, right, 2), right)).toBe(true)
      }),
    )
  })

  it('are not the same where one bit of one byte is another', () => {
    fc.assert(
      fc.property(
        hashes,
        fc.nat({ max: hashLength - 1 }),
        fc.nat({ max: 7 }),
        places,
        places,
        (hash, at, bit, left, right) => {
          const other = hash.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte))
          expect(sameHash(between(hash, left, 1), left, between(other, right, 1), right)).toBe(false)
        },
      ),
    )
  })
})
