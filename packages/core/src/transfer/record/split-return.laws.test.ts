import fc from 'fast-check'
import { splitReturn } from './split-return.js'

const sum = fc.oneof(fc.bigInt({ min: 0n, max: 5n }), fc.bigInt({ min: 0n, max: 10_000n }))
const came = sum.map((minorUnits) => minorUnits + 1n)

describe('a return and the fees that were kept of it', () => {
  it('lower each place by no more than it holds, and account for every minor unit that came', () => {
    fc.assert(
      fc.property(sum, sum, came, sum, (inTransit, credited, cash, kept) => {
        const { ofTransit, ofCredited, beyond } = splitReturn({ inTransit, credited }, cash, kept)
        expect(ofTransit.came + ofTransit.kept).toBeLessThanOrEqual(inTransit)
        expect(ofCredited.came + ofCredited.kept).toBeLessThanOrEqual(credited)
        expect(ofTransit.came + ofCredited.came + beyond).toBe(cash)
        expect(ofTransit.kept + ofCredited.kept).toBeLessThanOrEqual(kept)
        for (const part of [ofTransit, ofCredited]) expect(part.came > 0n || part.kept === 0n).toBe(true)
      }),
    )
  })

  it('lower what is left by both together whenever both fit, unless one minor unit alone came', () => {
    fc.assert(
      fc.property(sum, sum, came, sum, (inTransit, credited, cash, kept) => {
        fc.pre(cash > 1n && cash + kept <= inTransit + credited)
        const { ofTransit, ofCredited, beyond } = splitReturn({ inTransit, credited }, cash, kept)
        expect([ofTransit.kept + ofCredited.kept, beyond]).toEqual([kept, 0n])
      }),
    )
  })

  it('are about one place where one minor unit alone came, with what was kept beside it as far as it fits there', () => {
    const nothing = { came: 0n, kept: 0n }
    expect(splitReturn({ inTransit: 1n, credited: 5n }, 1n, 3n)).toEqual({
      ofTransit: { came: 1n, kept: 0n },
      ofCredited: nothing,
      beyond: 0n,
    })
    expect(splitReturn({ inTransit: 0n, credited: 5n }, 1n, 3n)).toEqual({
      ofTransit: nothing,
      ofCredited: { came: 1n, kept: 3n },
      beyond: 0n,
    })
  })
})
