import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, type Currency } from '@waybill/core'
import type { LedgerState } from '@waybill/engine'
import {
  allBalances,
  balanceOf,
  balanceProjection,
  balancesAlone,
  balancesOfAccount,
  balanceSheet,
  beginFoldPastGaps,
  deliveriesOf,
  isReadable,
  type BalanceSheet,
  type Delivery,
  type ReadModel,
  type Times,
} from '@waybill/projections'
import type { CliFailure } from './failure.js'
import { rereadable, surveyFor, viewOf, type LedgerSource } from './ledger-source.js'
import { nearestTo } from './nearest.js'

/** An account's balance as of one pair of times, or of two. */
export type BalanceAsked = { readonly account: string; readonly times: Times; readonly since: Times | null }

/** The sheets of an account in one currency; `earlier` is null where only one pair of times is asked for. */
export type SheetsThen = { readonly now: BalanceSheet; readonly earlier: BalanceSheet | null }

/** The sheets of an account in every currency that it has in the whole ledger, and what is known of that. */
export type AccountBalances = { readonly state: LedgerState; readonly sheets: ReadonlyArray<SheetsThen> }

/** Tells of events as they come whether they count as of a pair of times. */
const counting = ({ happenedBy, knownBy }: Times): ((delivery: Delivery) => boolean) => {
  let isOver = false
  return (delivery) => {
    if (!isReadable(delivery)) return false
    isOver ||= knownBy !== undefined && delivery.recordedAt > knownBy
    return !isOver && (happenedBy === undefined || delivery.occurredAt <= happenedBy)
  }
}

type Models = { readonly whole: ReadModel; readonly now: ReadModel; readonly earlier: ReadModel | null }

/** Folds what bears on the account, delivery by delivery. An entry that both balances have is no part of what lies between them. */
const beginBalances = ({ account, since, times }: BalanceAsked) => {
  let isCommon = false
  const entries = since === null ? 'LAST' : (): boolean => !isCommon
  const foldAt = (when: Times) => beginFoldPastGaps(balanceProjection, when, balancesOfAccount(account, entries))
  const whole = beginFoldPastGaps(
    balanceProjection,
    {},
    balancesOfAccount(account, () => false),
  )
  const [now, earlier] = [foldAt(times), since === null ? null : foldAt(since)]
  const [countsNow, countsEarlier] = [counting(times), counting(since ?? {})]
  return {
    take: (delivery: Delivery): void => {
      const [isNow, isEarlier] = [countsNow(delivery), countsEarlier(delivery)]
      isCommon = isNow && isEarlier
      for (const fold of [whole, now, earlier]) fold?.take(delivery)
    },
    models: (): Models => ({
      whole: whole.fold().model,
      now: now.fold().model,
      earlier: earlier === null ? null : earlier.fold().model,
    }),
  }
}

type EachDelivery = (take: (delivery: Delivery) => void) => Promise<E.Either<CliFailure, unknown>>

/** Shows every event in order of sequence: as they are read, or from the whole ledger in memory where it is not in order. */
const eachDeliveryOf =
  (source: LedgerSource, inOrder: boolean): EachDelivery =>
  async (take) => {
    if (inOrder) return rereadable(source)((event) => take(E.toUnion(decodeStored(event))))
    const view = await viewOf(source)
    if (E.isRight(view)) deliveriesOf(view.right.events, view.right.undecodable).forEach(take)
    return view
  }

const unknownAccount = async (account: string, eachDelivery: EachDelivery): Promise<CliFailure> => {
  const { fold, take } = beginFoldPastGaps(balanceProjection, {}, balancesAlone)
  const read = await eachDelivery(take)
  if (E.isLeft(read)) return read.left
  const known = [...new Set(allBalances(fold().model).map((balance) => balance.account))]
  return { _tag: 'IdUnknown', id: account, kinds: ['account'], nearest: nearestTo(account, known, 5) }
}

const sheetsFrom = (account: string, currency: Currency, { earlier, now }: Models): SheetsThen => ({
  now: balanceSheet(now, account, currency),
  earlier: earlier === null ? null : balanceSheet(earlier, account, currency),
})

/**
 * Reads the balances of an account, keeping what bears on it and no more. A ledger that is out of order is held whole. An account that nobody
 * knows costs one more reading, for the accounts that are like it.
 */
export const accountBalances = async (
  source: LedgerSource,
  asked: BalanceAsked,
): Promise<E.Either<CliFailure, AccountBalances>> => {
  let balances = beginBalances(asked)
  const read = await surveyFor(source, balances.take)
  if (E.isLeft(read)) return read
  const surveyed = await read.right.finish()
  if (E.isLeft(surveyed)) return surveyed
  const { inOrder, state } = surveyed.right
  const eachDelivery = eachDeliveryOf(source, inOrder)
  if (!inOrder) {
    balances = beginBalances(asked)
    const again = await eachDelivery(balances.take)
    if (E.isLeft(again)) return again
  }
  const { account } = asked
  const models = balances.models()
  const currencies = balanceOf(models.whole, account).map(({ currency }) => currency)
  return currencies.length === 0
    ? E.left(await unknownAccount(account, eachDelivery))
    : E.right({ state, sheets: currencies.map((currency) => sheetsFrom(account, currency, models)) })
}
