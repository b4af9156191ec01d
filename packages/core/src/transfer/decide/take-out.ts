import * as E from 'fp-ts/lib/Either.js'
import type { FundsEvent } from '../../funds/event.js'
import type { AccountId } from '../../ledger/account-id.js'
import type { Money } from '../../money/money.js'
import { fundsStream, type DecisionView, type Written } from '../decision.js'
import { accountHolds, accountMayStillPay, fundsCover } from '../policy.js'
import type { TransferRejection } from '../rejection.js'

type Purpose = Extract<FundsEvent, { readonly _tag: 'FundsTaken' }>['purpose']

/** Lowers a customer's account without a reservation, if it may pay, holds the currency and has enough. */
export const takeOut = (
  view: DecisionView,
  transferId: string,
  account: AccountId,
  amount: Money,
  purpose: Purpose,
): E.Either<TransferRejection, Written> => {
  const mayPay = accountMayStillPay(view.account(account), account)
  if (E.isLeft(mayPay)) return mayPay
  const holds = accountHolds(view.account(account), amount, 'amount')
  if (E.isLeft(holds)) return holds
  const covers = fundsCover(view, account, amount)
  if (E.isLeft(covers)) return covers
  const { inflow, throughSequence } = view.funds(account)
  const inflowSeen = { total: { minorUnits: inflow, currency: amount.currency }, throughSequence }
  return E.right({
    stream: fundsStream(account),
    event: { _tag: 'FundsTaken', transferId, amount, purpose, inflowSeen },
  })
}
