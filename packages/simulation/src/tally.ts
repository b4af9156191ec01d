import type { FaultName } from './faults.js'

/** How often each thing happened. */
export type Tally = {
  readonly add: (what: string, times?: number) => void
  readonly fault: (what: FaultName) => void
  readonly of: (what: string) => number
  readonly entries: () => ReadonlyArray<readonly [string, number]>
}

export const createTally = (): Tally => {
  const counts = new Map<string, number>()
  const add = (what: string, times = 1): void => {
    counts.set(what, (counts.get(what) ?? 0) + times)
  }
  return {
    add,
    fault: (what) => add(`fault: ${what}`),
    of: (what) => counts.get(what) ?? 0,
    entries: () => [...counts].sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}
