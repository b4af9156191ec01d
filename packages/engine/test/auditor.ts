import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, RecordedEvent } from '@waybill/port'

/** A second and simpler reading of a ledger: sums over the stored text, with nothing of ours but the store. */
export type Audit = {
  /** What does not hold, in words; empty when all is well. */
  readonly faults: ReadonlyArray<string>
  /** What every account has, by the entries alone. */
  readonly booked: ReadonlyMap<string, bigint>
  readonly events: ReadonlyArray<RecordedEvent>
}

type Posting = {
  readonly account: string
  readonly creditDebit: 'DBIT' | 'CRDT'
  readonly amount: { readonly minorUnits: string; readonly currency: string }
}
type Data = {
  readonly amount?: { readonly minorUnits: string }
  readonly limit?: { readonly minorUnits: string }
  readonly transferId?: string
  readonly entry?: { readonly postings: ReadonlyArray<Posting> }
}

type Legs = {
  initiated: bigint
  confirmed: bigint
  credited: bigint
  endings: number
  /** What the payer's side has again: what came back to it, and what the operator gave and did not take back. */
  madeGood: bigint
  provisional: bigint
}

const readAll = async (store: EventStore): Promise<ReadonlyArray<RecordedEvent>> => {
  const events: RecordedEvent[] = []
  for (;;) {
    const page = await store.readAll({ after: events.length, limit: 1000 })()
    if (E.isLeft(page)) throw new Error(page.left._tag)
    if (page.right.length === 0) return events
    events.push(...page.right)
  }
}

/** What brings an account of exceptions back towards zero, and never beyond. */
const resolvesException: ReadonlySet<string> = new Set(['ExceptionResolved', 'ExceptionWrittenOff'])

/** Checks the whole ledger event by event: entries balance, nobody falls below their floor, and no transfer moves more than it may. */
export const auditLedger = async (store: EventStore): Promise<Audit> => {
  const faults: string[] = []
  const booked = new Map<string, bigint>()
  const outflow = new Map<string, bigint>()
  const inflow = new Map<string, bigint>()
  const reserved = new Map<string, bigint>()
  const floors = new Map<string, bigint>()
  const legs = new Map<string, Legs>()
  const add = (sums: Map<string, bigint>, key: string, sum: bigint): void => {
    sums.set(key, (sums.get(key) ?? 0n) + sum)
  }
  const events = await readAll(store)

  for (const [index, { type, stream, data: text, sequence }] of events.entries()) {
    const data = JSON.parse(text) as Data
    const sum = BigInt(data.amount?.minorUnits ?? 0)
    const subject = stream.slice(stream.indexOf('-') + 1)
    const fault = (what: string): void => {
      faults.push(`sequence ${sequence}, ${type} in ${stream}: ${what}`)
    }
    if (sequence !== index + 1) fault(`is the event number ${index + 1}`)

    let difference = 0n
    for (const { account, creditDebit, amount } of data.entry?.postings ?? []) {
      const effect = creditDebit === 'CRDT' ? BigInt(amount.minorUnits) : -BigInt(amount.minorUnits)
      difference += effect
      const before = booked.get(account) ?? 0n
      add(booked, account, effect)
      if (resolvesException.has(type) && /^(?:exception|receivable):/.test(account) && before * effect >= 0n)
        fault(`resolves nothing of ${account}, which stood at ${before}`)
      if (resolvesException.has(type) && before * (before + effect) < 0n)
        fault(`resolves more of ${account} than the ${before} that stood there`)
      if (creditDebit === 'CRDT' && !account.includes(':')) add(inflow, account, effect)
    }
    if (difference !== 0n) fault(`its postings differ by ${difference}`)

    if (type === 'FundsReserved') add(reserved, subject, sum)
    if (type === 'FundsCaptured' || type === 'FundsReleased') add(reserved, subject, -sum)
    if (type === 'FundsCaptured' || type === 'FundsTaken') add(outflow, subject, sum)
    if (type === 'AccountOpened' || type === 'AccountFloorSet')
      floors.set(subject, -BigInt(data.limit?.minorUnits ?? 0))
    if (stream.startsWith('funds-')) {
      const available = (inflow.get(subject) ?? 0n) - (outflow.get(subject) ?? 0n) - (reserved.get(subject) ?? 0n)
      const floor = floors.get(subject) ?? 0n
      if (available < floor) fault(`${subject} has ${available} available, below its floor ${floor}`)
    }

    if (!stream.startsWith('transfer-')) continue
    const transfer = legs.get(subject) ?? {
      initiated: 0n,
      confirmed: 0n,
      credited: 0n,
      endings: 0,
      madeGood: 0n,
      provisional: 0n,
    }
    legs.set(subject, transfer)
    if (type === 'TransferInitiated') transfer.initiated = sum
    if (type === 'TransferConfirmed') transfer.confirmed = transfer.initiated
    if (type === 'TransferCredited') transfer.credited += sum
    if (['TransferConfirmed', 'TransferCancelled', 'TransferExpired', 'TransferRejected'].includes(type))
      transfer.endings += 1
    const toOperator = (prefix: string): bigint =>
      (data.entry?.postings ?? [])
        .filter(({ account, creditDebit }) => creditDebit === 'CRDT' && account.startsWith(prefix))
        .reduce((total, leg) => total + BigInt(leg.amount.minorUnits), 0n)
    if (['TransferFailed', 'TransferReturned', 'TransferReversed'].includes(type)) {
      transfer.madeGood += sum - toOperator('operator-')
      transfer.provisional -= toOperator('operator-provisional:')
    }
    if (type === 'ProvisionalCreditGranted' || type === 'RestitutionPaid') transfer.madeGood += sum
    if (type === 'ProvisionalCreditGranted') transfer.provisional += sum
    if (type === 'ProvisionalCreditRescinded') transfer.madeGood -= sum
    if (type === 'ProvisionalCreditRescinded' || type === 'ProvisionalCreditMadeFinal') transfer.provisional -= sum
    if (transfer.madeGood > transfer.initiated)
      fault(`${transfer.madeGood} are made good of a loss of at most ${transfer.initiated}`)
    if (transfer.provisional < 0n) fault(`${-transfer.provisional} more than was given provisionally are taken back`)
    if (transfer.endings > 1) fault('its reservation was resolved more than once')
    if (transfer.credited > transfer.confirmed || transfer.confirmed > transfer.initiated)
      fault(`credited ${transfer.credited}, confirmed ${transfer.confirmed}, initiated ${transfer.initiated}`)
  }

  let total = 0n
  for (const sum of booked.values()) total += sum
  if (total !== 0n) faults.push(`all accounts together differ by ${total}`)
  for (const account of new Set([...inflow.keys(), ...outflow.keys()])) {
    const derived = (inflow.get(account) ?? 0n) - (outflow.get(account) ?? 0n)
    if (derived !== (booked.get(account) ?? 0n))
      faults.push(`${account}: its funds say ${derived}, its entries ${booked.get(account) ?? 0n}`)
  }
  return { faults, booked, events }
}
