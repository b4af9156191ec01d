import { describe, expect, it } from '@jest/globals'
import { cny, decimalMoney, eur } from '@waybill/core'
import { failureOf } from '../../test/failure-of.js'
import { storyTime } from '../story/story-time.js'
import { given } from './given.js'
import { anAccount, atTime, happenedAt, refused, type CommandStep } from './step.js'

const mei = anAccount('mei', cny('1000.00'))
const bo = anAccount('bo', cny('0'))
const customer = { role: 'CUSTOMER' } as const
const initiate: CommandStep = {
  _tag: 'InitiateTransfer',
  payer: 'mei',
  payee: 'bo',
  amount: cny('100.00'),
  expiresAt: storyTime('T+00:30'),
}
const confirm: CommandStep = { _tag: 'ConfirmTransfer', by: customer }
const credit: CommandStep = { _tag: 'CreditTransfer' }

describe('a specification', () => {
  it('claims the events that follow from a command, by their words alone or with the fields that matter', () => {
    given(mei, bo, initiate)
      .when(confirm)
      .then('TransferConfirmed', { _tag: 'FundsCaptured', amount: cny('100.00') })
    given(mei, bo)
      .when(initiate)
      .then({ _tag: 'TransferInitiated', payee: 'bo', funding: [{ account: 'mei' }] }, 'FundsReserved')
  })

  it('claims a refusal by its name alone or with the facts that matter', () => {
    const tooMuch = given(mei, bo).when({ ...initiate, amount: cny('1000.01') })
    tooMuch.thenRefused('InsufficientAvailableBalance')
    tooMuch.thenRefused({ _tag: 'InsufficientAvailableBalance', available: cny('1000.00') })
  })

  it('claims a command whose form is wrong, and a report about a transfer that nobody knows', () => {
    given(mei, bo)
      .when({ ...initiate, amount: cny('1.005') })
      .thenRefused({ _tag: 'MalformedCommand', problems: [{ path: 'amount' }] })
    given()
      .when({ _tag: 'ReportStatus', by: { role: 'NETWORK' }, status: { codeSet: 'ISO20022', code: 'ACSP' } })
      .thenRefused({ _tag: 'ReportUnplaced', transferId: 't1' })
  })

  it('claims states and balances beside the events, in any order', () => {
    given(mei, bo, initiate, confirm)
      .when(credit)
      .then('TransferCredited')
      .thenState('CREDITED')
      .thenState({ credited: cny('100.00'), inTransit: cny('0'), withPayee: 10_000n })
      .thenBalance('bo', { booked: cny('100.00') })
      .thenBalance('in-transit:book:CNY', { booked: cny('0') })
      .thenBalance('suspense:CNY', { booked: cny('0') })
      .thenAccount('bo', { phase: 'OPEN' })
  })

  it('claims the funds of an account: what came in, what left, what is kept and what may be spent', () => {
    const kept = given(mei, bo, initiate).when({ ...initiate, transferId: 't2', amount: cny('50.00') })
    kept.thenFunds('mei', { reserved: { t1: cny('100.00'), t2: cny('50.00') }, available: cny('850.00') })
    kept.thenFunds('mei', { inflow: cny('1000.00'), outflow: 0n, reservedTotal: 15_000n })
    given(mei, bo, initiate)
      .when(confirm)
      .thenFunds('mei', { outflow: cny('100.00'), reservedTotal: cny('0') })
    const line = anAccount('mei', cny('0'), { kind: 'CREDIT_LINE', limit: cny('150.00') })
    given(line, bo)
      .when(initiate)
      .thenFunds('mei', { available: cny('50.00') })
  })

  it('claims that nothing changed after a refusal', () => {
    given(mei, bo, initiate, atTime('T+00:30'))
      .when(confirm)
      .thenRefused('ConfirmationTooLate')
      .thenState('INITIATED')
      .thenBalance('mei', { booked: cny('1000.00'), available: cny('900.00') })
  })

  it('gives the events, the refusal and the transfer to whoever wants to look at them', () => {
    const confirmed = given(mei, bo, initiate).when(confirm)
    expect(confirmed.events.map(({ type }) => type)).toEqual(['TransferConfirmed', 'FundsCaptured'])
    expect(confirmed.refusal).toBeNull()
    expect(confirmed.transfer?.confirmed).toBe(10_000n)
    expect(given().when(confirm)).toMatchObject({ events: [], refusal: { _tag: 'TransferUnknown' }, transfer: null })
  })

  it('is the same in every run: its times and its ids are made from its text', () => {
    const twice = [1, 2].map(() => given(mei, bo, atTime('T+00:05'), initiate).when(confirm))
    expect(twice[0]?.events).toEqual(twice[1]?.events)
    expect(twice[0]?.events[0]?.recordedAt).toBe(storyTime('T+00:05'))
  })
})

