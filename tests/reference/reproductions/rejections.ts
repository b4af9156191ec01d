import { cny, eur, type Rejection } from 'waybill'
import type { Reproduction } from './reproduction.js'
import {
  credited,
  customer,
  done,
  gift,
  network,
  none,
  openBook,
  openBookAbroad,
  openDispute,
  operator,
  quarrel,
  quote,
  receipt,
  rent,
  returned,
  said,
  statement,
  supervisor,
} from './stage.js'

/** How each rejection is reached. One that has no entry here does not compile. */
export const rejectionReproductions: { readonly [T in Rejection['_tag']]: Reproduction } = {
  TransferUnknown: async () => {
    const { engine } = await openBook()
    return engine.confirm({ commandId: 'c1', transferId: 'rent', by: customer })()
  },

  TransferAlreadyExists: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    return engine.initiate({ commandId: 'c2', ...rent })()
  },

  StatusForbids: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    return engine.cancel({ commandId: 'c2', transferId: 'rent', by: customer })()
  },

  PayerIsPayee: async () => {
    const { engine } = await openBook()
    return engine.initiate({ commandId: 'c1', ...rent, payee: 'mei' })()
  },

  PayerNotInThisBook: async () => {
    const { engine } = await openBook()
    return engine.initiate({
      commandId: 'c1',
      ...rent,
      payer: { account: '6222 0001', institution: 'Bank of Elsewhere' },
    })()
  },

  PayeeNotInThisBook: async () => {
    const { engine } = await openBook()
    return engine.initiate({
      commandId: 'c1',
      ...rent,
      payee: { account: '6222 0001', institution: 'Bank of Elsewhere' },
    })()
  },

  RailNotForPayee: async () => {
    const { engine } = await openBook()
    return engine.initiate({ commandId: 'c1', ...rent, rail: 'fast' })()
  },

  AccountUnknown: async () => {
    const { engine } = await openBook()
    return engine.initiate({ commandId: 'c1', ...rent, payee: 'nobody' })()
  },

  AccountNotOpen: async () => {
    const { engine } = await openBook()
    await done(engine.beginClosingAccount({ commandId: 'c1', account: 'bo', reason: 'The customer asked' }))
    return engine.initiate({ commandId: 'c2', ...rent })()
  },

  AccountIsFrozen: async () => {
    const { engine } = await openBook()
    await done(engine.freezeAccount({ commandId: 'c1', account: 'mei', scope: 'DEBITS', reason: 'A court asked' }))
    return engine.initiate({ commandId: 'c2', ...rent })()
  },

  CurrencyDiffers: async () => {
    const { engine } = await openBook()
    return engine.initiate({ commandId: 'c1', ...rent, amount: eur('100.00') })()
  },

  QuoteMissing: async () => {
    const { engine } = await openBookAbroad()
    return engine.initiate({ commandId: 'c1', ...rent, payee: 'paul' })()
  },

  QuoteDoesNotFit: async () => {
    const { engine } = await openBookAbroad()
    const other = { ...quote, buyCurrency: 'USD', rate: '0.138' } as const
    return engine.initiate({ commandId: 'c1', ...rent, payee: 'paul', quote: other })()
  },

  QuoteForOneCurrency: async () => {
    const { engine } = await openBook()
    const same = { ...quote, buyCurrency: 'CNY', rate: '1' } as const
    return engine.initiate({ commandId: 'c1', ...rent, quote: same })()
  },

  QuoteAmountDiffers: async () => {
    const { engine } = await openBookAbroad()
    const other = { ...quote, buyAmount: { minorUnits: 1_277n, currency: 'EUR' } as const }
    return engine.initiate({ commandId: 'c1', ...rent, payee: 'paul', quote: other })()
  },

  QuoteExpired: async () => {
    const { engine, passTo } = await openBookAbroad()
    await done(engine.initiate({ commandId: 'c1', ...rent, payee: 'paul', quote }))
    passTo(quote.validUntil)
    return engine.confirm({ commandId: 'c2', transferId: 'rent', by: customer })()
  },

  TooSmallToExchange: async () => {
    const { engine } = await openBookAbroad()
    await done(engine.initiate({ commandId: 'c1', ...rent, payee: 'paul', quote }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'rent', by: customer }))
    return engine.credit({ commandId: 'c3', transferId: 'rent', amount: cny('0.05') })()
  },

  FundingDoesNotAddUp: async () => {
    const { engine } = await openBook()
    return engine.initiate({ commandId: 'c1', ...rent, funding: [{ account: 'mei', amount: cny('99.99') }] })()
  },

  FundingSourceTwice: async () => {
    const { engine } = await openBook()
    const half = { account: 'mei', amount: cny('50.00') }
    return engine.initiate({ commandId: 'c1', ...rent, funding: [half, half] })()
  },

  AmountTooLarge: async () => {
    const { engine } = await openBook()
    const fees = [{ kind: 'EXPRESS', amount: cny('0.01'), bearer: 'PAYER' }] as const
    return engine.initiate({ commandId: 'c1', ...rent, amount: cny('92233720368547758.07'), fees })()
  },

  InsufficientAvailableBalance: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    return engine.initiate({ commandId: 'c2', ...rent, transferId: 'rent-2', amount: cny('900.01') })()
  },

  ExpiryInThePast: async () => {
    const { engine } = await openBook()
    return engine.initiate({ commandId: 'c1', ...rent, expiresAt: '2026-02-14T09:30:00.000Z' })()
  },

  ConfirmationTooLate: async () => {
    const { engine, passTo } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent, expiresAt: '2026-02-14T10:00:00.000Z' }))
    passTo('2026-02-14T10:00:00.000Z')
    return engine.confirm({ commandId: 'c2', transferId: 'rent', by: customer })()
  },

  NotYetExpired: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent, expiresAt: '2026-02-14T10:00:00.000Z' }))
    return engine.send('ExpireTransfer', { commandId: 'c2', transferId: 'rent' })()
  },

  TransferIsHeld: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    const hold = { holdId: 'h1', kind: 'FRAUD', rule: 'new-payee', ruleVersion: '1', by: operator } as const
    await done(engine.hold({ commandId: 'c2', transferId: 'rent', ...hold }))
    return engine.confirm({ commandId: 'c3', transferId: 'rent', by: customer })()
  },

  HoldUnknown: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    return engine.release({ commandId: 'c2', transferId: 'rent', holdId: 'h1', by: operator })()
  },

  HoldAlreadyPlaced: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    const hold = { holdId: 'h1', kind: 'FRAUD', rule: 'new-payee', ruleVersion: '1', by: operator } as const
    await done(engine.hold({ commandId: 'c2', transferId: 'rent', ...hold }))
    return engine.hold({ commandId: 'c3', transferId: 'rent', ...hold })()
  },

  NothingInTransit: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    return engine.credit({ commandId: 'c2', transferId: 'rent' })()
  },

  CreditExceedsInTransit: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'rent', by: customer }))
    return engine.credit({ commandId: 'c3', transferId: 'rent', amount: cny('100.01') })()
  },

  AlreadySubmitted: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    return engine.send('StartSubmission', {
      commandId: 'c3',
      transferId: 'gift',
      railKey: '0b7f3f54-2f3e-5a8e-9d55-3c8f0b1a2c3d',
      messageDigest: `sha256:${'ab'.repeat(32)}`,
      answerDueAt: '2026-02-14T09:45:00.000Z',
    })()
  },

  NotSubmitted: async () => {
    const { engine } = await openBook({ rails: [] })
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const inquiry = { inquiryId: 'i1', to: network, answerDueAt: '2026-02-14T12:00:00.000Z' }
    return engine.send('SendStatusInquiry', { commandId: 'c3', transferId: 'gift', ...inquiry })()
  },

  ReversalOutsideThisBook: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', { ...said('m1'), account: gift.payee, amount: gift.amount }))
    const reversal = { amount: cny('100.00'), kind: 'MISPOSTING', by: operator, authority: 'Terms, section 4' } as const
    return engine.reverse({ commandId: 'c3', transferId: 'gift', ...reversal })()
  },

  ReversalExceedsCredit: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const reversal = { amount: cny('100.01'), kind: 'MISPOSTING', by: operator, authority: 'Terms, section 4' } as const
    return engine.reverse({ commandId: 'c2', transferId: 'rent', ...reversal })()
  },

  RecallInThisBook: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const recall = { recallId: 'r1', to: network, answerDueAt: '2026-03-01T00:00:00.000Z' }
    const reason = { codeSet: 'ISO20022', code: 'DUPL' }
    return engine.requestRecall({ commandId: 'c2', transferId: 'rent', ...recall, reason })()
  },

  RecallAlreadyOpen: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const reason = { codeSet: 'ISO20022', code: 'DUPL' }
    const recall = { transferId: 'gift', to: network, reason, answerDueAt: '2026-03-01T00:00:00.000Z' }
    await done(engine.requestRecall({ commandId: 'c3', ...recall, recallId: 'r1' }))
    return engine.requestRecall({ commandId: 'c4', ...recall, recallId: 'r2' })()
  },

  RecallIdUsed: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const reason = { codeSet: 'ISO20022', code: 'DUPL' }
    const recall = { transferId: 'gift', recallId: 'r1', to: network, reason, answerDueAt: '2026-03-01T00:00:00.000Z' }
    await done(engine.requestRecall({ commandId: 'c3', ...recall }))
    await done(engine.withdrawRecall({ commandId: 'c4', transferId: 'gift', recallId: 'r1', by: operator }))
    return engine.requestRecall({ commandId: 'c5', ...recall })()
  },

  RecallUnknown: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    return engine.withdrawRecall({ commandId: 'c3', transferId: 'gift', recallId: 'r1', by: operator })()
  },

  RecallNotOpen: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const reason = { codeSet: 'ISO20022', code: 'DUPL' }
    const recall = { transferId: 'gift', recallId: 'r1', to: network, reason, answerDueAt: '2026-03-01T00:00:00.000Z' }
    await done(engine.requestRecall({ commandId: 'c3', ...recall }))
    await done(engine.report('ReportRecallAccepted', { ...said('m1'), recallId: 'r1' }))
    return engine.withdrawRecall({ commandId: 'c4', transferId: 'gift', recallId: 'r1', by: operator })()
  },

  RecallNotOverdue: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const reason = { codeSet: 'ISO20022', code: 'DUPL' }
    const recall = { transferId: 'gift', recallId: 'r1', to: network, reason, answerDueAt: '2026-03-01T00:00:00.000Z' }
    await done(engine.requestRecall({ commandId: 'c3', ...recall }))
    return engine.send('DeclareRecallUnanswered', { commandId: 'c4', transferId: 'gift', recallId: 'r1' })()
  },

  RecallExceedsTransfer: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const reason = { codeSet: 'ISO20022', code: 'DUPL' }
    const recall = { transferId: 'gift', recallId: 'r1', to: network, reason, answerDueAt: '2026-03-01T00:00:00.000Z' }
    return engine.requestRecall({ commandId: 'c3', ...recall, amount: cny('100.01') })()
  },

  DisputeAlreadyOpen: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const claim = { transferId: 'rent', claim: 'NOT_ARRIVED', claimant: customer } as const
    await done(engine.dispute({ commandId: 'c2', ...claim, disputeId: 'd1' }))
    return engine.dispute({ commandId: 'c3', ...claim, disputeId: 'd2' })()
  },

  DisputeIdUsed: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const claim = { transferId: 'rent', disputeId: 'd1', claim: 'NOT_ARRIVED', claimant: customer } as const
    await done(engine.dispute({ commandId: 'c2', ...claim }))
    await done(engine.withdrawDispute({ commandId: 'c3', transferId: 'rent', disputeId: 'd1', by: customer }))
    return engine.dispute({ commandId: 'c4', ...claim })()
  },

  DisputeUnknown: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    return engine.withdrawDispute({ commandId: 'c2', transferId: 'rent', disputeId: 'd1', by: customer })()
  },

  DisputePhaseForbids: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const claim = { transferId: 'rent', disputeId: 'd1', claim: 'NOT_ARRIVED', claimant: customer } as const
    await done(engine.dispute({ commandId: 'c2', ...claim }))
    return engine.closeDispute({ commandId: 'c3', transferId: 'rent', disputeId: 'd1', by: operator })()
  },

  ClaimExceedsTransfer: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const claim = { transferId: 'rent', disputeId: 'd1', claim: 'WRONG_AMOUNT', claimant: customer } as const
    return engine.dispute({ commandId: 'c2', ...claim, amount: cny('100.01') })()
  },

  ResolutionNotPaid: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const dispute = { transferId: 'rent', disputeId: 'd1' }
    await done(engine.dispute({ commandId: 'c2', ...dispute, claim: 'WRONG_PAYEE', claimant: customer }))
    await done(engine.startDisputeReview({ commandId: 'c3', ...dispute, reviewer: operator }))
    const decision = { outcome: 'REFUND', by: operator, reason: 'Posted to the wrong account' } as const
    await done(engine.resolveDispute({ commandId: 'c4', ...dispute, ...decision, amount: cny('100.00') }))
    return engine.closeDispute({ commandId: 'c5', ...dispute, by: operator })()
  },

  OutcomeForbids: async () => {
    const { engine } = await openDispute()
    const decision = { outcome: 'DENIED', by: operator, reason: 'It arrived' } as const
    await done(engine.startDisputeReview({ commandId: 'c4', ...quarrel, reviewer: operator }))
    await done(engine.resolveDispute({ commandId: 'c5', ...quarrel, ...decision }))
    return engine.payRestitution({ commandId: 'c6', ...quarrel, by: operator, alreadyMadeGood: none })()
  },

  AlreadyReopened: async () => {
    const { engine } = await openDispute()
    const decision = { outcome: 'DENIED', by: operator, reason: 'It arrived' } as const
    const reopening = { by: operator, reason: 'The receipt was found', replyDueAt: '2026-03-01T00:00:00.000Z' }
    await done(engine.startDisputeReview({ commandId: 'c4', ...quarrel, reviewer: operator }))
    await done(engine.resolveDispute({ commandId: 'c5', ...quarrel, ...decision }))
    await done(engine.reopenDispute({ commandId: 'c6', ...quarrel, ...reopening, documentDigest: receipt }))
    await done(engine.startDisputeReview({ commandId: 'c7', ...quarrel, reviewer: operator }))
    await done(engine.resolveDispute({ commandId: 'c8', ...quarrel, ...decision }))
    return engine.reopenDispute({ commandId: 'c9', ...quarrel, ...reopening, documentDigest: statement })()
  },

  EvidenceIsKnown: async () => {
    const { engine } = await openDispute()
    const decision = { outcome: 'DENIED', by: operator, reason: 'It arrived' } as const
    const evidence = { from: customer, kind: 'RECEIPT', documentDigest: receipt }
    await done(engine.submitEvidence({ commandId: 'c4', ...quarrel, ...evidence }))
    await done(engine.startDisputeReview({ commandId: 'c5', ...quarrel, reviewer: operator }))
    await done(engine.resolveDispute({ commandId: 'c6', ...quarrel, ...decision }))
    const reopening = { by: operator, reason: 'Once more', replyDueAt: '2026-03-01T00:00:00.000Z' }
    return engine.reopenDispute({ commandId: 'c7', ...quarrel, ...reopening, documentDigest: receipt })()
  },

  RemedyExceedsLoss: async () => {
    const { engine } = await openDispute()
    const grant = { by: operator, alreadyMadeGood: none, amount: cny('100.01') }
    return engine.grantProvisionalCredit({ commandId: 'c4', ...quarrel, ...grant })()
  },

  CompensationStands: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'rent', by: customer }))
    const late = { transferId: 'rent', disputeId: 'd1' }
    await done(engine.dispute({ commandId: 'c3', ...late, claim: 'NOT_ARRIVED', claimant: customer }))
    await done(engine.grantProvisionalCredit({ commandId: 'c4', ...late, by: operator, alreadyMadeGood: none }))
    return engine.credit({ commandId: 'c5', transferId: 'rent' })()
  },

  MadeGoodMeanwhile: async () => {
    const { engine } = await openDispute()
    const grant = { by: operator, alreadyMadeGood: none, amount: cny('40.00') }
    await done(engine.grantProvisionalCredit({ commandId: 'c4', ...quarrel, ...grant }))
    return engine.grantProvisionalCredit({ commandId: 'c5', ...quarrel, ...grant })()
  },

  ProvisionalCreditTooSmall: async () => {
    const { engine } = await openDispute()
    const grant = { by: operator, alreadyMadeGood: none, amount: cny('40.00') }
    await done(engine.grantProvisionalCredit({ commandId: 'c4', ...quarrel, ...grant }))
    const rescission = { by: operator, reason: 'It arrived', amount: cny('40.01') }
    return engine.rescindProvisionalCredit({ commandId: 'c5', ...quarrel, ...rescission })()
  },

  ProvisionalCreditOutstanding: async () => {
    const { engine } = await openDispute()
    await done(engine.grantProvisionalCredit({ commandId: 'c4', ...quarrel, by: operator, alreadyMadeGood: none }))
    return engine.withdrawDispute({ commandId: 'c5', ...quarrel, by: customer })()
  },

  RequestUnknown: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const dispute = { transferId: 'rent', disputeId: 'd1' }
    await done(engine.dispute({ commandId: 'c2', ...dispute, claim: 'NOT_ARRIVED', claimant: customer }))
    const document = { kind: 'RECEIPT', documentDigest: `sha256:${'ab'.repeat(32)}`, from: customer }
    return engine.submitEvidence({ commandId: 'c3', ...dispute, ...document, requestId: 'e1' })()
  },

  ExceptionUnknown: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const resolution = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'It is theirs' }
    return engine.resolveException({ commandId: 'c3', ...resolution, how: 'RETURNED_TO_SOURCE' })()
  },

  ExceptionNotOpen: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    await done(engine.report('ReportCredited', credited('2')))
    const writeOff = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'Nobody gives it back' }
    await done(engine.writeOffException({ commandId: 'c3', ...writeOff, approvedBy: supervisor }))
    return engine.writeOffException({ commandId: 'c4', ...writeOff, approvedBy: supervisor })()
  },

  ExceptionHoldsNoMoney: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    const reason = { codeSet: 'ISO20022', code: 'AC04' }
    await done(engine.report('ReportRefused', { ...said('m1'), reason }))
    const resolution = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'It is theirs' }
    return engine.resolveException({ commandId: 'c3', ...resolution, how: 'RETURNED_TO_SOURCE' })()
  },

  ExceptionHoldsMoney: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    await done(engine.report('ReportCredited', credited('2')))
    const explanation = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'Seen before' }
    return engine.explainMismatch({ commandId: 'c3', ...explanation })()
  },

  ExceptionIsNoLoss: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    await done(engine.report('ReportReturned', returned('2')))
    await done(engine.report('ReportReturned', returned('3')))
    const writeOff = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'Nobody gives it back' }
    return engine.writeOffException({ commandId: 'c3', ...writeOff, approvedBy: supervisor })()
  },

  ResolutionExceedsException: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    await done(engine.report('ReportReturned', returned('2')))
    await done(engine.report('ReportReturned', returned('3')))
    const resolution = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'It is theirs' }
    const more = { how: 'RETURNED_TO_SOURCE', amount: cny('100.01') } as const
    return engine.resolveException({ commandId: 'c3', ...resolution, ...more })()
  },

  FieldDoesNotFit: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    await done(engine.report('ReportReturned', returned('2')))
    await done(engine.report('ReportReturned', returned('3')))
    const resolution = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'It is theirs' }
    return engine.resolveException({ commandId: 'c3', ...resolution, how: 'RETURNED_TO_SOURCE', account: 'mei' })()
  },

  SourceOutsideThisBook: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    await done(engine.report('ReportCredited', credited('2')))
    const resolution = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'It is theirs' }
    return engine.resolveException({ commandId: 'c3', ...resolution, how: 'RETURNED_TO_SOURCE' })()
  },

  ExceptionsDoNotOffset: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    await done(engine.report('ReportReturned', returned('2')))
    await done(engine.report('ReportReturned', returned('3')))
    const resolution = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'It is theirs' }
    return engine.resolveException({ commandId: 'c3', ...resolution, how: 'SET_OFF', against: 'x1' })()
  },

  NameRequired: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    await done(engine.report('ReportCredited', credited('2')))
    const writeOff = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'Nobody gives it back' }
    return engine.writeOffException({ commandId: 'c3', ...writeOff, approvedBy: { role: 'OPERATOR' } })()
  },

  SamePersonTwice: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    await done(engine.report('ReportCredited', credited('2')))
    const writeOff = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'Nobody gives it back' }
    return engine.writeOffException({ commandId: 'c3', ...writeOff, approvedBy: operator })()
  },

  AccountNotCorrectable: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const people = { by: operator, approvedBy: supervisor, reason: 'Found by the audit' }
    const correction = { from: 'in-transit:fast:CNY', to: 'bo', amount: cny('1.00'), corrects: 'an entry' }
    return engine.postCorrection({ commandId: 'c3', transferId: 'gift', ...correction, ...people })()
  },

  CorrectionMovesNothing: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const people = { by: operator, approvedBy: supervisor, reason: 'Found by the audit' }
    const correction = { from: 'bo', to: 'bo', amount: cny('1.00'), corrects: 'an entry' }
    return engine.postCorrection({ commandId: 'c3', transferId: 'gift', ...correction, ...people })()
  },

  AccountAlreadyOpen: async () => {
    const { engine } = await openBook()
    return engine.openAccount({ commandId: 'c1', account: 'mei', currency: 'CNY' })()
  },

  AccountNotClosing: async () => {
    const { engine } = await openBook()
    return engine.closeAccount({ commandId: 'c1', account: 'bo' })()
  },

  AccountNotFrozen: async () => {
    const { engine } = await openBook()
    return engine.unfreezeAccount({ commandId: 'c1', account: 'bo', reason: 'The court said so' })()
  },

  AccountNotEmpty: async () => {
    const { engine } = await openBook()
    await done(engine.beginClosingAccount({ commandId: 'c1', account: 'mei', reason: 'The customer asked' }))
    return engine.closeAccount({ commandId: 'c2', account: 'mei' })()
  },

  ReservationsOpen: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    await done(engine.beginClosingAccount({ commandId: 'c2', account: 'mei', reason: 'The customer asked' }))
    return engine.closeAccount({ commandId: 'c3', account: 'mei' })()
  },

  LimitOnlyForCreditLine: async () => {
    const { engine } = await openBook()
    return engine.setAccountFloor({
      commandId: 'c1',
      account: 'mei',
      limit: cny('500.00'),
      reason: 'A good customer',
    })()
  },

  LimitBelowUse: async () => {
    const { engine } = await openBook()
    const line = { account: 'mei-credit', currency: 'CNY', kind: 'CREDIT_LINE', limit: cny('500.00') } as const
    await done(engine.openAccount({ commandId: 'c1', ...line }))
    await done(engine.pay({ commandId: 'c2', ...rent, payer: 'mei-credit', by: customer }))
    return engine.setAccountFloor({ commandId: 'c3', account: 'mei-credit', limit: cny('99.99'), reason: 'Risk' })()
  },
}
