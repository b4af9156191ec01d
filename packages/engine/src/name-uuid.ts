import { hashed } from './sha256.js'

const bytesOfUuid = 16

/** UUIDv5 of a name in a namespace that is a UUID itself (RFC 9562): the first 16 bytes of a SHA-1, marked as such. */
export const nameUuid = (name: string, namespace: string): string => {
  const bytes = Buffer.allocUnsafe(bytesOfUuid + Buffer.byteLength(name))
  bytes.write(namespace.replaceAll('-', ''), 'hex')
  bytes.write(name, bytesOfUuid, 'utf8')
  const digest = hashed('sha1', bytes)
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80
  const hex = digest.toString('hex', 0, bytesOfUuid)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
