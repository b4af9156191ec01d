import type { Random } from './random.js'
import type { Tally } from './tally.js'

/** What goes wrong with a call. */
export type CallFault = 'BEFORE' | 'AFTER' | null

/** Draws what goes wrong, and counts it. */
export type FaultSource = {
  readonly draw: (what: string) => CallFault
  /** From here on nothing goes wrong any more. */
  readonly end: () => void
}

export const createFaultSource = (random: Random, tally: Tally, perMille: number): FaultSource => {
  let ended = false
  return {
    draw: (what) => {
      if (ended || !random.perMille(perMille)) return null
      const fault = random.oneOf(['BEFORE', 'AFTER'] as const)
      tally.add(`fault: ${what} fails ${fault === 'BEFORE' ? 'before it is done' : 'after it was done'}`)
      return fault
    },
    end: () => {
      ended = true
    },
  }
}
