import { cny, type CommandWord } from 'waybill'
import type { Example } from './reproduction.js'
import {
  credited,
  customer,
  done,
  gift,
  network,
  none,
  openBook,
  openDispute,
  operator,
  quarrel,
  receipt,
  rent,
  returned,
  said,
  supervisor,
} from './stage.js'

/** An example of every command and report. One that has no entry here does not compile. */
export const commandExamples: { readonly [W in CommandWord]: Example } = {
  InitiateTransfer: async () => {
    const { engine } = await openBook()
    return done(engine.initiate({ commandId: 'c1', ...rent, purpose: 'Rent', expiresAt: '2026-02-14T10:00:00.000Z' }))
  },

  BookTransfer: async () => {
    const { engine } = await openBook()
    return done(engine.pay({ commandId: 'c1', ...rent, by: customer, strength: 'STRONG' }))
  },

  ConfirmTransfer: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    return done(engine.confirm({ commandId: 'c2', transferId: 'rent', by: customer }))
  },

  CreditTransfer: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'rent', by: customer }))
    return done(engine.credit({ commandId: 'c3', transferId: 'rent' }))
  },

  CancelTransfer: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    return done(engine.cancel({ commandId: 'c2', transferId: 'rent', by: customer }))
  },

  RejectTransfer: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    const reason = { codeSet: 'ISO20022', code: 'AC04' }
    return done(engine.reject({ commandId: 'c2', transferId: 'rent', by: operator, reason }))
  },

  ExpireTransfer: async () => {
    const { engine, passTo } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent, expiresAt: '2026-02-14T10:00:00.000Z' }))
    passTo('2026-02-14T10:00:00.000Z')
    return done(engine.send('ExpireTransfer', { commandId: 'c2', transferId: 'rent' }))
  },

  HoldTransfer: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    const rule = { kind: 'FRAUD', rule: 'new-payee', ruleVersion: '7', inputs: { score: '87' } } as const
    return done(engine.hold({ commandId: 'c2', transferId: 'rent', holdId: 'h1', ...rule, by: operator }))
  },

  ReleaseTransfer: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    const rule = { kind: 'FRAUD', rule: 'new-payee', ruleVersion: '7' } as const
    await done(engine.hold({ commandId: 'c2', transferId: 'rent', holdId: 'h1', ...rule, by: operator }))
    return done(engine.release({ commandId: 'c3', transferId: 'rent', holdId: 'h1', by: operator }))
  },

  StartSubmission: async () => {
    const { engine } = await openBook({ rails: [] })
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    return done(
      engine.send('StartSubmission', {
        commandId: 'c3',
        transferId: 'gift',
        railKey: '0b7f3f54-2f3e-5a8e-9d55-3c8f0b1a2c3d',
        messageDigest: `sha256:${'ab'.repeat(32)}`,
        answerDueAt: '2026-02-14T09:45:00.000Z',
      }),
    )
  },

  DeclareOutcomeUnknown: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const next = { owner: operator, inquiryDueAt: '2026-02-15T09:30:00.000Z' }
    const doubt = { transferId: 'gift', because: 'DEADLINE_PASSED', ...next }
    return done(engine.send('DeclareOutcomeUnknown', { commandId: 'c3', ...doubt }))
  },

  SendStatusInquiry: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const inquiry = { inquiryId: 'i1', to: network, answerDueAt: '2026-02-14T13:30:00.000Z' }
    return done(engine.send('SendStatusInquiry', { commandId: 'c3', transferId: 'gift', ...inquiry }))
  },

  ReverseTransfer: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const right = { kind: 'MISPOSTING', by: operator, authority: 'Terms, section 4' } as const
    return done(engine.reverse({ commandId: 'c2', transferId: 'rent', amount: cny('100.00'), ...right }))
  },

  RequestRecall: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const reason = { codeSet: 'ISO20022', code: 'DUPL' }
    const recall = { recallId: 'r1', to: network, reason, answerDueAt: '2026-03-01T00:00:00.000Z' }
    return done(engine.requestRecall({ commandId: 'c3', transferId: 'gift', ...recall }))
  },

  WithdrawRecall: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const reason = { codeSet: 'ISO20022', code: 'DUPL' }
    const recall = { recallId: 'r1', to: network, reason, answerDueAt: '2026-03-01T00:00:00.000Z' }
    await done(engine.requestRecall({ commandId: 'c3', transferId: 'gift', ...recall }))
    return done(engine.withdrawRecall({ commandId: 'c4', transferId: 'gift', recallId: 'r1', by: operator }))
  },

  DeclareRecallUnanswered: async () => {
    const { engine, passTo } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const reason = { codeSet: 'ISO20022', code: 'DUPL' }
    const recall = { recallId: 'r1', to: network, reason, answerDueAt: '2026-03-01T00:00:00.000Z' }
    await done(engine.requestRecall({ commandId: 'c3', transferId: 'gift', ...recall }))
    passTo('2026-03-01T00:00:00.000Z')
    return done(engine.send('DeclareRecallUnanswered', { commandId: 'c4', transferId: 'gift', recallId: 'r1' }))
  },

  DisputeTransfer: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const claim = { disputeId: 'd1', claim: 'NOT_ARRIVED', claimant: customer, words: 'Bo has nothing' } as const
    return done(engine.dispute({ commandId: 'c2', transferId: 'rent', ...claim }))
  },

  RequestEvidence: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const dispute = { transferId: 'rent', disputeId: 'd1' }
    await done(engine.dispute({ commandId: 'c2', ...dispute, claim: 'NOT_ARRIVED', claimant: customer }))
    const request = { requestId: 'e1', from: customer, what: 'The receipt', dueAt: '2026-02-20T00:00:00.000Z' }
    return done(engine.requestEvidence({ commandId: 'c3', ...dispute, ...request }))
  },

  SubmitEvidence: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const dispute = { transferId: 'rent', disputeId: 'd1' }
    await done(engine.dispute({ commandId: 'c2', ...dispute, claim: 'NOT_ARRIVED', claimant: customer }))
    const document = { kind: 'RECEIPT', documentDigest: `sha256:${'ab'.repeat(32)}`, from: customer }
    return done(engine.submitEvidence({ commandId: 'c3', ...dispute, ...document }))
  },

  StartDisputeReview: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const dispute = { transferId: 'rent', disputeId: 'd1' }
    await done(engine.dispute({ commandId: 'c2', ...dispute, claim: 'NOT_ARRIVED', claimant: customer }))
    return done(engine.startDisputeReview({ commandId: 'c3', ...dispute, reviewer: operator }))
  },

  ResolveDispute: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const dispute = { transferId: 'rent', disputeId: 'd1' }
    await done(engine.dispute({ commandId: 'c2', ...dispute, claim: 'WRONG_PAYEE', claimant: customer }))
    await done(engine.startDisputeReview({ commandId: 'c3', ...dispute, reviewer: operator }))
    const decision = { outcome: 'REFUND', by: operator, reason: 'Posted to the wrong account' } as const
    return done(engine.resolveDispute({ commandId: 'c4', ...dispute, ...decision, amount: cny('100.00') }))
  },

  ReopenDispute: async () => {
    const { engine } = await openDispute()
    const decision = { outcome: 'DENIED', by: operator, reason: 'It arrived' } as const
    await done(engine.startDisputeReview({ commandId: 'c4', ...quarrel, reviewer: operator }))
    await done(engine.resolveDispute({ commandId: 'c5', ...quarrel, ...decision }))
    const evidence = { reason: 'The receipt was found', documentDigest: receipt }
    const replyDueAt = '2026-03-01T00:00:00.000Z'
    return done(engine.reopenDispute({ commandId: 'c6', ...quarrel, by: operator, ...evidence, replyDueAt }))
  },

  GrantProvisionalCredit: async () => {
    const { engine } = await openDispute()
    const commandId = engine.remedyId('gift', { minorUnits: 0n, currency: 'CNY' })
    return done(engine.grantProvisionalCredit({ commandId, ...quarrel, by: operator, alreadyMadeGood: none }))
  },

  MakeProvisionalCreditFinal: async () => {
    const { engine } = await openDispute()
    const decision = { outcome: 'REFUND', by: operator, reason: 'The rail lost it' } as const
    await done(engine.grantProvisionalCredit({ commandId: 'c4', ...quarrel, by: operator, alreadyMadeGood: none }))
    await done(engine.startDisputeReview({ commandId: 'c5', ...quarrel, reviewer: operator }))
    await done(engine.resolveDispute({ commandId: 'c6', ...quarrel, ...decision }))
    return done(engine.makeProvisionalCreditFinal({ commandId: 'c7', ...quarrel, by: operator }))
  },

  RescindProvisionalCredit: async () => {
    const { engine } = await openDispute()
    await done(engine.grantProvisionalCredit({ commandId: 'c4', ...quarrel, by: operator, alreadyMadeGood: none }))
    const rescission = { by: operator, reason: 'It arrived after all' }
    return done(engine.rescindProvisionalCredit({ commandId: 'c5', ...quarrel, ...rescission }))
  },

  PayRestitution: async () => {
    const { engine } = await openDispute()
    const decision = { outcome: 'REFUND', by: operator, reason: 'The rail lost it' } as const
    await done(engine.startDisputeReview({ commandId: 'c4', ...quarrel, reviewer: operator }))
    await done(engine.resolveDispute({ commandId: 'c5', ...quarrel, ...decision }))
    return done(engine.payRestitution({ commandId: 'c6', ...quarrel, by: operator, alreadyMadeGood: none }))
  },

  WithdrawDispute: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const dispute = { transferId: 'rent', disputeId: 'd1' }
    await done(engine.dispute({ commandId: 'c2', ...dispute, claim: 'NOT_ARRIVED', claimant: customer }))
    return done(engine.withdrawDispute({ commandId: 'c3', ...dispute, by: customer, text: 'Bo found it' }))
  },

  CloseDispute: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    const dispute = { transferId: 'rent', disputeId: 'd1' }
    await done(engine.dispute({ commandId: 'c2', ...dispute, claim: 'NOT_ARRIVED', claimant: customer }))
    await done(engine.startDisputeReview({ commandId: 'c3', ...dispute, reviewer: operator }))
    const decision = { outcome: 'DENIED', by: operator, reason: 'It had arrived' } as const
    await done(engine.resolveDispute({ commandId: 'c4', ...dispute, ...decision }))
    return done(engine.closeDispute({ commandId: 'c5', ...dispute, by: operator }))
  },

  ResolveException: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    await done(engine.report('ReportReturned', returned('2')))
    await done(engine.report('ReportReturned', returned('3')))
    const resolution = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'It is theirs' }
    return done(engine.resolveException({ commandId: 'c3', ...resolution, how: 'RETURNED_TO_SOURCE' }))
  },

  WriteOffException: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    await done(engine.report('ReportCredited', credited('2')))
    const writeOff = { transferId: 'gift', exceptionId: 'x1', by: operator, reason: 'Nobody gives it back' }
    return done(engine.writeOffException({ commandId: 'c3', ...writeOff, approvedBy: supervisor }))
  },

  ExplainMismatch: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', credited('1')))
    const reason = { codeSet: 'ISO20022', code: 'AC04' }
    await done(engine.report('ReportRefused', { ...said('m1'), reason }))
    const explanation = { exceptionId: 'x1', by: operator, reason: 'The rail mixed up two references' }
    return done(engine.explainMismatch({ commandId: 'c3', transferId: 'gift', ...explanation }))
  },

  PostCorrection: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'rent', by: customer }))
    const people = { by: operator, approvedBy: supervisor, reason: 'Found by the audit' }
    const correction = { from: 'mei', to: 'bo', amount: cny('40.00'), corrects: 'a one-sided entry' }
    return done(engine.postCorrection({ commandId: 'c3', transferId: 'rent', ...correction, ...people }))
  },

  OpenAccount: async () => {
    const { engine } = await openBook()
    return done(engine.openAccount({ commandId: 'c1', account: 'li', currency: 'CNY', customer: 'customer-li' }))
  },

  FreezeAccount: async () => {
    const { engine } = await openBook()
    return done(engine.freezeAccount({ commandId: 'c1', account: 'mei', scope: 'DEBITS', reason: 'A court asked' }))
  },

  UnfreezeAccount: async () => {
    const { engine } = await openBook()
    await done(engine.freezeAccount({ commandId: 'c1', account: 'mei', scope: 'DEBITS', reason: 'A court asked' }))
    return done(engine.unfreezeAccount({ commandId: 'c2', account: 'mei', reason: 'The court lifted it' }))
  },

  SetAccountFloor: async () => {
    const { engine } = await openBook()
    await done(engine.openAccount({ commandId: 'c1', account: 'mei-credit', currency: 'CNY', kind: 'CREDIT_LINE' }))
    const limit = cny('500.00')
    return done(engine.setAccountFloor({ commandId: 'c2', account: 'mei-credit', limit, reason: 'Credit granted' }))
  },

  BeginClosingAccount: async () => {
    const { engine } = await openBook()
    return done(engine.beginClosingAccount({ commandId: 'c1', account: 'bo', reason: 'The customer asked' }))
  },

  CloseAccount: async () => {
    const { engine } = await openBook()
    await done(engine.beginClosingAccount({ commandId: 'c1', account: 'bo', reason: 'The customer asked' }))
    return done(engine.closeAccount({ commandId: 'c2', account: 'bo' }))
  },

  ReportAccepted: async () => {
    const { engine } = await openBook({ rails: [] })
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const submission = {
      railKey: '0b7f3f54-2f3e-5a8e-9d55-3c8f0b1a2c3d',
      messageDigest: `sha256:${'ab'.repeat(32)}`,
      answerDueAt: '2026-02-14T09:45:00.000Z',
    }
    await done(engine.send('StartSubmission', { commandId: 'c3', transferId: 'gift', ...submission }))
    return done(engine.report('ReportAccepted', { ...said('m1'), railReference: 'fast-1' }))
  },

  ReportStatus: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const status = { codeSet: 'ISO20022', code: 'ACSP' }
    return done(engine.report('ReportStatus', { ...said('m1'), status }))
  },

  ReportCredited: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const credit = { account: gift.payee, amount: gift.amount, executionRef: 'fast-entry-1' }
    return done(engine.report('ReportCredited', { ...said('m1'), ...credit }))
  },

  ReportRefused: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const reason = { codeSet: 'ISO20022', code: 'AC04' }
    return done(engine.report('ReportRefused', { ...said('m1'), reason }))
  },

  ReportReturned: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    await done(engine.report('ReportCredited', { ...said('m1'), account: gift.payee, amount: gift.amount }))
    const reason = { codeSet: 'ISO20022', code: 'CUST' }
    return done(engine.report('ReportReturned', { ...said('m2'), amount: gift.amount, reason }))
  },

  ReportNeverReceived: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    return done(engine.report('ReportNeverReceived', { ...said('m1'), final: true }))
  },

  ReportInquiryAnswer: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const inquiry = { inquiryId: 'i1', to: network, answerDueAt: '2026-02-14T13:30:00.000Z' }
    await done(engine.send('SendStatusInquiry', { commandId: 'c3', transferId: 'gift', ...inquiry }))
    const status = { codeSet: 'ISO20022', code: 'ACSP' }
    return done(engine.report('ReportInquiryAnswer', { ...said('m1'), inquiryId: 'i1', status }))
  },

  ReportRecallAccepted: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const reason = { codeSet: 'ISO20022', code: 'DUPL' }
    const recall = { recallId: 'r1', to: network, reason, answerDueAt: '2026-03-01T00:00:00.000Z' }
    await done(engine.requestRecall({ commandId: 'c3', transferId: 'gift', ...recall }))
    return done(engine.report('ReportRecallAccepted', { ...said('m1'), recallId: 'r1' }))
  },

  ReportRecallRefused: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    const reason = { codeSet: 'ISO20022', code: 'DUPL' }
    const recall = { recallId: 'r1', to: network, reason, answerDueAt: '2026-03-01T00:00:00.000Z' }
    await done(engine.requestRecall({ commandId: 'c3', transferId: 'gift', ...recall }))
    const answer = { recallId: 'r1', reason: { codeSet: 'ISO20022', code: 'NOAS' } }
    return done(engine.report('ReportRecallRefused', { ...said('m1'), ...answer }))
  },

  ReportIncomingCredit: async () => {
    const { engine } = await openBook()
    const credit = { transferId: 'wages-02', rail: 'fast', payee: 'bo', amount: cny('250.00') }
    return done(engine.report('ReportIncomingCredit', { ...said('m1'), ...credit, payer: gift.payee }))
  },
}
