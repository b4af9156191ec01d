import { count, oneOf } from '../codec/collection.js'
import { personal } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { identifier, instant, label, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { code } from '../ledger/party.js'
import { accessOrigin, authenticationStrength } from './access-origin.js'
import { observationSource } from './source.js'

/** LOGIN_… concerns entering, AUTHENTICATION_… a proof asked for within a session, such as the payment password. */
export const accessKind = oneOf([
  'LOGIN_OK',
  'LOGIN_FAILED',
  'AUTHENTICATION_OK',
  'AUTHENTICATION_FAILED',
  'LOCKED',
  'UNLOCKED',
  'CREDENTIAL_CHANGED',
  'CONTACT_CHANGED',
  'DEVICE_SEEN',
  'SESSION_ENDED',
])

export const accessEvents = {
  AccessObserved: defineEvent(
    ['attempt', 'customer', 'source'],
    'AccessObserved',
    structure(
      'AccessObserved',
      { source: observationSource, access: accessKind },
      {
        customer: personal(identifier),
        transferId: identifier,
        credential: label,
        method: label,
        strength: authenticationStrength,
        failures: count,
        reason: words,
        code,
        rule: label,
        ruleVersion: label,
        expiresAt: instant,
        unlockPath: words,
        ...accessOrigin,
      },
    ),
    'Somebody entered, failed to, was locked out or let in again, or changed a credential or a contact; for a lock: why, by which rule, until when, and how it is undone.',
  ),
} as const
