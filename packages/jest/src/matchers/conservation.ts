import {
  allEvents,
  decodeStored,
  entryOf,
  evolveTransfer,
  formatMinorUnits,
  imbalanceOf,
  inTransit,
  isMoneyEvent,
  moneySoFar,
  transferEvents,
  withPayee,
  type DomainEvent,
  type Entry,
  type MoneyEvent,
  type Posting,
  type StoredEvent,
  type Transfer,
  type TransferEvent,
} from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { isFields, tellEntry } from '../story/tell-value.js'
import type { Teller } from '../story/teller.js'

/** An event and the stream that it stands in, where that is known. */
export type Placed = { readonly event: DomainEvent; readonly stream: string | null }

/** Events in any of the forms in which they are met, as events; a text says which could not be read. */
export const placedEvents = (received: unknown): E.Either<string, ReadonlyArray<Placed>> => {
  if (isFields(received) && received['_tag'] === 'Right') return placedEvents(received['right'])
  if (isFields(received) && 'writes' in received) return placedEvents(received['writes'])
  if (isFields(received) && Array.isArray(received['events'])) return placedEvents(received['events'])
  if (!Array.isArray(received)) return E.left('a list of events, a decision or a ledger was expected')
  const placed: Placed[] = []
  for (const [index, item] of received.entries()) {
    const read = placedEvent(item)
    if (read === null) return E.left(`member ${index + 1} is no event that can be read`)
    placed.push(read)
  }
  return E.right(placed)
}

const isEvent = (value: unknown): value is DomainEvent =>
  isFields(value) && typeof value['_tag'] === 'string' && Object.hasOwn(allEvents, value['_tag'])

const placedEvent = (item: unknown): Placed | null => {
  if (!isFields(item)) return null
  const stream = typeof item['stream'] === 'string' ? item['stream'] : null
  if (isEvent(item)) return { event: item, stream }
  if (isEvent(item['event'])) return { event: item['event'], stream }
  if (typeof item['data'] !== 'string') return null
  const decoded = decodeStored(item as unknown as StoredEvent)
  return E.isRight(decoded) ? { event: decoded.right.event, stream } : null
}

const isTransferEvent = (event: DomainEvent): event is TransferEvent => Object.hasOwn(transferEvents, event._tag)

const unbalanced = ({ postings }: Entry): string | null => {
  const [first] = imbalanceOf(postings)
  if (first === undefined) return null
  const [currency, imbalance] = first
  const gap = imbalance < 0n ? -imbalance : imbalance
  const sum = `${currency} ${formatMinorUnits(gap, currency)}`
  return imbalance < 0n ? `${sum} more is taken than given` : `${sum} more is given than taken`
}

const legs = (postings: ReadonlyArray<Posting>): string =>
  postings
    .map(({ account, creditDebit, amount }) => `${account} ${creditDebit} ${amount.minorUnits} ${amount.currency}`)
    .sort()
    .join()

/** What the event's other fields call for, where its transfer is known up to it; null where the stored entry is that. */
const otherEntry = (teller: Teller, event: MoneyEvent, before: Transfer | null): string | null => {
  if (before === null) return null
  const { entry, ...withoutEntry } = event
  const derived = entryOf(moneySoFar(before), withoutEntry, entry)
  return legs(derived.postings) === legs(entry.postings)
    ? null
    : `its other fields call for ${tellEntry(teller, derived)}`
}

const belowZero = (transfer: Transfer): string | null => {
  if (inTransit(transfer) < 0n) return 'what is in transit falls below zero'
  return withPayee(transfer) < 0n ? 'what the payee has falls below zero' : null
}

/** The first event that makes or loses money, and how; null where none does. */
export const firstLoss = (
  teller: Teller,
  placed: ReadonlyArray<Placed>,
): { readonly index: number; readonly because: string } | null => {
  const transfers = new Map<string | null, Transfer | null>()
  for (const [index, { event, stream }] of placed.entries()) {
    const before = transfers.get(stream) ?? null
    if (isMoneyEvent(event)) {
      const because = unbalanced(event.entry) ?? otherEntry(teller, event, before)
      if (because !== null) return { index, because }
    }
    if (!isTransferEvent(event)) continue
    const after = evolveTransfer(before, event)
    transfers.set(stream, after)
    const because = after === null ? null : belowZero(after)
    if (because !== null) return { index, because }
  }
  return null
}
