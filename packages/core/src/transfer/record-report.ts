import type { Account } from '../account/state.js'
import { bookAccount, isOurs, sameAccount, type AccountId, type AccountReference, type LedgerAccount } from '../ledger/account-id.js'
import type { Money } from '../money/money.js'
import { formatMoney } from '../money/money.js'
import { accountStream, transferStream, type Decision, type DecisionView, type Written } from './decision.js'
import type { TransferEvent, TransferInitiated } from './event.js'
import { entryOf, givenBack, moneySoFar, type MoneyEventWithoutEntry, type MoneySoFar } from './postings.js'
import type { TransferReport, TransferReportOf } from './report.js'
import { inTransit, transferStatus, withPayee, type Transfer } from './state.js'

type Told = Exclude<TransferReport, { readonly _tag: 'ReportIncomingCredit' }>

/** The report names a transfer that this ledger does not hold: the one thing that a report can be answered with instead of being recorded. */
export type ReportUnplaced = { readonly _tag: 'ReportUnplaced'; readonly transferId: string; readonly reportId: string }

const written = (transfer: Transfer, ...events: readonly [TransferEvent, ...TransferEvent[]]): Decision => {
  const stream = transferStream(transfer.instruction.transferId)
  const [first, ...rest] = events
  return { writes: [{ stream, event: first }, ...rest.map((event): Written => ({ stream, event }))], checks: [] }
}

const withEntry = (soFar: MoneySoFar, event: MoneyEventWithoutEntry, view: DecisionView): TransferEvent =>
  ({ ...event, entry: entryOf(soFar, event, view) }) as TransferEvent

const toldBy = ({ reportId, by }: Told) => ({ reportId, by })
const executedUnder = (executionRef: string | undefined) => (executionRef === undefined ? {} : { executionRef })

const mismatch = (
  report: Told,
  outcome: Extract<TransferEvent, { readonly _tag: 'MismatchObserved' }>['outcome'],
  field: string,
  expected: string,
  found: string,
  amount?: Money,
): TransferEvent => ({
  _tag: 'MismatchObserved',
  ...toldBy(report),
  outcome,
  field,
  expected,
  found,
  asOf: report.asOf,
  ...(amount === undefined ? {} : { amount }),
})

/** Accounts that are closing or closed take no credit any more: what is meant for them waits in suspense. */
const bookable = (view: DecisionView, account: LedgerAccount, { currency }: Money): LedgerAccount => {
  const known: Account | null = account.includes(':') ? null : view.account(account)
  return known !== null && known.phase !== 'OPEN' ? bookAccount.suspense(currency) : account
}

const allocationOf = (transfer: Transfer, minorUnits: bigint, view: DecisionView) => {
  const { instruction, back } = moneySoFar(transfer)
  return givenBack(instruction, back, minorUnits).map(({ account, amount }) => ({
    account: bookable(view, account, amount),
    amount,
  }))
}

const inCurrencyOf = (transfer: Transfer, minorUnits: bigint): Money => ({
  minorUnits,
  currency: transfer.instruction.amount.currency,
})

const recordAccepted = (report: TransferReportOf<'ReportAccepted'>, transfer: Transfer): Decision => {
  if (transfer.submission === null)
    return written(transfer, mismatch(report, 'ACCEPTED', 'submission', 'a transfer that was submitted', transferStatus(transfer)))
  const known = transfer.submission.railReference
  if (known !== null && known !== report.railReference)
    return written(transfer, mismatch(report, 'ACCEPTED', 'railReference', known, report.railReference))
  return written(transfer, {
    _tag: 'TransferSubmitted',
    ...toldBy(report),
    rail: transfer.submission.rail,
    railReference: report.railReference,
    asOf: report.asOf,
    ...(report.status === undefined ? {} : { status: report.status }),
  })
}

const saidAgain = (
  report: TransferReportOf<'ReportCredited'> | TransferReportOf<'ReportReturned'>,
  account: AccountReference,
): TransferEvent => ({
  _tag: 'TransferStatusReported',
  ...toldBy(report),
  status: { codeSet: 'waybill', code: report._tag === 'ReportCredited' ? 'CREDITED_AGAIN_SAID' : 'RETURNED_AGAIN_SAID' },
  asOf: report.asOf,
  account,
  amount: report.amount,
  ...executedUnder(report.executionRef),
})

