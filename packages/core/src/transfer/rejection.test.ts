import { describe, expect, it } from '@jest/globals'
import {
  customer,
  digest,
  elsewhere,
  hvps,
  iso,
  operator,
  railKey,
  reviewer,
  supervisor,
  times,
  yuan,
} from '../../test/canonical-payloads.js'
import { at, done, send, type Answer, type World } from '../../test/ledger-world.js'
import { beginning, stateNamed } from '../../test/transfer-states.js'
import type { CommandWord } from '../event/all-commands.js'
import type { Rejection } from './rejection.js'

const ids = { commandId: 'c99', transferId: 't1' }
const instruction = { ...ids, payer: 'mei', payee: 'bo', amount: yuan('100.00') }

const tried = (world: World, word: CommandWord, payload: object): Answer =>
  send(world, word, { ...ids, ...payload }).answer
const initiated = (payload: object, world = beginning): Answer =>
  tried(world, 'InitiateTransfer', {
    ...instruction,
    ...(world === withEuroAccount ? { payee: 'bo-eur' } : {}),
    ...payload,
  })
const asked = (world: World, word: CommandWord, payload: object): Answer =>
  send(world, word, { commandId: 'c99', ...payload }).answer

const withEuroAccount = done(beginning, 'OpenAccount', { commandId: 'o2', account: 'bo-eur', currency: 'EUR' })
const inEuro = {
  quoteId: 'q1',
  sellCurrency: 'CNY',
  buyCurrency: 'EUR',
  rate: '0.1275',
  validUntil: '2026-02-14T09:40:00.000Z',
}

const frozen = (account: string, scope: string): World =>
  done(beginning, 'FreezeAccount', { commandId: 'f1', account, scope, reason: 'A court asked' })
const closing = (account: string, world = beginning): World =>
  done(world, 'BeginClosingAccount', { commandId: 'f2', account, reason: 'The customer asked' })
const reversal = { kind: 'MISPOSTING', by: operator, authority: 'Terms' }
const recall = { to: hvps, reason: iso('DUPL'), answerDueAt: times.recallDue }
const claim = { claim: 'LATE', claimant: customer, replyDueAt: times.recallDue }
const onD1 = { disputeId: 'd1', by: operator }
const reopening = {
  ...onD1,
  reason: 'Found',
  documentDigest: `sha256:${'cd'.repeat(32)}`,
  replyDueAt: times.recallDue,
}
const resolution = { exceptionId: 'x1', how: 'RETURNED_TO_SOURCE', by: operator, reason: 'It is theirs' }
const writeOff = { exceptionId: 'x1', by: operator, approvedBy: supervisor, reason: 'Nobody gives it back' }
const correction = {
  from: 'suspense:CNY',
  to: 'bo',
  amount: yuan('1.00'),
  corrects: 'an entry',
  by: operator,
  approvedBy: supervisor,
  reason: 'Found by the audit',
}
const hold = { kind: 'FRAUD', rule: 'r', ruleVersion: '1', by: reviewer }
const largest = { minorUnits: 2n ** 63n - 1n, currency: 'CNY' }
const fee = (amount: unknown) => ({ kind: 'WIRE', amount, bearer: 'PAYER' })
const euro = { decimal: '100.00', currency: 'EUR' }

