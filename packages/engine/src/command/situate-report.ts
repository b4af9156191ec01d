import * as E from 'fp-ts/lib/Either.js'
import {
  accountsNeededByReport,
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
import { loadTransfer } from './load-transfer.js'
import type { Order } from './order.js'
import { headsOf, type Situate } from './situation.js'
import { decisionView, fundsLookedAt } from './situate-transfer.js'

/** What is recorded, or null where the ledger holds no transfer to record it on. Only money that came in brings its transfer with it. */
const recorded = (report: TransferReport, transfer: Transfer | null, view: DecisionView): Decision | null => {
  if (report._tag === 'ReportIncomingCredit') return recordIncomingCredit(report, view)
  return transfer === null ? null : recordReport(report, transfer, view)
}

/** Loads what a report is recorded on. */
export const situateReport =
  (parts: EngineParts, order: Order, report: TransferReport): Situate =>
  async (freshness) => {
    const transfer = await loadTransfer(parts, report.transferId, freshness, order.commandId)
    if (E.isLeft(transfer)) return transfer
    const needed = accountsNeededByReport(report, transfer.right.state)
    const accounts = await loadMany(needed, (id) => parts.streams.account(id, freshness))
    if (E.isLeft(accounts)) return accounts
    const funds = await loadMany(fundsLookedAt(parts, { accounts: needed, funds: [] }), (id) =>
      parts.streams.funds(id, freshness),
    )
    if (E.isLeft(funds)) return funds
    const view = decisionView(parts, order, transfer.right.state, accounts.right, funds.right)
    const decision = recorded(report, transfer.right.state, view)
    if (decision === null)
      return E.left({ _tag: 'ReportUnplaced', transferId: report.transferId, reportId: report.reportId })
    return E.right({
      subject: transferStream(report.transferId),
      heads: headsOf([transfer.right, ...accounts.right.values()]),
      needsInflowAtHead: false,
      mayWrite: [transferStream(report.transferId)],
      judge: () => E.right(decision),
    })
  }
