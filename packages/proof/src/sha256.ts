/** SHA-256 of the bytes, 32 bytes long. It may not keep a reference to its argument, whose buffer is used again. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array
