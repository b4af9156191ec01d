import { formatMinorUnits, type Currency } from '@waybill/core'
import type { LedgerState, LedgerTotals } from '@waybill/engine'
import { counted, sayTime } from '@waybill/explain'

const inOrder = <A>(entries: Iterable<readonly [string, A]>): ReadonlyArray<readonly [string, A]> =>
  [...entries].sort(([one], [other]) => (one < other ? -1 : 1))

const tally = (counts: LedgerTotals['byStatus']): string =>
  inOrder(counts)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ')

const sums = (totals: LedgerTotals['inTransit']): string =>
  totals.size === 0
    ? 'nothing'
    : inOrder(totals)
        .map(([currency, sum]) => `${currency} ${formatMinorUnits(sum, currency as Currency)}`)
        .join(', ')

const integrityLine = ({ completeness, integrity }: LedgerState): string => {
  if (integrity._tag === 'BROKEN') {
    const [first] = integrity.problems
    return `  integrity   DAMAGED from sequence ${integrity.firstBad} on. ${first?.problem ?? ''}`.trimEnd()
  }
  if (completeness._tag === 'LIVE') return '  integrity   whole, read to its head'
  const { anchor } = completeness
  return anchor === null
    ? '  integrity   chain and order are whole; no anchor says where it ends'
    : `  integrity   whole up to sequence ${anchor.size}, as anchored on ${sayTime(anchor.time).en}`
}

/** What a ledger holds, in a few lines: events, transfers by status, money under way, and whether it is whole. */
export const ledgerTotals = (state: LedgerState, totals: LedgerTotals): string => {
  const { accounts, byStatus, claims, events, inTransit, openDisputes, span, transfers } = totals
  return [
    `Ledger ${state.ledger}`,
    `  events      ${events + state.undecodable.length}${
      span === null ? '' : `, from ${sayTime(span.from).en} to ${sayTime(span.to).en}`
    }`,
    ...(state.undecodable.length === 0
      ? []
      : [`  not read    ${counted(state.undecodable.length, 'event')}, kept as received`]),
    `  accounts    ${accounts}`,
    `  transfers   ${transfers}${transfers === 0 ? '' : `: ${tally(byStatus)}`}`,
    `  in transit  ${sums(inTransit)}`,
    `  claims      ${claims}, ${openDisputes} of them open disputes`,
    integrityLine(state),
    '',
  ].join('\n')
}
