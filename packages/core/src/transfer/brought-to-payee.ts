import { sameAccount, type LedgerAccount } from '../ledger/account-id.js'
import { lesser, type Money } from '../money/money.js'
import { inPayersMoney } from './exchange.js'
import type { Transfer } from './state.js'

type Correction = { readonly from: LedgerAccount; readonly to: LedgerAccount; readonly amount: Money }

/** Whether money of this transfer was credited to the account, or into suspense because the account could not be credited. */
const gotIt = ({ executions }: Transfer, from: LedgerAccount): boolean =>
  from.startsWith('suspense:') || executions.some(({ account }) => sameAccount(account, { account: from }))

/** Minor units of the transfer, and what they became in the currency of the payee where it is exchanged. */
type Brought = { readonly brought: bigint; readonly boughtElsewhere: bigint }

/** What a correction brings to the payee of what another account of this book was credited with instead: 0 where nothing. */
export const broughtToPayee = (transfer: Transfer, { from, to, amount }: Correction): Brought => {
  const { instruction, creditedElsewhere, exchanged } = transfer
  if (!sameAccount({ account: to }, instruction.payee) || !gotIt(transfer, from))
    return { brought: 0n, boughtElsewhere: 0n }
  if (exchanged === undefined) return { brought: lesser(amount.minorUnits, creditedElsewhere), boughtElsewhere: 0n }
  const part = lesser(amount.minorUnits, exchanged.boughtElsewhere)
  const whole = part === exchanged.boughtElsewhere
  return {
    brought: whole ? creditedElsewhere : lesser(inPayersMoney(instruction, part), creditedElsewhere),
    boughtElsewhere: part,
  }
}
