import { isBookAccount } from '../src/ledger/account-id.js'
import { imbalanceOf } from '../src/ledger/entry.js'
import { noFunds } from '../src/funds/state.js'
import type { TransferEvent } from '../src/transfer/event.js'
import { evolveTransfer, noTransfer } from '../src/transfer/evolve.js'
import {
  entryOf,
  isMoneyEvent,
  moneySoFar,
  type MoneyEvent,
  type MoneyEventWithoutEntry,
} from '../src/transfer/postings.js'
import { currencyOfPayee, exchangeOf } from '../src/transfer/exchange.js'
import { sumOfFees } from '../src/transfer/instruction.js'
import {
  atFarEnd,
  inTransit,
  isReserved,
  madeGood,
  madeGoodInHand,
  reversible,
  withPayee,
  type Transfer,
} from '../src/transfer/state.js'
import { streamKindOf, streamSubjectOf } from '../src/event/recorded.js'
import type { World } from './ledger-world.js'

/** What is wrong with a ledger; empty when every rule of money that lives in the core holds. */
export type Breach = string

const breachesOfSums = (transferId: string, transfer: Transfer): ReadonlyArray<Breach> => {
  const initiated = transfer.instruction.amount.minorUnits
  const { waitingInSuspense, takenByHand, movedAway, exchanged } = transfer
  const rules: ReadonlyArray<readonly [string, boolean]> = [
    ['0 ≤ credited', transfer.credited >= 0n],
    ['credited ≤ confirmed', transfer.credited <= transfer.confirmed],
    ['confirmed ≤ initiated', transfer.confirmed <= initiated],
    ['in transit ≥ 0', inTransit(transfer) >= 0n],
    ['with the payee ≥ 0', withPayee(transfer) >= 0n],
    ['0 ≤ credited elsewhere', transfer.creditedElsewhere >= 0n],
    ['with the payee and in transit ≤ confirmed', withPayee(transfer) + inTransit(transfer) <= transfer.confirmed],
    ['what the payer’s side has of its loss ≥ 0', madeGoodInHand(transfer) >= 0n],
    [
      'what waits, was taken by hand or moved away ≥ 0',
      [waitingInSuspense, takenByHand, movedAway, exchanged?.boughtMovedAway ?? 0n].every((sum) => sum >= 0n),
    ],
    [
      'failed, returned and reversed ≥ 0',
      [transfer.failed, transfer.returnedInTransit, transfer.returnedAfterCredit, transfer.reversed].every(
        (sum) => sum >= 0n,
      ),
    ],
    [
      '0 ≤ kept of returns ≤ returned',
      transfer.keptOfReturns >= 0n &&
        transfer.keptOfReturns <= transfer.returnedInTransit + transfer.returnedAfterCredit,
    ],
    ['what ended early was never confirmed', transfer.earlyEnding === null || transfer.confirmed === 0n],
    ['provisional and final restitution ≤ the amount of the transfer', madeGood(transfer) <= initiated],
    [
      'what the operator gave under a dispute ≤ what it claims',
      transfer.disputes.every(
        ({ disputeId, claimed }) =>
          transfer.madeWhole.reduce((sum, one) => (one.disputeId === disputeId ? sum + one.open : sum), 0n) <= claimed,
      ),
    ],
    ['what is given provisionally ≥ 0', transfer.madeWhole.every(({ open }) => open > 0n)],
    [
      'the operator recovers what it gave and no more',
      transfer.givenByOperator - transfer.recoveredByOperator ===
        transfer.madeWhole.reduce((sum, { open }) => sum + open, 0n),
    ],
    ['nothing is resolved that is not there', transfer.exceptions.every(({ open }) => open >= 0n)],
    [
      'an exception with nothing open is resolved',
      transfer.exceptions.every(({ kind, open, resolved }) => kind === 'MISMATCH' || resolved === (open === 0n)),
    ],
    ['a reversal leaves no less than nothing on the payee', transfer.reversed === 0n || reversible(transfer) >= 0n],
  ]
  return rules.filter(([, holds]) => !holds).map(([rule]) => `${transferId}: ${rule} does not hold`)
}

