import { describe, expect, it } from '@jest/globals'
import { customer, elsewhere, hvps, iso, operator, supervisor, times, yuan } from '../../test/canonical-payloads.js'
import { balanceOf, outcomeOf, send, type World } from '../../test/ledger-world.js'
import { after, refusalOf, transferIn } from '../../test/one-transfer.js'
import { stateNamed } from '../../test/transfer-states.js'
import { arrived, madeGood, outstandingProvisional, stillOwed, transferStatus, withPayee } from './state.js'

const ids = { commandId: 'c99', transferId: 't1' }
const d1 = { ...ids, disputeId: 'd1', by: operator }
const nothingYet = { alreadyMadeGood: yuan('0.00') }
const told = (reportId: string) => ({ transferId: 't1', reportId, by: hvps, asOf: times.now })
const returned = (reportId: string, decimal: string) => ({
  ...told(reportId),
  amount: yuan(decimal),
  reason: iso('AC04'),
  executionRef: reportId,
})

const balances = (world: World): Readonly<Record<string, bigint>> => ({
  mei: balanceOf(world, 'mei'),
  savings: balanceOf(world, 'savings'),
  provisional: balanceOf(world, 'operator-provisional:CNY'),
  loss: balanceOf(world, 'operator-loss:CNY'),
})

// Mei paid CNY 70.00 of the amount and its fee, her savings paid CNY 30.00.
const open = stateNamed('dispute open')

describe('a provisional credit', () => {
  it('goes to the sources that paid, in the order in which money goes back, out of the operator’s provisional account', () => {
    const world = after(open, ['GrantProvisionalCredit', { ...d1, ...nothingYet, amount: yuan('40.00') }])
    expect(balances(world)).toEqual({ mei: 93_900n, savings: 50_000n, provisional: -4_000n, loss: 0n })
    expect(madeGood(transferIn(world))).toBe(4_000n)
  })

  it('is repaid first by what comes back, and the rest goes to the payer', () => {
    const world = after(
      open,
      ['GrantProvisionalCredit', { ...d1, ...nothingYet, amount: yuan('40.00') }],
      ['ReportReturned', returned('y1', '100.00')],
    )
    expect(balances(world)).toEqual({ mei: 99_900n, savings: 50_000n, provisional: 0n, loss: 0n })
    expect(world.log.at(-1)?.event).toMatchObject({
      _tag: 'TransferReturned',
      allocation: [
        { account: 'operator-provisional:CNY', amount: { minorUnits: 4_000n } },
        { account: 'mei', amount: { minorUnits: 6_000n } },
      ],
    })
    expect(refusalOf(world, 'RescindProvisionalCredit', { ...d1, reason: 'Too late' })).toBe(
      'ProvisionalCreditTooSmall',
    )
  })

  it('is repaid in the same way by a final refusal of the rail', () => {
    const world = after(
      open,
      ['GrantProvisionalCredit', { ...d1, ...nothingYet, amount: yuan('40.00') }],
      ['ReportRefused', { ...told('m90'), reason: iso('AC04') }],
    )
    expect(balances(world)).toEqual({ mei: 99_900n, savings: 50_000n, provisional: 0n, loss: 0n })
  })

  it('is taken back from those who got it, unless they have it no longer', () => {
    const granted = after(open, ['GrantProvisionalCredit', { ...d1, ...nothingYet, amount: yuan('40.00') }])
    const rescinded = after(granted, ['RescindProvisionalCredit', { ...d1, reason: 'It arrived' }])
    expect(balances(rescinded)).toEqual(balances(open))
    const spent = after(granted, [
      'BookTransfer',
      { commandId: 'c50', transferId: 't2', payer: 'savings', payee: 'bo', amount: yuan('490.00'), by: customer },
    ])
    expect(refusalOf(spent, 'RescindProvisionalCredit', { ...d1, reason: 'It arrived' })).toBe(
      'InsufficientAvailableBalance',
    )
    const part = after(spent, ['RescindProvisionalCredit', { ...d1, reason: 'It arrived', amount: yuan('20.00') }])
    expect(outstandingProvisional(transferIn(part))).toBe(2_000n)
  })

  it('is made final as far as the decision owes it, at the cost of the operator, and the rest is rescinded', () => {
    const decided = after(
      open,
      ['GrantProvisionalCredit', { ...d1, ...nothingYet }],
      ['StartDisputeReview', { ...ids, disputeId: 'd1', reviewer: operator }],
      ['ResolveDispute', { ...d1, outcome: 'REFUND', reason: 'Half of it', amount: yuan('60.00') }],
    )
    expect(refusalOf(decided, 'MakeProvisionalCreditFinal', { ...d1, amount: yuan('60.01') })).toBe('RemedyExceedsLoss')
    const final = after(decided, ['MakeProvisionalCreditFinal', d1])
    expect(balances(final)).toEqual({ mei: 99_900n, savings: 50_000n, provisional: -4_000n, loss: -6_000n })
    expect(refusalOf(final, 'CloseDispute', d1)).toBe('ProvisionalCreditOutstanding')
    const closed = after(final, ['RescindProvisionalCredit', { ...d1, reason: 'As decided' }], ['CloseDispute', d1])
    expect(balances(closed)).toMatchObject({ provisional: 0n, loss: -6_000n })
  })

  it('is not withdrawn from under', () => {
    const granted = after(open, ['GrantProvisionalCredit', { ...d1, ...nothingYet }])
    expect(refusalOf(granted, 'WithdrawDispute', d1)).toBe('ProvisionalCreditOutstanding')
  })

  it('is not for money that came in from elsewhere, nor for what never left', () => {
    const dispute = { ...ids, disputeId: 'd1', claim: 'LATE', claimant: customer, replyDueAt: times.recallDue }
    const incoming = after(stateNamed('came in from elsewhere'), ['DisputeTransfer', dispute])
    expect(refusalOf(incoming, 'GrantProvisionalCredit', { ...d1, ...nothingYet })).toBe('PayerNotInThisBook')
    const reserved = after(stateNamed('initiated (book)'), ['DisputeTransfer', dispute])
    expect(refusalOf(reserved, 'GrantProvisionalCredit', { ...d1, ...nothingYet })).toBe('StatusForbids')
  })
})

