import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { FundsEvent } from './event.js'
import { openReservations } from './reservations.js'
import { availableFunds, evolveFunds, noFunds, type Funds } from './state.js'

const yuan = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' }) as const
const inflowSeen = { total: yuan(0n), throughSequence: 0 }
const sum = fc.bigInt({ min: 1n, max: 1_000_000n })

/** What became of one transfer on an account: reserved and captured, released or left open, or taken at once. */
const life = fc.tuple(sum, fc.constantFrom('OPEN', 'CAPTURED', 'RELEASED', 'TAKEN'))

const eventsOf = ([minorUnits, fate]: readonly [bigint, string], index: number): ReadonlyArray<FundsEvent> => {
  const fact = { transferId: `t${index}`, amount: yuan(minorUnits) }
  if (fate === 'TAKEN') return [{ _tag: 'FundsTaken', ...fact, purpose: 'TRANSFER', inflowSeen }]
  const reserved: FundsEvent = { _tag: 'FundsReserved', ...fact, inflowSeen }
  if (fate === 'CAPTURED') return [reserved, { _tag: 'FundsCaptured', ...fact }]
  if (fate === 'RELEASED') return [reserved, { _tag: 'FundsReleased', ...fact }]
  return [reserved]
}

const totalOf = (lives: ReadonlyArray<readonly [bigint, string]>, ...fates: ReadonlyArray<string>): bigint =>
  lives.filter(([, fate]) => fates.includes(fate)).reduce((total, [minorUnits]) => total + minorUnits, 0n)

const fold = (events: ReadonlyArray<FundsEvent>): Funds => events.reduce(evolveFunds, noFunds)

describe('the funds of an account', () => {
  const lives = fc.array(life, { maxLength: 12 })

  it('have let out what was captured or taken, and keep what is reserved', () => {
    fc.assert(
      fc.property(lives, (all) => {
        const funds = fold(all.flatMap(eventsOf))
        expect(funds.outflow).toBe(totalOf(all, 'CAPTURED', 'TAKEN'))
        expect(funds.reservedTotal).toBe(totalOf(all, 'OPEN'))
        expect(openReservations(funds.reserved).reduce((total, [, one]) => total + one, 0n)).toBe(funds.reservedTotal)
        expect(funds.reserved.size).toBe(all.filter(([, fate]) => fate === 'OPEN').length)
      }),
    )
  })

  it('are the same in whatever order transfers resolve', () => {
    fc.assert(
      fc.property(lives, (all) => {
        const steps = all.map(eventsOf)
        const firstStepsFirst = [
          ...steps.map((events) => events.slice(0, 1)),
          ...steps.map((events) => events.slice(1)).reverse(),
        ].flat()
        expect(fold(firstStepsFirst)).toEqual(fold(steps.flat()))
      }),
    )
  })

  it('may be spent down to the limit below zero: what came in, less what went out and what is kept', () => {
    fc.assert(
      fc.property(lives, sum, sum, (all, inflow, limit) => {
        const spent = totalOf(all, 'CAPTURED', 'TAKEN', 'OPEN')
        expect(availableFunds(fold(all.flatMap(eventsOf)), inflow, limit)).toBe(inflow + limit - spent)
      }),
    )
  })
})
