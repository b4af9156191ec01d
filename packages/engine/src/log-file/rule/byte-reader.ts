/** Bytes, and the place of the next one that is read. */
export type ByteReader = { readonly bytes: Uint8Array; at: number }

/** A whole number in seven bits a byte, the lowest first; a byte of 128 or more has another behind it. */
export const takeNumber = (reader: ByteReader): number => {
  let number = 0
  for (let weight = 1; ; weight *= 0x80) {
    const byte = reader.bytes[reader.at++] ?? 0
    number += (byte % 0x80) * weight
    if (byte < 0x80) return number
  }
}
