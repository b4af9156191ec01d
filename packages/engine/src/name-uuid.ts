import { hexadecimalDigest } from './sha256.js'

const bytesOfUuid = 16

const variantDigits = '89ab'

/** The bytes of the namespace that was named last: a ledger names all its ids in one. */
let lastNamespace = ''
let lastBytes = Buffer.alloc(bytesOfUuid)

const namespaceBytes = (namespace: string): Buffer => {
  if (namespace !== lastNamespace) {
    lastBytes = Buffer.from(namespace.replaceAll('-', ''), 'hex')
    lastNamespace = namespace
  }
  return lastBytes
}

/** UUIDv5 of a name in a namespace that is a UUID itself (RFC 9562): the first 16 bytes of a SHA-1, marked as such. */
export const nameUuid = (name: string, namespace: string): string => {
  const bytes = Buffer.allocUnsafe(bytesOfUuid + Buffer.byteLength(name))
  bytes.set(namespaceBytes(namespace), 0)
  bytes.write(name, bytesOfUuid, 'utf8')
  const hex = hexadecimalDigest('sha1', bytes)
  const variant = variantDigits.charAt(Number.parseInt(hex.charAt(16), 16) & 0x3)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
