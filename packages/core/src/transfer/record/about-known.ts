import { sameAccount, type AccountReference } from '../../ledger/account-id.js'
import { formatMoney } from '../../money/money.js'
import type { TransferEvent } from '../event.js'
import { currencyOfPayee } from '../exchange.js'
import { sumOfFees } from '../instruction.js'
import type { TransferReportOf } from '../report.js'
import { creditSaidAgain, returnSaidAgain } from '../said-again.js'
import type { Execution, Transfer } from '../state.js'
import { mismatch } from './mismatch.js'
import { executedUnder, toldBy } from './written.js'

/** What a report says about an execution that is known already: the same again, or something else about it. */
export const aboutKnown = (
  report: TransferReportOf<'ReportCredited'> | TransferReportOf<'ReportReturned'>,
  known: Execution,
  account: AccountReference,
): TransferEvent => {
  const outcome = report._tag === 'ReportCredited' ? 'CREDITED' : 'RETURNED'
  if (!sameAccount(known.account, account))
    return mismatch(report, outcome, {
      field: 'account',
      expected: 'the account that was told under this execution reference before',
      found: 'another account',
    })
  if (known.minorUnits !== report.amount.minorUnits)
    return mismatch(report, outcome, {
      field: 'amount',
      expected: formatMoney({ ...report.amount, minorUnits: known.minorUnits }),
      found: formatMoney(report.amount),
    })
  const fees = report._tag === 'ReportReturned' ? (report.fees ?? []) : []
  if (fees.length > 0 && sumOfFees(fees) !== known.kept)
    return mismatch(report, outcome, {
      field: 'fees',
      expected: formatMoney({ ...report.amount, minorUnits: known.kept }),
      found: formatMoney({ ...report.amount, minorUnits: sumOfFees(fees) }),
    })
  return {
    _tag: 'TransferStatusReported',
    ...toldBy(report),
    status: report._tag === 'ReportCredited' ? creditSaidAgain : returnSaidAgain,
    asOf: report.asOf,
    account,
    amount: report.amount,
    ...executedUnder(report.executionRef),
    ...(report._tag === 'ReportReturned' ? { reason: report.reason } : {}),
    ...(fees.length === 0 ? {} : { fees }),
  }
}

export const wrongCurrency = (
  report: TransferReportOf<'ReportCredited'> | TransferReportOf<'ReportReturned'>,
  { instruction }: Transfer,
): TransferEvent =>
  mismatch(report, report._tag === 'ReportCredited' ? 'CREDITED' : 'RETURNED', {
    field: 'currency',
    expected: currencyOfPayee(instruction),
    found: report.amount.currency,
  })
