import type { Random } from './random.js'

/** What goes wrong with a call: before it is done, after it was done, or its answer comes long after. */
export type CallFault = 'BEFORE' | 'AFTER' | 'LATE' | null

/** Draws what goes wrong. */
export type FaultSource = {
  readonly draw: () => CallFault
  /** How long a late answer takes, in milliseconds. */
  readonly delay: () => number
  /** From here on nothing goes wrong any more. */
  readonly end: () => void
}

/** Faults of the kinds that may happen to a call, so many in a thousand calls. */
export const createFaultSource = (
  random: Random,
  perMille: number,
  kinds: ReadonlyArray<Exclude<CallFault, null>> = ['BEFORE', 'AFTER'],
): FaultSource => {
  let ended = false
  return {
    draw: () => (ended || !random.perMille(perMille) ? null : random.oneOf(kinds)),
    delay: () => random.between(10_000, 90_000),
    end: () => {
      ended = true
    },
  }
}
