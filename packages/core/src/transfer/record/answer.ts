import type { Decision } from '../decision.js'
import type { TransferReportOf } from '../report.js'
import type { Transfer } from '../state.js'
import { mismatch } from './mismatch.js'
import { toldBy, written } from './written.js'

/** A status in answer to an inquiry of ours. */
export const recordInquiryAnswer = (report: TransferReportOf<'ReportInquiryAnswer'>, transfer: Transfer): Decision =>
  transfer.inquiries.some(({ inquiryId }) => inquiryId === report.inquiryId)
    ? written(transfer, {
        _tag: 'StatusInquiryAnswered',
        ...toldBy(report),
        inquiryId: report.inquiryId,
        answer: 'STATUS',
        final: false,
        asOf: report.asOf,
        status: report.status,
        ...(report.reason === undefined ? {} : { reason: report.reason }),
      })
    : written(
        transfer,
        mismatch(report, 'STATUS', {
          field: 'inquiryId',
          expected: 'an inquiry of this transfer',
          found: report.inquiryId,
        }),
      )

/** An answer to a recall of ours. It moves nothing; a late one counts as well, even when the money is back already. */
export const recordRecallAnswer = (
  report: TransferReportOf<'ReportRecallAccepted'> | TransferReportOf<'ReportRecallRefused'>,
  transfer: Transfer,
): Decision => {
  const recall = transfer.recalls.find(({ recallId }) => recallId === report.recallId)
  if (recall === undefined)
    return written(
      transfer,
      mismatch(report, 'RECALL_ANSWER', {
        field: 'recallId',
        expected: 'a recall of this transfer',
        found: report.recallId,
      }),
    )
  if (recall.answer !== null)
    return written(
      transfer,
      mismatch(report, 'RECALL_ANSWER', {
        field: 'phase',
        expected: 'a recall that waits for an answer',
        found: recall.answer,
      }),
    )
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
