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

/** Whether the text has the one form in which hashes are written: 64 lower-case hexadecimal digits. */
export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)
