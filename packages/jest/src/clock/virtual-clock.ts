import { later, type Instant } from '@waybill/core'
import type { Clock } from '@waybill/port'
import { readTime, storyBeginning, storyTime } from '../story/story-time.js'

/** How long something lasts. The parts add up; a negative part goes back. */
export type Duration = {
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
  readonly milliseconds?: number
}

/** A clock that stands still until it is moved. */
export type VirtualClock = Clock & {
  /** The instant so long after the beginning of this clock, written as in a snapshot: `T+00:05`, `T+1d02:00`. */
  readonly at: (time: string) => Instant
  /** Moves the clock by a duration, and gives the time that it then shows. */
  readonly advance: (duration: Duration) => Instant
  /** Sets the clock to `T+00:05` or to an instant, earlier ones included: real clocks run backwards at times. */
  readonly set: (time: string) => Instant
}

const millisecondsOf = ({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }: Duration): number =>
  (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds

/** A clock for an engine under test. It begins where the stories of this kit begin, or at the given instant. */
export const createVirtualClock = (beginning: Instant = storyBeginning): VirtualClock => {
  let now = beginning
  const at = (time: string): Instant => storyTime(time, beginning)
  return {
    now: () => now,
    at,
    advance: (duration) => {
      now = later(now, millisecondsOf(duration))
      return now
    },
    set: (time) => {
      now = readTime(time, beginning)
      return now
    },
  }
}
