import * as E from 'fp-ts/lib/Either.js'
import {
  accountsNeededByReport,
  accountStream,
  recordIncomingCredit,
  recordReport,
  transferStream,
  type Decision,
  type DecisionView,
  type Transfer,
  type TransferReport,
} from '@waybill/core'
import type { EngineParts } from '../engine-parts.js'
import { loadMany } from './load-many.js'
import type { Order } from './order.js'
import { headsOf, type Situate } from './situation.js'
import { decisionView } from './situate-transfer.js'

/** Money that came in under the id of a transfer that is known is one more word about that transfer's execution. */
const recordedOn = (report: TransferReport, transfer: Transfer, view: DecisionView): Decision => {
  if (report._tag !== 'ReportIncomingCredit') return recordReport(report, transfer, view)
  const { transferId, reportId, by, asOf, payee, amount, executionRef } = report
  const told = { transferId, reportId, by, asOf, account: payee, amount }
  return recordReport(
    { _tag: 'ReportCredited', ...told, ...(executionRef === undefined ? {} : { executionRef }) },
    transfer,
    view,
  )
}

const recorded = (report: TransferReport, transfer: Transfer | null, view: DecisionView): Decision | null => {
  if (transfer !== null) return recordedOn(report, transfer, view)
  return report._tag === 'ReportIncomingCredit' ? recordIncomingCredit(report, view) : null
}

/** Loads what a report is recorded on. The accounts that it may book to must not change meanwhile, for they may begin to close. */
export const situateReport =
  (parts: EngineParts, order: Order, report: TransferReport): Situate =>
  async (freshness) => {
    const transfer = await parts.streams.transfer(report.transferId, freshness)
    if (E.isLeft(transfer)) return transfer
    const needed = accountsNeededByReport(report, transfer.right.state)
    const accounts = await loadMany(needed, (id) => parts.streams.account(id, freshness))
    if (E.isLeft(accounts)) return accounts
    const view = decisionView(parts, order, transfer.right.state, accounts.right, new Map())
    const decision = recorded(report, transfer.right.state, view)
    if (decision === null)
      return E.left({ _tag: 'ReportUnplaced', transferId: report.transferId, reportId: report.reportId })
    return E.right({
      subject: transferStream(report.transferId),
      heads: headsOf([transfer.right, ...accounts.right.values()]),
      needsInflowAtHead: false,
      judge: () => E.right({ ...decision, checks: [...decision.checks, ...needed.map(accountStream)] }),
    })
  }
