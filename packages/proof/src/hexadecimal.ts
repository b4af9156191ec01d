const codeOfDigit = (value: number): number => value + (value < 10 ? 0x30 : 0x57)

/** The bytes of a hash, or fewer, as lower-case hexadecimal text. */
export const hexadecimalOf = (bytes: Uint8Array): string => {
  const codes: number[] = []
  for (const byte of bytes) codes.push(codeOfDigit(byte >> 4), codeOfDigit(byte & 0x0f))
  return String.fromCharCode(...codes)
}

const valueOfDigit = (code: number): number => (code <= 0x39 ? code - 0x30 : code - 0x57)

/** Writes the bytes that a lower-case hexadecimal text stands for at a place; other text gives meaningless bytes. */
export const writeBytesOf = (hexadecimal: string, into: Uint8Array, place: number): void => {
  const end = hexadecimal.length - 1
  for (let digit = 0, at = place; digit < end; digit += 2, at += 1) {
    into[at] = (valueOfDigit(hexadecimal.charCodeAt(digit)) << 4) | valueOfDigit(hexadecimal.charCodeAt(digit + 1))
  }
}

/** Length of a hash in bytes. */
export const hashLength = 32

const valueOfHashDigit = (code: number): number => {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1
}

/** Writes a hash's bytes at a place, if the text has the one form of a hash; else says false, and what it wrote means nothing. */
export const readHash = (text: string, into: Uint8Array, place: number): boolean => {
  if (text.length !== 2 * hashLength) return false
  for (let index = 0; index < hashLength; index += 1) {
    const high = valueOfHashDigit(text.charCodeAt(2 * index))
    const low = valueOfHashDigit(text.charCodeAt(2 * index + 1))
    if (high < 0 || low < 0) return false
    into[place + index] = (high << 4) | low
  }
  return true
}

/** Whether the same hash stands at both places. */
export const sameHash = (left: Uint8Array, leftPlace: number, right: Uint8Array, rightPlace: number): boolean => {
  for (let index = 0; index < hashLength; index += 1)
    if (left[leftPlace + index] !== right[rightPlace + index]) return false
  return true
}

/** Whether the text has the one form in which hashes are written: 64 lower-case hexadecimal digits. */
export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)