/** How every rejection is reached: a rejection without an entry does not compile, one that is not reached fails. */
const reached: { readonly [T in Rejection['_tag']]: () => Answer } = {
  TransferUnknown: () => tried(beginning, 'ConfirmTransfer', { by: customer }),
  TransferAlreadyExists: () => initiated({}, stateNamed('cancelled')),
  StatusForbids: () => tried(stateNamed('credited (book)'), 'CancelTransfer', { by: customer }),
  PayerIsPayee: () => initiated({ payee: 'mei' }),
  PayerNotInThisBook: () => initiated({ payer: elsewhere }),
  PayeeNotInThisBook: () => initiated({ payee: elsewhere }),
  RailNotForPayee: () => initiated({ rail: 'hvps' }),
  AccountUnknown: () => initiated({ payee: 'ghost' }),
  AccountNotOpen: () => initiated({}, closing('bo')),
  AccountIsFrozen: () => initiated({}, frozen('mei', 'DEBITS')),
  CurrencyDiffers: () => initiated({ amount: euro }),
  QuoteMissing: () => initiated({}, withEuroAccount),
  QuoteDoesNotFit: () => initiated({ quote: inEuro }),
  QuoteForOneCurrency: () => initiated({ quote: { ...inEuro, buyCurrency: 'CNY' } }),
  QuoteAmountDiffers: () => initiated({ quote: { ...inEuro, buyAmount: euro } }, withEuroAccount),
  QuoteExpired: () => {
    const begun = done(withEuroAccount, 'InitiateTransfer', { ...instruction, payee: 'bo-eur', quote: inEuro })
    return tried(at(begun, inEuro.validUntil), 'ConfirmTransfer', { commandId: 'c100', by: customer })
  },
  TooSmallToExchange: () => initiated({ amount: yuan('0.03'), quote: inEuro }, withEuroAccount),
  FundingDoesNotAddUp: () => initiated({ funding: [{ account: 'mei', amount: yuan('99.99') }] }),
  FundingSourceTwice: () =>
    initiated({
      funding: [
        { account: 'mei', amount: yuan('50.00') },
        { account: 'mei', amount: yuan('50.00') },
      ],
    }),
  AmountTooLarge: () => initiated({ amount: largest, fees: [fee(yuan('0.01'))] }),
  InsufficientAvailableBalance: () => initiated({ amount: yuan('1000.01') }),
  ExpiryInThePast: () => initiated({ expiresAt: times.now }),
  ConfirmationTooLate: () =>
    tried(at(stateNamed('initiated (book)'), times.expiry), 'ConfirmTransfer', { by: customer }),
  NotYetExpired: () => tried(stateNamed('initiated (book)'), 'ExpireTransfer', {}),
  TransferIsHeld: () => tried(stateNamed('held before confirmation'), 'ConfirmTransfer', { by: customer }),
  HoldUnknown: () => tried(stateNamed('submitted'), 'ReleaseTransfer', { holdId: 'h9', by: operator }),
  HoldAlreadyPlaced: () => tried(stateNamed('held before confirmation'), 'HoldTransfer', { ...hold, holdId: 'h1' }),
  NothingInTransit: () => tried(stateNamed('initiated (book)'), 'CreditTransfer', {}),
  CreditExceedsInTransit: () => tried(stateNamed('confirmed (book)'), 'CreditTransfer', { amount: yuan('100.01') }),
  AlreadySubmitted: () =>
    tried(stateNamed('submitted'), 'StartSubmission', { railKey, messageDigest: digest, answerDueAt: times.expiry }),
  NotSubmitted: () =>
    tried(stateNamed('confirmed (rail)'), 'SendStatusInquiry', {
      inquiryId: 'i9',
      to: hvps,
      answerDueAt: times.expiry,
    }),
  ReversalOutsideThisBook: () =>
    tried(stateNamed('credited (rail)'), 'ReverseTransfer', { ...reversal, amount: yuan('1.00') }),
  ReversalExceedsCredit: () =>
    tried(stateNamed('partly reversed'), 'ReverseTransfer', { ...reversal, amount: yuan('60.01') }),
  ExceptionUnknown: () => tried(stateNamed('credited (rail)'), 'ResolveException', resolution),
  ExceptionNotOpen: () => tried(stateNamed('duplicate written off'), 'ResolveException', resolution),
  ExceptionHoldsNoMoney: () => tried(stateNamed('contradicted'), 'ResolveException', resolution),
  ExceptionHoldsMoney: () =>
    tried(stateNamed('duplicate detected'), 'ExplainMismatch', { exceptionId: 'x1', by: operator, reason: 'Seen' }),
  ExceptionIsNoLoss: () => tried(stateNamed('sent back twice'), 'WriteOffException', writeOff),
  ResolutionExceedsException: () =>
    tried(stateNamed('sent back twice'), 'ResolveException', { ...resolution, amount: yuan('100.01') }),
  FieldDoesNotFit: () =>
    tried(stateNamed('sent back twice'), 'ResolveException', { ...resolution, how: 'ALLOCATED', against: 'x1' }),
  SourceOutsideThisBook: () => tried(stateNamed('duplicate detected'), 'ResolveException', resolution),
  ExceptionsDoNotOffset: () =>
    tried(stateNamed('sent back twice'), 'ResolveException', { ...resolution, how: 'SET_OFF', against: 'x1' }),
  NameRequired: () =>
    tried(stateNamed('sent back twice'), 'ResolveException', { ...resolution, by: { role: 'OPERATOR' } }),
  SamePersonTwice: () =>
    tried(stateNamed('duplicate detected'), 'WriteOffException', { ...writeOff, approvedBy: operator }),
  AccountNotCorrectable: () =>
    tried(stateNamed('submitted'), 'PostCorrection', { ...correction, from: 'in-transit:hvps:CNY' }),
  CorrectionMovesNothing: () => tried(stateNamed('submitted'), 'PostCorrection', { ...correction, from: 'bo' }),
  RecallInThisBook: () => tried(stateNamed('credited (book)'), 'RequestRecall', { ...recall, recallId: 'r9' }),
  RecallAlreadyOpen: () => tried(stateNamed('recall requested'), 'RequestRecall', { ...recall, recallId: 'r9' }),
  RecallIdUsed: () => tried(stateNamed('recall refused'), 'RequestRecall', { ...recall, recallId: 'r1' }),
  RecallUnknown: () => tried(stateNamed('submitted'), 'WithdrawRecall', { recallId: 'r9', by: operator }),
  RecallNotOpen: () => tried(stateNamed('recall accepted'), 'WithdrawRecall', { recallId: 'r1', by: operator }),
  RecallNotOverdue: () => tried(stateNamed('recall requested'), 'DeclareRecallUnanswered', { recallId: 'r1' }),
  RecallExceedsTransfer: () =>
    tried(stateNamed('submitted'), 'RequestRecall', { ...recall, recallId: 'r9', amount: yuan('100.01') }),
  DisputeAlreadyOpen: () => tried(stateNamed('dispute open'), 'DisputeTransfer', { ...claim, disputeId: 'd9' }),
  DisputeIdUsed: () => tried(stateNamed('dispute withdrawn'), 'DisputeTransfer', { ...claim, disputeId: 'd1' }),
  DisputeUnknown: () => tried(stateNamed('submitted'), 'WithdrawDispute', { disputeId: 'd1', by: customer }),
  DisputePhaseForbids: () => tried(stateNamed('dispute open'), 'CloseDispute', { disputeId: 'd1', by: operator }),
  ClaimExceedsTransfer: () =>
    tried(stateNamed('submitted'), 'DisputeTransfer', { ...claim, disputeId: 'd1', amount: yuan('100.01') }),
  ResolutionNotPaid: () =>
    tried(stateNamed('dispute resolved: refund owed'), 'CloseDispute', { disputeId: 'd1', by: operator }),
  OutcomeForbids: () =>
    tried(stateNamed('dispute resolved: denied, provisional credit'), 'MakeProvisionalCreditFinal', onD1),
  AlreadyReopened: () => tried(stateNamed('dispute reopened and closed'), 'ReopenDispute', reopening),
  EvidenceIsKnown: () =>
    tried(
      [
        ['SubmitEvidence', { disputeId: 'd1', from: customer, kind: 'RECEIPT', documentDigest: digest }] as const,
        ['StartDisputeReview', { disputeId: 'd1', reviewer: operator }] as const,
        ['ResolveDispute', { disputeId: 'd1', outcome: 'DENIED', by: operator, reason: 'Seen' }] as const,
      ].reduce((world, [word, payload]) => done(world, word, { ...ids, ...payload }), stateNamed('dispute open')),
      'ReopenDispute',
      { ...reopening, documentDigest: digest },
    ),
  RemedyExceedsLoss: () =>
    tried(stateNamed('dispute open'), 'GrantProvisionalCredit', {
      ...onD1,
      alreadyMadeGood: yuan('0.00'),
      amount: yuan('100.01'),
    }),
  CompensationStands: () => {
    const late = done(stateNamed('confirmed (book)'), 'DisputeTransfer', {
      ...ids,
      commandId: 'c90',
      ...claim,
      disputeId: 'd1',
    })
    const given = { ...ids, commandId: 'c91', ...onD1, alreadyMadeGood: yuan('0.00') }
    return tried(done(late, 'GrantProvisionalCredit', given), 'CreditTransfer', {})
  },
  MadeGoodMeanwhile: () =>
    tried(stateNamed('dispute open, provisional credit of a part'), 'GrantProvisionalCredit', {
      ...onD1,
      alreadyMadeGood: yuan('0.00'),
    }),
  ProvisionalCreditTooSmall: () =>
    tried(stateNamed('dispute open, provisional credit of a part'), 'RescindProvisionalCredit', {
      ...onD1,
      reason: 'It arrived',
      amount: yuan('40.01'),
    }),
  ProvisionalCreditOutstanding: () =>
    tried(stateNamed('dispute resolved: denied, provisional credit'), 'CloseDispute', onD1),
  RequestUnknown: () =>
    tried(stateNamed('dispute open'), 'SubmitEvidence', {
      disputeId: 'd1',
      requestId: 'e1',
      from: customer,
      kind: 'RECEIPT',
      documentDigest: digest,
    }),
  AccountAlreadyOpen: () => asked(beginning, 'OpenAccount', { account: 'mei', currency: 'CNY' }),
  AccountNotClosing: () => asked(beginning, 'CloseAccount', { account: 'bo' }),
  AccountNotFrozen: () => asked(beginning, 'UnfreezeAccount', { account: 'bo', reason: 'The court said so' }),
  AccountNotEmpty: () => asked(closing('mei'), 'CloseAccount', { account: 'mei' }),
  ReservationsOpen: () => asked(closing('mei', stateNamed('initiated (book)')), 'CloseAccount', { account: 'mei' }),
  LimitOnlyForCreditLine: () =>
    asked(beginning, 'SetAccountFloor', { account: 'mei', limit: yuan('1.00'), reason: 'A favour' }),
  LimitBelowUse: () => {
    const line = done(beginning, 'OpenAccount', {
      commandId: 'o1',
      account: 'line',
      currency: 'CNY',
      kind: 'CREDIT_LINE',
      limit: yuan('200.00'),
    })
    const used = done(line, 'BookTransfer', { ...instruction, payer: 'line', by: customer })
    return asked(used, 'SetAccountFloor', { account: 'line', limit: yuan('99.99'), reason: 'Risk' })
  },
}

