import { createIdSieve } from './id-sieve.js'

const numbered = (number: number): string => `00000000-0000-5000-8000-${number.toString(16).padStart(12, '0')}`
const ids = Array.from({ length: 20_000 }, (_, number) => numbered(number))

describe('the sieve of ids', () => {
  it('knows each of twenty thousand ids again, and takes none of them for another', () => {
    const sieve = createIdSieve()
    expect(ids.filter((id) => sieve.note(id))).toEqual([])
    expect(ids.filter((id) => !sieve.note(id))).toEqual([])
  })

  it('knows ids again that are short, and those that differ in one letter', () => {
    const sieve = createIdSieve()
    const short = ['', 'a', 'b', 'ab', 'ba']
    expect([...short, ...short].map((id) => sieve.note(id))).toEqual([
      ...short.map(() => false),
      ...short.map(() => true),
    ])
  })

  it('makes room for as many as are expected at once, and for more as they come', () => {
    const expecting = createIdSieve(ids.length)
    const before = expecting.bytes()
    for (const id of ids) expecting.note(id)
    expect(expecting.bytes() / before).toBeLessThan(1.001)
    expect(before / ids.length).toBeLessThan(10)

    const unaware = createIdSieve()
    expect(unaware.bytes()).toBe(1_024 * 16 * 5)
    for (const id of ids) unaware.note(id)
    expect(unaware.bytes() / ids.length).toBeLessThan(8)
  })

  it('makes room in the part where seven eighths of the places are taken, and in no other', () => {
    const sieve = createIdSieve()
    const before = sieve.bytes()
    // So many of these ids come before one part of the table is the first to have fifteen.
    const earlier = 6_525
    for (const id of ids.slice(0, earlier)) sieve.note(id)
    expect(sieve.bytes()).toBe(before)
    sieve.note(ids[earlier] ?? '')
    expect(sieve.bytes() - before).toBe(5 * 2)
  })

  it('makes room for eight million at most, whatever a damaged ledger says', () => {
    expect(createIdSieve(2 ** 53).bytes()).toBe(createIdSieve(2 ** 23).bytes())
  })
})
