import { inTransit, isMoneyEvent, withPayee, type Transfer } from '@waybill/core'
import type { SumBelowZero } from './rule-problem.js'
import { rule, type Rule } from './rule.js'

type Sum = SumBelowZero['sum']

const sums: ReadonlyArray<readonly [Sum, (transfer: Transfer) => bigint]> = [
  ['CONFIRMED_NOT_CREDITED', ({ confirmed, credited }) => confirmed - credited],
  ['IN_TRANSIT', inTransit],
  ['WITH_PAYEE', withPayee],
]

/** No more is credited than was confirmed, and neither what is in transit nor what is with the payee goes below zero. */
export const sumsHold: Rule = rule('SumsHold', ({ after, at, before, recorded: { event } }, { broken, judged }) => {
  if (after === null || !isMoneyEvent(event)) return
  judged()
  for (const [sum, of] of sums) {
    const left = of(after)
    // Said where it goes wrong, and not again at every later event of the transfer.
    if (left >= 0n || (before !== null && of(before) <= left)) continue
    broken({ _tag: 'SumBelowZero', ...at, sum, currency: after.instruction.amount.currency, left })
  }
})

/** A reversal takes no more than stands on the payee's own account. */
export const reversalsHold: Rule = rule('ReversalsHold', ({ at, before, recorded: { event } }, { broken, judged }) => {
  if (before === null || event._tag !== 'TransferReversed') return
  judged()
  const there = withPayee(before) - before.creditedElsewhere
  const taken = event.amount.minorUnits
  if (taken > there) broken({ _tag: 'ReversedBeyondPayee', ...at, currency: event.amount.currency, there, taken })
})
