import {
  allEvents,
  type Account,
  type Decision,
  type DomainEvent,
  type Funds,
  type Recorded,
  type StoredEvent,
  type Transfer,
  type Written,
} from '@waybill/core'
import type { Finding, LedgerView } from '@waybill/explain'
import type { Receipt } from '@waybill/engine'
import type { Balance, BalanceBridge, BalanceSheet, Hop, TransferStory } from '@waybill/projections'
import { isRefusal } from './is-refusal.js'
import { tellBalance, tellBalanceSheet, tellBridge } from './tell-balance.js'
import { tellEvent } from './tell-event.js'
import { tellFinding } from './tell-finding.js'
import { tellReceipt } from './tell-receipt.js'
import { tellRefusal } from './tell-refusal.js'
import { tellLedger, tellRecorded, tellStored } from './tell-story.js'
import { tellHop, tellTimeline } from './tell-timeline.js'
import { tellAccount, tellFunds, tellTransfer } from './tell-transfer.js'
import { isFields, isMoneyValue, tellMoney } from './tell-value.js'
import type { Teller } from './teller.js'

type Lines = ReadonlyArray<string>
type Fields = Readonly<Record<string, unknown>>

/** A kind of value that can be told: how it is known, and its lines. */
type Kind = { readonly is: (value: Fields) => boolean; readonly tell: (teller: Teller, value: never) => Lines }

const kind = <A>(is: (value: Fields) => boolean, tell: (teller: Teller, value: A) => Lines | string): Kind => ({
  is,
  tell: (teller, value) => {
    const told = tell(teller, value)
    return typeof told === 'string' ? [told] : told
  },
})

const has = (value: Fields, ...names: ReadonlyArray<string>): boolean => names.every((name) => name in value)

const isEvent = (value: unknown): boolean =>
  isFields(value) && typeof value['_tag'] === 'string' && Object.hasOwn(allEvents, value['_tag'])

const tellWritten = (teller: Teller, { stream, event }: Written): string => tellEvent(teller, event, stream)

const tellDecision = (teller: Teller, { writes, checks }: Decision): Lines => [
  ...writes.map((write) => tellWritten(teller, write)),
  ...(checks.length === 0 ? [] : [`if nobody changes ${checks.map(teller.text).join(', ')} meanwhile`]),
]

const kinds: ReadonlyArray<Kind> = [
  kind<DomainEvent>(isEvent, (teller, event) => tellEvent(teller, event)),
  kind<Recorded>((value) => has(value, 'stream', 'sequence', 'occurredAt') && isEvent(value['event']), tellRecorded),
  kind<Written>((value) => has(value, 'stream') && isEvent(value['event']), tellWritten),
  kind<StoredEvent>((value) => has(value, 'stream', 'type', 'schemaVersion', 'data', 'occurredAt'), tellStored),
  kind<Decision>((value) => has(value, 'writes', 'checks'), tellDecision),
  kind<Transfer>(
    (value) => has(value, 'disputes', 'recalls', 'confirmed') && isEvent(value['instruction']),
    tellTransfer,
  ),
  kind<Account>((value) => has(value, 'account', 'currency', 'kind', 'limit', 'freeze', 'phase'), tellAccount),
  kind<Funds>((value) => has(value, 'outflow', 'reserved', 'reservedTotal'), tellFunds),
  kind<Balance>((value) => has(value, 'account', 'currency', 'booked', 'available', 'expected'), tellBalance),
  kind<BalanceSheet>((value) => has(value, 'balance', 'entries', 'reservations', 'incoming'), tellBalanceSheet),
  kind<BalanceBridge>((value) => has(value, 'from', 'to', 'difference', 'items', 'remainder'), tellBridge),
  kind<TransferStory>((value) => has(value, 'transferId', 'state', 'hops'), tellTimeline),
  kind<Hop>((value) => has(value, 'lane', 'stage', 'word', 'said'), tellHop),
  kind<Finding>((value) => value['schema'] === 'waybill/finding/1', tellFinding),
  kind<LedgerView>((value) => has(value, 'events', 'undecodable', 'integrity'), tellLedger),
  kind<Receipt>((value) => has(value, 'commandId', 'command', 'events', 'replayed'), tellReceipt),
  kind<{ readonly _tag: string }>(isRefusal, (teller, refusal) => `refused by ${tellRefusal(teller, refusal)}`),
  kind(isMoneyValue, (_teller, money: Parameters<typeof tellMoney>[0]) => tellMoney(money)),
]

const isFieldsOf = (value: unknown): value is Fields => {
  const prototype: unknown = isFields(value) ? Object.getPrototypeOf(value) : undefined
  return prototype === Object.prototype || prototype === null
}

/** What an Either holds, where it holds something that can be told. */
const contentOf = (value: Fields): unknown =>
  value['_tag'] === 'Left' ? value['left'] : value['_tag'] === 'Right' ? value['right'] : value

/** How a value is told, or null where it is none of those that this kit knows. A list is told where each of its members is. */
export const recognise = (value: unknown): ((teller: Teller) => Lines) | null => {
  if (Array.isArray(value)) {
    const members = value.map(recognise)
    const known = members.filter((member) => member !== null)
    return members.length === 0 || known.length < members.length
      ? null
      : (teller) => known.flatMap((member) => member(teller))
  }
  if (!isFieldsOf(value)) return null
  const content = contentOf(value)
  if (content !== value) return recognise(content)
  const found = kinds.find(({ is }) => is(value))
  return found === undefined ? null : (teller) => found.tell(teller, value as never)
}
