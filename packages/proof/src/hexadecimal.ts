const pairs: ReadonlyArray<string> = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The bytes as lower-case hexadecimal text. */
export const hexadecimalOf = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += pairs[byte] ?? ''
  return text
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

/** Whether the text has the one form in which hashes are written: 64 lower-case hexadecimal digits. */
export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)