const returnsOf = (world: World, transferId: string) =>
  world.log.flatMap(({ stream, event }) =>
    stream === `transfer-${transferId}` && event._tag === 'TransferReturned' ? [event] : [],
  )

/** What of an exchanged amount went for fees and is not exchanged back. */
const soldForFees = (world: World, transferId: string): bigint =>
  returnsOf(world, transferId).reduce((sum, { keptOfAmount }) => sum + (keptOfAmount?.minorUnits ?? 0n), 0n)

const keptAtFarEnd = (world: World, transferId: string): bigint =>
  returnsOf(world, transferId).reduce((sum, { fees }) => sum + sumOfFees(fees ?? []), 0n)

/** What entries by hand moved in and out of the operator's loss, beside what the sums of the transfer say of it. */
const correctedOfLoss = (world: World, transferId: string): ReadonlyArray<readonly [string, bigint]> => {
  let transfer = noTransfer
  return world.log.flatMap(({ stream, event }) => {
    if (stream !== `transfer-${transferId}`) return []
    const before = transfer?.givenByOperator ?? 0n
    transfer = evolveTransfer(transfer, event as TransferEvent)
    if (event._tag !== 'CorrectionPosted') return []
    const { from, to, amount } = event
    const loss = `operator-loss:${amount.currency}`
    const leg = (to === loss ? amount.minorUnits : 0n) - (from === loss ? amount.minorUnits : 0n)
    return [[`${amount.currency} ${loss}`, leg + (transfer?.givenByOperator ?? 0n) - before] as const]
  })
}

/** Balances of the accounts beside the customers' follow from the transfers alone. */
const breachesOfBook = (world: World): ReadonlyArray<Breach> => {
  const expected = new Map<string, bigint>()
  const add = (key: string, sum: bigint): unknown => expected.set(key, (expected.get(key) ?? 0n) + sum)
  for (const [transferId, transfer] of world.transfers) {
    if (transfer === null) continue
    const { instruction } = transfer
    const { rail, amount, payer, fees } = instruction
    const { currency } = amount
    const far = currencyOfPayee(instruction)
    if (exchangeOf(instruction) !== null) {
      add(`${currency} position:${currency}`, withPayee(transfer) + soldForFees(world, transferId))
      add(`${far} position:${far}`, -atFarEnd(transfer) - keptAtFarEnd(world, transferId))
    }
    add(`${currency} in-transit:${rail}:${currency}`, inTransit(transfer))
    if (transfer.confirmed > 0n)
      add(
        `${currency} fees:${currency}`,
        fees.reduce((sum, fee) => sum + fee.amount.minorUnits, 0n),
      )
    for (const { outOf, open } of transfer.madeWhole)
      add(`${currency} ${outOf === 'LOSS' ? 'operator-loss' : 'operator-provisional'}:${currency}`, -open)
    for (const { stream, event } of world.log)
      if (stream === `transfer-${transferId}` && event._tag === 'ExceptionWrittenOff')
        add(`${far} operator-loss:${far}`, -event.amount.minorUnits)
    for (const [key, sum] of correctedOfLoss(world, transferId)) add(key, sum)
    for (const { kind, open } of transfer.exceptions) {
      if (kind === 'EXECUTED_BEYOND') add(`${far} exception:${transferId}:${far}`, -open)
      if (kind === 'RETURNED_BEYOND') add(`${far} exception:${transferId}:${far}`, open)
      if (kind === 'CREDITED_LATE') add(`${far} receivable:${payer.account}:${far}`, -open)
    }
  }
  const watched = (key: string): boolean =>
    /^[A-Z]{3} (?:in-transit|position|fees|exception|receivable|operator-loss|operator-provisional):/.test(key)
  const keys = new Set([...expected.keys(), ...[...world.balances.keys()].filter(watched)])
  return [...keys]
    .filter((key) => (expected.get(key) ?? 0n) !== (world.balances.get(key) ?? 0n))
    .map((key) => `${key} stands at ${world.balances.get(key) ?? 0n}, and the transfers say ${expected.get(key) ?? 0n}`)
}

