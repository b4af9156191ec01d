import { hashLength, sameHash } from './hexadecimal.js'
import { createStreamHeads } from './stream-heads.js'

const hashOf = (byte: number): Uint8Array => new Uint8Array(hashLength).fill(byte)

describe('the ends of streams', () => {
  it('are empty before the first event', () => {
    const heads = createStreamHeads()
    expect([heads.lengthOf(5), heads.lastSequenceOf(5)]).toEqual([0, 0])
    expect(sameHash(heads.hashesOf(5), heads.placeOf(5), hashOf(0), 0)).toBe(true)
  })

  it('are each those of the last event of their own stream, however many streams there are', () => {
    const heads = createStreamHeads()
    const streams = [0, 1, 8_191, 8_192, 8_193, 20_000]
    for (const [index, stream] of streams.entries()) {
      expect(heads.advance(stream, 10 + index, hashOf(100 + index))).toBe(true)
      expect(heads.advance(stream, 20 + index, hashOf(1 + index))).toBe(true)
    }
    for (const [index, stream] of streams.entries()) {
      expect([stream, heads.lengthOf(stream), heads.lastSequenceOf(stream)]).toEqual([stream, 2, 20 + index])
      expect(sameHash(heads.hashesOf(stream), heads.placeOf(stream), hashOf(1 + index), 0)).toBe(true)
    }
    expect([heads.lengthOf(2), heads.lengthOf(8_190), heads.lengthOf(8_194)]).toEqual([0, 0, 0])
  })

  it('take a sequence that has room in 32 bits, and stay as they are for any other', () => {
    const heads = createStreamHeads()
    for (const sequence of [0, 2 ** 32 - 1]) expect(heads.advance(0, sequence, hashOf(7))).toBe(true)
    for (const sequence of [-1, 1.5, 2 ** 32, Number.NaN]) expect(heads.advance(0, sequence, hashOf(8))).toBe(false)
    expect([heads.lengthOf(0), heads.lastSequenceOf(0)]).toEqual([2, 2 ** 32 - 1])
    expect(sameHash(heads.hashesOf(0), heads.placeOf(0), hashOf(7), 0)).toBe(true)
  })

  it('take forty bytes for each stream of a page, and nothing where there is none', () => {
    const heads = createStreamHeads()
    expect(heads.bytes()).toBe(0)
    heads.advance(0, 1, hashOf(1))
    const ofOnePage = heads.bytes()
    expect(ofOnePage).toBe(8_192 * 40)
    heads.advance(8_191, 2, hashOf(1))
    expect(heads.bytes()).toBe(ofOnePage)
    heads.advance(8_192, 3, hashOf(1))
    expect(heads.bytes()).toBe(2 * ofOnePage)
  })
})
