import { describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import { customer, elsewhere, operator, quote, times, yuan } from '../../test/canonical-payloads.js'
import { at, done, outcomeOf, send, type World } from '../../test/ledger-world.js'
import { beginning, stateNamed } from '../../test/transfer-states.js'
import { noFunds } from '../funds/state.js'
import type { DecisionView } from './decision.js'
import { accountMayStillPay, confirmPolicies, fundsCover, initiatePolicies } from './policy.js'

const opened = (world: World, account: string, currency = 'CNY'): World =>
  done(world, 'OpenAccount', { commandId: `open-${account}`, account, currency })
const frozen = (world: World, account: string, scope = 'DEBITS'): World =>
  done(world, 'FreezeAccount', { commandId: `freeze-${account}`, account, scope, reason: 'A court asked' })
const closing = (world: World, account: string): World =>
  done(world, 'BeginClosingAccount', { commandId: `close-${account}`, account, reason: 'The customer asked' })
const closed = (world: World, account: string): World =>
  done(closing(world, account), 'CloseAccount', { commandId: `end-${account}`, account })

const instruction = { commandId: 'c9', transferId: 't9', payer: 'mei', payee: 'bo', amount: yuan('100.00') }
const initiated = (world: World, payload: object = {}): string =>
  outcomeOf(send(world, 'InitiateTransfer', { ...instruction, ...payload }).answer)
const refusal = (world: World, payload: object): unknown => {
  const { answer } = send(world, 'InitiateTransfer', { ...instruction, ...payload })
  return answer._tag === 'Refused' ? answer.rejection : outcomeOf(answer)
}
const source = (account: string, decimal: string) => ({ account, amount: yuan(decimal) })
const accepted = 'TransferInitiated, FundsReserved'

describe('the rules of a new transfer', () => {
  it('answer in their order: the first that is broken, and when that is mended the next', () => {
    const world = closing(frozen(opened(opened(stateNamed('cancelled'), 'icy'), 'leaving'), 'icy'), 'leaving')
    const broken = {
      transferId: 't1',
      payer: elsewhere,
      payee: 'leaving',
      rail: 'hvps',
      expiresAt: '2026-02-14T09:00:00.000Z',
      quote: { ...quote, buyCurrency: 'CNY' },
      funding: [source('leaving', '1.00'), source('icy', '5000.00')],
    }
    const mended: ReadonlyArray<object> = [
      {},
      { transferId: 't9' },
      { payer: 'mei' },
      { funding: [source('icy', '5000.00')] },
      { rail: 'book' },
      { expiresAt: times.expiry },
      { amount: yuan('5000.00') },
      { quote: undefined },
      { funding: [source('mei', '5000.00')] },
      { payee: 'bo' },
      { amount: yuan('100.00'), funding: [source('mei', '100.00')] },
    ]
    const answers = mended.map((_, index) => initiated(world, Object.assign({}, broken, ...mended.slice(0, index + 1))))
    expect(answers).toEqual([
      'TransferAlreadyExists',
      'PayerNotInThisBook',
      'PayerIsPayee',
      'RailNotForPayee',
      'ExpiryInThePast',
      'FundingDoesNotAddUp',
      'QuoteForOneCurrency',
      'AccountIsFrozen',
      'AccountNotOpen',
      'InsufficientAvailableBalance',
      accepted,
    ])
    expect(initiatePolicies).toHaveLength(answers.length - 1)
  })

  it('let a transfer id be used again when nothing but refusals stands under it', () => {
    expect(initiated(stateNamed('only refusals'), { transferId: 't1' })).toBe(accepted)
  })

  it('let nobody pay themselves, not even as one source of several', () => {
    expect(initiated(beginning, { payee: 'mei' })).toBe('PayerIsPayee')
    const funding = [
      { account: 'mei', amount: yuan('60.00') },
      { account: 'eve', amount: yuan('40.00') },
    ]
    expect(initiated(beginning, { payee: 'eve', funding })).toBe('PayerIsPayee')
  })

  it('reach a payee elsewhere over a rail that is named, and a payee here over none', () => {
    expect(initiated(beginning, { payee: elsewhere, rail: 'hvps' })).toBe(accepted)
    expect(initiated(beginning, { payee: elsewhere })).toBe('PayeeNotInThisBook')
    expect(initiated(beginning, { payee: elsewhere, rail: 'book' })).toBe('PayeeNotInThisBook')
    expect(initiated(beginning, { rail: 'book' })).toBe(accepted)
    expect(initiated(beginning, { rail: 'hvps' })).toBe('RailNotForPayee')
  })

  it('take an expiry that lies ahead, and none that is now', () => {
    expect(initiated(beginning, { expiresAt: '2026-02-14T09:30:00.001Z' })).toBe(accepted)
    expect(initiated(beginning, { expiresAt: times.now })).toBe('ExpiryInThePast')
  })

  it('take sources that pay the amount and its fees, to the last fen, each source once, all in one currency', () => {
    const fees = [{ kind: 'WIRE', amount: yuan('0.50'), bearer: 'PAYER' }]
    const funding = (mei: string, savings: string) => [
      { account: 'mei', amount: yuan(mei) },
      { account: 'savings', amount: yuan(savings) },
    ]
    const euro = { decimal: '50.00', currency: 'EUR' }
    expect(initiated(beginning, { fees, funding: funding('50.00', '50.50') })).toBe(`${accepted}, FundsReserved`)
    expect(initiated(beginning, { fees, funding: funding('50.00', '50.49') })).toBe('FundingDoesNotAddUp')
    expect(initiated(beginning, { fees, funding: funding('50.00', '50.51') })).toBe('FundingDoesNotAddUp')
    expect(
      initiated(beginning, { funding: [...funding('40.00', '40.00'), { account: 'mei', amount: yuan('20.00') }] }),
    ).toBe('FundingSourceTwice')
    expect(
      initiated(beginning, {
        funding: [
          { account: 'mei', amount: yuan('50.00') },
          { account: 'savings', amount: euro },
        ],
      }),
    ).toBe('CurrencyDiffers')
    expect(initiated(beginning, { fees: [{ kind: 'WIRE', amount: euro, bearer: 'PAYER' }] })).toBe('CurrencyDiffers')
  })

  it('name the field whose currency differs: a source, a fee, or the amount of a payer that holds another', () => {
    const euro = { decimal: '50.00', currency: 'EUR' }
    const differs = (field: string, expected = 'CNY', found = 'EUR') => ({
      _tag: 'CurrencyDiffers',
      field,
      expected,
      found,
    })
    const purse = opened(beginning, 'purse', 'EUR')
    expect(refusal(beginning, { funding: [{ account: 'mei', amount: euro }] })).toEqual(differs('funding'))
    expect(refusal(beginning, { fees: [{ kind: 'WIRE', amount: euro, bearer: 'PAYER' }] })).toEqual(differs('fees'))
    expect(refusal(purse, { payer: 'purse' })).toEqual(differs('amount', 'EUR', 'CNY'))
  })

  it('tell both sums where the sources do not add up to the amount and its fees', () => {
    const fees = [{ kind: 'WIRE', amount: yuan('0.50'), bearer: 'PAYER' }]
    expect(refusal(beginning, { fees, funding: [source('mei', '50.00'), source('savings', '50.49')] })).toEqual({
      _tag: 'FundingDoesNotAddUp',
      expected: { minorUnits: 10_050n, currency: 'CNY' },
      found: { minorUnits: 10_049n, currency: 'CNY' },
    })
  })

  it('look at every source: the second may be the one that cannot pay', () => {
    const purse = opened(beginning, 'purse', 'EUR')
    const with2 = (account: string, decimal = '40.00') => ({
      funding: [source('mei', '60.00'), source(account, decimal)],
    })
    expect(refusal(frozen(beginning, 'savings'), with2('savings'))).toMatchObject({
      _tag: 'AccountIsFrozen',
      account: 'savings',
    })
    expect(refusal(purse, with2('purse'))).toMatchObject({ _tag: 'CurrencyDiffers', expected: 'EUR' })
    expect(refusal(beginning, { ...with2('eve', '5.01'), amount: yuan('65.01') })).toMatchObject({
      _tag: 'InsufficientAvailableBalance',
      account: 'eve',
      available: { minorUnits: 500n },
      requested: { minorUnits: 501n },
    })
  })

  it('add fees to what the payer pays when no source is named', () => {
    const fees = [{ kind: 'WIRE', amount: yuan('2.00'), bearer: 'PAYER' }]
    expect(initiated(beginning, { amount: yuan('998.00'), fees })).toBe(accepted)
    expect(initiated(beginning, { amount: yuan('998.01'), fees })).toBe('InsufficientAvailableBalance')
  })

  it('refuse a sum that only with its fees is above 2^63 - 1', () => {
    const fees = [{ kind: 'WIRE', amount: yuan('0.01'), bearer: 'PAYER' }]
    expect(initiated(beginning, { amount: { minorUnits: 2n ** 63n - 1n, currency: 'CNY' } })).toBe(
      'InsufficientAvailableBalance',
    )
    expect(initiated(beginning, { amount: { minorUnits: 2n ** 63n - 1n, currency: 'CNY' }, fees })).toBe(
      'AmountTooLarge',
    )
  })

  it('let money leave an account that is open and not frozen', () => {
    expect(initiated(beginning, { payer: 'ghost' })).toBe('AccountUnknown')
    expect(initiated(frozen(beginning, 'mei'))).toBe('AccountIsFrozen')
    expect(initiated(closing(beginning, 'mei'))).toBe('AccountNotOpen')
    expect(initiated(opened(beginning, 'purse', 'EUR'), { payer: 'purse' })).toBe('CurrencyDiffers')
  })

  it('let money reach an account that is open, takes the currency, and is not frozen against credits', () => {
    expect(initiated(beginning, { payee: 'ghost' })).toBe('AccountUnknown')
    expect(initiated(frozen(beginning, 'bo', 'DEBITS'))).toBe(accepted)
    expect(initiated(frozen(beginning, 'bo', 'DEBITS_AND_CREDITS'))).toBe('AccountIsFrozen')
    expect(initiated(closed(beginning, 'bo'))).toBe('AccountNotOpen')
    expect(initiated(beginning, { payee: 'paul' })).toBe('QuoteMissing')
    expect(initiated(beginning, { payee: 'paul', quote })).toBe(accepted)
  })

  it('count what is reserved for other transfers as spent', () => {
    const world = stateNamed('initiated (book)')
    expect(initiated(world, { amount: yuan('900.00') })).toBe(accepted)
    expect(initiated(world, { amount: yuan('900.01') })).toBe('InsufficientAvailableBalance')
  })

  it('let a credit line go down to its limit and no further', () => {
    const line = done(beginning, 'OpenAccount', {
      commandId: 'o1',
      account: 'line',
      currency: 'CNY',
      kind: 'CREDIT_LINE',
      limit: yuan('50.00'),
    })
    expect(initiated(line, { payer: 'line', amount: yuan('50.00') })).toBe(accepted)
    expect(initiated(line, { payer: 'line', amount: yuan('50.01') })).toBe('InsufficientAvailableBalance')
  })
})

describe('the rules of a confirmation', () => {
  const confirmed = (world: World): string =>
    outcomeOf(send(world, 'ConfirmTransfer', { commandId: 'c9', transferId: 't1', by: customer }).answer)

  it('answer in their order', () => {
    const begun = done(beginning, 'InitiateTransfer', {
      ...instruction,
      transferId: 't1',
      payee: 'paul',
      quote: { ...quote, validUntil: '2026-02-14T09:50:00.000Z' },
      expiresAt: times.expiry,
    })
    const hold = { holdId: 'h1', kind: 'FRAUD', rule: 'new-payee', ruleVersion: '7', by: operator }
    const broken = at(
      frozen(done(begun, 'HoldTransfer', { commandId: 'c3', transferId: 't1', ...hold }), 'mei'),
      times.expiry,
    )
    const notExpired = at(broken, '2026-02-14T09:50:00.000Z')
    const inTime = at(broken, times.now)
    const released = done(inTime, 'ReleaseTransfer', { commandId: 'c8', transferId: 't1', holdId: 'h1', by: operator })
    const thawed = done(released, 'UnfreezeAccount', { commandId: 'c7', account: 'mei', reason: 'The court said so' })
    expect([broken, notExpired, inTime, released, thawed].map(confirmed)).toEqual([
      'ConfirmationTooLate',
      'QuoteExpired',
      'TransferIsHeld',
      'AccountIsFrozen',
      'TransferConfirmed, FundsCaptured',
    ])
    expect(confirmPolicies).toHaveLength(4)
  })

  it('are kept to the millisecond of the expiry', () => {
    const world = stateNamed('initiated (book)')
    expect(confirmed(at(world, '2026-02-14T09:59:59.999Z'))).toBe('TransferConfirmed, FundsCaptured')
    expect(confirmed(at(world, '2026-02-14T10:00:00.000Z'))).toBe('ConfirmationTooLate')
  })

  it('bring a reservation to its end on an account that began to close after it, but not past a freeze', () => {
    const leaving = closing(stateNamed('initiated (book)'), 'mei')
    expect(confirmed(leaving)).toBe('TransferConfirmed, FundsCaptured')
    expect(confirmed(frozen(leaving, 'mei'))).toBe('AccountIsFrozen')
  })
})

describe('the rules of several sources', () => {
  it('look at every source again when a transfer is confirmed', () => {
    const answer = send(frozen(stateNamed('initiated (rail)'), 'savings'), 'ConfirmTransfer', {
      commandId: 'c9',
      transferId: 't1',
      by: customer,
    }).answer
    expect(answer._tag === 'Refused' ? answer.rejection : answer).toMatchObject({
      _tag: 'AccountIsFrozen',
      account: 'savings',
    })
  })
})

describe('an account that lets go of money although it began to close', () => {
  const account = { account: 'mei', currency: 'CNY', kind: 'CASH', customer: null, limit: 0n, freeze: 'NONE' } as const
  const may = (phase: 'OPEN' | 'CLOSING' | 'CLOSED') => accountMayStillPay({ ...account, phase }, 'mei')

  it('is open or closing, and neither closed nor unknown', () => {
    expect([may('OPEN'), may('CLOSING')].map(E.isRight)).toEqual([true, true])
    expect(may('CLOSED')).toEqual(E.left({ _tag: 'AccountNotOpen', account: 'mei', phase: 'CLOSED' }))
    expect(accountMayStillPay(null, 'mei')).toEqual(E.left({ _tag: 'AccountUnknown', account: 'mei' }))
  })
})

describe('what an account may spend', () => {
  const view = (inflow: bigint, outflow: bigint): DecisionView => ({
    receivedAt: times.now,
    bookingDate: '2026-02-14',
    valueDate: '2026-02-14',
    freshUetr: '',
    transfer: null,
    account: () => null,
    funds: () => ({ funds: { ...noFunds, outflow }, inflow, throughSequence: 1 }),
  })
  const requested = { minorUnits: 1n, currency: 'CNY' } as const
  const available = (minorUnits: bigint) =>
    E.left({
      _tag: 'InsufficientAvailableBalance',
      account: 'mei',
      available: { minorUnits, currency: 'CNY' },
      requested,
    })

  it('is never told as less than nothing, although the inflow that was seen may lag behind what has left', () => {
    expect(fundsCover(view(5n, 5n), 'mei', requested)).toEqual(available(0n))
    expect(fundsCover(view(3n, 5n), 'mei', requested)).toEqual(available(0n))
    expect(fundsCover(view(6n, 5n), 'mei', requested)).toEqual(E.right(undefined))
  })
})

describe('the rules of a reversal', () => {
  const reversed = (world: World, decimal = '100.00'): string =>
    outcomeOf(
      send(world, 'ReverseTransfer', {
        commandId: 'c9',
        transferId: 't1',
        amount: yuan(decimal),
        kind: 'MISPOSTING',
        by: operator,
        authority: 'Terms',
      }).answer,
    )
  const done100 = 'TransferReversed, FundsTaken'
  const credited = stateNamed('credited (book)')

  it('take no more than stands of the credit on the payee, and never below the floor', () => {
    expect(reversed(credited)).toBe(done100)
    expect(reversed(credited, '100.01')).toBe('ReversalExceedsCredit')
    const spent = done(credited, 'BookTransfer', {
      commandId: 'c8',
      transferId: 't8',
      payer: 'bo',
      payee: 'eve',
      amount: yuan('0.01'),
      by: customer,
    })
    expect(reversed(spent)).toBe('InsufficientAvailableBalance')
    expect(reversed(spent, '99.99')).toBe(done100)
  })

  it('take nothing from the payee for money that another account or suspense got', () => {
    expect(reversed(stateNamed('credited to another account (book)'))).toBe('ReversalExceedsCredit')
    expect(reversed(stateNamed('credited into suspense'))).toBe('ReversalExceedsCredit')
  })

  it('take nothing from a frozen account and give nothing to one that takes none', () => {
    expect(reversed(frozen(credited, 'bo'))).toBe('AccountIsFrozen')
    expect(reversed(frozen(credited, 'mei', 'DEBITS'))).toBe(done100)
    expect(reversed(frozen(credited, 'mei', 'DEBITS_AND_CREDITS'))).toBe('AccountIsFrozen')
    expect(reversed(closing(credited, 'mei'))).toBe('AccountNotOpen')
    expect(reversed(closing(credited, 'bo'))).toBe(done100)
  })
})

describe('the rules of a credit', () => {
  const credited = (world: World, payload: object = {}): string =>
    outcomeOf(send(world, 'CreditTransfer', { commandId: 'c9', transferId: 't1', ...payload }).answer)
  const confirmed = stateNamed('confirmed (book)')

  it('take all that is in transit when no amount is named', () => {
    expect(credited(stateNamed('partly credited (book)'))).toBe('TransferCredited')
    expect(credited(stateNamed('partly credited (book)'), { amount: yuan('60.01') })).toBe('CreditExceedsInTransit')
  })

  it('give nothing to an account that began to close or takes no credit', () => {
    expect(credited(closing(confirmed, 'bo'))).toBe('AccountNotOpen')
    expect(credited(frozen(confirmed, 'bo', 'DEBITS_AND_CREDITS'))).toBe('AccountIsFrozen')
    expect(credited(frozen(confirmed, 'bo', 'DEBITS'))).toBe('TransferCredited')
  })

  it('are in the currency of the transfer', () => {
    expect(credited(confirmed, { amount: { decimal: '1.00', currency: 'EUR' } })).toBe('CurrencyDiffers')
  })
})

describe('the rules of a recall', () => {
  const recalled = (world: World, payload: object = {}): unknown => {
    const { answer } = send(world, 'RequestRecall', {
      commandId: 'c9',
      transferId: 't1',
      recallId: 'r9',
      to: operator,
      reason: { codeSet: 'ISO20022', code: 'DUPL' },
      answerDueAt: times.recallDue,
      ...payload,
    })
    const [write] = answer._tag === 'Recorded' ? answer.decision.writes : []
    return write?.event._tag === 'RecallRequested' ? write.event.amount.minorUnits : outcomeOf(answer)
  }

  it('ask for all that is outside when no amount is named', () => {
    expect(recalled(stateNamed('submitted'))).toBe(10_000n)
    expect(recalled(stateNamed('partly returned after credit'))).toBe(6_000n)
    expect(recalled(stateNamed('confirmed (rail)'))).toBe('StatusForbids')
  })

  it('may ask for what was executed beyond the instruction, or after the money had come back', () => {
    expect(recalled(stateNamed('duplicate detected'))).toBe(10_000n)
    expect(recalled(stateNamed('duplicate detected'), { amount: yuan('200.00') })).toBe(20_000n)
    expect(recalled(stateNamed('late outcome'))).toBe(10_000n)
    expect(recalled(stateNamed('late outcome'), { amount: yuan('100.01') })).toBe('RecallExceedsTransfer')
    expect(recalled(stateNamed('submitted'), { amount: { decimal: '1.00', currency: 'EUR' } })).toBe('CurrencyDiffers')
  })
})

describe('the rules of a submission', () => {
  it('never call a rail for money of which the rail has already told something', () => {
    const submit = (world: World): string =>
      outcomeOf(
        send(world, 'StartSubmission', {
          commandId: 'c9',
          transferId: 't1',
          railKey: '0b7f3f54-2f3e-5a8e-9d55-3c8f0b1a2c3d',
          messageDigest: `sha256:${'ab'.repeat(32)}`,
          answerDueAt: times.answerDue,
        }).answer,
      )
    const told = { transferId: 't1', reportId: 'm9', by: operator, asOf: times.now }
    const rail = stateNamed('confirmed (rail)')
    expect(submit(rail)).toBe('SubmissionStarted')
    expect(submit(done(rail, 'ReportCredited', { ...told, account: elsewhere, amount: yuan('40.00') }))).toBe(
      'StatusForbids',
    )
    expect(
      submit(
        done(rail, 'ReportReturned', { ...told, amount: yuan('40.00'), reason: { codeSet: 'ISO20022', code: 'AC04' } }),
      ),
    ).toBe('StatusForbids')
    const early = done(stateNamed('credited before it was confirmed'), 'ConfirmTransfer', {
      commandId: 'c8',
      transferId: 't1',
      by: customer,
    })
    expect(submit(early)).toBe('StatusForbids')
  })
})
