import { oneOf, textMap } from '../codec/collection.js'
import { personal } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { digest, identifier, instant, label, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { accountId } from '../ledger/account-id.js'
import { code } from '../ledger/party.js'
import { accessOrigin } from './access-origin.js'
import { statedInstruction } from './instruction.js'
import { observationSource } from './source.js'

/** On what ground the door was kept shut. */
export const refusalGround = oneOf([
  'INVALID_REQUEST',
  'WRONG_CREDENTIAL',
  'ACCESS_LOCKED',
  'LIMIT',
  'POLICY',
  'RESTRICTION',
  'RISK',
  'MAINTENANCE',
  'OVERLOAD',
])

const delivery = {
  source: observationSource,
  transferId: identifier,
  idempotencyKey: label,
  payloadDigest: digest,
}
const deliveryDetail = {
  instruction: statedInstruction,
  commandId: identifier,
  component: identifier,
  channel: label,
  customer: personal(identifier),
  ...accessOrigin,
}

export const requestEvents = {
  RequestSent: defineEvent(
    ['attempt'],
    'RequestSent',
    structure('RequestSent', delivery, deliveryDetail),
    'The instruction left the client under this key, with this digest of its bytes.',
  ),
  RequestReceived: defineEvent(
    ['attempt'],
    'RequestReceived',
    structure('RequestReceived', delivery, deliveryDetail),
    'Our edge (`component`) took the instruction in under this key; its digest is computed over the bytes that arrived.',
  ),
  RequestRefused: defineEvent(
    ['attempt', 'customer', 'source'],
    'RequestRefused',
    structure(
      'RequestRefused',
      { source: observationSource, ground: refusalGround, reason: code },
      {
        transferId: identifier,
        idempotencyKey: label,
        payloadDigest: digest,
        account: accountId,
        rule: label,
        ruleVersion: label,
        inputs: textMap,
        restrictionId: identifier,
        windowId: identifier,
        expiresAt: instant,
        wording: words,
        ...deliveryDetail,
      },
    ),
    'The edge refused the request before anything was recorded: on what ground, by which rule, with which inputs; `expiresAt` is when the ground ends by itself, `wording` what the customer was told.',
  ),
} as const
