import * as fc from 'fast-check'
import { createByteShelf } from './byte-shelf.js'

it('a shelf of bytes gives back what was put last under each number', () => {
  const put = fc.record({
    number: fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 100_000 })),
    bytes: fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 2_000, maxLength: 2_200 })),
  })
  fc.assert(
    fc.property(fc.array(put, { maxLength: 60 }), (puts) => {
      const shelf = createByteShelf()
      const map = new Map<number, Uint8Array>()
      for (const { bytes, number } of puts) {
        shelf.put(number, bytes)
        map.set(number, bytes)
      }
      for (const [number, bytes] of map) {
        const place = shelf.placeOf(number)
        expect(shelf.bytesOf(number)?.slice(place, place + bytes.length)).toEqual(bytes)
      }
      expect(shelf.bytesOf(100_001)).toBeNull()
    }),
  )
})
