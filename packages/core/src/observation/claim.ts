import { flag, listOf, oneOf } from '../codec/collection.js'
import { personal, type TypeOf } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { digest, identifier, instant, label, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { accountId } from '../ledger/account-id.js'
import { claimKind } from '../transfer/event.js'
import { statedInstruction } from './instruction.js'
import { messageChannel } from './message-channel.js'
import { shownBalance } from './shown-balance.js'
import { observationSource } from './source.js'

/** A file that somebody handed in, known by its digest: a screenshot, an invoice, a chat log. */
export const attachment = structure('an attachment', { digest, name: label }, { mediaType: label, madeAt: instant })
export type Attachment = TypeOf<typeof attachment>

const attachments = listOf(attachment, { max: 32 })

export const claimEvents = {
  ClaimOpened: defineEvent(
    ['attempt', 'claim'],
    'ClaimOpened',
    structure(
      'ClaimOpened',
      { source: observationSource, claimId: identifier, claim: claimKind },
      {
        claimant: oneOf(['PAYER', 'PAYEE', 'ACCOUNT_HOLDER', 'THIRD_PARTY']),
        customer: personal(identifier),
        transferId: identifier,
        account: accountId,
        channel: messageChannel,
        words: personal(words),
        stated: statedInstruction,
        intended: statedInstruction,
        balanceSeen: shownBalance,
        detectedAt: instant,
        happenedAt: instant,
        attachments,
      },
    ),
    'A person says that something is wrong: how they describe the transfer (`stated`, `happenedAt`), what they say they meant (`intended`), the balance they saw, and when they noticed (`detectedAt`).',
  ),
  ContactLogged: defineEvent(
    ['attempt', 'claim', 'customer', 'source'],
    'ContactLogged',
    structure(
      'ContactLogged',
      {
        source: observationSource,
        direction: oneOf(['INBOUND', 'OUTBOUND']),
        channel: messageChannel,
        substantive: flag,
      },
      {
        contactId: identifier,
        claimId: identifier,
        transferId: identifier,
        customer: personal(identifier),
        words: personal(words),
        agent: personal(label),
        answers: identifier,
        queuedSince: instant,
        attachments,
      },
    ),
    'Words went from or to a person. `substantive` is true when they answer the matter and not merely acknowledge it; `answers` is the contact that they reply to, `queuedSince` when it began to wait.',
  ),
} as const
