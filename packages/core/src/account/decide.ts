import * as E from 'fp-ts/lib/Either.js'
import { accountStream, fundsStream, type Decision, type FundsView } from '../transfer/decision.js'
import { openReservations } from '../funds/reservations.js'
import type { AccountRejection } from '../transfer/rejection.js'
import type { AccountCommand } from './command.js'
import { eventOfChange } from './event-of-change.js'
import type { AccountEvent } from './event.js'
import type { Account } from './state.js'

type Outcome = E.Either<AccountRejection, Decision>

/** What an account decision looks at: the account, and its funds, which some decisions must not race with. */
export type AccountView = { readonly account: Account | null; readonly funds: FundsView }

const decided = (id: string, event: AccountEvent, checksFunds: boolean): Outcome =>
  E.right({ writes: [{ stream: accountStream(id), event }], checks: checksFunds ? [fundsStream(id)] : [] })

/** Decides a command about an account. */
export const decideAccount = (command: AccountCommand, { account, funds }: AccountView): Outcome => {
  const id = command.account
  if (command._tag === 'OpenAccount') {
    if (account !== null) return E.left({ _tag: 'AccountAlreadyOpen', account: id })
    const kind = command.kind ?? 'CASH'
    if (command.limit !== undefined && command.limit.currency !== command.currency)
      return E.left({
        _tag: 'CurrencyDiffers',
        field: 'limit',
        expected: command.currency,
        found: command.limit.currency,
      })
    if (command.limit !== undefined && command.limit.minorUnits > 0n && kind === 'CASH')
      return E.left({ _tag: 'LimitOnlyForCreditLine', account: id, kind })
    return decided(
      id,
      {
        _tag: 'AccountOpened',
        account: id,
        currency: command.currency,
        kind,
        ...(command.customer === undefined ? {} : { customer: command.customer }),
        ...(command.limit === undefined ? {} : { limit: command.limit }),
      },
      false,
    )
  }
  if (account === null) return E.left({ _tag: 'AccountUnknown', account: id })
  if (account.phase === 'CLOSED') return E.left({ _tag: 'AccountNotOpen', account: id, phase: 'CLOSED' })
  switch (command._tag) {
    case 'FreezeAccount':
      return decided(id, eventOfChange(command), true)
    case 'UnfreezeAccount':
      return account.freeze === 'NONE'
        ? E.left({ _tag: 'AccountNotFrozen', account: id })
        : decided(id, eventOfChange(command), false)
    case 'SetAccountFloor': {
      if (command.limit.currency !== account.currency)
        return E.left({
          _tag: 'CurrencyDiffers',
          field: 'limit',
          expected: account.currency,
          found: command.limit.currency,
        })
      if (command.limit.minorUnits > 0n && account.kind === 'CASH')
        return E.left({ _tag: 'LimitOnlyForCreditLine', account: id, kind: account.kind })
      const used = funds.funds.outflow + funds.funds.reservedTotal - funds.inflow
      if (used > command.limit.minorUnits)
        return E.left({
          _tag: 'LimitBelowUse',
          account: id,
          used: { minorUnits: used, currency: account.currency },
          requested: command.limit,
        })
      return decided(id, eventOfChange(command), true)
    }
    case 'BeginClosingAccount':
      return account.phase === 'CLOSING'
        ? E.left({ _tag: 'AccountNotOpen', account: id, phase: 'CLOSING' })
        : decided(id, eventOfChange(command), true)
    case 'CloseAccount': {
      if (account.phase !== 'CLOSING') return E.left({ _tag: 'AccountNotClosing', account: id })
      if (funds.funds.reserved.size > 0)
        return E.left({
          _tag: 'ReservationsOpen',
          account: id,
          transfers: openReservations(funds.funds.reserved).map(([transferId]) => transferId),
        })
      const booked = funds.inflow - funds.funds.outflow
      return booked === 0n
        ? decided(id, eventOfChange(command), true)
        : E.left({ _tag: 'AccountNotEmpty', account: id, booked, currency: account.currency })
    }
  }
}