describe('what is given', () => {
  it('are accounts of every kind and condition', () => {
    const line = anAccount('line', eur('0.00'), { kind: 'CREDIT_LINE', limit: eur('50.00'), customer: 'c1' })
    given(line).when({ _tag: 'CloseAccount', account: 'line' }).thenRefused('AccountNotClosing')
    given(line)
      .when({ _tag: 'BookTransfer', payer: 'line', payee: 'bo', amount: eur('50.01'), by: customer })
      .thenRefused('AccountUnknown')
    given(anAccount('mei', cny('10.00'), { freeze: 'DEBITS' }), bo)
      .when({ ...initiate, amount: cny('1.00') })
      .thenRefused({ _tag: 'AccountIsFrozen', scope: 'DEBITS' })
    given(anAccount('mei', cny('10.00'), { reserved: cny('9.00') }), bo)
      .when({ ...initiate, amount: cny('1.01') })
      .thenRefused({ _tag: 'InsufficientAvailableBalance', available: cny('1.00') })
      .thenBalance('mei', { booked: cny('10.00'), reserved: cny('9.00'), available: cny('1.00') })
    given(mei, anAccount('bo', cny('0'), { closing: true }))
      .when(initiate)
      .thenRefused({ _tag: 'AccountNotOpen', account: 'bo', phase: 'CLOSING' })
    given(anAccount('yen', decimalMoney('JPY')('500')))
      .when({ _tag: 'FreezeAccount', account: 'yen', scope: 'DEBITS', reason: 'lost card' })
      .then({ _tag: 'AccountFrozen', scope: 'DEBITS' })
      .thenAccount('yen', { freeze: 'DEBITS' })
  })

  it('are events as they are, past all rules', () => {
    given({ stream: 'account-mei', event: { _tag: 'AccountOpened', account: 'mei', currency: 'CNY', kind: 'CASH' } })
      .when({ _tag: 'OpenAccount', account: 'mei', currency: 'CNY' })
      .thenRefused('AccountAlreadyOpen')
    given(mei, bo, initiate, { _tag: 'TransferCancelled', by: customer })
      .when(confirm)
      .thenRefused({ _tag: 'StatusForbids', status: 'CANCELLED' })
  })

  it('are refusals that belong to the story, and facts that became known later than they happened', () => {
    given(mei, bo, initiate, atTime('T+00:40'), refused(confirm), happenedAt('T+00:30', { _tag: 'ExpireTransfer' }))
      .when(confirm)
      .thenRefused({ _tag: 'StatusForbids', status: 'EXPIRED' })
      .thenState('EXPIRED')
  })
})

