/** All money that ever came into each account, as it stood at every position. */
export type InflowHistory = {
  /** A credit of so many minor units at a position; positions come in their order. */
  readonly add: (account: string, sequence: number, minorUnits: bigint) => void
  /** The sum of all credits up to and including a position. */
  readonly through: (account: string, sequence: number) => bigint
}

/** The sums of one account by position. A sum beyond 64 bits is kept apart, by the place of its step. */
type Sums = {
  count: number
  sequences: Uint32Array | Float64Array
  totals: BigInt64Array
  readonly beyond: Map<number, bigint>
}

const firstRoom = 4

const totalAt = ({ beyond, totals }: Sums, step: number): bigint => beyond.get(step) ?? totals[step] ?? 0n

const fitsInWord = (sequence: number): boolean => Number.isInteger(sequence) && sequence >= 0 && sequence < 2 ** 32

const makeRoom = (sums: Sums, sequence: number): void => {
  const isWide = sums.sequences instanceof Float64Array || !fitsInWord(sequence)
  const isFull = sums.count === sums.sequences.length
  if (!isFull && isWide === sums.sequences instanceof Float64Array) return
  const room = isFull ? Math.ceil(1.5 * sums.count) : sums.sequences.length
  const sequences = isWide ? new Float64Array(room) : new Uint32Array(room)
  const totals = new BigInt64Array(room)
  sequences.set(sums.sequences)
  totals.set(sums.totals)
  sums.sequences = sequences
  sums.totals = totals
}

/** Keeps a sum for each credit, twelve bytes of it. */
export const createInflowHistory = (): InflowHistory => {
  const accounts = new Map<string, Sums>()
  const sumsOf = (account: string): Sums => {
    const known = accounts.get(account)
    if (known !== undefined) return known
    const sequences = new Uint32Array(firstRoom)
    const none: Sums = { count: 0, sequences, totals: new BigInt64Array(firstRoom), beyond: new Map() }
    accounts.set(account, none)
    return none
  }
  return {
    add: (account, sequence, minorUnits) => {
      const sums = sumsOf(account)
      const total = totalAt(sums, sums.count - 1) + minorUnits
      makeRoom(sums, sequence)
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
