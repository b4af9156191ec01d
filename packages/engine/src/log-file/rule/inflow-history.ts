/** All money that ever came into each account, as it stood at every position. */
export type InflowHistory = {
  /** A credit of so many minor units at a position; positions come in their order. */
  readonly add: (account: string, sequence: number, minorUnits: bigint) => void
  /** The sum of all credits up to and including a position. */
  readonly through: (account: string, sequence: number) => bigint
}

type Step = { readonly sequence: number; readonly total: bigint }

/** Keeps a sum for each credit. */
export const createInflowHistory = (): InflowHistory => {
  const steps = new Map<string, Step[]>()
  return {
    add: (account, sequence, minorUnits) => {
      const known = steps.get(account)
      const step = { sequence, total: (known?.at(-1)?.total ?? 0n) + minorUnits }
      if (known === undefined) steps.set(account, [step])
      else known.push(step)
    },
    through: (account, sequence) => {
      const known = steps.get(account) ?? []
      let low = 0
      let high = known.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((known[middle]?.sequence ?? 0) <= sequence) low = middle + 1
        else high = middle
      }
      return known[low - 1]?.total ?? 0n
    },
  }
}
