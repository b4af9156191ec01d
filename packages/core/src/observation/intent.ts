import { oneOf } from '../codec/collection.js'
import { personal } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { digest, identifier, label, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { accessOrigin } from './access-origin.js'
import { statedInstruction } from './instruction.js'
import { observationSource } from './source.js'

/** How the payee came into the form. */
export const payeeOrigin = oneOf(['TYPED', 'PASTED', 'SAVED', 'SCANNED', 'INVOICE', 'PAYMENT_REQUEST'])

const { payee, ...otherValues } = statedInstruction.optional
const attempt = { source: observationSource, transferId: identifier }

export const intentEvents = {
  IntentCaptured: defineEvent(
    ['attempt'],
    'IntentCaptured',
    structure(
      'IntentCaptured',
      { ...attempt, payee },
      {
        ...otherValues,
        customer: personal(identifier),
        payeeOrigin,
        savedPayeeId: identifier,
        documentDigest: digest,
        instructionDigest: digest,
        channel: label,
        ...accessOrigin,
      },
    ),
    'What the customer entered before anything was sent: payee, amount and the rest as they stood in the form; `documentDigest` is that of the invoice or bill it was taken from.',
  ),
  IntentEdited: defineEvent(
    ['attempt'],
    'IntentEdited',
    structure(
      'IntentEdited',
      { ...attempt, field: oneOf(['PAYER', 'PAYEE', 'AMOUNT', 'PURPOSE', 'SPEED', 'DATE']) },
      {
        before: statedInstruction,
        after: statedInstruction,
        instructionDigest: digest,
        customer: personal(identifier),
      },
    ),
    'The customer changed one field of the form; `before` and `after` hold that field alone.',
  ),
  IntentCancelled: defineEvent(
    ['attempt'],
    'IntentCancelled',
    structure('IntentCancelled', attempt, { customer: personal(identifier), reason: words }),
    'The customer gave the instruction up.',
  ),
} as const
