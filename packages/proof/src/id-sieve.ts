/** Which ids a log may have shown before: never misses one that it has, and seldom names one that it has not. */
export type IdSieve = {
  /** Notes an id, and says whether it may have been noted before. */
  readonly note: (id: string) => boolean
  /** Bytes that are held outside the heap. */
  readonly bytes: () => number
}

// Ten bits choose one of the parts; 40 more are kept, so that of five million ids about one pair in a hundred logs is taken
// for the same, and looked at again.
const parts = 1024
const firstRoom = 16
const fullest = 0.88
const growth = 1.125
// Whoever damaged a ledger may have it say any number.
const mostExpected = 2 ** 23
const range = 2 ** 32

type Part = { count: number; words: Uint32Array; bytes: Uint8Array }

const mix = (state: number, value: number): number => {
  const mixed = Math.imul(state ^ value, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

/** The room of a part at first, so that next to none of them has to grow where as many ids come as are expected. */
const roomFor = (expected: number): number => {
  const mean = Math.min(expected, mostExpected) / parts
  return Math.max(firstRoom, Math.ceil((mean + 3 * Math.sqrt(mean)) / fullest))
}

/** A table of marks for the ids of a log of millions, in about six bytes for each, wherever in the text they differ. More may come than are expected. */
export const createIdSieve = (expected = 0): IdSieve => {
  const room = roomFor(expected)
  const table: Part[] = Array.from({ length: parts }, () => ({
    count: 0,
    words: new Uint32Array(room),
    bytes: new Uint8Array(room),
  }))

  /** Puts a mark where it belongs; true when it was there. The word 0 is a free place. */
  const put = ({ bytes, words }: Part, word: number, byte: number): boolean => {
    const room = words.length
    let at = Math.floor((word / range) * room)
    for (let taken = words[at] ?? 0; taken !== 0; taken = words[at] ?? 0) {
      if (taken === word && bytes[at] === byte) return true
      at = at + 1 === room ? 0 : at + 1
    }
    words[at] = word
    bytes[at] = byte
    return false
  }

  const widen = (part: Part): void => {
    const { bytes, words } = part
    const room = Math.ceil(words.length * growth)
    part.words = new Uint32Array(room)
    part.bytes = new Uint8Array(room)
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] ?? 0
      if (word !== 0) put(part, word, bytes[at] ?? 0)
    }
  }

  return {
    note: (id) => {
      let high = 0x811c9dc5
      let low = id.length
      for (let index = 0; index < id.length; index += 1) {
        const code = id.charCodeAt(index)
        high = mix(high, code)
        low = Math.imul(low ^ code, 0x85ebca6b) ^ (low >>> 13)
      }
      const part = table[(low >>> 8) % parts]
      if (part === undefined) return true
      const known = put(part, high >>> 0 || 1, low & 0xff)
      if (known) return true
      part.count += 1
      if (part.count > fullest * part.words.length) widen(part)
      return false
    },
    bytes: () => table.reduce((sum, { words }) => sum + 5 * words.length, 0),
  }
}
