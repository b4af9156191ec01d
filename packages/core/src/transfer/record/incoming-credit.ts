import { bookAccount, isOurs } from '../../ledger/account-id.js'
import { accountStream, transferStream, type Decision, type DecisionView } from '../decision.js'
import type { TransferInitiated } from '../event.js'
import type { MoneyEventWithoutEntry, MoneySoFar } from '../postings.js'
import type { TransferReportOf } from '../report.js'
import { knownAs } from '../execution.js'
import { transferStatus, type Transfer } from '../state.js'
import { aboutKnown } from './about-known.js'
import { postedFor } from './booking.js'
import { mismatch } from './mismatch.js'
import { executedUnder, withEntry, written } from './written.js'

type Incoming = TransferReportOf<'ReportIncomingCredit'>

/** Another message about money that came in under this transfer's id: the same again, or a contradiction. It posts nothing. */
const aboutExisting = ({ payee, payer: _payer, rail: _rail, ...message }: Incoming, transfer: Transfer): Decision => {
  const report = { ...message, _tag: 'ReportCredited', account: payee } as const
  const { executionRef = null, amount } = report
  const cameIn = transfer.instruction.funding.length === 0
  const known = cameIn
    ? knownAs(transfer.executions, { executionRef, account: payee, minorUnits: amount.minorUnits })
    : undefined
  return written(
    transfer,
    known !== undefined
      ? aboutKnown(report, known, payee)
      : mismatch(report, 'CREDITED', {
          field: 'transferId',
          expected: 'a transfer that is not known yet',
          found: transferStatus(transfer),
        }),
  )
}

/** Money that came in from elsewhere: a transfer of its own, told whole. The settlement account pays, the account here is credited, or suspense when it takes no credit. */
export const recordIncomingCredit = (report: Incoming, view: DecisionView): Decision => {
  if (view.transfer !== null) return aboutExisting(report, view.transfer)
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
