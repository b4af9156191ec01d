import { oneOf } from '../codec/collection.js'
import { personal } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { digest, identifier, instant, label, uuid, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { accountId } from '../ledger/account-id.js'
import { code } from '../ledger/party.js'
import { money } from '../money/money.js'
import { messageChannel } from './message-channel.js'
import { observationSource } from './source.js'

/** What a notice tells. The words that begin with TRANSFER_ state a fact, which the ledger must bear out. */
export const noticeKind = oneOf([
  'TRANSFER_RECORDED',
  'TRANSFER_CONFIRMED',
  'TRANSFER_SUBMITTED',
  'TRANSFER_CREDITED',
  'TRANSFER_HELD',
  'TRANSFER_DELAYED',
  'TRANSFER_REJECTED',
  'TRANSFER_CANCELLED',
  'TRANSFER_EXPIRED',
  'TRANSFER_FAILED',
  'TRANSFER_RETURNED',
  'TRANSFER_REVERSED',
  'ACTION_NEEDED',
  'BALANCE',
  'CASE',
  'REFUND_PROMISED',
  'SERVICE_WINDOW',
  'SECURITY',
  'POLICY',
  'EDUCATION',
])

const notice = {
  source: observationSource,
  noticeId: identifier,
  channel: messageChannel,
  kind: noticeKind,
  recipient: oneOf(['PAYER', 'PAYEE', 'CUSTOMER', 'SUPPORT', 'PARTNER', 'AUTHORITY']),
}
const tie = { transferId: identifier, customer: personal(identifier), account: accountId, claimId: identifier }
const carriage = { carrier: label, carrierReference: label }

export const noticeEvents = {
  NoticeQueued: defineEvent(
    ['attempt', 'notice'],
    'NoticeQueued',
    structure('NoticeQueued', notice, {
      ...tie,
      aboutEventId: uuid,
      windowId: identifier,
      amount: money,
      dueAt: instant,
      basis: words,
      text: personal(words),
      textDigest: digest,
      corrects: identifier,
    }),
    'A message to a person is to go out; `kind`, `amount` and `aboutEventId` are what it states, `dueAt` and `basis` what it promises and by which rule, `corrects` the notice that it puts right.',
  ),
  NoticeSent: defineEvent(
    ['attempt', 'notice'],
    'NoticeSent',
    structure('NoticeSent', notice, { ...tie, ...carriage, textDigest: digest }),
    'The message was handed to its carrier.',
  ),
  NoticeDelivered: defineEvent(
    ['attempt', 'notice'],
    'NoticeDelivered',
    structure('NoticeDelivered', notice, { ...tie, ...carriage, textDigest: digest }),
    "The carrier says that the message reached the person's device or letter box.",
  ),
  NoticeFailed: defineEvent(
    ['attempt', 'notice'],
    'NoticeFailed',
    structure('NoticeFailed', { ...notice, reason: words }, { ...tie, ...carriage, code }),
    'The message did not go out, or the carrier could not deliver it.',
  ),
} as const
