/** Numbers for names, dense from 0 in the order of their first mention. */
export type NameTable = {
  /** The number of a name, which gets the next one when it is new. No two names ever get one number. */
  readonly numberOf: (name: string) => number
  /** The number of a name that was mentioned, or null. */
  readonly knownAs: (name: string) => number | null
  readonly nameOf: (number: number) => string
  readonly size: () => number
  /** Bytes that are held outside the heap for names. */
  readonly bytes: () => number
}

const bytesPerPage = 1 << 20
const startsPerPage = 1 << 14
// Places beyond would not fit into 32 bits; names after so many are kept as text.
const mostPages = (1 << 12) - 1
const uuidLength = 36
const uuidBytes = 16
const packed = 0x80
const mostPlain = 0x7f
const longestPrefix = 16
const mostPrefixes = 255
// One byte of kind and length, one for the prefix.
const headLength = 2

const isDigit = (code: number): boolean => (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66)
const isHyphenOf = (index: number): boolean => index === 8 || index === 13 || index === 18 || index === 23
const valueOf = (code: number): number => (code <= 0x39 ? code - 0x30 : code - 0x57)
const digits = '0123456789abcdef'

/** Whether the last 36 characters are a lower-case UUID. */
const endsWithUuid = (name: string): boolean => {
  const from = name.length - uuidLength
  if (from < 0 || from > mostPlain) return false
  for (let index = 0; index < uuidLength; index += 1) {
    const code = name.charCodeAt(from + index)
    if (isHyphenOf(index) ? code !== 0x2d : !isDigit(code)) return false
  }
  return true
}

const hasOnlyBytes = (name: string): boolean => {
  for (let index = 0; index < name.length; index += 1) if (name.charCodeAt(index) > 0xff) return false
  return true
}

/**
 * A table of the names of a log of millions, such as its streams, kept as bytes outside the heap: a lower-case UUID at a name's end
 * takes 16 of them, what stands before its first hyphen one, any other character one, and what has characters beyond is kept as its text.
 */
