import type { DomainEvent } from '@waybill/core'
import {
  after,
  allocation,
  claim,
  contact,
  desk,
  digest,
  disputed,
  entryOf,
  euros,
  fold,
  instructed,
  operator,
  outside,
  reason,
  returned,
  reversed,
  told,
  write,
  yuan,
} from '../../test/disputed-transfer.js'
import { bank, customer, dawn, testLedger, type TestLedger } from '../../test/test-ledger.js'
import { allCases, casesOfTransfer, claimCase, disputeCase } from './case.js'

const moneyOf = (ledger: TestLedger) => disputeCase(fold(ledger), 't1', 'd1')?.money

describe('a case', () => {
  it('of a dispute holds what the dispute says, and nothing yet', () => {
    const ledger = instructed()
    ledger.wait(60)
    const { sequence, id } = ledger.force('transfer-t1', disputed('d1', { amount: yuan(400n) }), dawn)
    expect(disputeCase(fold(ledger), 't1', 'd1')).toEqual({
      key: 'dispute/t1/d1',
      kind: 'DISPUTE',
      id: 'd1',
      claim: 'WRONG_PAYEE',
      claimant: { role: 'CUSTOMER', name: null },
      transferId: 't1',
      account: null,
      customer: 'c-mei',
      phase: 'OPEN',
      askedAt: dawn,
      openedAt: dawn,
      knownAt: '2026-02-14T09:01:00.000Z',
      sequence,
      eventId: id,
      replyDueAt: after(24),
      firstReply: null,
      resolution: null,
      endedAt: null,
      disputed: yuan(400n),
      intended: null,
      evidence: [],
      contacts: [],
      recalls: [],
      money: {
        currency: 'CNY',
        claimed: 400n,
        recovered: 0n,
        suspended: 0n,
        provisional: 0n,
        restituted: 0n,
        open: 400n,
        owed: null,
      },
    })
  })

  it('of a claim holds what the claim says, and no money where it names no transfer', () => {
    const ledger = testLedger()
    const { sequence, id } = ledger.observe({
      _tag: 'ClaimOpened',
      source: desk,
      claimId: 'k1',
      claim: 'BALANCE_WRONG',
      account: 'mei',
    })
    expect(claimCase(fold(ledger), 'k1')).toEqual({
      key: 'claim/k1',
      kind: 'CLAIM',
      id: 'k1',
      claim: 'BALANCE_WRONG',
      claimant: null,
      transferId: null,
      account: 'mei',
      customer: null,
      phase: 'OPEN',
      askedAt: dawn,
      openedAt: dawn,
      knownAt: dawn,
      sequence,
      eventId: id,
      replyDueAt: null,
      firstReply: null,
      resolution: null,
      endedAt: null,
      disputed: null,
      intended: null,
      evidence: [],
      contacts: [],
      recalls: [],
      money: null,
    })
  })

  it('is of the customer whose transfer it is, unless a claim names another or the claimant is no customer', () => {
    const ledger = instructed()
    ledger.observe(claim({ customer: undefined }))
    ledger.observe(claim({ claimId: 'k2', customer: 'c-bo' }))
    write(ledger, disputed('d1'), disputed('d2', { claimant: { role: 'RECEIVING_INSTITUTION', name: 'Harbour Bank' } }))
    expect(allCases(fold(ledger)).map(({ id, customer: of }) => [id, of])).toEqual([
      ['k1', 'c-mei'],
      ['k2', 'c-bo'],
      ['d1', 'c-mei'],
      ['d2', null],
    ])
    expect(disputeCase(fold(ledger), 't1', 'd2')?.claimant).toEqual({
      role: 'RECEIVING_INSTITUTION',
      name: 'Harbour Bank',
    })
    expect(claimCase(fold(ledger), 'k1')?.claimant).toEqual({ role: 'PAYER', name: null })
  })

  it('opens once: told again, it stays as it was', () => {
    const ledger = instructed()
    write(ledger, disputed())
    ledger.observe(claim())
    const before = allCases(fold(ledger))
    ledger.wait(60)
    write(ledger, disputed('d1', { claim: 'NOT_ARRIVED' }))
    ledger.observe(claim({ claim: 'NOT_ARRIVED' }))
    expect(allCases(fold(ledger))).toEqual(before)
    expect(casesOfTransfer(fold(ledger), 't1')).toHaveLength(2)
  })

  it('is found by its own name only', () => {
    const model = fold(write(instructed(), disputed()))
    expect([claimCase(model, 'd1'), disputeCase(model, 't2', 'd1'), disputeCase(model, 't1', 'd2')]).toEqual([
      null,
      null,
      null,
    ])
    expect(casesOfTransfer(model, 't2')).toEqual([])
  })

  it('that nobody opened is not begun by what follows', () => {
    const ledger = write(instructed(), { _tag: 'DisputeReviewStarted', disputeId: 'd1', reviewer: operator })
    expect(allCases(fold(ledger))).toEqual([])
  })
})