/** A customer's balance from the entries is what came in less what its funds say went out. */
const breachesOfFunds = (world: World): ReadonlyArray<Breach> => {
  const breaches: Breach[] = []
  const reserved = new Map<string, bigint>()
  for (const transfer of world.transfers.values())
    if (transfer !== null && isReserved(transfer))
      for (const { account, amount } of transfer.instruction.funding)
        reserved.set(account, (reserved.get(account) ?? 0n) + amount.minorUnits)
  const customers = new Set([...world.accounts.keys(), ...world.funds.keys(), ...world.inflow.keys()])
  for (const id of customers) {
    const account = world.accounts.get(id) ?? null
    const funds = world.funds.get(id) ?? noFunds
    const inflow = world.inflow.get(id) ?? 0n
    const currencies = [...world.balances.keys()].filter((key) => key.endsWith(` ${id}`))
    if (account === null) breaches.push(`${id} has money and was never opened`)
    for (const key of currencies)
      if (key !== `${account?.currency} ${id}`)
        breaches.push(`${id} is an account in ${account?.currency} and has ${key}`)
    const balance = world.balances.get(`${account?.currency} ${id}`) ?? 0n
    if (balance !== inflow - funds.outflow)
      breaches.push(`${id} stands at ${balance}, and its funds say ${inflow - funds.outflow}`)
    if (funds.reservedTotal !== (reserved.get(id) ?? 0n))
      breaches.push(`${id} has ${funds.reservedTotal} reserved, and its transfers say ${reserved.get(id) ?? 0n}`)
    if (inflow - funds.outflow - funds.reservedTotal < -(account?.limit ?? 0n))
      breaches.push(`${id} is below its floor`)
    if (account?.phase === 'CLOSED' && balance !== 0n) breaches.push(`${id} is closed and stands at ${balance}`)
  }
  return breaches
}

/** A reservation is made once and resolved at most once: captured, released, or still open. */
const breachesOfReservations = (world: World): ReadonlyArray<Breach> => {
  const steps = new Map<string, string[]>()
  for (const { stream, event } of world.log) {
    if (event._tag !== 'FundsReserved' && event._tag !== 'FundsCaptured' && event._tag !== 'FundsReleased') continue
    const key = `${stream} for ${event.transferId}`
    steps.set(key, [...(steps.get(key) ?? []), `${event._tag} ${event.amount.minorUnits}`])
  }
  return [...steps]
    .filter(([, taken]) => {
      const [first = '', second] = taken
      const sum = first.replace('FundsReserved ', '')
      const resolves = second === undefined || second === `FundsCaptured ${sum}` || second === `FundsReleased ${sum}`
      return taken.length > 2 || !first.startsWith('FundsReserved ') || !resolves
    })
    .map(([key, taken]) => `${key}: ${taken.join(', ')}`)
}

const withoutEntry = ({ entry: _entry, ...event }: MoneyEvent): MoneyEventWithoutEntry => event

/** Every stored entry balances and is the one that its event and the events before it lead to. */
const breachesOfEntries = (world: World): ReadonlyArray<Breach> => {
  const breaches: Breach[] = []
  const transfers = new Map<string, Transfer | null>()
  for (const { stream, event } of world.log) {
    if (streamKindOf(stream) !== 'transfer') continue
    const transferId = streamSubjectOf(stream)
    const before = transfers.get(transferId) ?? noTransfer
    if (isMoneyEvent(event)) {
      if (imbalanceOf(event.entry.postings).size > 0) breaches.push(`${event._tag} of ${transferId} does not balance`)
      if (before === null) breaches.push(`${event._tag} stands before the instruction of ${transferId}`)
      else if (
        JSON.stringify(shown(entryOf(moneySoFar(before), withoutEntry(event), event.entry))) !==
        JSON.stringify(shown(event.entry))
      )
        breaches.push(`${event._tag} of ${transferId} stores another entry than it leads to`)
    }
    transfers.set(transferId, evolveTransfer(before, event as TransferEvent))
  }
  return breaches
}