describe('nobody makes one loss good twice', () => {
  it('neither under two disputes', () => {
    const both = after(
      open,
      [
        'DisputeTransfer',
        {
          ...ids,
          disputeId: 'd2',
          claim: 'NOT_ARRIVED',
          claimant: { role: 'CUSTOMER', name: 'Bo' },
          replyDueAt: times.recallDue,
        },
      ],
      ['GrantProvisionalCredit', { ...d1, ...nothingYet, amount: yuan('70.00') }],
    )
    const second = { ...d1, disputeId: 'd2', alreadyMadeGood: yuan('70.00') }
    expect(refusalOf(both, 'GrantProvisionalCredit', { ...second, amount: yuan('30.01') })).toBe('RemedyExceedsLoss')
    const whole = after(both, ['GrantProvisionalCredit', second])
    expect(madeGood(transferIn(whole))).toBe(10_000n)
  })

  it('nor by two people who decided on the same state', () => {
    const granted = after(open, ['GrantProvisionalCredit', { ...d1, ...nothingYet, amount: yuan('40.00') }])
    expect(refusalOf(granted, 'GrantProvisionalCredit', { ...d1, ...nothingYet, amount: yuan('40.00') })).toBe(
      'MadeGoodMeanwhile',
    )
  })

  it('nor by paying what came back before', () => {
    const back = after(open, ['ReportReturned', returned('y1', '40.00')])
    const decided = after(
      back,
      ['StartDisputeReview', { ...ids, disputeId: 'd1', reviewer: operator }],
      ['ResolveDispute', { ...d1, outcome: 'REFUND', reason: 'The rest is lost' }],
    )
    const [dispute] = transferIn(decided).disputes
    expect(dispute === undefined ? null : stillOwed(transferIn(decided), dispute)).toBe(6_000n)
    const paid = after(decided, ['PayRestitution', { ...d1, alreadyMadeGood: yuan('40.00') }], ['CloseDispute', d1])
    expect(balances(paid)).toEqual({ mei: 99_900n, savings: 50_000n, provisional: 0n, loss: -6_000n })
  })

  it('and what comes back afterwards goes to the operator first, whether it was a refund or goodwill', () => {
    for (const outcome of ['REFUND', 'GOODWILL']) {
      const paid = after(
        open,
        ['StartDisputeReview', { ...ids, disputeId: 'd1', reviewer: operator }],
        ['ResolveDispute', { ...d1, outcome, reason: 'Lost', amount: yuan('60.00') }],
        ['PayRestitution', { ...d1, ...nothingYet }],
        ['CloseDispute', d1],
        ['ReportReturned', returned('y1', '100.00')],
      )
      expect(balances(paid)).toEqual({ mei: 99_900n, savings: 50_000n, provisional: 0n, loss: 0n })
    }
  })

  it('and whoever gave first is repaid first', () => {
    const world = after(
      open,
      ['GrantProvisionalCredit', { ...d1, ...nothingYet, amount: yuan('50.00') }],
      ['StartDisputeReview', { ...ids, disputeId: 'd1', reviewer: operator }],
      ['ResolveDispute', { ...d1, outcome: 'REFUND', reason: 'Lost', amount: yuan('20.00') }],
      ['MakeProvisionalCreditFinal', d1],
      ['ReportReturned', returned('y1', '30.00')],
    )
    expect(balances(world)).toMatchObject({ provisional: -2_000n, loss: 0n })
  })
})

