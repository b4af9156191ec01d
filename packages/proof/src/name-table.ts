import { createNameForm } from './name-form.js'

/** Numbers for names, dense from 0 in the order of their first mention. */
export type NameTable = {
  /** The number of a name, which gets the next one when it is new. No two names ever get one number. */
  readonly numberOf: (name: string) => number
  /** The number of a name that was mentioned, or null. */
  readonly knownAs: (name: string) => number | null
  /** The name that has a number; nothing for a number that no name has. */
  readonly nameOf: (number: number) => string
  readonly size: () => number
  /** Bytes that are held outside the heap for names. */
  readonly bytes: () => number
}

const bytesPerPage = 1 << 20
const startsPerPage = 1 << 14
// Places beyond would not fit into 32 bits; names after so many are kept as text.
const mostPages = (1 << 12) - 1

/**
 * A table of the names of a log of millions, such as its streams, kept as bytes outside the heap (see `NameForm`); what has no form
 * is kept as its text.
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

  // The form of the name that is looked for, and its length.
  const form = createNameForm()
  const sought = form.bytes
  let soughtLength = 0

  const write = (name: string): boolean => {
    const length = form.write(name)
    soughtLength = length ?? 0
    return length !== null
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
    let slot = firstSlot(page, at, form.lengthAt(page, at))
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
      return start === 0 ? (textOfOther.get(number) ?? '') : form.nameAt(pageOf(start), placeOf(start))
    },
    size: () => count,
    bytes: () => pages.length * bytesPerPage + starts.length * 4 * startsPerPage + 4 * slots.length,
  }
}
