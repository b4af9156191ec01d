import { describe, expect, it } from '@jest/globals'
import {
  customer,
  digest,
  elsewhere,
  hvps,
  iso,
  operator,
  railKey,
  times,
  yuan,
} from '../../test/canonical-payloads.js'
import { at, balanceOf, done, outcomeOf, send, type World } from '../../test/ledger-world.js'
import { beginning } from '../../test/transfer-states.js'
import { transferStatus } from './state.js'

const statusIn = (world: World): string => {
  const transfer = world.transfers.get('t1') ?? null
  return transfer === null ? 'NONE' : transferStatus(transfer)
}
const balances = (world: World, ...accounts: ReadonlyArray<string>): ReadonlyArray<bigint> =>
  accounts.map((account) => balanceOf(world, account))

const instruction = { transferId: 't1', payer: 'mei', payee: 'bo', amount: yuan('100.00') }
const told = (reportId: string) => ({ transferId: 't1', reportId, by: hvps, asOf: times.now })

describe('a transfer inside the book', () => {
  it('is reserved, leaves the payer when it is confirmed, and arrives', () => {
    const initiated = done(beginning, 'InitiateTransfer', { commandId: 'c1', ...instruction })
    expect([statusIn(initiated), initiated.funds.get('mei')?.reservedTotal, ...balances(initiated, 'mei')]).toEqual([
      'INITIATED',
      10_000n,
      100_000n,
    ])
    const confirmed = done(initiated, 'ConfirmTransfer', { commandId: 'c2', transferId: 't1', by: customer })
    expect([statusIn(confirmed), ...balances(confirmed, 'mei', 'in-transit:book:CNY')]).toEqual([
      'CONFIRMED',
      90_000n,
      10_000n,
    ])
    const credited = done(confirmed, 'CreditTransfer', { commandId: 'c3', transferId: 't1' })
    expect([statusIn(credited), ...balances(credited, 'mei', 'in-transit:book:CNY', 'bo')]).toEqual([
      'CREDITED',
      90_000n,
      0n,
      10_000n,
    ])
  })

  it('may be made in one step, confirmed as it was asked, with a fee on top', () => {
    const world = done(beginning, 'BookTransfer', {
      commandId: 'c1',
      ...instruction,
      fees: [{ kind: 'EXPRESS', amount: yuan('2.00'), bearer: 'PAYER' }],
      by: customer,
      method: 'BIOMETRIC',
      strength: 'STRONG',
      device: 'Phone of Mei',
      shownDigest: digest,
    })
    expect([statusIn(world), ...balances(world, 'mei', 'bo', 'fees:CNY', 'in-transit:book:CNY')]).toEqual([
      'CREDITED',
      89_800n,
      10_000n,
      200n,
      0n,
    ])
    expect(world.log.findLast(({ event }) => event._tag === 'TransferConfirmed')?.event).toMatchObject({
      by: customer,
      method: 'BIOMETRIC',
      strength: 'STRONG',
      device: 'Phone of Mei',
      shownDigest: digest,
    })
    expect(world.transfers.get('t1')?.instruction.confirmationRequired).toBe(false)
  })

  it('cannot be made in one step to a payee elsewhere', () => {
    const { answer } = send(beginning, 'BookTransfer', {
      commandId: 'c1',
      ...instruction,
      payee: elsewhere,
      rail: 'hvps',
      by: customer,
    })
    expect(outcomeOf(answer)).toBe('PayeeNotInThisBook')
  })
})