const fen = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' as const })

/** What stands in each of these rejections beside its word. */
const facts: { readonly [T in Rejection['_tag']]: Omit<Extract<Rejection, { readonly _tag: T }>, '_tag'> } = {
  TransferUnknown: { transferId: 't1' },
  TransferAlreadyExists: { transferId: 't1' },
  StatusForbids: { transferId: 't1', command: 'CancelTransfer', status: 'CREDITED' },
  PayerIsPayee: { account: 'mei' },
  PayerNotInThisBook: elsewhere,
  PayeeNotInThisBook: elsewhere,
  RailNotForPayee: { rail: 'hvps', expected: 'book' },
  AccountUnknown: { account: 'ghost' },
  AccountNotOpen: { account: 'bo', phase: 'CLOSING' },
  AccountIsFrozen: { account: 'mei', scope: 'DEBITS' },
  CurrencyDiffers: { field: 'amount', expected: 'CNY', found: 'EUR' },
  QuoteMissing: { account: 'bo-eur', payerCurrency: 'CNY', payeeCurrency: 'EUR' },
  QuoteDoesNotFit: { quoteId: 'q1', field: 'buyCurrency', expected: 'CNY', found: 'EUR' },
  QuoteForOneCurrency: { quoteId: 'q1', currency: 'CNY' },
  QuoteAmountDiffers: {
    quoteId: 'q1',
    expected: { minorUnits: 1_275n, currency: 'EUR' },
    found: { minorUnits: 10_000n, currency: 'EUR' },
  },
  QuoteExpired: { quoteId: 'q1', validUntil: inEuro.validUntil, receivedAt: inEuro.validUntil },
  TooSmallToExchange: { amount: fen(3n), into: 'EUR' },
  FundingDoesNotAddUp: { expected: fen(10_000n), found: fen(9_999n) },
  FundingSourceTwice: { account: 'mei' },
  AmountTooLarge: { largest: fen(2n ** 63n - 1n) },
  InsufficientAvailableBalance: { account: 'mei', available: fen(100_000n), requested: fen(100_001n) },
  ExpiryInThePast: { expiresAt: times.now, receivedAt: times.now },
  ConfirmationTooLate: { expiresAt: times.expiry, receivedAt: times.expiry },
  NotYetExpired: { expiresAt: times.expiry, receivedAt: times.now },
  TransferIsHeld: { holds: ['h1'] },
  HoldUnknown: { holdId: 'h9' },
  HoldAlreadyPlaced: { holdId: 'h1' },
  NothingInTransit: { status: 'INITIATED' },
  CreditExceedsInTransit: { inTransit: fen(10_000n), requested: fen(10_001n) },
  AlreadySubmitted: { railKey },
  NotSubmitted: { status: 'CONFIRMED' },
  ReversalOutsideThisBook: { rail: 'hvps' },
  ReversalExceedsCredit: { withPayee: fen(6_000n), requested: fen(6_001n) },
  ExceptionUnknown: { exceptionId: 'x1' },
  ExceptionNotOpen: { exceptionId: 'x1' },
  ExceptionHoldsNoMoney: { exceptionId: 'x1' },
  ExceptionHoldsMoney: { exceptionId: 'x1', open: fen(10_000n) },
  ExceptionIsNoLoss: { exceptionId: 'x1' },
  ResolutionExceedsException: { open: fen(10_000n), requested: fen(10_001n) },
  FieldDoesNotFit: { field: 'account', how: 'ALLOCATED' },
  SourceOutsideThisBook: { exceptionId: 'x1' },
  ExceptionsDoNotOffset: { exceptionId: 'x1', against: 'x1' },
  NameRequired: { field: 'by' },
  SamePersonTwice: { name: 'Back office' },
  AccountNotCorrectable: { account: 'in-transit:hvps:CNY' },
  CorrectionMovesNothing: { account: 'bo' },
  RecallInThisBook: { transferId: 't1' },
  RecallAlreadyOpen: { recallId: 'r1' },
  RecallIdUsed: { recallId: 'r1' },
  RecallUnknown: { recallId: 'r9' },
  RecallNotOpen: { recallId: 'r1', phase: 'ACCEPTED' },
  RecallNotOverdue: { recallId: 'r1', answerDueAt: times.recallDue, receivedAt: times.now },
  RecallExceedsTransfer: { largest: fen(10_000n), requested: fen(10_001n) },
  DisputeAlreadyOpen: { disputeId: 'd1' },
  DisputeIdUsed: { disputeId: 'd1' },
  DisputeUnknown: { disputeId: 'd1' },
  DisputePhaseForbids: { disputeId: 'd1', phase: 'OPEN', command: 'CloseDispute' },
  ClaimExceedsTransfer: { largest: fen(10_000n), requested: fen(10_001n) },
  ResolutionNotPaid: { disputeId: 'd1', owed: fen(10_000n), landed: fen(0n) },
  OutcomeForbids: { disputeId: 'd1', outcome: 'DENIED', command: 'MakeProvisionalCreditFinal' },
  AlreadyReopened: { disputeId: 'd1' },
  EvidenceIsKnown: { disputeId: 'd1' },
  RemedyExceedsLoss: { room: fen(10_000n), requested: fen(10_001n) },
  CompensationStands: { command: 'CreditTransfer', given: fen(10_000n) },
  MadeGoodMeanwhile: { seen: fen(0n), now: fen(4_000n) },
  ProvisionalCreditTooSmall: { disputeId: 'd1', outstanding: fen(4_000n), requested: fen(4_001n) },
  ProvisionalCreditOutstanding: { disputeId: 'd1', outstanding: fen(10_000n) },
  RequestUnknown: { requestId: 'e1' },
  AccountAlreadyOpen: { account: 'mei' },
  AccountNotClosing: { account: 'bo' },
  AccountNotFrozen: { account: 'bo' },
  AccountNotEmpty: { account: 'mei', booked: 100_000n, currency: 'CNY' },
  ReservationsOpen: { account: 'mei', transfers: ['t1'] },
  LimitOnlyForCreditLine: { account: 'mei', kind: 'CASH' },
  LimitBelowUse: { account: 'line', used: fen(10_000n), requested: fen(9_999n) },
}

describe('every rejection', () => {
  it.each(Object.entries(reached))('%s is reached by a command, and names what stands there', (tag, reach) => {
    const answer = reach()
    expect(answer._tag === 'Refused' ? answer.rejection : answer).toEqual({
      _tag: tag,
      ...facts[tag as Rejection['_tag']],
    })
  })

  it('carries facts and no sentence', () => {
    for (const reach of Object.values(reached)) {
      const answer = reach()
      const told = answer._tag === 'Refused' ? Object.values(answer.rejection) : []
      expect(
        told.filter((fact) => typeof fact === 'string' && / \w+ /.test(fact) && fact !== elsewhere.institution),
      ).toEqual([])
    }
  })
})
