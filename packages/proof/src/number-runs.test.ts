import { disorderIn, greatestOf, readNumber, type Run } from './number-runs.js'

/** The runs that are read of these numbers; where a run begins is told by its place among them, from 0. */
const runsOf = (numbers: ReadonlyArray<number>, first = 1): ReadonlyArray<Run<number>> => {
  const runs: Array<Run<number>> = []
  for (const [place, number] of numbers.entries()) readNumber(runs, first, number, () => place)
  return runs
}

const disorder = (numbers: ReadonlyArray<number>, first = 1) => disorderIn(runsOf(numbers, first), first)

describe('numbers that are read', () => {
  it('are one run while each follows the one before it', () => {
    expect(runsOf([1, 2, 3])).toEqual([{ start: 1, end: 3, behind: null, at: 0 }])
    expect(runsOf([0, 1], 0)).toEqual([{ start: 0, end: 1, behind: null, at: 0 }])
  })

  it('begin a run wherever one does not, behind the last of the run before', () => {
    expect(runsOf([1, 2, 2, 5])).toEqual([
      { start: 1, end: 2, behind: null, at: 0 },
      { start: 2, end: 2, behind: 2, at: 2 },
      { start: 5, end: 5, behind: 2, at: 3 },
    ])
  })

  it.each([Number.NaN, 1.5, -7, 0, 2 ** 60])('count %p as the one before the first', (number) => {
    expect(runsOf([3, number])[1]).toEqual({ start: 0, end: 0, behind: 3, at: 1 })
  })

  it('have a greatest one, which is the one before the first where there are none', () => {
    expect([greatestOf(runsOf([1, 7, 3]), 1), greatestOf([], 1), greatestOf([], 0)]).toEqual([7, 0, -1])
  })
})

describe('the disorder of numbers', () => {
  it('is none where they are dense and rising from the first', () => {
    expect(disorder([1, 2, 3, 4])).toEqual([])
    expect(disorder([])).toEqual([])
  })

  it('names those that were never read, with the run behind them', () => {
    expect(disorder([2, 3, 6])).toEqual([
      { _tag: 'Missing', from: 1, to: 1, run: { start: 2, end: 3, behind: null, at: 0 } },
      { _tag: 'Missing', from: 4, to: 5, run: { start: 6, end: 6, behind: 3, at: 2 } },
    ])
  })

  it('names those that were read before, as far as they were', () => {
    expect(disorder([1, 2, 3, 2, 3, 4, 5])).toEqual([
      { _tag: 'Repeated', from: 2, to: 3, run: { start: 2, end: 5, behind: 3, at: 3 } },
    ])
    expect(disorder([1, 2, 3, 2])).toEqual([
      { _tag: 'Repeated', from: 2, to: 2, run: { start: 2, end: 2, behind: 3, at: 3 } },
    ])
  })

  it('takes the number that was read again for the repeated one, not the first, where one that cannot be lies between', () => {
    const late = { start: 0, end: 0, behind: 1, at: 1 }
    expect(disorder([1, 0, 1])).toEqual([
      { _tag: 'Repeated', from: 1, to: 1, run: { start: 1, end: 1, behind: 0, at: 2 } },
      { _tag: 'Late', run: late, before: { start: 1, end: 1, behind: null, at: 0 } },
    ])
  })

  it('names a run that stands behind greater numbers, with the run before it', () => {
    const before = { start: 3, end: 3, behind: 1, at: 1 }
    const run = { start: 2, end: 2, behind: 3, at: 2 }
    expect(disorder([1, 3, 2, 4])).toEqual([{ _tag: 'Late', run, before }])
  })

  it('calls none late because a repeated one was read before it', () => {
    const run = { start: 1, end: 1, behind: 2, at: 2 }
    expect(disorder([1, 2, 1, 3])).toEqual([{ _tag: 'Repeated', from: 1, to: 1, run }])
    // The 5 that stands alone is the repeated one: 4 is not late behind it, and 3 is late behind 4 and 5.
    expect(disorder([1, 2, 5, 4, 5, 3]).map(({ _tag, run: { at } }) => [_tag, at])).toEqual([
      ['Repeated', 2],
      ['Late', 5],
    ])
  })

  it('calls each late that is below the first number that there can be, even where it is the first', () => {
    const run = { start: 0, end: 0, behind: null, at: 0 }
    expect(disorder([0, 1, 2])).toEqual([{ _tag: 'Late', run, before: null }])
  })
})
