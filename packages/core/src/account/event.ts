import { oneOf } from '../codec/collection.js'
import { personal } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { identifier, label, words } from '../codec/text.js'
import { defineEvent, type EventOf } from '../event/definition.js'
import { accountId } from '../ledger/account-id.js'
import { currency } from '../money/currency.js'
import { moneyOrZero } from '../money/money.js'
import type { TransferEvent } from '../transfer/event.js'

/** CASH holds the customer's own money; CREDIT_LINE may go down to minus its limit; OPERATOR is the operator's own. */
export const accountKind = oneOf(['CASH', 'CREDIT_LINE', 'OPERATOR'])

export const freezeScope = oneOf(['DEBITS', 'DEBITS_AND_CREDITS'])

export const accountEvents = {
  AccountOpened: defineEvent(
    ['account'],
    'AccountOpened',
    structure(
      'AccountOpened',
      { account: accountId, currency, kind: accountKind },
      { customer: personal(identifier), limit: moneyOrZero },
    ),
    'An account was opened in one currency; `limit` is how far below zero it may go (a credit line), and is zero where it is not given.',
  ),
  AccountFrozen: defineEvent(
    ['account'],
    'AccountFrozen',
    structure('AccountFrozen', { scope: freezeScope, reason: words }, { rule: label }),
    'Money may no longer leave the account by command, nor reach it where the scope says so.',
  ),
  AccountUnfrozen: defineEvent(
    ['account'],
    'AccountUnfrozen',
    structure('AccountUnfrozen', { reason: words }),
    'The freeze was lifted.',
  ),
  AccountFloorSet: defineEvent(
    ['account'],
    'AccountFloorSet',
    structure('AccountFloorSet', { limit: moneyOrZero, reason: words }),
    'From here on the account may go as far below zero as `limit`.',
  ),
  AccountClosing: defineEvent(
    ['account'],
    'AccountClosing',
    structure('AccountClosing', { reason: words }),
    'No new reservation and no new credit by command; what is open is brought to its end.',
  ),
  AccountClosed: defineEvent(
    ['account'],
    'AccountClosed',
    structure('AccountClosed', {}),
    'The account is empty and ended.',
  ),
} as const

export type AccountEvent = EventOf<(typeof accountEvents)[keyof typeof accountEvents]>

/** Whatever stands in an account's stream: its own events, and the refusals of commands about it. */
export type AccountStreamEvent = AccountEvent | Extract<TransferEvent, { readonly _tag: 'CommandRefused' }>
