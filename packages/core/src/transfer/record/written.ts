import type { Money } from '../../money/money.js'
import { transferStream, type Decision, type DecisionView, type Written } from '../decision.js'
import type { TransferEvent } from '../event.js'
import { currencyOfPayee } from '../exchange.js'
import { entryOf, type MoneyEventWithoutEntry, type MoneySoFar } from '../postings.js'
import type { TransferReport } from '../report.js'
import type { Transfer } from '../state.js'

/** A report about a transfer that exists. */
export type Told = Exclude<TransferReport, { readonly _tag: 'ReportIncomingCredit' }>

/** The events go to the transfer's stream, in this order; there must be at least one, because a report is always recorded. */
export const written = (transfer: Transfer, ...events: ReadonlyArray<TransferEvent>): Decision => {
  const stream = transferStream(transfer.instruction.transferId)
  const [first, ...rest] = events.map((event): Written => ({ stream, event }))
  if (first === undefined) throw new Error('A report must lead to an event')
  return { writes: [first, ...rest], checks: [] }
}

export const withEntry = (soFar: MoneySoFar, event: MoneyEventWithoutEntry, view: DecisionView): TransferEvent => ({
  ...event,
  entry: entryOf(soFar, event, view),
})

export const inCurrencyOf = (transfer: Transfer, minorUnits: bigint): Money => ({
  minorUnits,
  currency: transfer.instruction.amount.currency,
})

/** The same in the currency of the payee, in which the far end speaks. */
export const atFarEndOf = (transfer: Transfer, minorUnits: bigint): Money => ({
  minorUnits,
  currency: currencyOfPayee(transfer.instruction),
})

/** Which message said it, and whose. */
export const toldBy = ({
  reportId,
  by,
}: Pick<TransferReport, 'reportId' | 'by'>): Pick<TransferReport, 'reportId' | 'by'> => ({
  reportId,
  by,
})

export const executedUnder = (executionRef: string | undefined): { readonly executionRef?: string } =>
  executionRef === undefined ? {} : { executionRef }
