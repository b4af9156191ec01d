import { createNumberColumn, numbersPerPage } from './number-column.js'

/** A moment for each of many streams, in milliseconds since 1970, by the streams' own numbers; NaN where none was set. */
export type MomentColumn = { readonly get: (at: number) => number; readonly set: (at: number, moment: number) => void }

const greatest = 2 ** 32 - 1

/**
 * Four bytes for each: streams that began one behind the other have moments that lie near each other. What lies further apart than some
 * seven weeks is kept in the heap.
 */
export const createMomentColumn = (): MomentColumn => {
  // From 1 behind the first moment of each page; 0 where the stream has none here.
  const offsets = createNumberColumn((length) => new Uint32Array(length))
  const firsts: number[] = []
  const far = new Map<number, number>()
  return {
    get: (at) => {
      const offset = offsets.get(at)
      if (offset === 0) return far.get(at) ?? Number.NaN
      return (firsts[Math.floor(at / numbersPerPage)] ?? Number.NaN) + (offset - 1)
    },
    set: (at, moment) => {
      const page = Math.floor(at / numbersPerPage)
      const first = (firsts[page] ??= moment)
      const offset = moment - first + 1
      if (offset >= 1 && offset <= greatest) {
        offsets.set(at, offset)
        far.delete(at)
        return
      }
      offsets.set(at, 0)
      far.set(at, moment)
    },
  }
}
