import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isRealDay } from './text.js'

/** Asked of the runtime's own calendar. */
const byDate = (day: string): boolean => {
  const milliseconds = Date.parse(`${day}T00:00:00.000Z`)
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(day)
}

const digits = (number: number, length: number): string => String(number).padStart(length, '0')

describe('a day', () => {
  it('is real where the calendar has it', () => {
    const year = fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.constantFrom(0, 1900, 2000, 2023, 2024, 2100))
    fc.assert(
      fc.property(year, fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 33 }), (one, month, date) => {
        const day = `${digits(one, 4)}-${digits(month, 2)}-${digits(date, 2)}`
        expect(isRealDay(day)).toBe(byDate(day))
      }),
      { numRuns: 2000 },
    )
  })
})
