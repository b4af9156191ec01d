import fc from 'fast-check'
import { splitReturn } from './split-return.js'

const sum = fc.oneof(fc.bigInt({ min: 0n, max: 5n }), fc.bigInt({ min: 0n, max: 10_000n }))
const came = sum.map((minorUnits) => minorUnits + 1n)

describe('a return and the fees that were kept of it', () => {
  it('lower each place by no more than it holds, and account for every minor unit that came', () => {
    fc.assert(
      fc.property(sum, sum, sum, came, sum, (inTransit, excess, credited, cash, kept) => {
        const { ofTransit, ofCredited, beyond } = splitReturn({ inTransit, excess, credited }, cash, kept)
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
        const { ofTransit, ofCredited, beyond } = splitReturn({ inTransit, excess: 0n, credited }, cash, kept)
        expect([ofTransit.kept + ofCredited.kept, beyond]).toEqual([kept, 0n])
      }),
    )
  })

  it('are about one place where one minor unit alone came, with what was kept beside it as far as it fits there', () => {
    const nothing = { came: 0n, kept: 0n }
    expect(splitReturn({ inTransit: 1n, excess: 0n, credited: 5n }, 1n, 3n)).toEqual({
      ofTransit: { came: 1n, kept: 0n },
      ofCredited: nothing,
      beyond: 0n,
    })
    expect(splitReturn({ inTransit: 0n, excess: 0n, credited: 5n }, 1n, 3n)).toEqual({
      ofTransit: nothing,
      ofCredited: { came: 1n, kept: 3n },
      beyond: 0n,
    })
  })

  it('are of what was on its way, then of the excess, and only then of what was credited', () => {
    fc.assert(
      fc.property(sum, sum, sum, came, sum, (inTransit, excess, credited, cash, kept) => {
        const { ofTransit, ofCredited, beyond } = splitReturn({ inTransit, excess, credited }, cash, kept)
        if (excess > 0n && cash > inTransit) {
          expect(ofTransit.came + ofTransit.kept).toBe(inTransit)
          expect(beyond >= excess || beyond === cash - inTransit).toBe(true)
        }
        if (ofCredited.came > 0n && cash > inTransit) expect(beyond).toBeGreaterThanOrEqual(excess)
      }),
    )
  })

  it('are of no excess where what was on its way is enough, and lower what was credited for fees alone where there is none', () => {
    expect(splitReturn({ inTransit: 100n, excess: 50n, credited: 0n }, 60n, 5n)).toEqual({
      ofTransit: { came: 60n, kept: 5n },
      ofCredited: { came: 0n, kept: 0n },
      beyond: 0n,
    })
    expect(splitReturn({ inTransit: 100n, excess: 0n, credited: 100n }, 100n, 5n)).toEqual({
      ofTransit: { came: 99n, kept: 1n },
      ofCredited: { came: 1n, kept: 4n },
      beyond: 0n,
    })
  })

  it('keep nothing of what was credited where the return ends in the excess', () => {
    expect(splitReturn({ inTransit: 0n, excess: 100n, credited: 100n }, 95n, 5n)).toEqual({
      ofTransit: { came: 0n, kept: 0n },
      ofCredited: { came: 0n, kept: 0n },
      beyond: 95n,
    })
    expect(splitReturn({ inTransit: 0n, excess: 100n, credited: 100n }, 195n, 5n)).toEqual({
      ofTransit: { came: 0n, kept: 0n },
      ofCredited: { came: 95n, kept: 5n },
      beyond: 100n,
    })
  })
})
