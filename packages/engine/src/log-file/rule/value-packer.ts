import { takeNumber, type ByteReader } from './byte-reader.js'

/** Values of plain data (text, bigint, null, true, false, absent, lists and records of them) as few bytes, and back. */
export type ValuePacker = {
  /** The value as bytes: a view that is good until the next call. `known` is a text that need not be kept, for it is told again. */
  readonly pack: (value: unknown, known: string) => Uint8Array
  /** The value that was packed at a place, told the same `known` text. */
  readonly unpack: (bytes: Uint8Array, place: number, known: string) => unknown
}

const tags = {
  null: 0,
  true: 1,
  false: 2,
  absent: 3,
  zero: 4,
  natural: 5,
  negative: 6,
  great: 7,
  known: 8,
  listed: 9,
  bytes: 10,
  wide: 11,
  list: 12,
  record: 13,
  again: 14,
} as const

const member = { configurable: true, enumerable: true, writable: true } as const

const mostOutlines = 4096
const mostListed = 65_536
const longestListed = 64
const lately = 8192
const mostLeaves = 64

/** Bytes that are written one behind the other. */
type Writer = { bytes: Uint8Array; end: number }

const put = (writer: Writer, byte: number): void => {
  if (writer.end === writer.bytes.length) {
    const larger = new Uint8Array(2 * writer.bytes.length)
    larger.set(writer.bytes)
    writer.bytes = larger
  }
  writer.bytes[writer.end++] = byte
}

/** Seven bits a byte, the lowest first; a byte of 128 or more has another behind it. */
const putNumber = (writer: Writer, number: number): void => {
  let rest = number
  while (rest >= 0x80) {
    put(writer, (rest % 0x80) + 0x80)
    rest = Math.floor(rest / 0x80)
  }
  put(writer, rest)
}

const hasOnlyBytes = (text: string): boolean => {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0xff) return false
  return true
}

const placeLately = (text: string): number => {
  let mixed = text.length
  for (let index = 0; index < text.length; index += 1) mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x9e3779b1)
  return (mixed >>> 8) % lately
}

/**
 * Packs values that are much alike. What a value is made of, its outline, is kept once for all that share it, and a text or sum that comes
 * again within a value once for the value; so are texts that came up more than once, up to a bound for each, beyond which they are kept in full where they stand.
 */