describe('a reversal after the operator made the payer whole', () => {
  it('repays the operator first', () => {
    const dispute = { ...ids, disputeId: 'd1', claim: 'WRONG_PAYEE', claimant: customer, replyDueAt: times.recallDue }
    const granted = after(
      stateNamed('credited (book)'),
      ['DisputeTransfer', dispute],
      ['GrantProvisionalCredit', { ...d1, ...nothingYet, amount: yuan('70.00') }],
    )
    const reversal = { ...ids, amount: yuan('100.00'), kind: 'MISPOSTING', by: operator, authority: 'Terms' }
    const world = after(granted, ['ReverseTransfer', reversal])
    expect(balances(world)).toMatchObject({ mei: 100_000n, provisional: 0n })
  })
})

describe('a dispute that was decided', () => {
  it('is opened again once, on new evidence, and decided anew', () => {
    const denied = stateNamed('dispute closed')
    const reopening = {
      ...d1,
      reason: 'The receipt was found',
      documentDigest: `sha256:${'cd'.repeat(32)}`,
      replyDueAt: times.recallDue,
    }
    const paid = after(
      denied,
      ['ReopenDispute', reopening],
      ['StartDisputeReview', { ...ids, disputeId: 'd1', reviewer: operator }],
      ['ResolveDispute', { ...d1, outcome: 'REFUND', reason: 'Shown' }],
      ['PayRestitution', { ...d1, ...nothingYet }],
      ['CloseDispute', d1],
    )
    expect(balances(paid)).toMatchObject({ loss: -10_000n })
    expect(refusalOf(paid, 'ReopenDispute', { ...reopening, documentDigest: `sha256:${'ef'.repeat(32)}` })).toBe(
      'AlreadyReopened',
    )
  })

  it('keeps what was credited afterwards apart: the payer may have it twice, until the provisional credit is rescinded', () => {
    const world = after(
      open,
      ['GrantProvisionalCredit', { ...d1, ...nothingYet }],
      ['ReportCredited', { ...told('m90'), account: elsewhere, amount: yuan('100.00') }],
      ['RescindProvisionalCredit', { ...d1, reason: 'It arrived after all' }],
    )
    expect(balances(world)).toEqual(balances(open))
  })
})