describe('the phases of a dispute', () => {
  const resolved = (more: object = {}): DomainEvent => ({
    _tag: 'DisputeResolved',
    disputeId: 'd1',
    outcome: 'REFUND',
    by: operator,
    reason: 'the payee is not the one meant',
    ...more,
  })
  const reviewed: DomainEvent = { _tag: 'DisputeReviewStarted', disputeId: 'd1', reviewer: operator }
  const caseOf = (ledger: TestLedger) => disputeCase(fold(ledger), 't1', 'd1')

  it('are told by its events, each at its time', () => {
    const ledger = write(instructed(), disputed(), reviewed)
    expect(caseOf(ledger)?.phase).toBe('UNDER_REVIEW')
    ledger.wait(3600)
    const { id, sequence } = ledger.force('transfer-t1', resolved({ cause: 'Z1', amount: yuan(900n) }))
    expect(caseOf(ledger)).toMatchObject({
      phase: 'RESOLVED',
      resolution: {
        outcome: 'REFUND',
        by: operator,
        cause: 'Z1',
        amount: yuan(900n),
        at: after(1),
        eventId: id,
      },
      firstReply: { by: 'RESOLUTION', at: after(1), sequence, eventId: id },
      endedAt: null,
      money: { owed: 900n },
    })
    ledger.wait(3600)
    write(ledger, { _tag: 'DisputeClosed', disputeId: 'd1', by: operator })
    expect(caseOf(ledger)).toMatchObject({ phase: 'CLOSED', endedAt: after(2), firstReply: { at: after(1) } })
  })

  it('owe the whole instruction where a refund names no sum, and nothing where it is denied', () => {
    const plain = caseOf(write(instructed(), disputed(), resolved()))
    expect(plain).toMatchObject({ resolution: { cause: null, amount: null }, money: { owed: 1000n } })
    expect(moneyOf(write(instructed(), disputed(), resolved({ outcome: 'DENIED' })))?.owed).toBe(0n)
  })

  it('begin anew where it is opened again, with a clock of its own', () => {
    const ledger = write(instructed(), disputed(), reviewed, resolved())
    ledger.wait(3600)
    const again = { by: customer, reason: 'a new invoice', documentDigest: digest('4'), replyDueAt: after(48) }
    write(ledger, { _tag: 'DisputeReopened', disputeId: 'd1', ...again })
    expect(caseOf(ledger)).toMatchObject({
      phase: 'OPEN',
      resolution: null,
      endedAt: null,
      firstReply: null,
      askedAt: after(1),
      openedAt: dawn,
      replyDueAt: after(48),
    })
    ledger.observe(contact('OUTBOUND', { customer: 'c-mei' }))
    expect(caseOf(ledger)?.firstReply).toMatchObject({ by: 'CONTACT', at: after(1) })
  })

  it('end with a withdrawal, and the customer waits for it no longer', () => {
    const ledger = write(instructed(), disputed(), disputed('d2'))
    write(ledger, { _tag: 'DisputeWithdrawn', disputeId: 'd1', by: customer })
    expect(caseOf(ledger)).toMatchObject({ phase: 'WITHDRAWN', endedAt: dawn })
    ledger.observe(contact('OUTBOUND', { customer: 'c-mei' }))
    expect(caseOf(ledger)?.contacts).toEqual([])
    expect(disputeCase(fold(ledger), 't1', 'd2')).toMatchObject({
      phase: 'OPEN',
      firstReply: { by: 'CONTACT' },
      contacts: [{ link: 'CUSTOMER' }],
    })
  })
})