export const createNameTable = (): NameTable => {
  const others = new Map<string, number>()
  const textOfOther = new Map<number, string>()
  const pages: Uint8Array[] = []
  // Where each name begins, from 1; 0 stands for one that is kept as text.
  const starts: Uint32Array[] = []
  // Slots hold the number of a name, from 1; 0 is a free one. At most four fifths of them are taken.
  let slots = new Uint32Array(1024)
  let count = 0
  let kept = 0
  let end = bytesPerPage

  // What stands before the first hyphen of many names, by a number from 1.
  const prefixes = new Map<string, number>()
  const prefixTexts: string[] = ['']

  // The form of the name that is looked for: its kind and length, its prefix, then its bytes.
  const sought = new Uint8Array(headLength + mostPlain + uuidLength)
  let soughtLength = 0

  /** The number of a prefix, which is always the same one; 0 where it has none. */
  const prefixNumber = (prefix: string): number => {
    const known = prefixes.get(prefix)
    if (known !== undefined || prefixTexts.length > mostPrefixes) return known ?? 0
    prefixTexts.push(prefix)
    prefixes.set(prefix, prefixTexts.length - 1)
    return prefixTexts.length - 1
  }

  const write = (name: string): boolean => {
    if (name.length > mostPlain + uuidLength || !hasOnlyBytes(name)) return false
    const isPacked = endsWithUuid(name)
    const plain = isPacked ? name.length - uuidLength : name.length
    if (!isPacked && plain > mostPlain) return false
    const hyphen = name.indexOf('-')
    const prefixEnd = hyphen < 0 || hyphen >= plain || hyphen >= longestPrefix ? 0 : hyphen + 1
    const prefix = prefixEnd === 0 ? 0 : prefixNumber(name.slice(0, prefixEnd))
    const from = prefix === 0 ? 0 : prefixEnd
    sought[0] = isPacked ? packed | (plain - from) : plain - from
    sought[1] = prefix
    let at = headLength
    for (let index = from; index < plain; index += 1) sought[at++] = name.charCodeAt(index)
    if (isPacked)
      for (let index = plain; index < name.length; index += 2) {
        if (name.charCodeAt(index) === 0x2d) index += 1
        sought[at++] = (valueOf(name.charCodeAt(index)) << 4) | valueOf(name.charCodeAt(index + 1))
      }
    soughtLength = at
    return true
  }

  const lengthAt = (page: Uint8Array, at: number): number => {
    const kind = page[at] ?? 0
    return headLength + (kind & mostPlain) + ((kind & packed) === 0 ? 0 : uuidBytes)
  }

  const firstSlot = (page: Uint8Array, at: number, length: number): number => {
    let mixed = length
    for (let index = at; index < at + length; index += 1) mixed = Math.imul(mixed ^ (page[index] ?? 0), 0x01000193)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1)
    return Math.floor((((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32) * slots.length)
  }

  const startOf = (number: number): number => {
    const page = starts[Math.floor(number / startsPerPage)]
    return page === undefined ? 0 : (page[number % startsPerPage] ?? 0)
  }

  const noteStart = (start: number): number => {
    const number = count
    count += 1
    const place = Math.floor(number / startsPerPage)
    const page = starts[place] ?? new Uint32Array(startsPerPage)
    starts[place] = page
    page[number % startsPerPage] = start
    return number
  }

  const pageOf = (start: number): Uint8Array => pages[Math.floor((start - 1) / bytesPerPage)] ?? sought
  const placeOf = (start: number): number => (start - 1) % bytesPerPage

  const isSought = (start: number): boolean => {
    const page = pageOf(start)
    const at = placeOf(start)
    for (let index = 0; index < soughtLength; index += 1) if (page[at + index] !== sought[index]) return false
    return true
  }

  const place = (number: number): void => {
    const start = startOf(number)
    const page = pageOf(start)
    const at = placeOf(start)
    let slot = firstSlot(page, at, lengthAt(page, at))
    while (slots[slot] !== 0) slot = slot + 1 === slots.length ? 0 : slot + 1
    slots[slot] = number + 1
  }

  const keep = (): number => {
    if (end + soughtLength > bytesPerPage) {
      pages.push(new Uint8Array(bytesPerPage))
      end = 0
    }
    const start = (pages.length - 1) * bytesPerPage + end + 1
    pageOf(start).set(sought.subarray(0, soughtLength), end)
    end += soughtLength
    kept += 1
    return noteStart(start)
  }

  const widen = (): void => {
    slots = new Uint32Array(Math.ceil(1.25 * slots.length))
    for (let number = 0; number < count; number += 1) if (startOf(number) !== 0) place(number)
  }

  const numberOfOther = (name: string): number => {
    const known = others.get(name)
    if (known !== undefined) return known
    const number = noteStart(0)
    others.set(name, number)
    textOfOther.set(number, name)
    return number
  }

  /** The slot of the name that is looked for, or the free one where it would stand. */
  const slotOfSought = (): number => {
    let slot = firstSlot(sought, 0, soughtLength)
    for (let taken = slots[slot] ?? 0; taken !== 0; taken = slots[slot] ?? 0) {
      if (isSought(startOf(taken - 1))) return slot
      slot = slot + 1 === slots.length ? 0 : slot + 1
    }
    return slot
  }

  return {
    knownAs: (name) => {
      if (!write(name)) return others.get(name) ?? null
      const taken = slots[slotOfSought()] ?? 0
      return taken === 0 ? (others.get(name) ?? null) : taken - 1
    },
    numberOf: (name) => {
      if (!write(name)) return numberOfOther(name)
      const slot = slotOfSought()
      const taken = slots[slot] ?? 0
      if (taken !== 0) return taken - 1
      if (pages.length >= mostPages) return numberOfOther(name)
      const number = keep()
      slots[slot] = number + 1
      if (5 * kept > 4 * slots.length) widen()
      return number
    },
    nameOf: (number) => {
      const start = startOf(number)
      if (start === 0) return textOfOther.get(number) ?? ''
      const page = pageOf(start)
      const at = placeOf(start)
      const kind = page[at] ?? 0
      const plain = at + headLength + (kind & mostPlain)
      let name = prefixTexts[page[at + 1] ?? 0] ?? ''
      for (let index = at + headLength; index < plain; index += 1) name += String.fromCharCode(page[index] ?? 0)
      if ((kind & packed) === 0) return name
      for (let index = 0; index < uuidBytes; index += 1) {
        if (index === 4 || index === 6 || index === 8 || index === 10) name += '-'
        const byte = page[plain + index] ?? 0
        name += (digits[byte >> 4] ?? '') + (digits[byte & 0x0f] ?? '')
      }
      return name
    },
    size: () => count,
    bytes: () => pages.length * bytesPerPage + starts.length * 4 * startsPerPage + 4 * slots.length,
  }
}
