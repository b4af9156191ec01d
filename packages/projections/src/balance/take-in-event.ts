import {
  accountEvents,
  effectOf,
  evolveAccount,
  exchangeOf,
  fundsEvents,
  isMoneyEvent,
  isOurs,
  streamSubjectOf,
  type AccountEvent,
  type DomainEvent,
  type FundsEvent,
  type MoneyEvent,
  type Posting,
  type Recorded,
  type TransferInitiated,
} from '@waybill/core'
import { keyOf, numberPart } from '../collection.js'
import type { Documents } from '../documents.js'
import {
  accounts,
  entries,
  incomingItems,
  instructionExtracts,
  inTransitItems,
  reservations,
  type InstructionExtract,
  type InTransitItem,
} from './document.js'
import { accountDocument, changeBalance } from './running-balance.js'

const isAccountEvent = (event: DomainEvent): event is AccountEvent => Object.hasOwn(accountEvents, event._tag)
const isFundsEvent = (event: DomainEvent): event is FundsEvent => Object.hasOwn(fundsEvents, event._tag)

const takeInAccount = (documents: Documents, account: string, event: AccountEvent): void => {
  const document = accountDocument(documents, account)
  documents.put(accounts, keyOf(account), { ...document, opened: evolveAccount(document.opened, event) })
}

/** Which part of each funding source pays fees: the first sources first, as money that comes back is allocated. */
const feeSharesOf = ({ funding, fees }: TransferInitiated): InstructionExtract['feeShares'] => {
  let left = fees.reduce((sum, { amount }) => sum + amount.minorUnits, 0n)
  if (left === 0n) return []
  return funding.map(({ account, amount }) => {
    const share = left < amount.minorUnits ? left : amount.minorUnits
    left -= share
    return { account, share }
  })
}

const takeInInstruction = (documents: Documents, transferId: string, instruction: TransferInitiated): void => {
  const towards = isOurs(instruction.payee) ? instruction.payee.account : null
  const feeShares = feeSharesOf(instruction)
  const exchange = exchangeOf(instruction)
  const exchanged = exchange === null ? {} : { exchange: { sold: exchange.sold, bought: exchange.bought } }
  if (towards !== null || feeShares.length > 0)
    documents.put(instructionExtracts, keyOf(transferId), { towards, feeShares, ...exchanged })
}

const nothingExtracted: InstructionExtract = { towards: null, feeShares: [] }

const extractOf = (documents: Documents, transferId: string): InstructionExtract =>
  documents.get(instructionExtracts, keyOf(transferId)) ?? nothingExtracted

const takeInFunds = (documents: Documents, recorded: Recorded, event: FundsEvent): void => {
  // The transfer's own entry books what is taken without a reservation.
  if (event._tag === 'FundsTaken' || event._tag === 'FundsRefused' || event._tag === 'FundsTermsSet') return
  // What had been taken and is given back was never reserved.
  if (event._tag === 'FundsReleased' && event.purpose !== undefined) return
  const account = streamSubjectOf(recorded.stream)
  const { transferId, amount } = event
  const change = event._tag === 'FundsReserved' ? amount.minorUnits : -amount.minorUnits
  changeBalance(documents, account, amount.currency, (before) => ({ ...before, reserved: before.reserved + change }))
  const key = keyOf(account, amount.currency, transferId)
  const known = documents.get(reservations, key)
  const reserved = (known?.reserved ?? 0n) + change
  if (reserved === 0n) {
    documents.remove(reservations, key)
    return
  }
  const { feeShares } = extractOf(documents, transferId)
  const fees = feeShares.reduce((sum, one) => (one.account === account ? sum + one.share : sum), 0n)
  documents.put(reservations, key, {
    account,
    currency: amount.currency,
    transferId,
    reserved,
    fees: fees < reserved ? fees : reserved,
    sequence: known?.sequence ?? recorded.sequence,
    eventId: known?.eventId ?? recorded.id,
    since: known?.since ?? recorded.occurredAt,
  })
}

