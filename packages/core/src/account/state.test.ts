import { describe, expect, it } from '@jest/globals'
import { evolveAccount, noAccount } from './state.js'
import type { AccountEvent, AccountStreamEvent } from './event.js'

const fold = (...events: ReadonlyArray<AccountStreamEvent>) => events.reduce(evolveAccount, noAccount)
const opened: AccountEvent = {
  _tag: 'AccountOpened',
  account: 'line',
  currency: 'CNY',
  kind: 'CREDIT_LINE',
  limit: { minorUnits: 5n, currency: 'CNY' },
}

describe('an account from its stream', () => {
  it('is none before it is opened, whatever else stands there', () => {
    expect(fold({ _tag: 'AccountFrozen', scope: 'DEBITS', reason: 'x' }, { _tag: 'AccountClosed' })).toBe(null)
  })

  it('is opened with its limit, which later events change', () => {
    expect(fold(opened)).toEqual({
      account: 'line',
      currency: 'CNY',
      kind: 'CREDIT_LINE',
      customer: null,
      limit: 5n,
      freeze: 'NONE',
      phase: 'OPEN',
    })
    expect(
      fold(opened, { _tag: 'AccountFloorSet', limit: { minorUnits: 0n, currency: 'CNY' }, reason: 'x' })?.limit,
    ).toBe(0n)
  })

  it('is as it was after a command about it was refused', () => {
    const refused: AccountStreamEvent = {
      _tag: 'CommandRefused',
      commandId: 'c',
      command: 'UnfreezeAccount',
      payload: '{}',
      rejection: 'AccountNotFrozen',
      facts: '{}',
      judgedAt: [],
      throughSequence: 1,
    }
    expect(fold(opened, refused)).toEqual(fold(opened))
    expect(fold(refused)).toBe(null)
  })

  it('keeps its freeze while it closes', () => {
    const account = fold(
      opened,
      { _tag: 'AccountFrozen', scope: 'DEBITS', reason: 'x' },
      { _tag: 'AccountClosing', reason: 'x' },
      { _tag: 'AccountClosed' },
    )
    expect([account?.freeze, account?.phase]).toEqual(['DEBITS', 'CLOSED'])
  })
})
