import { later, type Instant } from '@waybill/core'
import type { Clock } from '@waybill/port'

/** A clock that stands still until it is told to go on. */
export type VirtualClock = Clock & {
  readonly advance: (milliseconds: number) => void
  readonly set: (now: Instant) => void
}

export const morning = '2026-02-14T09:30:00.000Z'
export const seconds = (count: number): number => count * 1000
export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => count * 3_600_000

export const virtualClock = (start: Instant = morning): VirtualClock => {
  let now = start
  return {
    now: () => now,
    advance: (milliseconds) => {
      now = later(now, milliseconds)
    },
    set: (instant) => {
      now = instant
    },
  }
}