describe('a transfer over a rail', () => {
  it('is submitted once, acknowledged, credited, and sent back', () => {
    const initiated = done(beginning, 'InitiateTransfer', {
      commandId: 'c1',
      ...instruction,
      payee: elsewhere,
      rail: 'hvps',
    })
    const confirmed = done(initiated, 'ConfirmTransfer', { commandId: 'c2', transferId: 't1', by: customer })
    const started = done(confirmed, 'StartSubmission', {
      commandId: 'c3',
      transferId: 't1',
      railKey,
      messageDigest: digest,
      answerDueAt: times.answerDue,
    })
    expect(statusIn(started)).toBe('SUBMITTED')
    const again = { commandId: 'c4', transferId: 't1', railKey, messageDigest: digest, answerDueAt: times.answerDue }
    expect(outcomeOf(send(started, 'StartSubmission', again).answer)).toBe('AlreadySubmitted')
    const acknowledged = done(started, 'ReportAccepted', { ...told('m1'), railReference: 'R1' })
    const credited = done(acknowledged, 'ReportCredited', {
      ...told('m2'),
      account: elsewhere,
      amount: yuan('100.00'),
      executionRef: 'X1',
    })
    expect([statusIn(credited), ...balances(credited, 'mei', 'nostro:hvps:CNY')]).toEqual([
      'CREDITED',
      90_000n,
      -140_500n,
    ])
    const returned = done(credited, 'ReportReturned', { ...told('m3'), amount: yuan('100.00'), reason: iso('AC04') })
    expect([statusIn(returned), ...balances(returned, 'mei', 'nostro:hvps:CNY')]).toEqual([
      'RETURNED',
      100_000n,
      -150_500n,
    ])
  })

  it('stays in doubt until somebody who knows answers, whatever the time', () => {
    const steps = [
      ['InitiateTransfer', { commandId: 'c1', ...instruction, payee: elsewhere, rail: 'hvps' }],
      ['ConfirmTransfer', { commandId: 'c2', transferId: 't1', by: customer }],
      [
        'StartSubmission',
        { commandId: 'c3', transferId: 't1', railKey, messageDigest: digest, answerDueAt: times.answerDue },
      ],
      [
        'DeclareOutcomeUnknown',
        { commandId: 'c4', transferId: 't1', because: 'NO_ANSWER', owner: operator, inquiryDueAt: times.answerDue },
      ],
    ] as const
    const doubtful = steps.reduce((world, [word, payload]) => done(world, word, payload), beginning)
    const muchLater = at(doubtful, '2027-02-14T09:30:00.000Z')
    for (const [word, payload] of [
      ['CancelTransfer', { by: customer }],
      ['ExpireTransfer', {}],
      ['RejectTransfer', { by: operator, reason: iso('TM01') }],
      ['StartSubmission', { railKey, messageDigest: digest, answerDueAt: times.answerDue }],
    ] as const)
      expect(send(muchLater, word, { commandId: 'c9', transferId: 't1', ...payload }).answer._tag).toBe('Refused')
    expect([statusIn(muchLater), ...balances(muchLater, 'in-transit:hvps:CNY')]).toEqual(['IN_DOUBT', 10_000n])
  })
})

describe('a reservation', () => {
  const initiated = done(beginning, 'InitiateTransfer', { commandId: 'c1', ...instruction, expiresAt: times.expiry })
  const ends = [
    ['ConfirmTransfer', { by: customer }, times.now],
    ['CancelTransfer', { by: customer }, times.now],
    ['RejectTransfer', { by: operator, reason: iso('AC04') }, times.now],
    ['ExpireTransfer', {}, times.expiry],
  ] as const

  it.each(ends)('that ends by %s is not ended again', (word, payload, when) => {
    const ended = done(at(initiated, when), word, { commandId: 'c2', transferId: 't1', ...payload })
    expect(ended.funds.get('mei')?.reservedTotal).toBe(0n)
    const second = ends.map(([other, fields, time]) =>
      outcomeOf(send(at(ended, time), other, { commandId: 'c3', transferId: 't1', ...fields }).answer),
    )
    expect(second).toEqual(['StatusForbids', 'StatusForbids', 'StatusForbids', 'StatusForbids'])
  })
})

describe('a dispute', () => {
  it('moves no money, and is closed when what is owed has come back', () => {
    const paid = done(beginning, 'BookTransfer', { commandId: 'c1', ...instruction, by: customer })
    const about = { transferId: 't1', disputeId: 'd1' }
    const opened = done(paid, 'DisputeTransfer', {
      commandId: 'c2',
      ...about,
      claim: 'WRONG_AMOUNT',
      claimant: customer,
      replyDueAt: times.recallDue,
      amount: yuan('40.00'),
    })
    const reviewed = done(opened, 'StartDisputeReview', { commandId: 'c3', ...about, reviewer: operator })
    const resolved = done(reviewed, 'ResolveDispute', {
      commandId: 'c4',
      ...about,
      outcome: 'REFUND',
      by: operator,
      reason: 'Typed wrong',
      amount: yuan('40.00'),
    })
    expect(resolved.balances).toEqual(paid.balances)
    expect(outcomeOf(send(resolved, 'CloseDispute', { commandId: 'c5', ...about, by: operator }).answer)).toBe(
      'ResolutionNotPaid',
    )
    const reversed = done(resolved, 'ReverseTransfer', {
      commandId: 'c6',
      transferId: 't1',
      amount: yuan('40.00'),
      kind: 'WRONG_AMOUNT',
      by: operator,
      authority: 'Terms',
    })
    expect(outcomeOf(send(reversed, 'CloseDispute', { commandId: 'c7', ...about, by: operator }).answer)).toBe(
      'DisputeClosed',
    )
  })

  it('is one for each claimant at a time', () => {
    const paid = done(beginning, 'BookTransfer', { commandId: 'c1', ...instruction, by: customer })
    const claim = (disputeId: string, name: string) => ({
      commandId: `c-${disputeId}`,
      transferId: 't1',
      disputeId,
      claim: 'LATE',
      claimant: { role: 'CUSTOMER', name },
      replyDueAt: times.recallDue,
    })
    const one = done(paid, 'DisputeTransfer', claim('d1', 'Mei'))
    expect(outcomeOf(send(one, 'DisputeTransfer', claim('d2', 'Mei')).answer)).toBe('DisputeAlreadyOpen')
    const two = done(one, 'DisputeTransfer', claim('d3', 'Bo'))
    expect(two.transfers.get('t1')?.disputes).toHaveLength(2)
  })
})
