import * as E from 'fp-ts/lib/Either.js'
import {
  availableFunds,
  decodeStored,
  isBookAccount,
  isOurs,
  transferStream,
  type Currency,
  type Recorded,
  type Transfer,
} from '@waybill/core'
import type { RemedyLoss, RemedySituation } from '@waybill/explain'
import type { ReadFailure } from '@waybill/port'
import type { EngineParts } from '../engine-parts.js'
import { remedyId, remedyKey } from '../event-ids.js'
import type { Failure } from '../failure.js'

/** What an account has by the ledger itself, in minor units: no read model takes part. */
export type LedgerHolding = {
  readonly account: string
  readonly currency: Currency
  readonly booked: bigint
  readonly available: bigint
}

/** What is known of a transfer right now, and what its accounts have. */
export type Known = { readonly situation: RemedySituation; readonly holdings: ReadonlyArray<LedgerHolding> }

const eventsPerPage = 500

const storyOf = async (
  { store }: EngineParts,
  streams: ReadonlyArray<string>,
): Promise<E.Either<ReadFailure, ReadonlyArray<Recorded>>> => {
  const story: Recorded[] = []
  for (const stream of streams)
    for (let from = 0; ;) {
      const page = await store.readStream(stream, { from, limit: eventsPerPage })()
      if (E.isLeft(page)) return page
      const last = page.right.at(-1)
      if (last === undefined) break
      for (const stored of page.right) {
        const recorded = decodeStored(stored)
        if (E.isRight(recorded)) story.push(recorded.right)
      }
      from = last.revision + 1
    }
  return E.right(story.toSorted((one, other) => one.sequence - other.sequence))
}

/** The customers' accounts of this book that a transfer has to do with. */
const accountsOf = (transfer: Transfer | null, story: ReadonlyArray<Recorded>): ReadonlyArray<string> => {
  const requested = story.flatMap(({ event }) =>
    event._tag === 'RequestReceived' && event.instruction?.payer !== undefined ? [event.instruction.payer] : [],
  )
  const referred =
    transfer === null ? requested : [transfer.instruction.payee, ...transfer.executions.map(({ account }) => account)]
  const named = [
    ...(transfer?.instruction.funding.map(({ account }) => account) ?? []),
    ...referred.filter(isOurs).map(({ account }) => account),
    ...(transfer?.exceptions.flatMap(({ bookedOn }) => (bookedOn === null ? [] : [bookedOn])) ?? []),
  ]
  return [...new Set(named)].filter((account) => !isBookAccount(account))
}

/** What accounts have, by their own streams and by all that the ledger ever brought them. */
export const holdingsOf = async (
  parts: EngineParts,
  accounts: ReadonlyArray<string>,
): Promise<E.Either<Failure, ReadonlyArray<LedgerHolding>>> => {
  const caughtUp = await parts.reading.catchUp()
  if (E.isLeft(caughtUp)) return caughtUp
  const holdings: LedgerHolding[] = []
  for (const account of accounts) {
    const opened = await parts.streams.account(account, 'FRESH')
    if (E.isLeft(opened)) return opened
    if (opened.right.state === null) continue
    const funds = await parts.streams.funds(account, 'FRESH')
    if (E.isLeft(funds)) return funds
    const inflow = parts.inflow.of(account)
    const { currency, limit } = opened.right.state
    holdings.push({
      account,
      currency,
      booked: inflow - funds.right.state.outflow,
      available: availableFunds(funds.right.state, inflow, limit),
    })
  }
  return E.right(holdings)
}

/** Those of the accounts that are open to credits. */
const openAmong = async (
  { streams }: EngineParts,
  accounts: ReadonlyArray<string>,
): Promise<E.Either<Failure, ReadonlySet<string>>> => {
  const open = new Set<string>()
  for (const account of accounts) {
    const loaded = await streams.account(account, 'FRESH')
    if (E.isLeft(loaded)) return loaded
    if (loaded.right.state?.phase === 'OPEN') open.add(account)
  }
  return E.right(open)
}

const keyFor =
  ({ namespace }: EngineParts, transferId: string, transfer: Transfer | null) =>
  (loss: RemedyLoss): string => {
    const { remedy, part, madeGood, takenBack } = loss
    const currency = transfer?.instruction.amount.currency
    const isCompensation = remedy === 'GRANT_PROVISIONAL_CREDIT' || remedy === 'PAY_RESTITUTION'
    return isCompensation && takenBack === 0n && currency !== undefined
      ? remedyId(namespace, transferId, { minorUnits: madeGood, currency })
      : remedyKey(namespace, transferId, [isCompensation ? '' : remedy, part, `${madeGood}`, `${takenBack}`])
  }

/** Reads what remedies of a transfer are planned on, at the head of the ledger. */
export const situationOf = async (
  parts: EngineParts,
  { transferId, account: payTo }: { readonly transferId: string; readonly account?: string },
  approvals: ReadonlyArray<string>,
): Promise<E.Either<Failure, Known>> => {
  const loaded = await parts.streams.transfer(transferId, 'FRESH')
  if (E.isLeft(loaded)) return loaded
  const transfer = loaded.right.state
  const story = await storyOf(parts, [transferStream(transferId), `attempt-${transferId}`])
  if (E.isLeft(story)) return story
  const accounts = [...new Set([...accountsOf(transfer, story.right), ...(payTo === undefined ? [] : [payTo])])]
  const holdings = await holdingsOf(parts, accounts)
  if (E.isLeft(holdings)) return holdings
  const open = await openAmong(parts, accounts)
  if (E.isLeft(open)) return open
  return E.right({
    holdings: holdings.right,
    situation: {
      transferId,
      transfer,
      story: story.right,
      now: parts.clock.now(),
      available: (account) => holdings.right.find((one) => one.account === account)?.available ?? null,
      takesCredit: (account) => open.right.has(account),
      payTo: payTo ?? null,
      recallAnswerMs: parts.limits.recallAnswerMs,
      policy: parts.remedyPolicy,
      approvals,
      keyOf: keyFor(parts, transferId, transfer),
    },
  })
}
