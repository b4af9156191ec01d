import { streamKindOf, streamSubjectOf, type Recorded } from '@waybill/core'
import { keyOf, numberPart } from '../collection.js'
import type { Documents } from '../documents.js'
import { accountsOfCustomers, eventCounts, ownersOfAccounts, standings, transfersOfClaims } from './document.js'
import { fileStream } from './file-stream.js'
import { fileUnderTransfer } from './file-transfer.js'
import { mentionsOf } from './mention.js'
import { filedTracesOf } from './trace.js'

const countEvent = (documents: Documents, { event: { _tag: word } }: Recorded): void => {
  const known = documents.get(eventCounts, word)?.count ?? 0
  documents.put(eventCounts, word, { word, count: known + 1 })
}

/** The transfers that an event belongs to: by its stream, by what it names, or through the claim that it names. */
const transfersOf = (documents: Documents, { event, stream }: Recorded): ReadonlySet<string> => {
  const found = new Set<string>()
  const kind = streamKindOf(stream)
  if (kind === 'transfer' || kind === 'attempt') found.add(streamSubjectOf(stream))
  if ('transferId' in event) found.add(event.transferId)
  if (event._tag === 'StatementReceived')
    for (const { transferId } of event.entries) if (transferId !== undefined) found.add(transferId)
  if (found.size === 0 && 'claimId' in event) {
    const claimed = documents.get(transfersOfClaims, keyOf(event.claimId))
    if (claimed !== null) found.add(claimed.transferId)
  }
  return found
}

const fileClaim = (documents: Documents, { event }: Recorded): void => {
  if (event._tag === 'ClaimOpened' && event.transferId !== undefined)
    documents.put(transfersOfClaims, keyOf(event.claimId), { transferId: event.transferId })
}

const fileOwner = (documents: Documents, { event }: Recorded): void => {
  if (event._tag !== 'AccountOpened' || event.customer === undefined) return
  const { account, customer } = event
  documents.put(ownersOfAccounts, keyOf(account), { customer })
  documents.put(accountsOfCustomers, keyOf(customer, account), { account })
}

const fileStandings = (documents: Documents, recorded: Recorded): void => {
  const { revision, sequence, stream } = recorded
  for (const trace of filedTracesOf(recorded))
    documents.put(standings, `${trace}/${numberPart(sequence)}`, { stream, revision })
}

/** Files one event under the transfers, accounts, customers and streams that it has to do with. */
export const takeInEvent = (documents: Documents, recorded: Recorded): void => {
  countEvent(documents, recorded)
  fileOwner(documents, recorded)
  fileClaim(documents, recorded)
  const mentions = mentionsOf(recorded.event)
  const transferIds = transfersOf(documents, recorded)
  for (const transferId of transferIds) fileUnderTransfer(documents, recorded, transferId, mentions)
  fileStream(documents, recorded, mentions, transferIds)
  fileStandings(documents, recorded)
}