describe('the money of a case', () => {
  it('is the sum that the dispute names in the currency of the transfer, or all that was instructed', () => {
    expect(moneyOf(write(instructed(), disputed('d1', { amount: yuan(400n) })))?.claimed).toBe(400n)
    expect(moneyOf(write(instructed(), disputed('d1', { amount: euros(400n) })))?.claimed).toBe(1000n)
    expect(moneyOf(write(instructed(), disputed()))?.claimed).toBe(1000n)
  })

  it.each([
    ['less was meant', 'WRONG_AMOUNT', yuan(100n), 900n],
    ['more was meant', 'WRONG_AMOUNT', yuan(1001n), 1000n],
    ['the same was meant', 'WRONG_AMOUNT', yuan(1000n), 1000n],
    ['another currency was meant', 'WRONG_AMOUNT', euros(100n), 1000n],
    ['the payee is wrong', 'WRONG_PAYEE', yuan(100n), 1000n],
  ])('is what was too much where a claim says so: %s', (_, kind, amount, claimed) => {
    const ledger = instructed()
    ledger.observe(claim({ claim: kind, intended: { amount } }))
    expect(claimCase(fold(ledger), 'k1')?.money).toMatchObject({ claimed, open: claimed })
  })

  it('comes back as it fails, is returned or is reversed, up to what is claimed', () => {
    const failed: DomainEvent = {
      _tag: 'TransferFailed',
      reason,
      by: bank,
      amount: yuan(100n),
      allocation,
      entry: entryOf(100n, 'mei'),
    }
    const ledger = write(instructed(), disputed('d1', { amount: yuan(600n) }), failed, returned(200n))
    expect(moneyOf(ledger)).toMatchObject({ claimed: 600n, recovered: 300n, open: 300n })
    write(ledger, reversed(300n))
    expect(moneyOf(ledger)).toMatchObject({ recovered: 600n, open: 0n })
    write(ledger, reversed(1n))
    expect(moneyOf(ledger)).toMatchObject({ recovered: 600n, open: 0n })
  })

  it('that came back and stands in suspense is not with the payer yet', () => {
    const ledger = write(
      instructed(),
      disputed(),
      returned(300n, { entry: entryOf(300n, 'mei', 'suspense:CNY', 'suspense:t1') }),
    )
    expect(moneyOf(ledger)).toMatchObject({ recovered: 100n, suspended: 200n, open: 900n })
  })

  it('that the operator gives is provisional, taken back, made final or paid, and repaid by what comes back', () => {
    const given = { disputeId: 'd1', by: operator, allocation, entry: entryOf(1n, 'mei'), alreadyMadeGood: yuan(0n) }
    const ledger = write(instructed(), disputed())
    write(ledger, { _tag: 'ProvisionalCreditGranted', ...given, amount: yuan(500n) })
    expect(moneyOf(ledger)).toMatchObject({ provisional: 500n, restituted: 0n, recovered: 0n, open: 1000n })
    const { alreadyMadeGood: _good, ...back } = given
    write(ledger, { _tag: 'ProvisionalCreditRescinded', ...back, amount: yuan(100n), reason: 'a mistake' })
    expect(moneyOf(ledger)).toMatchObject({ provisional: 400n, restituted: 0n })
    const { allocation: _allocation, ...final } = back
    write(ledger, { _tag: 'ProvisionalCreditMadeFinal', ...final, amount: yuan(150n) })
    expect(moneyOf(ledger)).toMatchObject({ provisional: 250n, restituted: 150n })
    write(ledger, { _tag: 'RestitutionPaid', ...given, amount: yuan(30n) })
    expect(moneyOf(ledger)).toMatchObject({ provisional: 250n, restituted: 180n })
    write(ledger, returned(200n, { entry: entryOf(200n, 'mei', 'operator-provisional:CNY') }))
    expect(moneyOf(ledger)).toMatchObject({ provisional: 150n, restituted: 180n, recovered: 200n })
    // Only what is credited there repays: money that leaves such an account does not.
    const debited = { account: 'operator-provisional:CNY', creditDebit: 'DBIT', amount: yuan(7n) } as const
    const entry = entryOf(10n, 'mei')
    write(ledger, returned(10n, { entry: { ...entry, postings: [debited, ...entry.postings] } }))
    const suspended = { ...debited, account: 'suspense:CNY' }
    write(ledger, returned(10n, { entry: { ...entry, postings: [suspended, ...entry.postings] } }))
    expect(moneyOf(ledger)).toMatchObject({ provisional: 150n, suspended: 0n, recovered: 220n })
  })

  it('is told by every case of the transfer, whoever granted it', () => {
    const ledger = instructed()
    ledger.observe(claim())
    write(ledger, returned(300n))
    expect(claimCase(fold(ledger), 'k1')?.money).toMatchObject({ recovered: 300n, open: 700n, owed: null })
  })
})

