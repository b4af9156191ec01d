/** Short runs of bytes by number, outside the heap. */
export type ByteShelf = {
  /** Keeps a copy of the bytes under a number, in place of what stood there. */
  readonly put: (number: number, bytes: Uint8Array) => void
  /** The bytes in which those of the number stand, from `placeOf` on; null where nothing was put. */
  readonly bytesOf: (number: number) => Uint8Array | null
  readonly placeOf: (number: number) => number
  /** Bytes that are held. */
  readonly bytes: () => number
}

const bytesPerPage = 1 << 16
const step = 4
const classes = 256
const cellsPerClass = 1 << 24
const numbersPerPage = 1 << 13

/** The cells of one length. */
type Class = {
  readonly length: number
  readonly cellsPerPage: number
  readonly pages: Uint8Array[]
  count: number
  readonly free: number[]
}

/** A shelf whose cells are multiples of four bytes long; what is longer than a kilobyte stands in the heap. */
export const createByteShelf = (): ByteShelf => {
  const shelves: Class[] = Array.from({ length: classes }, (_, index) => {
    const length = (index + 1) * step
    return { length, cellsPerPage: Math.floor(bytesPerPage / length), pages: [], count: 0, free: [] }
  })
  const longer = new Map<number, Uint8Array>()
  // The class and the cell of each number, from 1; 0 where there is none.
  const cells: Uint32Array[] = []

  const cellOf = (number: number): number => cells[Math.floor(number / numbersPerPage)]?.[number % numbersPerPage] ?? 0
  const noteCell = (number: number, cell: number): void => {
    const place = Math.floor(number / numbersPerPage)
    const page = cells[place] ?? new Uint32Array(numbersPerPage)
    cells[place] = page
    page[number % numbersPerPage] = cell
  }
  const classOf = (cell: number): Class | undefined => shelves[Math.floor((cell - 1) / cellsPerClass)]
  const indexOf = (cell: number): number => (cell - 1) % cellsPerClass

  const freeCell = (shelf: Class): number | null => {
    const free = shelf.free.pop()
    if (free !== undefined) return free
    // The last cell of the last class would have no number of 32 bits.
    if (shelf.count >= cellsPerClass - 1) return null
    if (shelf.count === shelf.pages.length * shelf.cellsPerPage)
      shelf.pages.push(new Uint8Array(shelf.cellsPerPage * shelf.length))
    shelf.count += 1
    return shelf.count - 1
  }

  const letGo = (number: number): void => {
    longer.delete(number)
    const cell = cellOf(number)
    if (cell === 0) return
    classOf(cell)?.free.push(indexOf(cell))
    noteCell(number, 0)
  }

  const write = (shelf: Class, index: number, bytes: Uint8Array): void => {
    const place = (index % shelf.cellsPerPage) * shelf.length
    shelf.pages[Math.floor(index / shelf.cellsPerPage)]?.set(bytes, place)
  }

  return {
    put: (number, bytes) => {
      const wanted = Math.max(0, Math.ceil(bytes.length / step) - 1)
      const known = cellOf(number)
      const shelf = shelves[wanted]
      if (known !== 0 && shelf !== undefined && classOf(known) === shelf) {
        write(shelf, indexOf(known), bytes)
        return
      }
      letGo(number)
      const index = shelf === undefined ? null : freeCell(shelf)
      if (shelf === undefined || index === null) {
        longer.set(number, bytes.slice())
        return
      }
      write(shelf, index, bytes)
      noteCell(number, wanted * cellsPerClass + index + 1)
    },
    bytesOf: (number) => {
      const cell = cellOf(number)
      if (cell === 0) return longer.get(number) ?? null
      const shelf = classOf(cell)
      return shelf?.pages[Math.floor(indexOf(cell) / shelf.cellsPerPage)] ?? null
    },
    placeOf: (number) => {
      const cell = cellOf(number)
      const shelf = classOf(cell)
      return cell === 0 || shelf === undefined ? 0 : (indexOf(cell) % shelf.cellsPerPage) * shelf.length
    },
    bytes: () =>
      4 * numbersPerPage * cells.length +
      shelves.reduce((sum, { cellsPerPage, length, pages }) => sum + pages.length * cellsPerPage * length, 0) +
      [...longer.values()].reduce((sum, { length }) => sum + length, 0),
  }
}
