/** All money that ever came into each account, as it stood at every position. */
export type InflowHistory = {
  /** A credit of so many minor units at a position; positions come in their order. */
  readonly add: (account: string, sequence: number, minorUnits: bigint) => void
  /** The sum of all credits up to and including a position. */
  readonly through: (account: string, sequence: number) => bigint
}

/** The sums of one account by position. A sum beyond 64 bits is kept apart, by the place of its step. */
type Sums = { count: number; sequences: Float64Array; totals: BigInt64Array; readonly beyond: Map<number, bigint> }

const firstRoom = 4

const totalAt = ({ beyond, totals }: Sums, step: number): bigint => beyond.get(step) ?? totals[step] ?? 0n

const makeRoom = (sums: Sums): void => {
  if (sums.count < sums.sequences.length) return
  const sequences = new Float64Array(2 * sums.count)
  const totals = new BigInt64Array(2 * sums.count)
  sequences.set(sums.sequences)
  totals.set(sums.totals)
  sums.sequences = sequences
  sums.totals = totals
}

/** Keeps a sum for each credit, sixteen bytes of it. */
export const createInflowHistory = (): InflowHistory => {
  const accounts = new Map<string, Sums>()
  const sumsOf = (account: string): Sums => {
    const known = accounts.get(account)
    if (known !== undefined) return known
    const sequences = new Float64Array(firstRoom)
    const none: Sums = { count: 0, sequences, totals: new BigInt64Array(firstRoom), beyond: new Map() }
    accounts.set(account, none)
    return none
  }
  return {
    add: (account, sequence, minorUnits) => {
      const sums = sumsOf(account)
      const total = totalAt(sums, sums.count - 1) + minorUnits
      makeRoom(sums)
      sums.sequences[sums.count] = sequence
      if (BigInt.asIntN(64, total) === total) sums.totals[sums.count] = total
      else sums.beyond.set(sums.count, total)
      sums.count += 1
    },
    through: (account, sequence) => {
      const sums = accounts.get(account)
      if (sums === undefined) return 0n
      let low = 0
      let high = sums.count
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((sums.sequences[middle] ?? 0) <= sequence) low = middle + 1
        else high = middle
      }
      return totalAt(sums, low - 1)
    },
  }
}
