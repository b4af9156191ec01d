import {
  evolveTransfer,
  formatMinorUnits,
  inTransit,
  isOpenDispute,
  streamKindOf,
  transferStatus,
  type Currency,
  type Transfer,
  type TransferEvent,
} from '@waybill/core'
import { sayTime, type LedgerView } from '@waybill/explain'
import { counted } from './prose.js'

const transfersIn = ({ events }: LedgerView): ReadonlyArray<Transfer> => {
  const transfers = new Map<string, Transfer | null>()
  for (const { event, stream } of events)
    if (streamKindOf(stream) === 'transfer')
      transfers.set(stream, evolveTransfer(transfers.get(stream) ?? null, event as TransferEvent))
  return [...transfers.values()].filter((transfer): transfer is Transfer => transfer !== null)
}

const tally = (words: ReadonlyArray<string>): string => {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([word, count]) => `${count} ${word}`)
    .join(', ')
}

const sums = (amounts: ReadonlyArray<readonly [Currency, bigint]>): string => {
  const totals = new Map<Currency, bigint>()
  for (const [currency, sum] of amounts) if (sum !== 0n) totals.set(currency, (totals.get(currency) ?? 0n) + sum)
  const said = [...totals].sort(([one], [other]) => (one < other ? -1 : 1))
  return said.length === 0
    ? 'nothing'
    : said.map(([currency, sum]) => `${currency} ${formatMinorUnits(sum, currency)}`).join(', ')
}

const integrityLine = ({ completeness, integrity }: LedgerView): string => {
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
export const ledgerTotals = (view: LedgerView): string => {
  const transfers = transfersIn(view)
  const accounts = new Set(view.events.filter(({ type }) => type === 'AccountOpened').map(({ stream }) => stream))
  const disputes = transfers.flatMap(({ disputes: all }) => all)
  const claims = view.events.filter(({ type }) => type === 'ClaimOpened').length
  const [first] = view.events
  const last = view.events.at(-1)
  return [
    `Ledger ${view.ledger}`,
    `  events      ${view.events.length + view.undecodable.length}${
      first === undefined || last === undefined
        ? ''
        : `, from ${sayTime(first.occurredAt).en} to ${sayTime(last.recordedAt).en}`
    }`,
    ...(view.undecodable.length === 0
      ? []
      : [`  not read    ${counted(view.undecodable.length, 'event')}, kept as received`]),
    `  accounts    ${accounts.size}`,
    `  transfers   ${transfers.length}${transfers.length === 0 ? '' : `: ${tally(transfers.map(transferStatus))}`}`,
    `  in transit  ${sums(transfers.map((transfer) => [transfer.instruction.amount.currency, inTransit(transfer)]))}`,
    `  claims      ${claims + disputes.length}, ${disputes.filter(isOpenDispute).length} of them open disputes`,
    integrityLine(view),
    '',
  ].join('\n')
}
