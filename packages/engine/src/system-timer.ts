import type { Timer } from '@waybill/port'

/** The runtime's own timers and chance. */
export const systemTimer: Timer = {
  after: (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds)
    return () => clearTimeout(timer)
  },
  spread: () => Math.random(),
}

/** Resolves after so many milliseconds. */
export const pause = (timer: Timer, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    timer.after(milliseconds, resolve)
  })
