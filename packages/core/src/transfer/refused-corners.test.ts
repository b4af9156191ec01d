import { describe, expect, it } from '@jest/globals'
import { customer, elsewhere, hvps, iso, operator, supervisor, times, yuan } from '../../test/canonical-payloads.js'
import { done, outcomeOf, send, type World } from '../../test/ledger-world.js'
import { beginning, stateNamed } from '../../test/transfer-states.js'
import type { CommandWord } from '../event/all-commands.js'
import { accountsNeededBy } from './decide.js'

const ids = { commandId: 'c99', transferId: 't1' }
const euro = { decimal: '1.00', currency: 'EUR' }
const fen = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' })
const refusal = (world: World, word: CommandWord, payload: object): unknown => {
  const { answer } = send(world, word, { ...ids, ...payload })
  return answer._tag === 'Refused' ? answer.rejection : outcomeOf(answer)
}
const after = (world: World, word: CommandWord, payload: object): World => done(world, word, { ...ids, ...payload })
/** With an account that holds another currency. */
const withPurse = (world: World): World =>
  done(world, 'OpenAccount', { commandId: 'c97', account: 'purse', currency: 'EUR' })

const claim = { disputeId: 'd1', claim: 'LATE', claimant: customer, replyDueAt: times.recallDue }
const onD1 = { disputeId: 'd1', by: operator }
const reviewed = after(stateNamed('dispute open'), 'StartDisputeReview', { disputeId: 'd1', reviewer: operator })
const decision = { ...onD1, outcome: 'REFUND', reason: 'Lost' }
const nothingYet = { alreadyMadeGood: yuan('0.00') }
const resolution = { exceptionId: 'x1', how: 'RETURNED_TO_SOURCE', by: operator, reason: 'It is theirs' }
const writeOff = { exceptionId: 'x1', by: operator, approvedBy: supervisor, reason: 'Lost' }
const correction = {
  from: 'suspense:CNY',
  to: 'bo',
  amount: yuan('1.00'),
  corrects: 'an entry',
  by: operator,
  approvedBy: supervisor,
  reason: 'Found',
}
const reversal = { kind: 'MISPOSTING', by: operator, authority: 'Terms' }
const recall = { recallId: 'r9', to: hvps, reason: iso('DUPL'), answerDueAt: times.recallDue }
const nobody = { role: 'OPERATOR' }

describe('a sum in another currency than the transfer', () => {
  const differs = (field: string, expected = 'CNY', found = 'EUR') => ({
    _tag: 'CurrencyDiffers',
    field,
    expected,
    found,
  })

  it.each<[string, World, CommandWord, object]>([
    ['is not claimed', stateNamed('submitted'), 'DisputeTransfer', { ...claim, amount: euro }],
    ['is not what a decision owes', reviewed, 'ResolveDispute', { ...decision, amount: euro }],
    ['resolves no exception', stateNamed('sent back twice'), 'ResolveException', { ...resolution, amount: euro }],
    ['is not written off', stateNamed('duplicate detected'), 'WriteOffException', { ...writeOff, amount: euro }],
    ['is not taken back from a payee', stateNamed('credited (book)'), 'ReverseTransfer', { ...reversal, amount: euro }],
    ['is not asked back', stateNamed('submitted'), 'RequestRecall', { ...recall, amount: euro }],
    ['is not credited', stateNamed('confirmed (book)'), 'CreditTransfer', { amount: euro }],
    [
      'is not given provisionally',
      stateNamed('dispute open'),
      'GrantProvisionalCredit',
      { ...onD1, ...nothingYet, amount: euro },
    ],
  ])('%s', (_what, world, word, payload) => {
    expect(refusal(world, word, payload)).toEqual(differs('amount'))
  })

  it('is not what was made good already', () => {
    const seen = { ...onD1, alreadyMadeGood: { decimal: '0.00', currency: 'EUR' } }
    expect(refusal(stateNamed('dispute open'), 'GrantProvisionalCredit', seen)).toEqual(differs('alreadyMadeGood'))
  })

  it('neither reaches nor leaves an account by a correction', () => {
    const world = withPurse(stateNamed('submitted'))
    for (const way of [{ to: 'purse' }, { from: 'purse' }])
      expect(refusal(world, 'PostCorrection', { ...correction, ...way })).toEqual(differs('amount', 'EUR', 'CNY'))
  })

  it('is not what an account gets out of an exception', () => {
    const world = withPurse(stateNamed('sent back twice'))
    const allocated = { ...resolution, how: 'ALLOCATED', account: 'purse' }
    expect(refusal(world, 'ResolveException', allocated)).toEqual(differs('amount', 'EUR', 'CNY'))
  })
})