describe('a loss is put right in one way: the payee gets the money, or the payer gets it back', () => {
  const dispute = { ...ids, disputeId: 'd1', claim: 'NOT_ARRIVED', claimant: customer, replyDueAt: times.recallDue }
  const stuck = after(stateNamed('confirmed (book)'), ['DisputeTransfer', dispute])
  const decided = (world: World): World =>
    after(
      world,
      ['StartDisputeReview', { ...ids, disputeId: 'd1', reviewer: operator }],
      ['ResolveDispute', { ...d1, outcome: 'REFUND', reason: 'It never left' }],
    )

  it('money that the operator made good is not brought to the payee as well', () => {
    const paid = after(decided(stuck), ['PayRestitution', { ...d1, ...nothingYet }])
    expect(refusalOf(paid, 'CreditTransfer', ids)).toBe('CompensationStands')
  })

  it('nor is it handed to a rail', () => {
    const late = after(stateNamed('confirmed (rail)'), ['DisputeTransfer', dispute])
    const granted = after(late, ['GrantProvisionalCredit', { ...d1, ...nothingYet, amount: yuan('0.01') }])
    const submission = {
      ...ids,
      railKey: '00000000-0000-4000-8000-000000000001',
      messageDigest: `sha256:${'0'.repeat(64)}`,
      answerDueAt: times.expiry,
    }
    expect(refusalOf(granted, 'StartSubmission', submission)).toBe('CompensationStands')
  })

  it('goes on once what was given until the decision is taken back', () => {
    const granted = after(stuck, ['GrantProvisionalCredit', { ...d1, ...nothingYet }])
    const rescinded = after(granted, ['RescindProvisionalCredit', { ...d1, reason: 'It goes on' }])
    expect(after(rescinded, ['CreditTransfer', ids]).transfers.get('t1')?.credited).toBe(10_000n)
  })

  it('and what has reached the payee since is not made good any more', () => {
    const arrivedFirst = after(stuck, ['CreditTransfer', ids])
    expect(refusalOf(arrivedFirst, 'GrantProvisionalCredit', { ...d1, ...nothingYet })).toBe('RemedyExceedsLoss')
    const decidedFirst = after(decided(stuck), ['CreditTransfer', ids])
    expect(refusalOf(decidedFirst, 'PayRestitution', { ...d1, ...nothingYet })).toBe('RemedyExceedsLoss')
    expect(outcomeOf(send(decidedFirst, 'CloseDispute', d1).answer)).toBe('DisputeClosed')
  })

  it('a part that has arrived lowers what is still owed by that part', () => {
    const part = after(decided(stuck), ['CreditTransfer', { ...ids, amount: yuan('30.00') }])
    expect(transferIn(part).disputes.map((one) => stillOwed(transferIn(part), one))).toEqual([7_000n])
  })

  it('but for a complaint that the money should not have gone, its arrival cures nothing', () => {
    const stranger = after(stateNamed('confirmed (book)'), ['DisputeTransfer', { ...dispute, claim: 'NOT_MINE' }])
    const world = after(stranger, ['CreditTransfer', ids], ['GrantProvisionalCredit', { ...d1, ...nothingYet }])
    expect(outstandingProvisional(transferIn(world))).toBe(10_000n)
  })
})

describe('a correction that brings money from a wrong account to the payee', () => {
  const misplaced = stateNamed('credited to another account (book)')
  const [wrong] = transferIn(misplaced).executions
  const correction = {
    ...ids,
    from: wrong?.account.account ?? '',
    to: transferIn(misplaced).instruction.payee.account,
    amount: yuan('100.00'),
    corrects: 'the credit of the wrong account',
    by: operator,
    approvedBy: supervisor,
    reason: 'F1',
  }

  it('counts as arrival', () => {
    const world = after(misplaced, ['PostCorrection', correction])
    expect(arrived(transferIn(world))).toBe(arrived(transferIn(misplaced)) + 10_000n)
  })

  it('is refused once the payer was given the money instead', () => {
    const granted = after(
      misplaced,
      [
        'DisputeTransfer',
        { ...ids, disputeId: 'd1', claim: 'WRONG_PAYEE', claimant: customer, replyDueAt: times.recallDue },
      ],
      ['GrantProvisionalCredit', { ...d1, ...nothingYet }],
    )
    expect(refusalOf(granted, 'PostCorrection', correction)).toBe('CompensationStands')
  })
})

