import type { Projection } from '../projection.js'
import {
  accountsOfCustomers,
  auditedTransfers,
  eventCounts,
  hops,
  knownPayees,
  ownersOfAccounts,
  streamConcerns,
  transfersOfAccounts,
  transfersOfClaims,
  transfersOfCustomers,
  transfersOfKeys,
  transferTotals,
} from './document.js'
import { takeInEvent } from './take-in-event.js'

/** The story of every transfer hop by hop, who said each of them, and where else to look for what explains it. */
export const auditProjection: Projection = {
  name: 'audit',
  version: 1,
  collections: [
    auditedTransfers,
    hops,
    transfersOfAccounts,
    transfersOfCustomers,
    ownersOfAccounts,
    accountsOfCustomers,
    knownPayees,
    transfersOfKeys,
    transfersOfClaims,
    streamConcerns,
    eventCounts,
    transferTotals,
  ],
  react: takeInEvent,
}
