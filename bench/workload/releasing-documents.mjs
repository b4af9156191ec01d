// What projections see of their read models while a whole ledger is folded in flat memory. Documents that are only ever
// written are counted and let go, and those of a transfer go when it has ended. The packages do not offer this yet: it
// holds for ledgers, as this workload's, in which nothing follows the end of a transfer.

const onlyWritten = new Set(['audit.hop', 'audit.account-transfer', 'balance.entry'])
const ofOneTransfer = new Set(['audit.transfer', 'balance.instruction', 'dispute.transfer'])

/** Documents for one fold. `put` and `counted` tell how much passed through; `release` lets an ended transfer go. */
export const releasingDocuments = () => {
  const collections = new Map()
  const documentsOf = (name) => {
    const known = collections.get(name)
    if (known !== undefined) return known
    const documents = new Map()
    collections.set(name, documents)
    return documents
  }
  let written = 0
  return {
    documents: {
      get: ({ name }, key) => collections.get(name)?.get(key) ?? null,
      put: ({ name }, key, document) => {
        written += 1
        if (!onlyWritten.has(name)) documentsOf(name).set(key, document)
      },
      remove: ({ name }, key) => {
        collections.get(name)?.delete(key)
      },
    },
    release: (transferId) => {
      for (const name of ofOneTransfer) collections.get(name)?.delete(transferId)
    },
    written: () => written,
    held: () => [...collections.values()].reduce((sum, documents) => sum + documents.size, 0),
    /** The documents of a collection that are still held. */
    of: (name) => [...(collections.get(name)?.values() ?? [])],
  }
}
