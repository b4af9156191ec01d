import { formatMinorUnits, type Currency } from '@waybill/core'
import { sayTime } from '@waybill/explain'
import type { BalanceBridge, BalanceSheet, BridgeItem, Times } from '@waybill/projections'

const when = ({ happenedBy, knownBy }: Times, now: string): string => {
  const happened = sayTime(happenedBy ?? now).en
  return knownBy === undefined || knownBy === happenedBy
    ? `as of ${happened}`
    : `as of ${happened}, as known on ${sayTime(knownBy).en}`
}

const table = (rows: ReadonlyArray<readonly [string, string, string]>): ReadonlyArray<string> => {
  const widthOf = (index: 0 | 1): number => Math.max(0, ...rows.map((row) => row[index].length))
  const [first, second] = [widthOf(0), widthOf(1)]
  return rows.map(([label, sum, words]) => `  ${label.padEnd(first)}  ${sum.padStart(second)}  ${words}`.trimEnd())
}

const signed = (sum: bigint, currency: Currency): string =>
  sum > 0n ? `+${formatMinorUnits(sum, currency)}` : formatMinorUnits(sum, currency)

const kinds: Readonly<Record<BridgeItem['kind'], string>> = {
  ENTRY: 'entry',
  RESERVATION: 'reservation',
  INCOMING: 'on its way here',
}
const changes: Readonly<Record<BridgeItem['change'], string>> = { ADDED: '', GONE: ', gone', CHANGED: ', changed' }

const wordsOf = ({ change, fees, kind, occurredAt, sequence, transferId }: BridgeItem, currency: Currency): string =>
  `${kinds[kind]}${changes[change]}: transfer ${transferId}, ${sayTime(occurredAt).en}, sequence ${sequence}${
    fees === 0n ? '' : `, of it fees ${formatMinorUnits(fees, currency)}`
  }`

type Row = readonly [string, string, string]

const meaningRows = ({ balance, incoming, reservations }: BalanceSheet): ReadonlyArray<Row> => {
  const { available, booked, currency, expected, limit } = balance
  const row = (label: string, sum: bigint, words: string): Row => [label, formatMinorUnits(sum, currency), words]
  return [
    row('booked', booked, ''),
    ...reservations.map(({ reserved, sequence, since, transferId }) =>
      row('− reserved', reserved, `transfer ${transferId}, ${sayTime(since).en}, sequence ${sequence}`),
    ),
    row('= available', available, limit === 0n ? '' : `and a limit of ${formatMinorUnits(limit, currency)} below zero`),
    ...incoming.map(({ open, sequence, since, transferId }) =>
      row('+ on its way', open, `transfer ${transferId}, ${sayTime(since).en}, sequence ${sequence}`),
    ),
    row('= expected', expected, incoming.length === 0 ? '' : 'booked and on its way'),
  ]
}

/** One balance in its three meanings, and what lies between them. */
export const balanceThen = (sheet: BalanceSheet, times: Times, now: string): string => {
  const { balance } = sheet
  const { currency } = balance
  const last = sheet.entries.at(-1)
  return [
    `Account ${balance.account}, ${currency}, ${when(times, now)}`,
    ...table(meaningRows(sheet)),
    last === undefined
      ? '  no entry yet'
      : `  last entry: transfer ${last.transferId}, ${sayTime(last.occurredAt).en}, ${formatMinorUnits(last.balanceBefore, currency)} → ${formatMinorUnits(last.balanceAfter, currency)}, sequence ${last.sequence}`,
    '',
  ].join('\n')
}

const meanings = ['booked', 'available', 'expected'] as const

/** Two balances and every item that makes the difference: for each meaning, the first + the items = the second. */
export const balanceBetween = (
  { difference, from, items, remainder, to }: BalanceBridge,
  since: Times,
  times: Times,
  now: string,
): string => {
  const { currency } = to
  const moved = meanings.filter(
    (meaning) => items.some(({ effect }) => effect[meaning] !== 0n) || difference[meaning] !== 0n,
  )
  const sections = (moved.length === 0 ? (['booked'] as const) : moved).flatMap((meaning) => {
    const rows = items
      .filter(({ effect }) => effect[meaning] !== 0n)
      .map((item) => ['', signed(item.effect[meaning], currency), wordsOf(item, currency)] as const)
    const rest =
      remainder[meaning] === 0n
        ? []
        : [['', signed(remainder[meaning], currency), 'not explained by any entry'] as const]
    return [
      ...table([
        [meaning, formatMinorUnits(from[meaning], currency), when(since, now)],
        ...rows,
        ...rest,
        ['=', formatMinorUnits(to[meaning], currency), when(times, now)],
      ]),
      '',
    ]
  })
  return [`Account ${to.account}, ${currency}: from one balance to the other`, '', ...sections].join('\n')
}
