import { hashLength } from './hexadecimal.js'

/** A web standard that every supported runtime brings; the compiler's own library leaves it out. */
declare const TextEncoder: new () => {
  readonly encodeInto: (text: string, into: Uint8Array) => { readonly read: number; readonly written: number }
}

/**
 * Collects parts, hashes or text, in one buffer, each behind its length in bytes (four bytes, big-endian),
 * so that no two lists of parts give the same bytes.
 */
export type PartWriter = {
  readonly restart: () => void
  /** A hash, as the raw bytes that stand at a place. */
  readonly hash: (bytes: Uint8Array, place: number) => void
  /** A part of no bytes. */
  readonly nothing: () => void
  readonly text: (part: string) => void
  /** What was written since the last restart: a view of the buffer, good until the next restart. */
  readonly written: () => Uint8Array
}

const lengthPrefix = 4
const longestShort = 48

// Text with half a surrogate pair has no UTF-8 form, and TextEncoder would make all such halves alike. Writing each
// half as its own three bytes keeps different texts different.
const encodeWithLoneSurrogates = (text: string, into: Uint8Array): number => {
  let at = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) {
      into[at++] = code
      continue
    }
    if (code < 0x800) into[at++] = 0xc0 | (code >> 6)
    else if (code < 0x10000) {
      into[at++] = 0xe0 | (code >> 12)
      into[at++] = 0x80 | ((code >> 6) & 0x3f)
    } else {
      into[at++] = 0xf0 | (code >> 18)
      into[at++] = 0x80 | ((code >> 12) & 0x3f)
      into[at++] = 0x80 | ((code >> 6) & 0x3f)
    }
    into[at++] = 0x80 | (code & 0x3f)
  }
  return at
}

/** A writer with a buffer of its own, which grows with the longest list of parts and is used again after a restart. */
export const createPartWriter = (): PartWriter => {
  const encoder = new TextEncoder()
  let buffer = new Uint8Array(4096)
  let end = 0

  const makeRoom = (length: number): void => {
    if (end + length <= buffer.length) return
    const larger = new Uint8Array(2 * (end + length))
    larger.set(buffer.subarray(0, end))
    buffer = larger
  }

  const prefix = (length: number): void => {
    buffer[end] = length >>> 24
    buffer[end + 1] = length >>> 16
    buffer[end + 2] = length >>> 8
    buffer[end + 3] = length
    end += lengthPrefix + length
  }

  /** Writes a short text of ASCII, for which the encoder is not worth its call; false for another. */
  const writeShort = (part: string): boolean => {
    if (part.length > longestShort) return false
    const at = end + lengthPrefix
    for (let index = 0; index < part.length; index += 1) {
      const code = part.charCodeAt(index)
      if (code >= 0x80) return false
      buffer[at + index] = code
    }
    prefix(part.length)
    return true
  }

  return {
    restart: () => {
      end = 0
    },
    hash: (bytes, place) => {
      makeRoom(lengthPrefix + hashLength)
      const at = end + lengthPrefix
      for (let index = 0; index < hashLength; index += 1) buffer[at + index] = bytes[place + index] ?? 0
      prefix(hashLength)
    },
    nothing: () => {
      makeRoom(lengthPrefix)
      prefix(0)
    },
    text: (part) => {
      makeRoom(lengthPrefix + 3 * part.length)
      if (writeShort(part)) return
      const room = buffer.subarray(end + lengthPrefix)
      const { written } = encoder.encodeInto(part, room)
      prefix(part.isWellFormed() ? written : encodeWithLoneSurrogates(part, room))
    },
    written: () => buffer.subarray(0, end),
  }
}
