import type { Money } from '../../money/money.js'
import type { TransferEvent } from '../event.js'
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
