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

  it('change at the cost of a few short lists, however many are open', () => {
    const many = Array.from({ length: 50_000 }, (_, number): Step => [`transfer-${number}`, 1n])
    const reservations = many.reduce(take, noReservations)
    const partsNotShared = (left: Reservations, right: Reservations): number => {
      if (left === right) return 0
      if ('open' in left || 'open' in right) return 1
      return 1 + left.parts.reduce((sum, part, index) => sum + partsNotShared(part, right.parts[index] ?? part), 0)
    }
    expect(partsNotShared(reservations, withoutReservation(reservations, 'transfer-31415'))).toBeLessThanOrEqual(8)
  })
})