const knownExecution = (report: TransferReportOf<'ReportCredited'>, transfer: Transfer): boolean =>
  transfer.executions.some((execution) => {
    if (execution.executionRef !== null && report.executionRef !== undefined)
      return execution.executionRef === report.executionRef
    return sameAccount(execution.account, report.account) && execution.minorUnits === report.amount.minorUnits
  })

/** Whether the money went back to the payer before anybody was credited, so that a credit now contradicts it. */
const wentBack = (transfer: Transfer): boolean =>
  transfer.credited === 0n &&
  inTransit(transfer) === 0n &&
  (transfer.earlyEnding !== null || transfer.failed + transfer.returnedInTransit > 0n)

const recordCredited = (report: TransferReportOf<'ReportCredited'>, transfer: Transfer, view: DecisionView): Decision => {
  const { instruction } = transfer
  const { account, amount } = report
  if (amount.currency !== instruction.amount.currency)
    return written(transfer, mismatch(report, 'CREDITED', 'currency', instruction.amount.currency, amount.currency, amount))
  if (knownExecution(report, transfer)) return written(transfer, saidAgain(report, account))
  const fact = { ...toldBy(report), account, asOf: report.asOf, ...executedUnder(report.executionRef) }
  const soFar = moneySoFar(transfer)
  if (transfer.confirmed === 0n && transfer.earlyEnding === null)
    return written(
      transfer,
      mismatch(report, 'CREDITED', 'status', 'a transfer that was confirmed', transferStatus(transfer), amount),
      withEntry(soFar, { _tag: 'DuplicateDetected', ...fact, amount }, view),
    )
  if (wentBack(transfer) && transfer.executions.length === 0)
    return written(transfer, withEntry(soFar, { _tag: 'LateOutcomeReceived', ...fact, amount }, view))
  const open = inTransit(transfer)
  const credited = amount.minorUnits < open ? amount.minorUnits : open
  const excess = amount.minorUnits - credited
  const events: TransferEvent[] = []
  if (credited > 0n) {
    const target = isOurs(account) ? bookable(view, account.account, amount) : account.account
    const credit: MoneyEventWithoutEntry = {
      _tag: 'TransferCredited',
      ...fact,
      amount: inCurrencyOf(transfer, credited),
      ...(isOurs(account) && target !== account.account ? { postedTo: target } : {}),
    }
    events.push(withEntry(soFar, credit, view))
  }
  if (excess > 0n)
    events.push(withEntry(soFar, { _tag: 'DuplicateDetected', ...fact, amount: inCurrencyOf(transfer, excess) }, view))
  const [first, ...rest] = events
  if (first === undefined) throw new Error('recordCredited: a credit of at least one minor unit leads to an event')
  return written(transfer, first, ...rest)
}

const recordRefused = (
  report: TransferReportOf<'ReportRefused'>,
  transfer: Transfer,
  view: DecisionView,
): Decision => {
  const open = inTransit(transfer)
  if (open === 0n || transfer.credited > 0n)
    return written(transfer, mismatch(report, 'REFUSED', 'status', 'a transfer whose whole amount is in transit', transferStatus(transfer)))
  const failed: MoneyEventWithoutEntry = {
    _tag: 'TransferFailed',
    reason: report.reason,
    by: report.by,
    amount: inCurrencyOf(transfer, open),
    allocation: allocationOf(transfer, open, view),
    reportId: report.reportId,
    asOf: report.asOf,
    ...(report.text === undefined ? {} : { text: report.text }),
  }
  return written(transfer, withEntry(moneySoFar(transfer), failed, view))
}

