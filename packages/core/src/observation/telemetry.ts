import { oneOf, textMap } from '../codec/collection.js'
import { personal } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { identifier, label, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { accountId } from '../ledger/account-id.js'
import { accessOrigin } from './access-origin.js'
import { shownBalance } from './shown-balance.js'
import { observationSource } from './source.js'

/**
 * CONNECTIVITY is the state of the line, PAGE_LOAD how long a page took, SCREEN_SHOWN and ERROR_SHOWN what
 * stood on the screen, ANSWER_RECEIVED and ANSWER_MISSING whether a reply to a request came back.
 */
export const telemetryKind = oneOf([
  'CONNECTIVITY',
  'PAGE_LOAD',
  'SCREEN_SHOWN',
  'ERROR_SHOWN',
  'ANSWER_RECEIVED',
  'ANSWER_MISSING',
])

export const telemetryEvents = {
  TelemetryReported: defineEvent(
    ['attempt', 'customer', 'source'],
    'TelemetryReported',
    structure(
      'TelemetryReported',
      { source: observationSource, kind: telemetryKind },
      {
        values: textMap,
        shownText: words,
        balance: shownBalance,
        viewId: identifier,
        idempotencyKey: label,
        transferId: identifier,
        customer: personal(identifier),
        account: accountId,
        ...accessOrigin,
      },
    ),
    'What a client measured or displayed; `viewId` is the served answer that the screen showed, and `source.attested` tells whether the client could be verified.',
  ),
} as const
