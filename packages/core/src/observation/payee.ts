import { count, flag, oneOf } from '../codec/collection.js'
import { personal } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { identifier, instant, label, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { code, party } from '../ledger/party.js'
import { personName } from '../transfer/instruction.js'
import { accessOrigin } from './access-origin.js'
import { statedPayee } from './instruction.js'
import { observationSource } from './source.js'

/** NAME compares the name with the account's holder; INSTITUTION asks which bank or operator holds the account or number. */
export const payeeCheckKind = oneOf(['NAME', 'INSTITUTION'])

export const payeeCheckOutcome = oneOf(['MATCH', 'CLOSE_MATCH', 'NO_MATCH', 'NOT_POSSIBLE'])

export const payeeEvents = {
  PayeeChecked: defineEvent(
    ['attempt'],
    'PayeeChecked',
    structure(
      'PayeeChecked',
      {
        source: observationSource,
        transferId: identifier,
        check: payeeCheckKind,
        outcome: payeeCheckOutcome,
        shownToCustomer: flag,
      },
      {
        payee: statedPayee,
        scheme: label,
        code,
        nameShown: personName,
        institutionFound: label,
        portabilityConsulted: flag,
        wording: words,
        provider: label,
        customer: personal(identifier),
      },
    ),
    'The payee was looked up before the transfer: what was asked, the outcome, what of it the customer saw (`nameShown`, `wording`), and who answered (`provider`).',
  ),
  PayeeSaved: defineEvent(
    ['customer'],
    'PayeeSaved',
    structure(
      'PayeeSaved',
      { source: observationSource, customer: personal(identifier), payee: statedPayee },
      {
        savedPayeeId: identifier,
        payeeBefore: statedPayee,
        savedAt: instant,
        savedBy: party,
        timesPaid: count,
        lastPaidAt: instant,
        ...accessOrigin,
      },
    ),
    "A payee stands in the customer's list, since `savedAt`; `payeeBefore` is what stood there before a change, `timesPaid` how often it had been paid by then.",
  ),
} as const
