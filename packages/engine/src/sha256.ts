import { createHash } from 'node:crypto'
import type { Sha256 } from '@waybill/proof'

/** SHA-256 from Node, for the packages that take a hash function as an argument. */
export const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest()

/** Names a text: `sha256:` and the hexadecimal digest of its UTF-8 bytes. */
export const digestOfText = (text: string): string =>
  `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`