const shown = (entry: MoneyEvent['entry']): unknown => [
  entry.bookingDate,
  entry.valueDate,
  entry.postings.map(({ account, creditDebit, amount }) => [
    account,
    creditDebit,
    amount.minorUnits.toString(),
    amount.currency,
  ]),
]

/**
 * What comes back goes to those who paid, and to none more than it paid; the rest waits in suspense. Where one of them paid again
 * by hand, in whatever shares, that holds of all of them together.
 */
const breachesOfAllocation = (world: World): ReadonlyArray<Breach> => {
  const back = new Map<string, bigint>()
  const paid = new Map<string, bigint>()
  const add = (sums: Map<string, bigint>, key: string, sum: bigint): unknown =>
    sums.set(key, (sums.get(key) ?? 0n) + sum)
  const payers = (stream: string): ReadonlyArray<string> =>
    world.transfers.get(streamSubjectOf(stream))?.instruction.funding.map(({ account }) => account) ?? []
  const paidAgain = world.log.flatMap(({ stream, event }): ReadonlyArray<readonly [string, bigint]> => {
    const by =
      event._tag === 'CorrectionPosted' ? event.from : event._tag === 'ExceptionResolved' ? event.account : null
    return 'amount' in event && by !== null && by !== undefined && payers(stream).includes(by)
      ? [[stream, (event.amount as { readonly minorUnits: bigint }).minorUnits]]
      : []
  })
  const together = new Set(paidAgain.map(([stream]) => stream))
  const keyOf = (stream: string, account: string): string =>
    together.has(stream) && payers(stream).includes(account) ? stream : `${stream} ${account}`
  for (const { stream, event } of world.log) {
    if (event._tag !== 'TransferFailed' && event._tag !== 'TransferReturned' && event._tag !== 'TransferReversed')
      continue
    for (const { account, creditDebit, amount } of event.entry.postings)
      if (creditDebit === 'CRDT' && !isBookAccount(account)) add(back, keyOf(stream, account), amount.minorUnits)
  }
  for (const [transferId, transfer] of world.transfers)
    for (const { account, amount } of transfer?.instruction.funding ?? [])
      add(paid, keyOf(`transfer-${transferId}`, account), amount.minorUnits)
  for (const [stream, sum] of paidAgain) add(paid, stream, sum)
  return [...back]
    .filter(([key, sum]) => sum > (paid.get(key) ?? 0n))
    .map(([key, sum]) => `${key} got ${sum} back and paid ${paid.get(key) ?? 0n}`)
}

const breachesOfTotals = (world: World): ReadonlyArray<Breach> => {
  const totals = new Map<string, bigint>()
  for (const [key, sum] of world.balances) totals.set(key.slice(0, 3), (totals.get(key.slice(0, 3)) ?? 0n) + sum)
  return [...totals]
    .filter(([, sum]) => sum !== 0n)
    .map(([currency, sum]) => `all accounts in ${currency} sum to ${sum}`)
}

/** Every rule that the ledger breaks, in words. */
export const breachesOf = (world: World): ReadonlyArray<Breach> => [
  ...[...world.transfers].flatMap(([id, transfer]) => (transfer === null ? [] : breachesOfSums(id, transfer))),
  ...breachesOfTotals(world),
  ...breachesOfBook(world),
  ...breachesOfFunds(world),
  ...breachesOfReservations(world),
  ...breachesOfEntries(world),
  ...breachesOfAllocation(world),
]

/** Whether any posting names an account that is neither a customer's nor one of the book's own kinds. */
export const strangeAccounts = (world: World): ReadonlyArray<string> =>
  [...world.balances.keys()]
    .map((key) => key.slice(4))
    .filter(
      (account) =>
        !(isBookAccount(account)
          ? /^(?:in-transit|nostro|exception|receivable):|^(?:fees|suspense|position|operator-loss|operator-provisional):/.test(
              account,
            )
          : world.accounts.has(account)),
    )
