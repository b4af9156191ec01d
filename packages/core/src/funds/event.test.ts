import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, encodeEvent } from '../event/recorded.js'
import { largestMinorUnits, largestTotal } from '../money/money.js'
import type { FundsEvent } from './event.js'

const reserved = (inflow: bigint): FundsEvent => ({
  _tag: 'FundsReserved',
  transferId: 't1',
  amount: { minorUnits: 1n, currency: 'CNY' },
  inflowSeen: { total: { minorUnits: inflow, currency: 'CNY' }, throughSequence: 7 },
})

const isReadAgain = (event: FundsEvent): boolean =>
  E.isRight(
    decodeStored({
      ...encodeEvent(event),
      stream: 'funds-mei',
      revision: 0,
      sequence: 1,
      id: '',
      occurredAt: '',
      recordedAt: '',
      metadata: {},
      chainhash: '',
    }),
  )

describe('the inflow that an outflow leaned on', () => {
  it('may be greater than any one amount', () => expect(isReadAgain(reserved(largestMinorUnits * 2n))).toBe(true))
  it('has a limit that no account reaches', () => {
    expect(isReadAgain(reserved(largestTotal))).toBe(true)
    expect(isReadAgain(reserved(largestTotal + 1n))).toBe(false)
  })
})

describe('money that is taken without a reservation', () => {
  const takenFor = (purpose: string): FundsEvent => ({ ...reserved(1n), _tag: 'FundsTaken', purpose }) as FundsEvent

  it.each(['TRANSFER', 'REVERSAL', 'EXCEPTION', 'CORRECTION', 'RESCISSION'])(
    'is taken for a purpose: %s',
    (purpose) => {
      expect(isReadAgain(takenFor(purpose))).toBe(true)
    },
  )

  it('is taken for no other', () => {
    expect(isReadAgain(takenFor(''))).toBe(false)
    expect(isReadAgain(takenFor('GIFT'))).toBe(false)
  })
})
