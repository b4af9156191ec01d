import type { Projection } from '../projection.js'
import {
  cases,
  casesOfContacts,
  contactsOfCases,
  disputedTransfers,
  earlyQuestions,
  evidenceOfCases,
  openCasesOfCustomers,
} from './document.js'
import { takeInEvent } from './take-in-event.js'

/**
 * Every case, of a claim or of a dispute: who says what is wrong, where the matter stands, what was asked
 * and handed in, who talked to whom, what was asked back from the other side, and the money.
 */
export const disputeProjection: Projection = {
  name: 'dispute',
  version: 3,
  collections: [
    cases,
    evidenceOfCases,
    contactsOfCases,
    disputedTransfers,
    openCasesOfCustomers,
    casesOfContacts,
    earlyQuestions,
  ],
  react: takeInEvent,
}