describe('money that is moved by hand', () => {
  it.each<[CommandWord, World, object]>([
    ['PostCorrection', stateNamed('submitted'), correction],
    ['WriteOffException', stateNamed('duplicate detected'), writeOff],
  ])('is moved by %s under two names, and they are two', (word, world, payload) => {
    const unnamed = (field: string) => ({ _tag: 'NameRequired', field })
    expect(refusal(world, word, { ...payload, by: nobody })).toEqual(unnamed('by'))
    expect(refusal(world, word, { ...payload, approvedBy: nobody })).toEqual(unnamed('approvedBy'))
    const again = { role: 'AUTHORITY', name: ' back OFFICE' }
    expect(refusal(world, word, { ...payload, approvedBy: again })).toEqual({
      _tag: 'SamePersonTwice',
      name: operator.name,
    })
    const first = { role: 'OPERATOR', name: ` ${operator.name} ` }
    expect(refusal(world, word, { ...payload, by: first, approvedBy: operator })).toMatchObject({
      _tag: 'SamePersonTwice',
    })
  })

  it('is moved under one name where one is enough, and so is a contradiction explained', () => {
    const required = { _tag: 'NameRequired', field: 'by' }
    expect(refusal(stateNamed('sent back twice'), 'ResolveException', { ...resolution, by: nobody })).toEqual(required)
    const explained = { exceptionId: 'x1', by: nobody, reason: 'Mixed up' }
    expect(refusal(stateNamed('contradicted'), 'ExplainMismatch', explained)).toEqual(required)
  })
})

describe('what stands beyond an instruction', () => {
  const tooMuch = stateNamed('sent back twice')

  it('is resolved to the last fen and no further', () => {
    expect(refusal(tooMuch, 'ResolveException', { ...resolution, amount: yuan('100.00') })).toBe('ExceptionResolved')
    expect(
      refusal(stateNamed('duplicate detected'), 'WriteOffException', { ...writeOff, amount: yuan('100.01') }),
    ).toEqual({
      _tag: 'ResolutionExceedsException',
      open: fen(10_000n),
      requested: fen(10_001n),
    })
  })

  it('is resolved in one way, with the fields of that way', () => {
    const misfit = (field: string, how: string) => ({ _tag: 'FieldDoesNotFit', field, how })
    const resolved = (how: string, fields: object) =>
      refusal(tooMuch, 'ResolveException', { ...resolution, how, ...fields })
    expect(resolved('RETURNED_TO_SOURCE', { account: 'mei' })).toEqual(misfit('account', 'RETURNED_TO_SOURCE'))
    expect(resolved('RETURNED_TO_SOURCE', { against: 'x1' })).toEqual(misfit('against', 'RETURNED_TO_SOURCE'))
    expect(resolved('ALLOCATED', {})).toEqual(misfit('account', 'ALLOCATED'))
    expect(resolved('ALLOCATED', { account: 'mei', against: 'x1' })).toEqual(misfit('against', 'ALLOCATED'))
    expect(resolved('SET_OFF', {})).toEqual(misfit('against', 'SET_OFF'))
  })

  it('is set off by the smaller of the two, when no sum is named', () => {
    const both = stateNamed('late outcome, then sent back')
    const set = after(both, 'ResolveException', { ...resolution, how: 'SET_OFF', against: 'x2', amount: yuan('60.00') })
    const open = set.transfers.get('t1')?.exceptions.map((one) => one.open)
    expect(open).toEqual([4_000n, 4_000n])
    const rest = after(set, 'ResolveException', { ...resolution, commandId: 'c98', how: 'SET_OFF', against: 'x2' })
    expect(rest.transfers.get('t1')?.exceptions.map((one) => one.open)).toEqual([0n, 0n])
  })
})

