import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  noReservations,
  openReservations,
  reservedFor,
  withoutReservation,
  withReservation,
  type Reservations,
} from './reservations.js'

const id = fc.integer({ min: 0, max: 60 }).map((number) => `t${number}`)
const step = fc.tuple(id, fc.option(fc.bigInt({ min: 1n, max: 9n })))
const steps = fc.array(step, { maxLength: 200 })

type Step = readonly [string, bigint | null]

const take = (reservations: Reservations, [transferId, minorUnits]: Step): Reservations =>
  minorUnits === null
    ? withoutReservation(reservations, transferId)
    : withReservation(reservations, [transferId, minorUnits])

const byMap = (all: ReadonlyArray<Step>): ReadonlyMap<string, bigint> => {
  const map = new Map<string, bigint>()
  for (const [transferId, minorUnits] of all)
    if (minorUnits === null) map.delete(transferId)
    else map.set(transferId, minorUnits)
  return map
}

/** Two texts whose FNV-1a hashes are equal. */
const alike = ['costarring', 'liquid'] as const

describe('open reservations', () => {
  it('are those that a plain map would hold', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const reservations = all.reduce(take, noReservations)
        const map = byMap(all)
        expect(openReservations(reservations)).toEqual([...map].sort(([left], [right]) => (left < right ? -1 : 1)))
        expect(reservations.size).toBe(map.size)
        for (const [transferId] of all) expect(reservedFor(reservations, transferId)).toBe(map.get(transferId) ?? 0n)
      }),
    )
  })

  it('have one form, in whatever order they came and went', () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (all, ranks) => {
        const kept = [...byMap(all)].map((one) => ({ one, rank: ranks.next().value ?? 0 }))
        const again = kept.sort((left, right) => left.rank - right.rank).map(({ one }) => one)
        expect(again.reduce(take, noReservations)).toEqual(all.reduce(take, noReservations))
      }),
    )
  })

  it('are one list up to eight, and again where a ninth went', () => {
    const eight = Array.from({ length: 8 }, (_, number): Step => [`t${number}`, 1n]).reduce(take, noReservations)
    const nine = take(eight, ['t9', 1n])
    expect('open' in eight && eight.open.map(([id]) => id)).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7'])
    expect('parts' in nine && nine.parts.length).toBe(16)
    expect(withoutReservation(nine, 't9')).toEqual(eight)
  })

  it('stay as they were when others follow from them', () => {
    fc.assert(
      fc.property(steps, steps, (first, then) => {
        const before = first.reduce(take, noReservations)
        const listed = openReservations(before)
        then.reduce(take, before)
        expect(openReservations(before)).toEqual(listed)
      }),
    )
  })

  it('are told apart where the hashes of their ids are equal', () => {
    const others = Array.from({ length: 40 }, (_, number): Step => [`t${number}`, 1n])
    const [one, other] = alike
    const both = take(take(others.reduce(take, noReservations), [one, 2n]), [other, 3n])
    expect([reservedFor(both, one), reservedFor(both, other)]).toEqual([2n, 3n])
    const gone = withoutReservation(both, one)
    expect([reservedFor(gone, one), reservedFor(gone, other), gone.size]).toEqual([0n, 3n, 41])
  })

  it('are told apart where more of their hashes are equal than a list may hold', () => {
    const pairs = [alike, ['-2wzx', '-d6cd'], ['-n8yk', '-14da0'], ['-146wu', '-1bwfa']] as const
    const ids = pairs.reduce<ReadonlyArray<string>>(
      (begun, pair) => begun.flatMap((start) => pair.map((rest) => start + rest)),
      [''],
    )
    const all = ids.map((id, index): Step => [id, BigInt(index + 1)])
    const reservations = all.reduce(take, noReservations)
    expect(ids.map((id) => reservedFor(reservations, id))).toEqual(all.map(([, minorUnits]) => minorUnits))
    expect(openReservations(reservations)).toHaveLength(16)
    expect(openReservations(ids.map((id): Step => [id, null]).reduce(take, reservations))).toEqual([])
  })

  it('change at the cost of a few short lists, however many are open', () => {
    // What is copied of the lists: those that both share cost nothing.
    const copied = (left: Reservations, right: Reservations): number => {
      if (left === right) return 0
      if ('open' in right) return right.open.length
      const before = 'parts' in left ? left.parts : []
      return right.parts.reduce((sum, part, index) => sum + copied(before[index] ?? noReservations, part), 16)
    }
    // Few first: where all stand in one list, so many would take for ever.
    for (const count of [500, 5_000]) {
      const all = Array.from({ length: count }, (_, number): Step => [`transfer-${number}`, 1n])
      const reservations = all.reduce(take, noReservations)
      expect(copied(reservations, withoutReservation(reservations, 'transfer-314'))).toBeLessThanOrEqual(100)
    }
  })
})
