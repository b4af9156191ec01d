import * as fc from 'fast-check'
import { createMomentColumn } from './moment-column.js'

it('a column of moments gives back the one that was set last for each stream', () => {
  const moment = fc.oneof(fc.nat({ max: 5 }), fc.integer({ min: -(2 ** 53), max: 2 ** 53 }), fc.constant(Number.NaN))
  const at = fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 30_000 }))
  fc.assert(
    fc.property(fc.array(fc.tuple(at, moment)), (sets) => {
      const column = createMomentColumn()
      const map = new Map<number, number>()
      for (const [stream, set] of sets) {
        column.set(stream, set)
        map.set(stream, set)
      }
      for (const [stream, set] of map) expect(column.get(stream)).toBe(set)
      expect(column.get(30_001)).toBeNaN()
    }),
    { examples: [[[[0, 2 ** 53]]]] },
  )
})
