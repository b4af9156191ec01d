import type { Account } from '../account/state.js'
import type { FundsEvent } from './event.js'
import { openReservations } from './reservations.js'
import { accountUnder, evolveFunds, noFunds, type Funds } from './state.js'

const yuan = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' }) as const
const inflowSeen = { total: yuan(1000n), throughSequence: 7 }
const fold = (...events: ReadonlyArray<FundsEvent>): Funds => events.reduce(evolveFunds, noFunds)

const reserved = (minorUnits: bigint): FundsEvent => ({
  _tag: 'FundsReserved',
  transferId: 't1',
  amount: yuan(minorUnits),
  inflowSeen,
})
const taken: FundsEvent = {
  _tag: 'FundsTaken',
  transferId: 't1',
  amount: yuan(300n),
  purpose: 'TRANSFER',
  inflowSeen,
}

describe('the funds of an account', () => {
  it('keep for a transfer all that was reserved for it', () => {
    const funds = fold(reserved(200n), reserved(50n))
    expect(openReservations(funds.reserved)).toEqual([['t1', 250n]])
    expect(funds.reservedTotal).toBe(250n)
  })

  it('have not let out what was taken and then given back, and keep what is reserved for the same transfer', () => {
    const back: FundsEvent = { _tag: 'FundsReleased', transferId: 't1', amount: yuan(300n), purpose: 'TRANSFER' }
    expect(fold(reserved(200n), taken, back)).toEqual(fold(reserved(200n)))
    expect(fold(taken, { ...back, amount: yuan(100n) }).outflow).toBe(200n)
  })

  it('are not changed by a refusal', () => {
    const funds = fold(reserved(200n), taken)
    const refused: FundsEvent = {
      _tag: 'FundsRefused',
      commandId: 'c1',
      rejection: 'InsufficientFunds',
      facts: '{}',
    }
    expect(evolveFunds(funds, refused)).toBe(funds)
  })
})

describe('the terms that stand among the funds of an account', () => {
  const account: Account = {
    account: 'mei',
    currency: 'CNY',
    kind: 'CREDIT_LINE',
    customer: 'c-mei',
    limit: 100n,
    freeze: 'NONE',
    phase: 'OPEN',
  }

  it('are those that were set last, each for itself', () => {
    expect(noFunds.terms).toEqual({})
    const frozen = fold({ _tag: 'FundsTermsSet', freeze: 'DEBITS' })
    expect(frozen).toEqual({ ...noFunds, terms: { freeze: 'DEBITS' } })
    const limited = evolveFunds(frozen, { _tag: 'FundsTermsSet', limit: yuan(50n) })
    expect(limited.terms).toEqual({ freeze: 'DEBITS', limit: 50n })
    const closing = evolveFunds(limited, { _tag: 'FundsTermsSet', phase: 'CLOSING', freeze: 'NONE' })
    expect(closing.terms).toEqual({ freeze: 'NONE', limit: 50n, phase: 'CLOSING' })
  })

  it('say nothing of what was reserved or has left', () => {
    const funds = fold(reserved(200n), taken)
    expect(evolveFunds(funds, { _tag: 'FundsTermsSet', phase: 'CLOSED' })).toEqual({
      ...funds,
      terms: { phase: 'CLOSED' },
    })
  })

  it('stand above those that the stream of the account tells', () => {
    const funds = fold({ _tag: 'FundsTermsSet', freeze: 'DEBITS_AND_CREDITS', limit: yuan(0n) })
    expect(accountUnder(account, funds)).toEqual({ ...account, freeze: 'DEBITS_AND_CREDITS', limit: 0n })
    expect(accountUnder(account, noFunds)).toEqual(account)
  })

  it('make no account of one that was never opened', () => {
    expect(accountUnder(null, fold({ _tag: 'FundsTermsSet', freeze: 'DEBITS' }))).toBe(null)
  })
})
