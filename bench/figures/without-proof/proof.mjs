// The proof package, but that it hashes nothing: every event gets the same 64 digits in place of a chain hash.

export * from '@waybill/proof'

const noHash = '0'.repeat(64)

export const chainHash = () => () => noHash