describe('what waited in suspense', () => {
  it('waits no longer once people moved it, and is back where a customer got it', () => {
    const waiting = () => write(instructed(), disputed(), returned(300n, { entry: entryOf(300n, 'suspense:CNY') }))
    expect(moneyOf(waiting())).toMatchObject({ recovered: 0n, suspended: 300n })
    const moved = (to: string): DomainEvent => ({
      _tag: 'CorrectionPosted',
      from: 'suspense:CNY',
      to,
      amount: yuan(200n),
      corrects: 'a return',
      by: operator,
      approvedBy: operator,
      reason: 'Found',
      entry: entryOf(200n, to),
    })
    expect(moneyOf(write(waiting(), moved('mei')))).toMatchObject({ recovered: 200n, suspended: 100n })
    expect(moneyOf(write(waiting(), moved('operator-loss:CNY')))).toMatchObject({ recovered: 0n, suspended: 100n })
  })
})

describe('a recall', () => {
  const recalled = (recallId: string, minorUnits = 1000n): DomainEvent => ({
    _tag: 'RecallRequested',
    recallId,
    to: bank,
    reason,
    amount: yuan(minorUnits),
    answerDueAt: after(240),
  })
  const recallsOf = (ledger: TestLedger) => disputeCase(fold(ledger), 't1', 'd1')?.recalls
  const phases = (ledger: TestLedger) => recallsOf(ledger)?.map(({ phase, cameBack }) => [phase, cameBack])

  it('is listed with what was asked for, and by when', () => {
    const ledger = write(instructed(), disputed())
    const { id } = ledger.force('transfer-t1', recalled('l1', 700n))
    expect(recallsOf(ledger)).toEqual([
      {
        recallId: 'l1',
        phase: 'REQUESTED',
        reason,
        amount: yuan(700n),
        requestedAt: dawn,
        answerDueAt: after(240),
        answeredAt: null,
        refusal: null,
        cameBack: 0n,
        cameBackBeyond: 0n,
        cameBackThere: 0n,
        eventId: id,
      },
    ])
  })

  it('is answered for itself, where there are several', () => {
    const ledger = write(instructed(), disputed(), recalled('l1'), recalled('l2'), recalled('l3'), recalled('l4'))
    ledger.wait(3600)
    write(
      ledger,
      { _tag: 'RecallAccepted', ...told, recallId: 'l1' },
      { _tag: 'RecallRefused', ...told, recallId: 'l2', reason: { codeSet: 'iso', code: 'LEGL' } },
      { _tag: 'RecallUnanswered', recallId: 'l3', answerDueAt: after(240) },
      { _tag: 'RecallWithdrawn', recallId: 'l4', by: customer },
    )
    expect(recallsOf(ledger)).toMatchObject([
      { recallId: 'l1', phase: 'ACCEPTED', answeredAt: after(1), refusal: null },
      { recallId: 'l2', phase: 'REFUSED', answeredAt: after(1), refusal: { codeSet: 'iso', code: 'LEGL' } },
      { recallId: 'l3', phase: 'UNANSWERED', answeredAt: null, refusal: null },
      { recallId: 'l4', phase: 'WITHDRAWN', answeredAt: null, refusal: null },
    ])
  })

  it('is met by what comes back with its fees, also beyond the instruction, and not by what is reversed', () => {
    const ledger = write(instructed(), disputed(), recalled('l1'), recalled('l2', 500n))
    write(ledger, reversed(900n))
    expect(phases(ledger)).toEqual([
      ['REQUESTED', 0n],
      ['REQUESTED', 0n],
    ])
    const fees = [
      { kind: 'recall', amount: yuan(60n), bearer: 'PAYER' },
      { kind: 'express', amount: yuan(40n), bearer: 'PAYER' },
    ]
    write(ledger, returned(399n, { fees }))
    expect(phases(ledger)).toEqual([
      ['REQUESTED', 499n],
      ['REQUESTED', 499n],
    ])
    write(ledger, {
      _tag: 'ExcessReturned',
      ...told,
      amount: yuan(1n),
      reason,
      entry: entryOf(1n, 'exception:t1'),
    })
    expect(phases(ledger)).toEqual([
      ['REQUESTED', 500n],
      ['RETURNED', 500n],
    ])
    expect(moneyOf(ledger)?.recovered).toBe(1000n)
  })

  it('is not met by money that goes on its way', () => {
    const ledger = write(instructed(), disputed(), recalled('l1', 300n))
    const amount = yuan(300n)
    write(ledger, { _tag: 'TransferCredited', ...told, account: outside, amount, entry: entryOf(300n, 'nostro:CNY') })
    expect(phases(ledger)).toEqual([['REQUESTED', 0n]])
  })

  it('stays met, whatever is answered then', () => {
    const ledger = write(instructed(), disputed(), recalled('l1', 300n), returned(300n))
    write(ledger, { _tag: 'RecallRefused', ...told, recallId: 'l1', reason })
    expect(recallsOf(ledger)).toMatchObject([{ phase: 'RETURNED', answeredAt: dawn, refusal: reason }])
  })

  describe('in another currency', () => {
    const buyAmount = euros(128n)
    const quote = { quoteId: 'q1', sellCurrency: 'CNY', buyCurrency: 'EUR', rate: '0.128', buyAmount } as const
    const afterAll = (...events: ReadonlyArray<DomainEvent>) => {
      const exchanged = fold(
        write(
          testLedger(),
          {
            _tag: 'TransferInitiated',
            transferId: 't1',
            payer: { account: 'mei' },
            payee: outside,
            amount: yuan(1000n),
            rail: 'hvps',
            funding: [{ account: 'mei', amount: yuan(1000n) }],
            fees: [],
            quote: { ...quote, validUntil: after(1) },
            uetr: '5f0c3b8e-7d3a-4a0f-9a41-0c2d3e4f5a6b',
            confirmationRequired: true,
          },
          disputed(),
          ...events,
        ),
      )
      return disputeCase(exchanged, 't1', 'd1')?.recalls
    }
    const beyond: DomainEvent = {
      _tag: 'ExcessReturned',
      ...told,
      amount: euros(1n),
      reason,
      entry: entryOf(1n, 'exception:t1:EUR'),
    }

    it('is met by parts beyond the instruction as by one sum', () => {
      expect(afterAll(recalled('l1', 15n), beyond, beyond)).toMatchObject([{ phase: 'RETURNED', cameBack: 15n }])
    })

    it('is met by what was asked for is at the quote, though in the money of the payer that rounds to less', () => {
      const back = (minorUnits: bigint, there: bigint) => returned(minorUnits, { converted: euros(there) })
      expect(afterAll(recalled('l1', 600n), back(593n, 76n))).toMatchObject([{ phase: 'RETURNED', cameBackThere: 76n }])
      expect(afterAll(recalled('l1', 600n), back(586n, 75n))).toMatchObject([{ phase: 'REQUESTED', cameBack: 586n }])
    })
  })

  it('that was withdrawn is not met, and counts what came back all the same', () => {
    const ledger = write(instructed(), disputed(), recalled('l1', 300n))
    write(ledger, { _tag: 'RecallWithdrawn', recallId: 'l1', by: customer }, returned(300n))
    expect(phases(ledger)).toEqual([['WITHDRAWN', 300n]])
  })
})
