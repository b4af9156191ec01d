import * as crypto from 'node:crypto'
import type { Sha256 } from '@waybill/proof'

type Hashing = (algorithm: 'sha1' | 'sha256', content: string | Uint8Array) => Buffer

/** Node hashes in one call from 20.12 on, which takes a fraction of the time of a hash that is built up; before, it cannot. */
const oneCall = crypto.hash as typeof crypto.hash | undefined

/** The digest of bytes, or of the UTF-8 bytes of a text. */
export const hashed: Hashing =
  oneCall === undefined
    ? (algorithm, content) => crypto.createHash(algorithm).update(content).digest()
    : (algorithm, content) => oneCall(algorithm, content, 'buffer')

/** SHA-256 from Node, for the packages that take a hash function as an argument. */
export const sha256: Sha256 = (bytes) => hashed('sha256', bytes)

/** Names a text: `sha256:` and the hexadecimal digest of its UTF-8 bytes. */
export const digestOfText = (text: string): string => `sha256:${hashed('sha256', text).toString('hex')}`
