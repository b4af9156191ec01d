import type { Clock, Timer } from '@waybill/port'
import type { Random } from './random.js'

/** Time that goes on only when the simulation says so. Milliseconds since 1970. */
export type VirtualTime = {
  readonly clock: Clock
  readonly now: () => number
  /** Time goes on by so much. */
  readonly pass: (milliseconds: number) => void
  /** Calls back at a time; the function given back forgets it. */
  readonly at: (due: number, then: () => void) => () => void
  /** Whether somebody waits for a time that has come. */
  readonly isDue: () => boolean
  /** Goes to the next time that somebody waits for, if it is ahead, and calls them. False when nobody waits. */
  readonly wakeNext: () => boolean
  /** A timer for an engine; what it calls is dropped once `isAlive` says no. */
  readonly timerFor: (isAlive: () => boolean, random: Random) => Timer
}

type Waiting = { readonly due: number; readonly order: number; readonly then: () => void }

export const createVirtualTime = (start: string): VirtualTime => {
  let now = Date.parse(start)
  let order = 0
  let waiting: ReadonlyArray<Waiting> = []

  const at = (due: number, then: () => void): (() => void) => {
    order += 1
    const mine: Waiting = { due, order, then }
    const place = waiting.findIndex((other) => other.due > due)
    waiting = place < 0 ? [...waiting, mine] : [...waiting.slice(0, place), mine, ...waiting.slice(place)]
    return () => {
      waiting = waiting.filter((other) => other !== mine)
    }
  }

  return {
    clock: { now: () => new Date(now).toISOString() },
    now: () => now,
    pass: (milliseconds) => {
      now += milliseconds
    },
    at,
    isDue: () => (waiting[0]?.due ?? Infinity) <= now,
    wakeNext: () => {
      const [next, ...rest] = waiting
      if (next === undefined) return false
      waiting = rest
      now = Math.max(now, next.due)
      next.then()
      return true
    },
    timerFor: (isAlive, random) => ({
      after: (milliseconds, then) =>
        at(now + Math.ceil(milliseconds), () => {
          if (isAlive()) then()
        }),
      spread: () => random.between(0, 999) / 1000,
    }),
  }
}
