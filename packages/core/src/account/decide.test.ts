import { describe, expect, it } from '@jest/globals'
import { customer, yuan } from '../../test/canonical-payloads.js'
import { done, outcomeOf, send, type Answer, type World } from '../../test/ledger-world.js'
import { beginning, stateNamed } from '../../test/transfer-states.js'
import type { CommandWord } from '../event/all-commands.js'

const tried = (world: World, word: CommandWord, payload: object): Answer =>
  send(world, word, { commandId: 'c9', ...payload }).answer
const asked = (world: World, word: CommandWord, payload: object): string => outcomeOf(tried(world, word, payload))
const checked = (world: World, word: CommandWord, payload: object): ReadonlyArray<string> => {
  const answer = tried(world, word, payload)
  return answer._tag === 'Recorded' ? answer.decision.checks : [answer._tag]
}

const closing = (account: string, world = beginning): World =>
  done(world, 'BeginClosingAccount', { commandId: `b-${account}`, account, reason: 'The customer asked' })
const closed = (account: string): World =>
  done(closing(account), 'CloseAccount', { commandId: `e-${account}`, account })
const reason = 'The customer asked'

describe('an account', () => {
  it('is opened once, in one currency, with no limit unless it is a credit line or the operator’s own', () => {
    const open = (fields: object): string =>
      asked(beginning, 'OpenAccount', { account: 'new', currency: 'CNY', ...fields })
    expect(open({})).toBe('AccountOpened')
    expect(open({ account: 'mei' })).toBe('AccountAlreadyOpen')
    expect(open({ limit: yuan('1.00') })).toBe('LimitOnlyForCreditLine')
    expect(open({ limit: { minorUnits: 0n, currency: 'CNY' } })).toBe('AccountOpened')
    expect(open({ kind: 'CREDIT_LINE', limit: yuan('1.00'), customer: 'customer-mei' })).toBe('AccountOpened')
    expect(open({ kind: 'OPERATOR', limit: yuan('1.00') })).toBe('AccountOpened')
    expect(open({ kind: 'CREDIT_LINE', limit: { decimal: '1.00', currency: 'EUR' } })).toBe('CurrencyDiffers')
  })

  it('stays opened for ever: a closed account is not opened again', () => {
    expect(asked(closed('bo'), 'OpenAccount', { account: 'bo', currency: 'CNY' })).toBe('AccountAlreadyOpen')
  })

  it('is frozen in one scope or the other, and thawed once', () => {
    const frozen = done(beginning, 'FreezeAccount', {
      commandId: 'f1',
      account: 'mei',
      scope: 'DEBITS',
      reason,
      rule: 'court',
    })
    expect(frozen.accounts.get('mei')?.freeze).toBe('DEBITS')
    const more = done(frozen, 'FreezeAccount', { commandId: 'f2', account: 'mei', scope: 'DEBITS_AND_CREDITS', reason })
    expect(more.accounts.get('mei')?.freeze).toBe('DEBITS_AND_CREDITS')
    const thawed = done(more, 'UnfreezeAccount', { commandId: 'f3', account: 'mei', reason })
    expect(thawed.accounts.get('mei')?.freeze).toBe('NONE')
    expect(asked(thawed, 'UnfreezeAccount', { account: 'mei', reason })).toBe('AccountNotFrozen')
  })

  it('has a limit that may not lie below what is used of it, reservations included', () => {
    const line = done(beginning, 'OpenAccount', {
      commandId: 'o1',
      account: 'line',
      currency: 'CNY',
      kind: 'CREDIT_LINE',
      limit: yuan('100.00'),
    })
    const instruction = { payer: 'line', payee: 'bo', amount: yuan('30.00') }
    const reserved = done(line, 'InitiateTransfer', { commandId: 'c1', transferId: 't1', ...instruction })
    const both = done(reserved, 'BookTransfer', { commandId: 'c2', transferId: 't2', ...instruction, by: customer })
    const floor = (decimal: string): string =>
      asked(both, 'SetAccountFloor', { account: 'line', limit: yuan(decimal), reason })
    expect(floor('60.00')).toBe('AccountFloorSet')
    expect(floor('59.99')).toBe('LimitBelowUse')
    expect(floor('500.00')).toBe('AccountFloorSet')
    expect(
      asked(both, 'SetAccountFloor', { account: 'line', limit: { decimal: '60.00', currency: 'EUR' }, reason }),
    ).toBe('CurrencyDiffers')
    expect(asked(both, 'SetAccountFloor', { account: 'mei', limit: yuan('1.00'), reason })).toBe(
      'LimitOnlyForCreditLine',
    )
    expect(asked(both, 'SetAccountFloor', { account: 'mei', limit: { minorUnits: 0n, currency: 'CNY' }, reason })).toBe(
      'AccountFloorSet',
    )
  })

  it('is closed in two steps, and only when it is empty and nothing is reserved', () => {
    expect(asked(beginning, 'CloseAccount', { account: 'bo' })).toBe('AccountNotClosing')
    expect(asked(closing('bo'), 'BeginClosingAccount', { account: 'bo', reason })).toBe('AccountNotOpen')
    expect(asked(closing('bo'), 'CloseAccount', { account: 'bo' })).toBe('AccountClosed')
    expect(asked(closing('mei'), 'CloseAccount', { account: 'mei' })).toBe('AccountNotEmpty')
    expect(asked(closing('mei', stateNamed('initiated (book)')), 'CloseAccount', { account: 'mei' })).toBe(
      'ReservationsOpen',
    )
  })

  it.each([
    ['FreezeAccount', { scope: 'DEBITS', reason }],
    ['UnfreezeAccount', { reason }],
    ['SetAccountFloor', { limit: { minorUnits: 0n, currency: 'CNY' }, reason }],
    ['BeginClosingAccount', { reason }],
    ['CloseAccount', {}],
  ] as const)('takes no %s before it is opened or after it is closed', (word, payload) => {
    expect(asked(beginning, word, { account: 'ghost', ...payload })).toBe('AccountUnknown')
    expect(asked(closed('bo'), word, { account: 'bo', ...payload })).toBe('AccountNotOpen')
  })

  it('checks its funds when a freeze, a floor or a closing must not race with an outflow', () => {
    expect(checked(beginning, 'FreezeAccount', { account: 'mei', scope: 'DEBITS', reason })).toEqual(['funds-mei'])
    expect(
      checked(beginning, 'SetAccountFloor', { account: 'mei', limit: { minorUnits: 0n, currency: 'CNY' }, reason }),
    ).toEqual(['funds-mei'])
    expect(checked(beginning, 'BeginClosingAccount', { account: 'mei', reason })).toEqual(['funds-mei'])
    expect(checked(closing('bo'), 'CloseAccount', { account: 'bo' })).toEqual(['funds-bo'])
    expect(checked(beginning, 'OpenAccount', { account: 'new', currency: 'CNY' })).toEqual([])
  })

  it('states in its events every field that a command gave, under the same name', () => {
    const last = (world: World): unknown => world.log.at(-1)?.event
    const opening = { currency: 'CNY', kind: 'CREDIT_LINE', customer: 'customer-mei' } as const
    expect(
      last(done(beginning, 'OpenAccount', { commandId: 'o1', account: 'line', ...opening, limit: yuan('1.00') })),
    ).toEqual({
      _tag: 'AccountOpened',
      account: 'line',
      ...opening,
      limit: { minorUnits: 100n, currency: 'CNY' },
    })
    expect(
      last(
        done(beginning, 'FreezeAccount', { commandId: 'f1', account: 'mei', scope: 'DEBITS', reason, rule: 'court' }),
      ),
    ).toEqual({
      _tag: 'AccountFrozen',
      scope: 'DEBITS',
      reason,
      rule: 'court',
    })
  })
})
