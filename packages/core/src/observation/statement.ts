import { count, flag, listOf, oneOf } from '../codec/collection.js'
import type { TypeOf } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { day, digest, identifier, instant, label, uuid, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { accountReference, ledgerAccount } from '../ledger/account-id.js'
import { code } from '../ledger/party.js'
import { currency } from '../money/currency.js'
import { money } from '../money/money.js'
import { statedPayee } from './instruction.js'
import { signedMinorUnits } from './shown-balance.js'
import { observationSource } from './source.js'

/**
 * One line of a statement as its institution keeps the account: CRDT raises the account. `executionRef` is the
 * institution's own reference of the entry; the other references are those that travelled with the payment.
 */
export const statementEntry = structure(
  'an entry of a statement',
  {
    executionRef: label,
    creditDebit: oneOf(['DBIT', 'CRDT']),
    amount: money,
    status: oneOf(['BOOK', 'PDNG', 'FUTR', 'INFO']),
    bookingDate: day,
  },
  {
    valueDate: day,
    transferId: identifier,
    uetr: uuid,
    endToEndId: label,
    counterparty: statedPayee,
    reversal: flag,
    returnReason: code,
    text: words,
  },
)
export type StatementEntry = TypeOf<typeof statementEntry>

export const statementEvents = {
  StatementReceived: defineEvent(
    ['statement'],
    'StatementReceived',
    structure(
      'StatementReceived',
      {
        source: observationSource,
        statementId: label,
        institution: label,
        account: accountReference,
        currency,
        from: instant,
        to: instant,
        opening: signedMinorUnits,
        closing: signedMinorUnits,
        entries: listOf(statementEntry, { max: 1000 }),
      },
      { ledgerAccount, documentDigest: digest, page: count, lastPage: flag, corrects: label },
    ),
    'An institution sent the booked balance of an account in minor units from `from` to `to` and every entry between; `ledgerAccount` is the account of our book that mirrors it. A page states its own opening and closing balance.',
  ),
} as const
