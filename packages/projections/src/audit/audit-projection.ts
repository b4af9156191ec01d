import type { Projection } from '../projection.js'
import {
  accountsOfCustomers,
  auditedTransfers,
  eventCounts,
  hops,
  knownPayees,
  ownersOfAccounts,
  standings,
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
  version: 6,
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
    standings,
    eventCounts,
    transferTotals,
  ],
  react: takeInEvent,
}
