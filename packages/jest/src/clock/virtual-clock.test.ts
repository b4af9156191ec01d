import { describe, expect, it } from '@jest/globals'
import { failureOf } from '../../test/failure-of.js'
import { storyBeginning } from '../story/story-time.js'
import { createNumberedIds } from './numbered-ids.js'
import { createVirtualClock } from './virtual-clock.js'

describe('a virtual clock', () => {
  it('stands still until it is moved', () => {
    const clock = createVirtualClock()
    expect([clock.now(), clock.now()]).toEqual([storyBeginning, storyBeginning])
    expect(clock.advance({ minutes: 5, seconds: 30 })).toBe('2001-01-08T09:05:30.000Z')
    expect(clock.advance({ days: 1, hours: 2, milliseconds: 250 })).toBe('2001-01-09T11:05:30.250Z')
    expect(clock.now()).toBe('2001-01-09T11:05:30.250Z')
  })

  it('can be set to a time of the story or to an instant, also to an earlier one', () => {
    const clock = createVirtualClock()
    expect(clock.set('T+1d00:10')).toBe('2001-01-09T09:10:00.000Z')
    expect(clock.set('T+00:05:30.250')).toBe('2001-01-08T09:05:30.250Z')
    expect(clock.set('2026-02-14T09:30:00.000Z')).toBe('2026-02-14T09:30:00.000Z')
    expect(clock.advance({ hours: -1 })).toBe('2026-02-14T08:30:00.000Z')
  })

  it('begins where it is told to, and counts its times from there', () => {
    const clock = createVirtualClock('2026-02-14T09:30:00.000Z')
    expect(clock.now()).toBe('2026-02-14T09:30:00.000Z')
    expect(clock.at('T+26:00')).toBe('2026-02-15T11:30:00.000Z')
  })

  it('refuses a time that it cannot read', () => {
    expect(failureOf(() => createVirtualClock().set('tomorrow'))).toBe(
      'A time such as T+00:05, T+00:05:30 or T+1d02:00 was expected, and "tomorrow" stood there',
    )
    expect(failureOf(() => createVirtualClock().set('2026-02-31T99:00:00.000Z'))).toMatch(/^A time such as/)
  })
})

describe('numbered ids', () => {
  it('are version-4 UUIDs, counted from one, the same in every run', () => {
    const ids = createNumberedIds()
    expect([ids.next(), ids.next()]).toEqual([
      '00000000-0000-4000-8000-000000000001',
      '00000000-0000-4000-8000-000000000002',
    ])
    expect(createNumberedIds().next()).toBe('00000000-0000-4000-8000-000000000001')
  })

  it('of two series never meet', () => {
    expect(createNumberedIds(2).next()).toBe('00000002-0000-4000-8000-000000000001')
  })
})