const isInTransit = ({ account }: Posting): boolean => account.startsWith('in-transit:')

/** What an account may expect of a sum in transit: where it is exchanged, what the rest of it becomes at the quote. */
const expectedOf = ({ exchange }: InstructionExtract, { currency, open }: InTransitItem): InTransitItem['open'] =>
  exchange?.sold.currency === currency
    ? exchange.bought.minorUnits -
      ((exchange.sold.minorUnits - open) * exchange.bought.minorUnits) / exchange.sold.minorUnits
    : open

const moveInTransit = (documents: Documents, recorded: Recorded, transferId: string, posting: Posting): void => {
  const { account, amount } = posting
  const change = effectOf(posting)
  const key = keyOf(account, transferId)
  const known = documents.get(inTransitItems, key)
  const towards = known === null ? extractOf(documents, transferId).towards : known.towards
  const item: InTransitItem = {
    transferId,
    account,
    towards,
    currency: amount.currency,
    open: (known?.open ?? 0n) + change,
    sequence: known?.sequence ?? recorded.sequence,
    eventId: known?.eventId ?? recorded.id,
    since: known?.since ?? recorded.occurredAt,
  }
  if (item.open === 0n) documents.remove(inTransitItems, key)
  else documents.put(inTransitItems, key, item)
  if (towards === null) return
  const extract = extractOf(documents, transferId)
  const currency = extract.exchange?.sold.currency === item.currency ? extract.exchange.bought.currency : item.currency
  const open = expectedOf(extract, item)
  const rise = open - (known === null ? 0n : expectedOf(extract, known))
  changeBalance(documents, towards, currency, (before) => ({ ...before, incoming: before.incoming + rise }))
  const incomingKey = keyOf(towards, currency, transferId)
  if (item.open === 0n) documents.remove(incomingItems, incomingKey)
  else documents.put(incomingItems, incomingKey, { ...item, currency, open })
}

const book = (documents: Documents, recorded: Recorded, transferId: string, event: MoneyEvent): void => {
  const { bookingDate, valueDate, postings } = event.entry
  const feeShares = event._tag === 'TransferConfirmed' ? extractOf(documents, transferId).feeShares : []
  postings.forEach((posting, index) => {
    const { account, amount } = posting
    const effect = effectOf(posting)
    const before = changeBalance(documents, account, amount.currency, (balance) => ({
      ...balance,
      booked: balance.booked + effect,
      entryCount: balance.entryCount + 1,
    }))
    const number = before.entryCount + 1
    // The debits of a confirmation stand first and in the order of the funding sources.
    const paid = feeShares[index]
    documents.put(entries, keyOf(account, amount.currency, numberPart(number)), {
      account,
      currency: amount.currency,
      number,
      sequence: recorded.sequence,
      eventId: recorded.id,
      event: event._tag,
      transferId,
      posting: index,
      effect,
      fees: paid?.account === account && effect < 0n ? paid.share : 0n,
      balanceBefore: before.booked,
      balanceAfter: before.booked + effect,
      occurredAt: recorded.occurredAt,
      recordedAt: recorded.recordedAt,
      bookingDate,
      valueDate,
    })
    if (isInTransit(posting)) moveInTransit(documents, recorded, transferId, posting)
  })
}

/** What one event changes: an account's terms, a reservation, the accounts that an entry touches. All else passes. */
export const takeInEvent = (documents: Documents, recorded: Recorded): void => {
  const { event } = recorded
  const subject = streamSubjectOf(recorded.stream)
  if (isAccountEvent(event)) takeInAccount(documents, subject, event)
  else if (isFundsEvent(event)) takeInFunds(documents, recorded, event)
  else if (event._tag === 'TransferInitiated') takeInInstruction(documents, subject, event)
  else if (isMoneyEvent(event)) book(documents, recorded, subject, event)
}
