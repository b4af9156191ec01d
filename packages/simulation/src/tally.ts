/** How often each thing happened. */
export type Tally = {
  readonly add: (what: string, times?: number) => void
  readonly of: (what: string) => number
  readonly entries: () => ReadonlyArray<readonly [string, number]>
}

export const createTally = (): Tally => {
  const counts = new Map<string, number>()
  return {
    add: (what, times = 1) => {
      counts.set(what, (counts.get(what) ?? 0) + times)
    },
    of: (what) => counts.get(what) ?? 0,
    entries: () => [...counts].sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}
