import { createWriteTurn, type WriteTurn } from './write-turn.js'

/** Writes without a pause, a commit each two milliseconds, and says when the lock was left alone. */
const restsOf = (turn: WriteTurn, fromMs: number, toMs: number): ReadonlyArray<number> => {
  const rests: Array<number> = []
  let now = fromMs
  while (now < toMs) {
    const left = turn.restLeftMs(now)
    if (left > 0) rests.push(now)
    now += left
    turn.began(now)
    now += 2
    turn.ended(now)
  }
  return rests
}

describe('A writer that commits without a pause', () => {
  it('leaves the lock alone for 10 of each 1,010 milliseconds while it meets nobody', () => {
    expect(restsOf(createWriteTurn(), 0, 3_100)).toEqual([1_000, 2_010, 3_020])
  })

  it('leaves the lock alone for 10 of each 50 milliseconds while it meets others, and for a second after', () => {
    const turn = createWriteTurn()
    turn.refused(0)
    const rests = restsOf(turn, 5, 2_300)
    expect(rests.slice(0, 3)).toEqual([45, 95, 145])
    expect(rests.filter((at) => at >= 1_000)).toEqual([2_005])
  })

  it('begins its turn anew when another had the lock in between', () => {
    const turn = createWriteTurn()
    restsOf(turn, 0, 30)
    turn.refused(31)
    expect(restsOf(turn, 33, 90)).toEqual([73])
  })
})

describe('A writer that pauses by itself', () => {
  it('is never held up', () => {
    const turn = createWriteTurn()
    turn.refused(0)
    for (let now = 10; now < 3_000; now += 30) {
      expect(turn.restLeftMs(now)).toBe(0)
      turn.began(now)
      turn.ended(now + 15)
    }
  })
})

describe('A writer whose commits are slower than its turn', () => {
  it('leaves the lock alone after each of them', () => {
    const turn = createWriteTurn()
    turn.refused(0)
    turn.began(1)
    turn.ended(60)
    expect(turn.restLeftMs(61)).toBe(9)
    expect(turn.restLeftMs(70)).toBe(0)
  })
})
