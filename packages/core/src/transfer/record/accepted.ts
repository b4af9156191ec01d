import type { Decision } from '../decision.js'
import type { TransferReportOf } from '../report.js'
import { transferStatus, type Transfer } from '../state.js'
import { mismatch } from './mismatch.js'
import { toldBy, written } from './written.js'

/** A rail has the instruction; another reference than it gave before is a mismatch. */
export const recordAccepted = (report: TransferReportOf<'ReportAccepted'>, transfer: Transfer): Decision => {
  if (transfer.submission === null)
    return written(
      transfer,
      mismatch(report, 'ACCEPTED', {
        field: 'submission',
        expected: 'a transfer that was submitted',
        found: transferStatus(transfer),
      }),
    )
  const known = transfer.submission.railReference
  if (known !== null && known !== report.railReference)
    return written(
      transfer,
      mismatch(report, 'ACCEPTED', { field: 'railReference', expected: known, found: report.railReference }),
    )
  return written(transfer, {
    _tag: 'TransferSubmitted',
    ...toldBy(report),
    rail: transfer.submission.rail,
    railReference: report.railReference,
    asOf: report.asOf,
    ...(report.status === undefined ? {} : { status: report.status }),
  })
}
