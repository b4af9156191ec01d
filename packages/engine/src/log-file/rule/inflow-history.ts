import { takeNumber, type ByteReader } from './byte-reader.js'

/** All money that ever came into each account, as it stood at every position. */
export type InflowHistory = {
  /** A credit of so many minor units at a position; positions come in their order. */
  readonly add: (account: string, sequence: number, minorUnits: bigint) => void
  /** The sum of all credits up to and including a position. */
  readonly through: (account: string, sequence: number) => bigint
  /** Bytes that are held for the credits. */
  readonly bytes: () => number
}

/** Where a run of credits begins: behind which position, on which sum, and at which byte. */
type Mark = { readonly sequence: number; readonly total: bigint; readonly at: number }

/** The credits of one account: the steps of their positions and their sums one behind the other, and a mark before each run of them. */
type Credits = {
  count: number
  sequence: number
  total: bigint
  bytes: Uint8Array
  end: number
  readonly marks: Mark[]
}

const creditsPerMark = 64
const firstRoom = 16
// A step and a sum of numbers that are held exactly take eight bytes each at most.
const longestCredit = 17
const greatestSum = BigInt(Number.MAX_SAFE_INTEGER)

const putNumber = (credits: Credits, number: number): void => {
  let rest = number
  while (rest >= 0x80) {
    credits.bytes[credits.end++] = (rest % 0x80) + 0x80
    rest = Math.floor(rest / 0x80)
  }
  credits.bytes[credits.end++] = rest
}

const makeRoom = (credits: Credits): void => {
  if (credits.end + longestCredit <= credits.bytes.length) return
  const larger = new Uint8Array(Math.ceil(1.25 * credits.bytes.length) + longestCredit)
  larger.set(credits.bytes)
  credits.bytes = larger
}

/** The last mark behind which a credit up to the position may stand. */
const markBefore = (marks: ReadonlyArray<Mark>, sequence: number): number => {
  let low = 0
  let high = marks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((marks[middle]?.sequence ?? 0) <= sequence) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Keeps each credit in some six bytes. */
export const createInflowHistory = (): InflowHistory => {
  const accounts = new Map<string, Credits>()
  const creditsOf = (account: string): Credits => {
    const known = accounts.get(account)
    if (known !== undefined) return known
    const none: Credits = { count: 0, sequence: 0, total: 0n, bytes: new Uint8Array(firstRoom), end: 0, marks: [] }
    accounts.set(account, none)
    return none
  }
  return {
    add: (account, sequence, minorUnits) => {
      const credits = creditsOf(account)
      const isPlain =
        minorUnits > 0n && minorUnits <= greatestSum && Number.isSafeInteger(sequence) && sequence >= credits.sequence
      // What is no plain step stands in a mark alone.
      if (credits.count % creditsPerMark === 0 || !isPlain)
        credits.marks.push({ sequence: credits.sequence, total: credits.total, at: credits.end })
      if (isPlain) {
        makeRoom(credits)
        putNumber(credits, sequence - credits.sequence)
        putNumber(credits, Number(minorUnits))
        credits.count += 1
      }
      credits.sequence = sequence
      credits.total += minorUnits
      if (!isPlain) credits.marks.push({ sequence, total: credits.total, at: credits.end })
    },
    through: (account, asked) => {
      const credits = accounts.get(account)
      if (credits === undefined) return 0n
      if (credits.sequence <= asked) return credits.total
      const place = markBefore(credits.marks, asked)
      const mark = credits.marks[place]
      if (mark === undefined) return 0n
      const end = credits.marks[place + 1]?.at ?? credits.end
      const reader: ByteReader = { bytes: credits.bytes, at: mark.at }
      let { sequence, total } = mark
      while (reader.at < end) {
        sequence += takeNumber(reader)
        const sum = takeNumber(reader)
        if (sequence > asked) return total
        total += BigInt(sum)
      }
      return total
    },
    bytes: () => [...accounts.values()].reduce((sum, { bytes }) => sum + bytes.length, 0),
  }
}
