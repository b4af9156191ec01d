import { hashLength } from './hexadecimal.js'

/** The ends of streams that were in order all along, by the streams' numbers, outside the heap. */
export type StreamHeads = {
  /** Events of the stream so far: its next revision. */
  readonly lengthOf: (stream: number) => number
  readonly lastSequenceOf: (stream: number) => number
  /** The bytes in which the last hash of the stream stands, and its place in them. */
  readonly hashesOf: (stream: number) => Uint8Array
  readonly placeOf: (stream: number) => number
  /** One event more, whose hash stands in the bytes from the beginning. False, and nothing done, where a number is too great for its room. */
  readonly advance: (stream: number, sequence: number, hash: Uint8Array) => boolean
  /** Bytes that are held. */
  readonly bytes: () => number
}

const streamsPerPage = 1 << 13
const greatest = 2 ** 32 - 1

type Page = { readonly hashes: Uint8Array; readonly lengths: Uint32Array; readonly sequences: Uint32Array }

export const createStreamHeads = (): StreamHeads => {
  const pages: Page[] = []
  const emptyPage = (): Page => ({
    hashes: new Uint8Array(streamsPerPage * hashLength),
    lengths: new Uint32Array(streamsPerPage),
    sequences: new Uint32Array(streamsPerPage),
  })
  const pageOf = (stream: number): Page => {
    const place = Math.floor(stream / streamsPerPage)
    const page = pages[place] ?? emptyPage()
    pages[place] = page
    return page
  }
  return {
    lengthOf: (stream) => pageOf(stream).lengths[stream % streamsPerPage] ?? 0,
    lastSequenceOf: (stream) => pageOf(stream).sequences[stream % streamsPerPage] ?? 0,
    hashesOf: (stream) => pageOf(stream).hashes,
    placeOf: (stream) => (stream % streamsPerPage) * hashLength,
    advance: (stream, sequence, hash) => {
      const { hashes, lengths, sequences } = pageOf(stream)
      const at = stream % streamsPerPage
      const length = (lengths[at] ?? 0) + 1
      if (length > greatest || !(Number.isInteger(sequence) && sequence >= 0 && sequence <= greatest)) return false
      lengths[at] = length
      sequences[at] = sequence
      const place = at * hashLength
      for (let index = 0; index < hashLength; index += 1) hashes[place + index] = hash[index] ?? 0
      return true
    },
    bytes: () => pages.length * streamsPerPage * (hashLength + 8),
  }
}
