/** A number for each of many streams, by the streams' own numbers, outside the heap. */
export type NumberColumn = { readonly get: (at: number) => number; readonly set: (at: number, value: number) => void }

type Numbers = Uint8Array | Uint32Array

export const numbersPerPage = 1 << 13

/** A column in pages that `emptyPage` makes of a length; what was never set is what such a page holds. */
export const createNumberColumn = (emptyPage: (length: number) => Numbers): NumberColumn => {
  const pages: Numbers[] = []
  const pageOf = (at: number): Numbers => {
    const place = Math.floor(at / numbersPerPage)
    const page = pages[place] ?? emptyPage(numbersPerPage)
    pages[place] = page
    return page
  }
  return {
    get: (at) => pageOf(at)[at % numbersPerPage] ?? 0,
    set: (at, value) => {
      pageOf(at)[at % numbersPerPage] = value
    },
  }
}
