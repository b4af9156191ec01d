import * as E from 'fp-ts/lib/Either.js'
import type { LedgerAccount } from '@waybill/core'
import { balanceOf, balanceProjection, type Balance, type Times } from '@waybill/projections'
import type { ProjectionFailure } from './projection-failure.js'
import type { Projector } from './projector.js'

/** The balances of an account, one for each currency, and the sequence up to which the ledger counts in them. */
export type BalanceAnswer = {
  readonly account: LedgerAccount
  readonly balances: ReadonlyArray<Balance>
  readonly throughSequence: number
}

/** The balances of an account: now, from the read model where there is one, or as of a pair of times, from the ledger itself. */
export const readBalance = async (
  projector: Projector,
  account: LedgerAccount,
  times: Times,
): Promise<E.Either<ProjectionFailure, BalanceAnswer>> => {
  const read = await projector.read(balanceProjection.name, (model) => balanceOf(model, account), times)
  if (E.isLeft(read)) return read
  return E.right({ account, balances: read.right.answer, throughSequence: read.right.throughSequence })
}
