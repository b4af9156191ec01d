import { count, oneOf, textMap } from '../codec/collection.js'
import { personal } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { identifier, label, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { accountId } from '../ledger/account-id.js'
import { shownBalance } from './shown-balance.js'
import { observationSource } from './source.js'

export const viewEvents = {
  ViewServed: defineEvent(
    ['attempt', 'view', 'customer', 'source'],
    'ViewServed',
    structure(
      'ViewServed',
      {
        source: observationSource,
        view: oneOf(['BALANCE', 'HISTORY', 'STATUS']),
        projection: label,
        projectionSequence: count,
      },
      {
        viewId: identifier,
        headSequence: count,
        balance: shownBalance,
        values: textMap,
        text: words,
        servedTo: oneOf(['CUSTOMER', 'SUPPORT', 'PARTNER']),
        transferId: identifier,
        account: accountId,
        customer: personal(identifier),
      },
    ),
    'An answer was given to a person: the value, the projection it came from, and the sequence up to which that projection had read; `headSequence` is the last sequence of the ledger at that moment.',
  ),
} as const
