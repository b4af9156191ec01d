import { smallerList } from './smaller-list.js'

const numbers = Array.from({ length: 100 }, (_, index) => index)
const holdsAll =
  (...wanted: ReadonlyArray<number>) =>
  async (part: ReadonlyArray<number>) =>
    Promise.resolve(wanted.every((one) => part.includes(one)))

describe('a list that is made smaller', () => {
  it('keeps what it needs and nothing else', async () => {
    expect(await smallerList(numbers, holdsAll(3, 57, 58, 99))).toEqual([3, 57, 58, 99])
  })

  it('is empty where nothing of it is needed, and whole where all of it is', async () => {
    expect(await smallerList(numbers, async () => Promise.resolve(true))).toEqual([])
    expect(await smallerList(numbers, holdsAll(...numbers))).toEqual(numbers)
  })

  it('still does what the whole did when it is stopped', async () => {
    let tries = 0
    const needed = holdsAll(10, 90)
    const part = await smallerList(numbers, needed, () => (tries += 1) > 6)
    expect(await needed(part)).toBe(true)
    expect(part.length).toBeLessThan(100)
  })
})