describe('a specification that does not hold says what was given, expected and happened, and where they part', () => {
  const confirmed = () => given(mei, bo, initiate, atTime('T+00:05')).when(confirm)

  it('when one field of an event differs', () => {
    expect(
      failureOf(() => confirmed().then('TransferConfirmed', { _tag: 'FundsCaptured', amount: cny('99.00') })),
    ).toMatchSnapshot()
  })

  it('when a field deep within an event differs', () => {
    expect(
      failureOf(() =>
        confirmed().then(
          { _tag: 'TransferConfirmed', entry: { postings: [{ account: 'mei' }, { account: 'bo' }] } },
          'FundsCaptured',
        ),
      ),
    ).toMatchSnapshot()
  })

  it('when another event happened', () => {
    expect(failureOf(() => confirmed().then('TransferConfirmed', 'FundsReleased'))).toMatchSnapshot()
  })

  it('when fewer events happened', () => {
    expect(
      failureOf(() => confirmed().then('TransferConfirmed', 'FundsCaptured', 'TransferCredited')),
    ).toMatchSnapshot()
  })

  it('when more events happened', () => {
    expect(failureOf(() => confirmed().then('TransferConfirmed'))).toMatchSnapshot()
  })

  it('when the command was refused', () => {
    expect(
      failureOf(() => given(mei, bo, initiate, atTime('T+00:31')).when(confirm).then('TransferConfirmed')),
    ).toMatchSnapshot()
  })

  it('when the command was not refused', () => {
    expect(failureOf(() => confirmed().thenRefused('ConfirmationTooLate'))).toMatchSnapshot()
  })

  it('when the command was refused for another reason', () => {
    expect(failureOf(() => given(mei, bo).when(confirm).thenRefused('ConfirmationTooLate'))).toMatchSnapshot()
  })

  it('when the refusal has other facts', () => {
    expect(
      failureOf(() =>
        given(mei, bo)
          .when({ ...initiate, amount: cny('2000.00') })
          .thenRefused({ _tag: 'InsufficientAvailableBalance', available: cny('1500.00') }),
      ),
    ).toMatchSnapshot()
  })

  it('when the form of the command is wrong', () => {
    expect(
      failureOf(() =>
        given(mei, bo)
          .when({ ...initiate, amount: cny('1.005') })
          .then('TransferInitiated'),
      ),
    ).toMatchSnapshot()
  })

  it('when the transfer stands otherwise', () => {
    expect(failureOf(() => confirmed().thenState({ inTransit: cny('90.00') }))).toMatchSnapshot()
  })

  it('when there is no such transfer', () => {
    expect(failureOf(() => given(mei, bo).when(confirm).thenState('CONFIRMED'))).toMatchSnapshot()
  })

  it('when an account stands otherwise, or is not known', () => {
    expect(failureOf(() => confirmed().thenAccount('bo', { phase: 'CLOSED' }))).toMatchSnapshot()
    expect(failureOf(() => confirmed().thenAccount('eve', { phase: 'OPEN' }))).toMatchSnapshot()
  })

  it('when a balance is another, or of nobody', () => {
    expect(failureOf(() => confirmed().thenBalance('mei', { available: cny('1000.00') }))).toMatchSnapshot()
    expect(failureOf(() => confirmed().thenBalance('eve', { booked: cny('0') }))).toMatchSnapshot()
  })

  it('when the funds of an account are others', () => {
    expect(failureOf(() => confirmed().thenFunds('mei', { reserved: { t1: cny('100.00') } }))).toMatchSnapshot()
  })

  it('when a field that names a person differs, without showing either', () => {
    const failure = failureOf(() =>
      given(mei, bo)
        .when({ ...initiate, payeeName: 'Bo Chen' })
        .then({ _tag: 'TransferInitiated', payeeName: 'Eve Adams' }, 'FundsReserved'),
    )
    expect(failure).toMatchSnapshot()
    expect(failure).not.toMatch(/Chen|Adams/)
  })

  it('in short when much was given', () => {
    const payments = Array.from({ length: 20 }, (_, index): CommandStep => ({
      _tag: 'BookTransfer',
      transferId: `payment-${index + 1}`,
      payer: 'mei',
      payee: 'bo',
      amount: cny('1.00'),
      by: customer,
    }))
    expect(
      failureOf(() =>
        given(mei, bo, ...payments, initiate)
          .when(credit)
          .then('TransferCredited'),
      ),
    ).toMatchSnapshot()
  })
})

describe('what is given and cannot be', () => {
  it('is answered with the step, the reason and the remedy', () => {
    expect(failureOf(() => given(mei, bo, atTime('T+00:05'), confirm).when(credit))).toMatchSnapshot()
    expect(failureOf(() => given(mei, bo, refused(initiate)).when(credit))).toMatchSnapshot()
    expect(failureOf(() => given(mei, { _tag: 'AccountClosed' }).when(credit))).toMatchSnapshot()
    expect(
      failureOf(() => given(mei, bo, initiate, { _tag: 'TransferExpired', expiresAt: 'soon' }).when(credit)),
    ).toMatchSnapshot()
  })

  it('is a sum, a time or an account that is none', () => {
    expect(failureOf(() => given(anAccount('mei', cny('1.005'))).when(credit))).toBe(
      `A sum such as cny('100.00') was expected, and "1.005" in CNY stood there`,
    )
    expect(failureOf(() => given(anAccount('mei', cny('1.00'), { customer: 'Mei Lin' })).when(credit))).toBe(
      'anAccount: mei cannot be opened; customer: an identifier of 1 to 128 letters, digits, dots, underscores and hyphens that begins with a letter or digit was expected, and a value that is not shown, because it names a person stood there',
    )
    expect(failureOf(() => given(atTime('10:05')).when(credit))).toBe(
      'A time such as T+00:05, T+00:05:30 or T+1d02:00 was expected, and "10:05" stood there',
    )
  })
})

describe('a specification as a promise', () => {
  it('settles when it is returned or awaited after a claim', async () => {
    await expect(
      Promise.resolve(given(mei, bo, initiate).when(confirm).thenState('CONFIRMED')),
    ).resolves.toBeUndefined()
  })

  it('fails when it is returned or awaited and claims nothing', async () => {
    const unclaimed = Promise.resolve(given(mei, bo, initiate).when(confirm) as unknown)
    await expect(unclaimed).rejects.toThrow('This specification ends at `when` and claims nothing.')
    await expect(unclaimed).rejects.toMatchObject({ stack: expect.stringMatching(/^ {4}at .*given\.test\.ts/m) })
  })

  it('points at the line of the claim that does not hold', () => {
    try {
      given(mei, bo, initiate).when(confirm).thenState('CREDITED')
    } catch (error) {
      const [first] = (error as Error).stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? []
      expect(first).toContain('given.test.ts')
    }
    expect.assertions(1)
  })
})
