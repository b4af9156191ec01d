import { bookAccount, isOurs } from '../../ledger/account-id.js'
import { accountStream, transferStream, type Decision, type DecisionView } from '../decision.js'
import type { TransferInitiated } from '../event.js'
import { beforeAnyMoney, type MoneyEventWithoutEntry } from '../postings.js'
import type { TransferReportOf } from '../report.js'
import { transferStatus, type Transfer } from '../state.js'
import { accountsPostedTo, postedFor } from './booking.js'
import { recordCredited } from './credited.js'
import { mismatch } from './mismatch.js'
import { executedUnder, withEntry, written } from './written.js'

type Incoming = TransferReportOf<'ReportIncomingCredit'>

/**
 * Another message under the id of a transfer that exists. Where that transfer came in as well, it is one more word
 * about its execution; otherwise the id was used for something else, which is a mismatch and posts nothing.
 */
const aboutExisting = (incoming: Incoming, transfer: Transfer, view: DecisionView): Decision => {
  const { transferId, reportId, by, asOf, payee, amount, executionRef } = incoming
  const told = { transferId, reportId, by, asOf, account: payee, amount, ...executedUnder(executionRef) }
  const report = { _tag: 'ReportCredited', ...told } as const
  if (transfer.instruction.funding.length === 0) return recordCredited(report, transfer, view)
  return written(
    transfer,
    mismatch(report, 'CREDITED', {
      field: 'transferId',
      expected: 'a transfer that is not known yet, or one that came in from elsewhere',
      found: transferStatus(transfer),
    }),
  )
}

/**
 * Money that came in from elsewhere: a transfer of its own, told whole. The settlement account pays, the account
 * here is credited, or suspense when it takes no credit.
 */
export const recordIncomingCredit = (report: Incoming, view: DecisionView): Decision => {
  if (view.transfer !== null) {
    const { writes } = aboutExisting(report, view.transfer, view)
    return { writes, checks: accountsPostedTo(writes).map(accountStream) }
  }
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
  const soFar = beforeAnyMoney(initiated)
  const postedTo = isOurs(report.payee)
    ? postedFor(view, report.payee, report.amount)
    : { postedTo: bookAccount.suspense(report.amount.currency) }
  const credited: MoneyEventWithoutEntry = {
    _tag: 'TransferCredited',
    account: report.payee,
    amount: report.amount,
    reportId: report.reportId,
    by: report.by,
    asOf: report.asOf,
    ...executedUnder(report.executionRef),
    ...postedTo,
  }
  return {
    writes: [
      { stream, event: initiated },
      { stream, event: withEntry(soFar, { _tag: 'TransferConfirmed', by: report.by }, view) },
      { stream, event: withEntry(soFar, credited, view) },
    ],
    checks: postedTo.postedTo === undefined ? [accountStream(report.payee.account)] : [],
  }
}
