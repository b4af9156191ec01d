import {
  evolveTransfer,
  inTransit,
  isOpenDispute,
  streamKindOf,
  transferStatus,
  type Currency,
  type Instant,
  type Recorded,
  type Transfer,
  type TransferEvent,
  type TransferStatus,
} from '@waybill/core'
import { createTransferShelf } from '../log-file/rule/transfer-shelf.js'

/** What a ledger holds, counted. */
export type LedgerTotals = {
  readonly events: number
  /** When the first event happened, and when the last was recorded; null of no events. */
  readonly span: { readonly from: Instant; readonly to: Instant } | null
  readonly accounts: number
  readonly transfers: number
  readonly byStatus: ReadonlyMap<TransferStatus, number>
  /** What left a payer and neither arrived nor came back, in minor units; no currency in which there is no such transfer. */
  readonly inTransit: ReadonlyMap<Currency, bigint>
  /** Claims that were opened, and disputes of transfers. */
  readonly claims: number
  readonly openDisputes: number
}

/** A count under way. Streams are told by numbers from 0, in the order of their first events. */
export type Totalling = {
  readonly take: (recorded: Recorded, streamNumber: number) => void
  readonly totals: () => LedgerTotals
}

type Sum = { readonly transfers: number; readonly sum: bigint }

/** Begins to count what a ledger holds. It keeps a transfer that was not touched lately in some twenty bytes, and the name of every account. */
export const beginTotals = (): Totalling => {
  const shelf = createTransferShelf()
  const accounts = new Set<string>()
  const byStatus = new Map<TransferStatus, number>()
  const sums = new Map<Currency, Sum>()
  let [events, transfers, claims, disputes, openDisputes] = [0, 0, 0, 0, 0]
  let span: LedgerTotals['span'] = null

  /** Counts a transfer once more, or once less. */
  const count = (transfer: Transfer, times: 1 | -1): void => {
    const status = transferStatus(transfer)
    byStatus.set(status, (byStatus.get(status) ?? 0) + times)
    const open = inTransit(transfer)
    const { currency } = transfer.instruction.amount
    const known = sums.get(currency) ?? { transfers: 0, sum: 0n }
    if (open !== 0n) sums.set(currency, { transfers: known.transfers + times, sum: known.sum + BigInt(times) * open })
    transfers += times
    disputes += times * transfer.disputes.length
    openDisputes += times * transfer.disputes.filter(isOpenDispute).length
  }

  return {
    take: ({ event, occurredAt, recordedAt, stream, type }, streamNumber) => {
      events += 1
      span = { from: span?.from ?? occurredAt, to: recordedAt }
      if (type === 'AccountOpened') accounts.add(stream)
      if (type === 'ClaimOpened') claims += 1
      if (streamKindOf(stream) !== 'transfer') return
      const before = shelf.get(streamNumber, stream)
      const after = evolveTransfer(before, event as TransferEvent)
      if (before !== null) count(before, -1)
      if (after !== null) count(after, 1)
      shelf.put(streamNumber, stream, after)
    },
    totals: () => ({
      events,
      span,
      accounts: accounts.size,
      transfers,
      byStatus: new Map([...byStatus].filter(([, number]) => number > 0)),
      inTransit: new Map(
        [...sums].flatMap(([currency, known]) => (known.transfers > 0 ? [[currency, known.sum]] : [])),
      ),
      claims: claims + disputes,
      openDisputes,
    }),
  }
}

/** What a ledger in memory holds, counted. */
export const totalsOf = (events: ReadonlyArray<Recorded>): LedgerTotals => {
  const { take, totals } = beginTotals()
  const numbers = new Map<string, number>()
  for (const recorded of events) {
    const number = numbers.get(recorded.stream) ?? numbers.size
    numbers.set(recorded.stream, number)
    take(recorded, number)
  }
  return totals()
}