describe('a dispute', () => {
  it('is decided for no more than is left of the loss, unless it is denied', () => {
    const back = done(reviewed, 'ReportReturned', {
      transferId: 't1',
      reportId: 'm90',
      by: hvps,
      asOf: times.now,
      amount: yuan('40.00'),
      reason: iso('AC04'),
    })
    expect(refusal(back, 'ResolveDispute', { ...decision, amount: yuan('60.01') })).toEqual({
      _tag: 'RemedyExceedsLoss',
      room: fen(6_000n),
      requested: fen(6_001n),
    })
    expect(refusal(back, 'ResolveDispute', { ...decision, amount: yuan('60.00') })).toBe('DisputeResolved')
    const denied = { ...decision, outcome: 'DENIED', amount: yuan('60.01') }
    expect(refusal(back, 'ResolveDispute', denied)).toBe('DisputeResolved')
  })

  it('is not opened again beside another of the same claimant, who is known by role and name', () => {
    const closed = stateNamed('dispute closed')
    const reopening = {
      ...onD1,
      reason: 'Found',
      documentDigest: `sha256:${'cd'.repeat(32)}`,
      replyDueAt: times.recallDue,
    }
    const beside = (claimant: object) => after(closed, 'DisputeTransfer', { ...claim, disputeId: 'd2', claimant })
    expect(refusal(beside(customer), 'ReopenDispute', reopening)).toEqual({
      _tag: 'DisputeAlreadyOpen',
      disputeId: 'd2',
    })
    expect(refusal(beside({ ...customer, role: 'AUTHORITY' }), 'ReopenDispute', reopening)).toBe('DisputeReopened')
  })

  it('is the one that is named, where there are several', () => {
    const two = after(stateNamed('dispute open'), 'DisputeTransfer', {
      ...claim,
      disputeId: 'd2',
      claimant: { role: 'CUSTOMER', name: 'Bo' },
    })
    const second = after(two, 'StartDisputeReview', { disputeId: 'd2', reviewer: operator })
    expect(second.transfers.get('t1')?.disputes.map(({ phase }) => phase)).toEqual(['OPEN', 'UNDER_REVIEW'])
    expect(refusal(second, 'StartDisputeReview', { disputeId: 'd2', reviewer: operator })).toMatchObject({
      _tag: 'DisputePhaseForbids',
      disputeId: 'd2',
    })
  })

  it('gives nothing to a source that began to close or takes no credit', () => {
    const grant = { ...onD1, ...nothingYet }
    const closing = done(stateNamed('dispute open'), 'BeginClosingAccount', {
      commandId: 'c97',
      account: 'savings',
      reason: 'Asked',
    })
    expect(refusal(closing, 'GrantProvisionalCredit', grant)).toMatchObject({
      _tag: 'AccountNotOpen',
      account: 'savings',
    })
    const scope = 'DEBITS_AND_CREDITS'
    const frozen = done(stateNamed('dispute open'), 'FreezeAccount', {
      commandId: 'c97',
      account: 'mei',
      scope,
      reason: 'A court asked',
    })
    expect(refusal(frozen, 'GrantProvisionalCredit', grant)).toMatchObject({ _tag: 'AccountIsFrozen', account: 'mei' })
  })
})

describe('an institution elsewhere', () => {
  it('is named where only an account of this book will do', () => {
    const here = { _tag: 'PayeeNotInThisBook', ...elsewhere }
    const payment = { payer: 'mei', payee: elsewhere, rail: 'hvps', amount: yuan('1.00'), by: customer }
    expect(refusal(beginning, 'BookTransfer', payment)).toEqual(here)
    expect(refusal(stateNamed('confirmed (rail)'), 'CreditTransfer', {})).toEqual(here)
    const disputed = after(stateNamed('came in from elsewhere'), 'DisputeTransfer', claim)
    expect(refusal(disputed, 'GrantProvisionalCredit', { ...onD1, ...nothingYet })).toEqual({
      _tag: 'PayerNotInThisBook',
      ...elsewhere,
    })
    expect(
      refusal(stateNamed('came in from elsewhere'), 'ReverseTransfer', { ...reversal, amount: yuan('1.00') }),
    ).toEqual({
      _tag: 'ReversalOutsideThisBook',
      rail: 'hvps',
    })
  })
})

describe('a transfer', () => {
  it('that has no expiry never expires', () => {
    const payload = { payer: 'mei', payee: 'bo', amount: yuan('1.00') }
    expect(refusal(after(beginning, 'InitiateTransfer', payload), 'ExpireTransfer', { commandId: 'c98' })).toEqual({
      _tag: 'NotYetExpired',
      expiresAt: null,
      receivedAt: times.now,
    })
  })

  it('is to be confirmed, where the instruction does not say otherwise', () => {
    const world = after(beginning, 'InitiateTransfer', { payer: 'mei', payee: 'bo', amount: yuan('1.00') })
    expect(world.transfers.get('t1')?.instruction.confirmationRequired).toBe(true)
  })
})