export const createValuePacker = (): ValuePacker => {
  const outlines = new Map<string, number>()
  const outlineBytes: Uint8Array[] = []
  const shapes = new Map<string, number>()
  const shapeKeys: Array<ReadonlyArray<string>> = []
  const listed = new Map<string, number>()
  const listedTexts: string[] = []
  const seenLately: string[] = []
  const outline: Writer = { bytes: new Uint8Array(1024), end: 0 }
  const leaves: Writer = { bytes: new Uint8Array(1024), end: 0 }
  const packed: Writer = { bytes: new Uint8Array(1024), end: 0 }
  // The texts and sums of the value at hand: one that comes up again is not written again.
  const leavesOfValue: unknown[] = []

  const shapeOf = (keys: ReadonlyArray<string>): number => {
    // Each with its length, so that an empty key and none, or one key and two, never have the same name.
    let name = ''
    for (const key of keys) name += `${key.length}:${key}`
    const known = shapes.get(name)
    if (known !== undefined) return known
    shapes.set(name, shapeKeys.length)
    shapeKeys.push(keys)
    return shapeKeys.length - 1
  }

  /** The number of a text in the list, which a text gets when it comes up a second time before others took its place. */
  const listedAs = (text: string): number | undefined => {
    if (text.length > longestListed) return undefined
    const known = listed.get(text)
    if (known !== undefined || listedTexts.length >= mostListed) return known
    const place = placeLately(text)
    if (seenLately[place] !== text) {
      seenLately[place] = text
      return undefined
    }
    listed.set(text, listedTexts.length)
    listedTexts.push(text)
    return listedTexts.length - 1
  }

  /** Writes only where it came up before, if it did in this value. */
  const putAgain = (leaf: unknown): boolean => {
    const at = leavesOfValue.indexOf(leaf)
    if (at < 0) {
      if (leavesOfValue.length < mostLeaves) leavesOfValue.push(leaf)
      return false
    }
    put(outline, tags.again)
    put(outline, at)
    return true
  }

  const putNewText = (text: string): void => {
    const number = listedAs(text)
    if (number !== undefined) {
      put(outline, tags.listed)
      putNumber(leaves, number)
      return
    }
    const isNarrow = hasOnlyBytes(text)
    put(outline, isNarrow ? tags.bytes : tags.wide)
    putNumber(leaves, text.length)
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      put(leaves, code & 0xff)
      if (!isNarrow) put(leaves, code >> 8)
    }
  }

  const putText = (text: string, known: string): void => {
    if (text === known) {
      put(outline, tags.known)
      return
    }
    if (!putAgain(text)) putNewText(text)
  }

  const putBigint = (value: bigint): void => {
    if (value === 0n) put(outline, tags.zero)
    else if (putAgain(value)) return
    else if (value > 0n && value <= BigInt(Number.MAX_SAFE_INTEGER)) {
      put(outline, tags.natural)
      putNumber(leaves, Number(value))
    } else if (value < 0n && value >= -BigInt(Number.MAX_SAFE_INTEGER)) {
      put(outline, tags.negative)
      putNumber(leaves, Number(-value))
    } else {
      put(outline, tags.great)
      putNewText(value.toString())
    }
  }

  const putValue = (value: unknown, known: string): void => {
    if (typeof value === 'string') putText(value, known)
    else if (typeof value === 'bigint') putBigint(value)
    else if (value === null) put(outline, tags.null)
    else if (value === undefined) put(outline, tags.absent)
    else if (value === true) put(outline, tags.true)
    else if (value === false) put(outline, tags.false)
    else if (Array.isArray(value)) {
      put(outline, tags.list)
      putNumber(outline, value.length)
      for (const item of value) putValue(item, known)
    } else if (typeof value === 'object') {
      const keys = Object.keys(value)
      put(outline, tags.record)
      putNumber(outline, shapeOf(keys))
      for (const key of keys) putValue((value as Readonly<Record<string, unknown>>)[key], known)
    } else throw new Error(`a ${typeof value} cannot be packed`)
  }

  /** The number of the outline just written, from 1; 0 where there are too many, and it is kept with the value. */
  const outlineNumber = (): number => {
    const text = String.fromCharCode(...outline.bytes.subarray(0, outline.end))
    const known = outlines.get(text)
    if (known !== undefined || outlineBytes.length >= mostOutlines) return known ?? 0
    outlineBytes.push(outline.bytes.slice(0, outline.end))
    outlines.set(text, outlineBytes.length)
    return outlineBytes.length
  }

  const taken = <Leaf>(leaf: Leaf): Leaf => {
    if (leavesOfValue.length < mostLeaves) leavesOfValue.push(leaf)
    return leaf
  }

  const takeText = (tag: number, from: ByteReader): string => {
    if (tag === tags.listed) return listedTexts[takeNumber(from)] ?? ''
    const length = takeNumber(from)
    let text = ''
    for (let index = 0; index < length; index += 1) {
      const low = from.bytes[from.at++] ?? 0
      text += String.fromCharCode(tag === tags.wide ? low | ((from.bytes[from.at++] ?? 0) << 8) : low)
    }
    return text
  }

  const takeValue = (by: ByteReader, from: ByteReader, known: string): unknown => {
    const tag = by.bytes[by.at++] ?? 0
    switch (tag) {
      case tags.null:
        return null
      case tags.true:
        return true
      case tags.false:
        return false
      case tags.absent:
        return undefined
      case tags.zero:
        return 0n
      case tags.natural:
        return taken(BigInt(takeNumber(from)))
      case tags.negative:
        return taken(-BigInt(takeNumber(from)))
      case tags.great:
        return taken(BigInt(takeText(by.bytes[by.at++] ?? 0, from)))
      case tags.known:
        return known
      case tags.again:
        return leavesOfValue[by.bytes[by.at++] ?? 0]
      case tags.list: {
        const length = takeNumber(by)
        const items: unknown[] = []
        for (let index = 0; index < length; index += 1) items.push(takeValue(by, from, known))
        return items
      }
      case tags.record: {
        const record: Record<string, unknown> = {}
        for (const key of shapeKeys[takeNumber(by)] ?? []) {
          const value = takeValue(by, from, known)
          // Set like any other, a member of this name would be the record's prototype.
          if (key === '__proto__') Object.defineProperty(record, key, { ...member, value })
          else record[key] = value
        }
        return record
      }
      default:
        return taken(takeText(tag, from))
    }
  }

  return {
    pack: (value, known) => {
      outline.end = 0
      leaves.end = 0
      packed.end = 0
      leavesOfValue.length = 0
      putValue(value, known)
      const number = outlineNumber()
      putNumber(packed, number)
      if (number === 0) {
        putNumber(packed, outline.end)
        for (let index = 0; index < outline.end; index += 1) put(packed, outline.bytes[index] ?? 0)
      }
      for (let index = 0; index < leaves.end; index += 1) put(packed, leaves.bytes[index] ?? 0)
      return packed.bytes.subarray(0, packed.end)
    },
    unpack: (bytes, place, known) => {
      leavesOfValue.length = 0
      const from: ByteReader = { bytes, at: place }
      const number = takeNumber(from)
      if (number > 0) return takeValue({ bytes: outlineBytes[number - 1] ?? bytes, at: 0 }, from, known)
      const length = takeNumber(from)
      const by: ByteReader = { bytes, at: from.at }
      from.at += length
      return takeValue(by, from, known)
    },
  }
}
