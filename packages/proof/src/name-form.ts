/**
 * Names as bytes: a lower-case UUID at a name's end takes 16 of them, what stands before its first hyphen one, any other
 * character one, and two bytes stand before them.
 */
export type NameForm = {
  /** The form of the name that was written last: its kind and length, its prefix, then its bytes. */
  readonly bytes: Uint8Array
  /** Writes the form of a name, the same for the same name, and gives its length; null for a name that has none, which is too long or has characters beyond a byte. */
  readonly write: (name: string) => number | null
  /** How long the form is that stands at a place. */
  readonly lengthAt: (page: Uint8Array, at: number) => number
  /** The name whose form stands at a place. */
  readonly nameAt: (page: Uint8Array, at: number) => string
}

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

const lengthAt = (page: Uint8Array, at: number): number => {
  const kind = page[at] ?? 0
  return headLength + (kind & mostPlain) + ((kind & packed) === 0 ? 0 : uuidBytes)
}

/** A form with a buffer and prefixes of its own, so that names are only read by the form that wrote them. */
export const createNameForm = (): NameForm => {
  // What stands before the first hyphen of many names, by a number from 1.
  const prefixes = new Map<string, number>()
  const prefixTexts: string[] = ['']
  const bytes = new Uint8Array(headLength + mostPlain + uuidLength)

  /** The number of a prefix, which is always the same one; 0 where it has none. */
  const prefixNumber = (prefix: string): number => {
    const known = prefixes.get(prefix)
    if (known !== undefined || prefixTexts.length > mostPrefixes) return known ?? 0
    prefixTexts.push(prefix)
    prefixes.set(prefix, prefixTexts.length - 1)
    return prefixTexts.length - 1
  }

  return {
    bytes,
    write: (name) => {
      if (name.length > mostPlain + uuidLength || !hasOnlyBytes(name)) return null
      const isPacked = endsWithUuid(name)
      const plain = isPacked ? name.length - uuidLength : name.length
      if (plain > mostPlain) return null
      // Behind the hyphen; 0 where there is none.
      const behind = name.indexOf('-') + 1
      const prefixEnd = behind > plain || behind > longestPrefix ? 0 : behind
      const prefix = prefixEnd === 0 ? 0 : prefixNumber(name.slice(0, prefixEnd))
      const from = prefix === 0 ? 0 : prefixEnd
      bytes[0] = isPacked ? packed | (plain - from) : plain - from
      bytes[1] = prefix
      let at = headLength
      for (let index = from; index < plain; index += 1) bytes[at++] = name.charCodeAt(index)
      for (let index = plain; index < name.length; index += 2) {
        if (name.charCodeAt(index) === 0x2d) index += 1
        bytes[at++] = (valueOf(name.charCodeAt(index)) << 4) | valueOf(name.charCodeAt(index + 1))
      }
      return at
    },
    lengthAt,
    nameAt: (page, at) => {
      const kind = page[at] ?? 0
      const plain = at + headLength + (kind & mostPlain)
      let name = prefixTexts[page[at + 1] ?? 0] ?? ''
      for (let index = at + headLength; index < plain; index += 1) name += String.fromCharCode(page[index] ?? 0)
      if ((kind & packed) === 0) return name
      for (let index = 0; index < uuidBytes; index += 1) {
        if (index === 4 || index === 6 || index === 8 || index === 10) name += '-'
        const byte = page[plain + index] ?? 0
        name += digits.charAt(byte >> 4) + digits.charAt(byte & 0x0f)
      }
      return name
    },
  }
}
