import { count, listOf, oneOf } from '../codec/collection.js'
import { personal } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { digest, identifier, label, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { accessOrigin, authenticationStrength } from './access-origin.js'
import { statedInstruction } from './instruction.js'
import { observationSource } from './source.js'

export const confirmationAnswer = oneOf(['ACCEPTED', 'DECLINED', 'ABANDONED'])

const attempt = { source: observationSource, transferId: identifier }
const which = { confirmationId: identifier, step: count, shownDigest: digest, customer: personal(identifier) }

export const confirmationEvents = {
  ConfirmationShown: defineEvent(
    ['attempt'],
    'ConfirmationShown',
    structure(
      'ConfirmationShown',
      { ...attempt, shown: statedInstruction },
      { ...which, warnings: listOf(words, { max: 16 }), device: accessOrigin.device },
    ),
    'The customer was asked to confirm exactly these values, with these warnings; `step` is 1 for the first question, 2 for the second.',
  ),
  ConfirmationAnswered: defineEvent(
    ['attempt'],
    'ConfirmationAnswered',
    structure(
      'ConfirmationAnswered',
      { ...attempt, answer: confirmationAnswer },
      { ...which, method: label, strength: authenticationStrength, ...accessOrigin },
    ),
    'How the customer answered, and by what they were recognised; `shownDigest` ties the answer to the values that were shown.',
  ),
} as const
