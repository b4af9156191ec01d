import type { TypeOf } from '../codec/codec.js'
import { count, oneOf } from '../codec/collection.js'
import { structure } from '../codec/structure.js'
import { personal } from '../codec/codec.js'
import { identifier, label, text } from '../codec/text.js'
import { defineEvent, type EventOf } from '../event/definition.js'
import { money, moneyOrZero, moneyTotal } from '../money/money.js'

/**
 * What an outflow leaned on: the sum of all money that had come into the account, as far as the fold
 * had read the ledger (`throughSequence`). A verifier derives the sum again.
 */
export const inflowSeen = structure('the inflow seen', { total: moneyTotal, throughSequence: count })
export type InflowSeen = TypeOf<typeof inflowSeen>

/** Why money is taken without a reservation before it. */
const purpose = oneOf(['TRANSFER', 'REVERSAL', 'EXCEPTION', 'CORRECTION', 'RESCISSION'])

export const fundsEvents = {
  FundsReserved: defineEvent(
    ['funds'],
    'FundsReserved',
    structure('FundsReserved', { transferId: identifier, amount: money, inflowSeen }),
    'The sum is kept for a transfer: still booked on the account, no longer available.',
  ),
  FundsCaptured: defineEvent(
    ['funds'],
    'FundsCaptured',
    structure('FundsCaptured', { transferId: identifier, amount: money }),
    'The reserved sum left the account.',
  ),
  FundsReleased: defineEvent(
    ['funds'],
    'FundsReleased',
    structure(
      'FundsReleased',
      { transferId: identifier, amount: money },
      {
        /** Given where the sum had been taken and not reserved: what for. */
        purpose,
      },
    ),
    'The sum that was reserved, or taken for something that was refused then, is available again.',
  ),
  FundsTaken: defineEvent(
    ['funds'],
    'FundsTaken',
    structure('FundsTaken', {
      transferId: identifier,
      amount: money,
      purpose,
      inflowSeen,
    }),
    'The sum left the account without a reservation before it: a payment in one step, or money that is taken back or corrected.',
  ),
  FundsRefused: defineEvent(
    ['funds'],
    'FundsRefused',
    structure('FundsRefused', {
      commandId: identifier,
      /** Name of the rejection. */
      rejection: label,
      /** The rejection's facts, RFC 8785 JSON text. */
      facts: personal(text('the facts as JSON text', { max: 16_384 })),
    }),
    'A command was to lower the account and may not: nothing is kept or taken for it any more.',
  ),
  FundsTermsSet: defineEvent(
    ['funds'],
    'FundsTermsSet',
    structure(
      'FundsTermsSet',
      {},
      {
        freeze: oneOf(['NONE', 'DEBITS', 'DEBITS_AND_CREDITS']),
        limit: moneyOrZero,
        phase: oneOf(['CLOSING', 'CLOSED']),
      },
    ),
    'From here on whatever lowers the account obeys this freeze, limit or phase; the stream of the account says so right after.',
  ),
} as const

export type FundsEvent = EventOf<(typeof fundsEvents)[keyof typeof fundsEvents]>
