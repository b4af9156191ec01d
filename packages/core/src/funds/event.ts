import type { TypeOf } from '../codec/codec.js'
import { count, oneOf } from '../codec/collection.js'
import { structure } from '../codec/structure.js'
import { identifier } from '../codec/text.js'
import { defineEvent, type EventOf } from '../event/definition.js'
import { money, moneyTotal } from '../money/money.js'

/**
 * What an outflow leaned on: the sum of all money that had come into the account, as far as the fold
 * had read the ledger (`throughSequence`). A verifier derives the sum again.
 */
export const inflowSeen = structure('the inflow seen', { total: moneyTotal, throughSequence: count })
export type InflowSeen = TypeOf<typeof inflowSeen>

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
    structure('FundsReleased', { transferId: identifier, amount: money }),
    'The reserved sum is available again.',
  ),
  FundsTaken: defineEvent(
    ['funds'],
    'FundsTaken',
    structure('FundsTaken', {
      transferId: identifier,
      amount: money,
      purpose: oneOf(['TRANSFER', 'REVERSAL', 'EXCEPTION', 'CORRECTION', 'RESCISSION']),
      inflowSeen,
    }),
    'The sum left the account without a reservation before it: a payment in one step, or money that is taken back or corrected.',
  ),
} as const

export type FundsEvent = EventOf<(typeof fundsEvents)[keyof typeof fundsEvents]>