describe('an event', () => {
  it.each<[CommandWord, World, object]>([
    ['CancelTransfer', stateNamed('initiated (book)'), { by: customer }],
    ['RejectTransfer', stateNamed('initiated (book)'), { by: operator, reason: iso('AC04') }],
    ['RequestRecall', stateNamed('submitted'), recall],
    ['WithdrawRecall', stateNamed('recall requested'), { recallId: 'r1', by: operator }],
  ])('of %s has no field for what was not said', (word, world, payload) => {
    const { answer } = send(world, word, { ...ids, ...payload })
    const event = answer._tag === 'Recorded' ? answer.decision.writes[0].event : null
    expect(Object.values(event ?? { none: undefined })).not.toContain(undefined)
  })
})

describe('what has to be loaded for a command', () => {
  const transfer = (name: string) => stateNamed(name).transfers.get('t1') ?? null
  const needed = (word: CommandWord, fields: object, state: string | null) =>
    accountsNeededBy({ _tag: word, ...ids, ...fields } as never, state === null ? null : transfer(state))
  const payment = { payer: { account: 'mei' }, payee: { account: 'bo' } }
  const there = { account: '1', institution: 'Elsewhere' }
  const both = ['mei', 'savings']

  it('is each account once, and the funds of those that pay', () => {
    expect(needed('InitiateTransfer', payment, null)).toEqual({ accounts: ['mei', 'bo'], funds: ['mei'] })
    expect(needed('InitiateTransfer', { ...payment, payee: there }, null)).toEqual({
      accounts: ['mei'],
      funds: ['mei'],
    })
    expect(needed('BookTransfer', { ...payment, payer: there }, null)).toEqual({ accounts: ['bo'], funds: [] })
    expect(needed('ConfirmTransfer', {}, 'initiated (rail)')).toEqual({ accounts: both, funds: both })
    expect(needed('CreditTransfer', {}, 'confirmed (book)')).toEqual({ accounts: ['bo'], funds: [] })
    expect(needed('CreditTransfer', {}, 'confirmed (rail)')).toEqual({ accounts: [], funds: [] })
    expect(needed('ReverseTransfer', {}, 'credited (book)')).toEqual({ accounts: ['bo', 'mei'], funds: ['bo'] })
    expect(needed('ReverseTransfer', {}, 'credited (rail)')).toEqual({ accounts: [], funds: [] })
    expect(needed('PayRestitution', {}, 'submitted')).toEqual({ accounts: both, funds: [] })
    expect(needed('RescindProvisionalCredit', {}, 'submitted')).toEqual({ accounts: both, funds: both })
  })

  it('is for an exception the account on its other side, and its funds where it gives', () => {
    const source = { exceptionId: 'x1', how: 'RETURNED_TO_SOURCE' }
    const allocated = { exceptionId: 'x1', how: 'ALLOCATED', account: 'mei' }
    const state = 'duplicate in this book'
    expect(needed('ResolveException', source, state)).toEqual({ accounts: ['eve'], funds: ['eve'] })
    expect(needed('ResolveException', allocated, state)).toEqual({ accounts: ['mei'], funds: ['mei'] })
    expect(needed('ResolveException', allocated, 'sent back twice')).toEqual({ accounts: ['mei'], funds: [] })
    expect(needed('ResolveException', source, 'sent back twice')).toEqual({ accounts: [], funds: [] })
    const toSuspense = { ...allocated, account: 'suspense:CNY' }
    expect(needed('ResolveException', toSuspense, state)).toEqual({ accounts: [], funds: [] })
    expect(needed('ResolveException', { ...allocated, exceptionId: 'x9' }, state)).toEqual({
      accounts: ['mei'],
      funds: [],
    })
  })

  it('is nothing about a transfer that is not there', () => {
    for (const word of [
      'ConfirmTransfer',
      'CreditTransfer',
      'ReverseTransfer',
      'PayRestitution',
      'RescindProvisionalCredit',
    ] as const)
      expect(needed(word, {}, null)).toEqual({ accounts: [], funds: [] })
  })
})
