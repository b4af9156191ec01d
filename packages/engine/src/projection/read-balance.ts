import * as E from 'fp-ts/lib/Either.js'
import type { LedgerAccount } from '@waybill/core'
import type { EventStore, ReadModelStore } from '@waybill/port'
import {
  accountBalances,
  balanceOf,
  balanceProjection,
  continueFold,
  emptyReadModel,
  keyOf,
  readModelFrom,
  type Balance,
  type ReadModel,
  type Times,
} from '@waybill/projections'
import { deliveryOf, keptAs, runProjection, type ProjectionFailure } from './run-projection.js'

/** The balances of an account, one for each currency, and the sequence up to which the ledger counts in them. */
export type BalanceAnswer = {
  readonly account: LedgerAccount
  readonly balances: ReadonlyArray<Balance>
  readonly throughSequence: number
}

type Read = Promise<E.Either<ProjectionFailure, ReadModel>>

const eventsPerPage = 1000

/** Folds the ledger itself: to its head, or as of a pair of times. */
const foldLedger = async (store: EventStore, times: Times): Read => {
  const model = emptyReadModel(balanceProjection)
  let after = 0
  for (;;) {
    const page = await store.readAll({ after, limit: eventsPerPage })()
    if (E.isLeft(page)) return page
    const last = page.right.at(-1)
    if (last === undefined) return E.right(model)
    const folded = continueFold(balanceProjection, model, page.right.map(deliveryOf), times)
    if (E.isLeft(folded)) return folded
    // What was learnt later ends the fold.
    if (folded.right.throughSequence < last.sequence) return folded
    after = last.sequence
  }
}

/** Reads the one document of the account, after the read model was brought up to the head. */
const readKept = async (store: EventStore, readModels: ReadModelStore, account: LedgerAccount): Read => {
  const reached = await runProjection(store, readModels, balanceProjection)
  if (E.isLeft(reached)) return reached
  const key = keyOf(account)
  const value = await readModels.get(keptAs(balanceProjection, accountBalances.name), key)()
  if (E.isLeft(value)) return value
  const documents = value.right === null ? [] : [{ collection: accountBalances.name, key, value: value.right }]
  return readModelFrom(balanceProjection, reached.right, documents)
}

/** The balances of an account: now, from the read model where there is one, or as of a pair of times, from the ledger itself. */
export const readBalance = async (
  store: EventStore,
  readModels: ReadModelStore | null,
  account: LedgerAccount,
  times: Times,
): Promise<E.Either<ProjectionFailure, BalanceAnswer>> => {
  const isNow = times.happenedBy === undefined && times.knownBy === undefined
  const model =
    isNow && readModels !== null ? await readKept(store, readModels, account) : await foldLedger(store, times)
  if (E.isLeft(model)) return model
  return E.right({ account, balances: balanceOf(model.right, account), throughSequence: model.right.throughSequence })
}
