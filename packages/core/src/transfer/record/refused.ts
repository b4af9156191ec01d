import type { Decision, DecisionView } from '../decision.js'
import type { TransferEvent } from '../event.js'
import { moneySoFar, type MoneyEventWithoutEntry } from '../postings.js'
import type { TransferReportOf } from '../report.js'
import { inTransit, transferStatus, type Transfer } from '../state.js'
import { allocationOf } from './booking.js'
import { mismatch } from './mismatch.js'
import { inCurrencyOf, toldBy, withEntry, written } from './written.js'

/** A refusal of what was executed in part: answers contradict each other, and the rest stays where it is until somebody finds out. */
const contradiction = (transfer: Transfer, view: DecisionView): ReadonlyArray<TransferEvent> =>
  transfer.submission === null || inTransit(transfer) === 0n || transfer.doubt === 'CONTRADICTION'
    ? []
    : [
        {
          _tag: 'TransferOutcomeUnknown',
          because: 'CONTRADICTION',
          owner: { role: 'OPERATOR' },
          inquiryDueAt: view.receivedAt,
          answerDueAt: transfer.submission.answerDueAt,
        },
      ]

/** A rail refused for good: what is in transit goes back, unless a part was executed. */
export const recordRefused = (
  report: TransferReportOf<'ReportRefused'>,
  transfer: Transfer,
  view: DecisionView,
): Decision => {
  const open = inTransit(transfer)
  if (open === 0n || transfer.credited > 0n)
    return written(
      transfer,
      mismatch(report, 'REFUSED', {
        field: 'status',
        expected: 'a transfer whose whole amount is in transit',
        found: transferStatus(transfer),
      }),
      ...contradiction(transfer, view),
    )
  const soFar = moneySoFar(transfer)
  const failed: MoneyEventWithoutEntry = {
    _tag: 'TransferFailed',
    reason: report.reason,
    by: report.by,
    amount: inCurrencyOf(transfer, open),
    allocation: allocationOf(soFar, open, view),
    reportId: report.reportId,
    asOf: report.asOf,
    ...(report.text === undefined ? {} : { text: report.text }),
  }
  return written(transfer, withEntry(soFar, failed, view))
}

/** The code of the ISO 20022 status set for a rail that says it holds nothing. */
const neverReceived = { codeSet: 'ISO20022:ExternalStatusReason1Code', code: 'AG09' } as const

/** A rail holds no message under the key: final, it is a refusal; otherwise the outcome stays in doubt. */
export const recordNeverReceived = (
  report: TransferReportOf<'ReportNeverReceived'>,
  transfer: Transfer,
  view: DecisionView,
): Decision => {
  const open = inTransit(transfer)
  if (transfer.submission === null || open === 0n || transfer.credited > 0n)
    return written(
      transfer,
      mismatch(report, 'NEVER_RECEIVED', {
        field: 'status',
        expected: 'a submitted transfer whose whole amount is in transit',
        found: transferStatus(transfer),
      }),
      ...contradiction(transfer, view),
    )
  const inquiryId = report.inquiryId ?? transfer.inquiries.find(({ answered }) => !answered)?.inquiryId
  const said: TransferEvent =
    inquiryId === undefined
      ? { _tag: 'TransferStatusReported', ...toldBy(report), status: neverReceived, asOf: report.asOf }
      : {
          _tag: 'StatusInquiryAnswered',
          ...toldBy(report),
          inquiryId,
          answer: 'NEVER_RECEIVED',
          final: report.final,
          asOf: report.asOf,
        }
  if (!report.final)
    return written(transfer, said, {
      _tag: 'TransferOutcomeUnknown',
      because: 'NEVER_RECEIVED',
      owner: { role: 'OPERATOR' },
      inquiryDueAt:
        transfer.submission.answerDueAt > view.receivedAt ? transfer.submission.answerDueAt : view.receivedAt,
    })
  const soFar = moneySoFar(transfer)
  const failed: MoneyEventWithoutEntry = {
    _tag: 'TransferFailed',
    reason: neverReceived,
    by: report.by,
    amount: inCurrencyOf(transfer, open),
    allocation: allocationOf(soFar, open, view),
    reportId: report.reportId,
    asOf: report.asOf,
  }
  return written(transfer, said, withEntry(soFar, failed, view))
}
