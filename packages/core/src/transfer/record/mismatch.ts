import { formatMoney, type Money } from '../../money/money.js'
import type { TransferEvent } from '../event.js'
import type { Transfer } from '../state.js'
import { toldBy, type Told } from './written.js'

type Outcome = Extract<TransferEvent, { readonly _tag: 'MismatchObserved' }>['outcome']

/** What a report says beside its message id, its teller and its time: `MismatchObserved` keeps each under the same name. */
const contentNames = [
  'account',
  'amount',
  'executionRef',
  'railReference',
  'inquiryId',
  'recallId',
  'status',
  'reason',
  'final',
  'fees',
  'text',
] as const

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0

/** What is told is too little to stand for a minor unit of the payer's money, or for all that is left of it. */
export const tooSmall = (report: Told, outcome: Outcome, transfer: Transfer, amount: Money): TransferEvent =>
  mismatch(
    report,
    outcome,
    {
      field: 'amount',
      expected: `a sum that stands for some of ${formatMoney(transfer.instruction.amount)}, and not for the last of it`,
      found: formatMoney(amount),
    },
    amount,
  )

/** A report that cannot be taken as it stands, told whole; `amount` where only a part of its sum is meant. */
export const mismatch = (
  report: Told,
  outcome: Outcome,
  difference: { readonly field: string; readonly expected: string; readonly found: string },
  amount?: Money,
): TransferEvent => {
  const told: Readonly<Record<string, unknown>> = report
  const content = contentNames.flatMap((name) =>
    told[name] === undefined || isEmpty(told[name]) ? [] : [[name, told[name]] as const],
  )
  return {
    ...Object.fromEntries(content),
    _tag: 'MismatchObserved',
    ...toldBy(report),
    outcome,
    ...difference,
    asOf: report.asOf,
    ...(amount === undefined ? {} : { amount }),
  }
}
