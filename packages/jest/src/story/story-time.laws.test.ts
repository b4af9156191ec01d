import { expect, it } from '@jest/globals'
import { later } from '@waybill/core'
import fc from 'fast-check'
import { storyBeginning, storyTime, tellTime } from './story-time.js'

const year = 366 * 24 * 60 * 60

it('a time that is told is read as the same time, to the second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 * year }), (seconds) => {
      const instant = later(storyBeginning, seconds * 1000)
      expect(storyTime(tellTime(storyBeginning, instant))).toBe(instant)
    }),
  )
})

it('a time before the beginning is told as such, and a fraction of a second is not told', () => {
  expect(tellTime(storyBeginning, later(storyBeginning, -90_000))).toBe('T-00:01:30')
  expect(tellTime(storyBeginning, later(storyBeginning, 999))).toBe('T+00:00')
  expect(tellTime(storyBeginning, later(storyBeginning, -999))).toBe('T+00:00')
})