const recordReturned = (
  report: TransferReportOf<'ReportReturned'>,
  transfer: Transfer,
  view: DecisionView,
): Decision => {
  const { instruction } = transfer
  const { amount } = report
  if (amount.currency !== instruction.amount.currency)
    return written(transfer, mismatch(report, 'RETURNED', 'currency', instruction.amount.currency, amount.currency, amount))
  if (report.executionRef !== undefined && transfer.returnRefs.includes(report.executionRef))
    return written(transfer, saidAgain(report, instruction.payer))
  const open = inTransit(transfer)
  const outOf = open > 0n ? 'IN_TRANSIT' : 'CREDITED'
  const enough = outOf === 'IN_TRANSIT' ? open : withPayee(transfer)
  if (amount.minorUnits > enough)
    return written(
      transfer,
      mismatch(report, 'RETURNED', 'amount', `at most ${formatMoney(inCurrencyOf(transfer, enough))}`, formatMoney(amount), amount),
    )
  const returned: MoneyEventWithoutEntry = {
    _tag: 'TransferReturned',
    ...toldBy(report),
    amount,
    outOf,
    reason: report.reason,
    allocation: allocationOf(transfer, amount.minorUnits, view),
    asOf: report.asOf,
    ...executedUnder(report.executionRef),
  }
  return written(transfer, withEntry(moneySoFar(transfer), returned, view))
}

/** Codes of the ISO 20022 status set that this engine uses when a rail says that it holds nothing. */
const neverReceived = { codeSet: 'ISO20022:ExternalStatusReason1Code', code: 'AG09' } as const

const recordNeverReceived = (
  report: TransferReportOf<'ReportNeverReceived'>,
  transfer: Transfer,
  view: DecisionView,
): Decision => {
  const openInquiry = transfer.inquiries.find(({ answered }) => !answered)
  const inquiryId = report.inquiryId ?? openInquiry?.inquiryId
  const open = inTransit(transfer)
  if (transfer.submission === null || open === 0n || transfer.credited > 0n)
    return written(transfer, mismatch(report, 'NEVER_RECEIVED', 'status', 'a submitted transfer whose whole amount is in transit', transferStatus(transfer)))
  const events: TransferEvent[] = []
  if (inquiryId !== undefined)
    events.push({
      _tag: 'StatusInquiryAnswered',
      ...toldBy(report),
      inquiryId,
      answer: 'NEVER_RECEIVED',
      final: report.final,
      asOf: report.asOf,
    })
  if (report.final) {
    const failed: MoneyEventWithoutEntry = {
      _tag: 'TransferFailed',
      reason: neverReceived,
      by: report.by,
      amount: inCurrencyOf(transfer, open),
      allocation: allocationOf(transfer, open, view),
      reportId: report.reportId,
      asOf: report.asOf,
    }
    events.push(withEntry(moneySoFar(transfer), failed, view))
  } else
    events.push({
      _tag: 'TransferOutcomeUnknown',
      because: 'NEVER_RECEIVED',
      owner: { role: 'OPERATOR' },
      inquiryDueAt: transfer.submission.answerDueAt > view.receivedAt ? transfer.submission.answerDueAt : view.receivedAt,
    })
  const [first, ...rest] = events
  if (first === undefined) throw new Error('recordNeverReceived: an answer leads to an event')
  return written(transfer, first, ...rest)
}

const recordRecallAnswer = (
  report: TransferReportOf<'ReportRecallAccepted'> | TransferReportOf<'ReportRecallRefused'>,
  transfer: Transfer,
): Decision => {
  const recall = transfer.recalls.find(({ recallId }) => recallId === report.recallId)
  if (recall === undefined)
    return written(transfer, mismatch(report, 'RECALL_ANSWER', 'recallId', 'a recall of this transfer', report.recallId))
  if (recall.phase === 'ACCEPTED' || recall.phase === 'REFUSED')
    return written(transfer, mismatch(report, 'RECALL_ANSWER', 'phase', 'a recall that waits for an answer', recall.phase))
  const fact = { ...toldBy(report), recallId: recall.recallId, asOf: report.asOf }
  if (report._tag === 'ReportRecallAccepted')
    return written(transfer, {
      _tag: 'RecallAccepted',
      ...fact,
      ...(report.status === undefined ? {} : { status: report.status }),
      ...(report.amount === undefined ? {} : { amount: report.amount }),
    })
  return written(transfer, {
    _tag: 'RecallRefused',
    ...fact,
    reason: report.reason,
    ...(report.text === undefined ? {} : { text: report.text }),
  })
}

