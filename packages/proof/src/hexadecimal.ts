const pairs: ReadonlyArray<string> = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The bytes as lower-case hexadecimal text. */
export const hexadecimalOf = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += pairs[byte] ?? ''
  return text
}

const valueOfDigit = (code: number): number => (code <= 0x39 ? code - 0x30 : code - 0x57)

/** The bytes that a lower-case hexadecimal text of even length stands for; other text gives meaningless bytes. */
export const bytesOf = (hexadecimal: string): Uint8Array => {
  const bytes = new Uint8Array(hexadecimal.length >> 1)
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = (valueOfDigit(hexadecimal.charCodeAt(2 * at)) << 4) | valueOfDigit(hexadecimal.charCodeAt(2 * at + 1))
  }
  return bytes
}

/** Whether the text has the one form in which hashes are written: 64 lower-case hexadecimal digits. */
export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)
