import { isOurs, type AccountId } from '../ledger/account-id.js'
import { accountStream, type Decision, type DecisionView } from './decision.js'
import { recordAccepted } from './record/accepted.js'
import { recordInquiryAnswer, recordRecallAnswer } from './record/answer.js'
import { accountsPostedTo } from './record/booking.js'
import { recordCredited } from './record/credited.js'
import { recordNeverReceived, recordRefused } from './record/refused.js'
import { recordReturned } from './record/returned.js'
import { toldBy, written, type Told } from './record/written.js'
import type { TransferReport } from './report.js'
import type { Transfer } from './state.js'

/** The report names a transfer that this ledger does not hold: the one thing that a report can be answered with instead of being recorded. */
export type ReportUnplaced = { readonly _tag: 'ReportUnplaced'; readonly transferId: string; readonly reportId: string }

/** The accounts of this book that a report may have to book to. */
export const accountsNeededByReport = (report: TransferReport, transfer: Transfer | null): ReadonlyArray<AccountId> => {
  if (report._tag === 'ReportIncomingCredit') return isOurs(report.payee) ? [report.payee.account] : []
  const sources = transfer?.instruction.funding.map(({ account }) => account) ?? []
  const credited = report._tag === 'ReportCredited' && isOurs(report.account) ? [report.account.account] : []
  return [...new Set([...sources, ...credited])]
}

const recorded = (report: Told, transfer: Transfer, view: DecisionView): Decision => {
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
      return recordInquiryAnswer(report, transfer)
    case 'ReportRecallAccepted':
    case 'ReportRecallRefused':
      return recordRecallAnswer(report, transfer)
  }
}

/**
 * Records what happened elsewhere. It cannot be refused: what fits the instruction is taken as it is,
 * what goes beyond it is booked to the exception account, what contradicts it is recorded as a mismatch.
 */
export const recordReport = (report: Told, transfer: Transfer, view: DecisionView): Decision => {
  const { writes } = recorded(report, transfer, view)
  return { writes, checks: accountsPostedTo(writes).map(accountStream) }
}