/** The accounts of this book that a report may have to book to. */
export const accountsNeededByReport = (report: TransferReport, transfer: Transfer | null): ReadonlyArray<AccountId> => {
  if (report._tag === 'ReportIncomingCredit') return isOurs(report.payee) ? [report.payee.account] : []
  const sources = transfer?.instruction.funding.map(({ account }) => account) ?? []
  return report._tag === 'ReportCredited' && isOurs(report.account) ? [...sources, report.account.account] : sources
}

/**
 * Records what happened elsewhere. It cannot be refused: what fits the instruction is taken as it is,
 * what goes beyond it is booked to the exception account, what contradicts it is recorded as a mismatch.
 */
export const recordReport = (report: Told, transfer: Transfer, view: DecisionView): Decision => {
  switch (report._tag) {
    case 'ReportAccepted':
      return recordAccepted(report, transfer)
    case 'ReportStatus':
      return written(transfer, {
        _tag: 'TransferStatusReported',
        ...toldBy(report),
        status: report.status,
        asOf: report.asOf,
        ...(report.reason === undefined ? {} : { reason: report.reason }),
        ...(report.text === undefined ? {} : { text: report.text }),
      })
    case 'ReportCredited':
      return recordCredited(report, transfer, view)
    case 'ReportRefused':
      return recordRefused(report, transfer, view)
    case 'ReportReturned':
      return recordReturned(report, transfer, view)
    case 'ReportNeverReceived':
      return recordNeverReceived(report, transfer, view)
    case 'ReportInquiryAnswer':
      return written(transfer, {
        _tag: 'StatusInquiryAnswered',
        ...toldBy(report),
        inquiryId: report.inquiryId,
        answer: 'STATUS',
        final: false,
        asOf: report.asOf,
        status: report.status,
      })
    case 'ReportRecallAccepted':
    case 'ReportRecallRefused':
      return recordRecallAnswer(report, transfer)
  }
}

/** Money that came in from elsewhere: a transfer of its own, told whole. The settlement account pays, the account here is credited, or suspense when it takes no credit. */
export const recordIncomingCredit = (report: TransferReportOf<'ReportIncomingCredit'>, view: DecisionView): Decision => {
  const stream = transferStream(report.transferId)
  const initiated: TransferInitiated = {
    _tag: 'TransferInitiated',
    transferId: report.transferId,
    payer: report.payer,
    payee: report.payee,
    amount: report.amount,
    rail: report.rail,
    confirmationRequired: false,
    uetr: view.freshUetr,
    funding: [],
    fees: [],
    ...(report.purpose === undefined ? {} : { purpose: report.purpose }),
    ...(report.endToEndId === undefined ? {} : { endToEndId: report.endToEndId }),
    ...(report.payeeName === undefined ? {} : { payeeName: report.payeeName }),
  }
  const soFar: MoneySoFar = { instruction: initiated, back: 0n }
  const confirmed = { _tag: 'TransferConfirmed', by: report.by } as const
  const account = isOurs(report.payee) ? view.account(report.payee.account) : null
  const takesIt = account !== null && account.phase === 'OPEN' && account.currency === report.amount.currency
  const credited: MoneyEventWithoutEntry = {
    _tag: 'TransferCredited',
    account: report.payee,
    amount: report.amount,
    reportId: report.reportId,
    by: report.by,
    asOf: report.asOf,
    ...executedUnder(report.executionRef),
    ...(takesIt ? {} : { postedTo: bookAccount.suspense(report.amount.currency) }),
  }
  return {
    writes: [
      { stream, event: initiated },
      { stream, event: { ...confirmed, entry: entryOf(soFar, confirmed, view) } },
      { stream, event: withEntry(soFar, credited, view) },
    ],
    checks: account === null ? [] : [accountStream(account.account)],
  }
}