describe('a correction that brings money back to who paid', () => {
  const eve = {
    ...ids,
    from: 'eve',
    to: 'mei',
    amount: yuan('100.00'),
    corrects: 'the credit of the wrong account',
    by: operator,
    approvedBy: supervisor,
    reason: 'F1',
  }
  const misplaced = stateNamed('credited to another account (book)')
  const claimed = {
    ...ids,
    disputeId: 'd1',
    claim: 'WRONG_PAYEE',
    claimant: customer,
    replyDueAt: times.recallDue,
  }

  it('makes the loss good, so that nobody pays for it as well', () => {
    const world = after(misplaced, ['PostCorrection', eve])
    expect([madeGood(transferIn(world)), transferIn(world).creditedElsewhere, withPayee(transferIn(world))]).toEqual([
      10_000n,
      0n,
      0n,
    ])
    expect(transferStatus(transferIn(world))).toBe('REVERSED')
    const disputed = after(world, ['DisputeTransfer', claimed])
    expect(refusalOf(disputed, 'GrantProvisionalCredit', { ...d1, alreadyMadeGood: yuan('100.00') })).toBe(
      'RemedyExceedsLoss',
    )
  })

  it('is refused beyond what the operator has not made good already', () => {
    const granted = after(
      misplaced,
      ['DisputeTransfer', claimed],
      ['GrantProvisionalCredit', { ...d1, ...nothingYet, amount: yuan('40.00') }],
    )
    expect(refusalOf(granted, 'PostCorrection', eve)).toBe('RemedyExceedsLoss')
    const rest = after(granted, ['PostCorrection', { ...eve, amount: yuan('60.00') }])
    expect(madeGood(transferIn(rest))).toBe(10_000n)
  })

  it('out of suspense, where it was credited because the account takes none, counts like any other', () => {
    const world = after(stateNamed('credited into suspense'), ['PostCorrection', { ...eve, from: 'suspense:CNY' }])
    expect(madeGood(transferIn(world))).toBe(10_000n)
  })

  it('out of a suspense account that got nothing of it takes nothing from who was credited', () => {
    const world = after(misplaced, ['PostCorrection', { ...eve, from: 'suspense:CNY' }])
    expect([madeGood(transferIn(world)), transferIn(world).creditedElsewhere]).toEqual([10_000n, 10_000n])
  })

  it('from the payee leaves nothing for a reversal', () => {
    const world = after(stateNamed('credited (book)'), [
      'PostCorrection',
      { ...eve, from: 'bo', amount: yuan('70.00') },
    ])
    expect(madeGood(transferIn(world))).toBe(7_000n)
    const reversal = { ...ids, kind: 'MISPOSTING', by: operator, authority: 'Terms' }
    expect(refusalOf(world, 'ReverseTransfer', { ...reversal, amount: yuan('30.01') })).toBe('ReversalExceedsCredit')
    const whole = after(world, ['ReverseTransfer', { ...reversal, amount: yuan('30.00') }])
    expect([madeGood(transferIn(whole)), withPayee(transferIn(whole))]).toEqual([10_000n, 0n])
  })

  it('is undone by one the other way', () => {
    const undone = after(
      misplaced,
      ['PostCorrection', eve],
      ['PostCorrection', { ...eve, commandId: 'c98', from: 'mei', to: 'eve' }],
    )
    expect(transferIn(undone)).toEqual(transferIn(misplaced))
    const sentOn = after(stateNamed('reversed'), ['PostCorrection', { ...eve, from: 'mei', to: 'bo' }])
    expect([madeGood(transferIn(sentOn)), arrived(transferIn(sentOn))]).toEqual([0n, 10_000n])
  })
})

describe('a return of what two accounts got, the payee and another', () => {
  const stranger = { account: '6222 7777', institution: 'Bank of Elsewhere' }
  const creditedTo = (account: unknown, executionRef: string, decimal: string) => ({
    ...told(executionRef),
    account,
    executionRef,
    amount: yuan(decimal),
  })
  const complained = after(stateNamed('submitted'), [
    'DisputeTransfer',
    { ...ids, disputeId: 'd1', claim: 'NOT_ARRIVED', claimant: customer, replyDueAt: times.recallDue },
  ])
  const split = after(
    complained,
    ['ReportCredited', creditedTo(elsewhere, 'X1', '60.00')],
    ['ReportCredited', creditedTo(stranger, 'X2', '40.00')],
  )

  it('is of what the other got first, so that the payer is not paid for what the payee has', () => {
    const world = after(split, ['ReportReturned', returned('Y1', '40.00')])
    expect([arrived(transferIn(world)), transferIn(world).creditedElsewhere]).toEqual([6_000n, 0n])
    expect(refusalOf(world, 'GrantProvisionalCredit', { ...d1, alreadyMadeGood: yuan('40.00') })).toBe(
      'RemedyExceedsLoss',
    )
  })

  it('is of what the payee got once the other has nothing left', () => {
    const world = after(split, ['ReportReturned', returned('Y1', '70.00')])
    expect([arrived(transferIn(world)), transferIn(world).creditedElsewhere]).toEqual([3_000n, 0n])
  })
})
