import { sameAccount, type LedgerAccount } from '../ledger/account-id.js'
import type { Money } from '../money/money.js'
import type { Transfer } from './state.js'

type Correction = { readonly from: LedgerAccount; readonly to: LedgerAccount; readonly amount: Money }

/** Whether money of this transfer was credited to the account, or into suspense because the account could not be credited. */
const gotIt = ({ executions }: Transfer, from: LedgerAccount): boolean =>
  from.startsWith('suspense:') || executions.some(({ account }) => sameAccount(account, { account: from }))

/** What a correction brings to the payee of what another account of this book was credited with instead: minor units, 0 where nothing. */
export const broughtToPayee = (transfer: Transfer, { from, to, amount }: Correction): bigint => {
  const { payee } = transfer.instruction
  if (!sameAccount({ account: to }, payee) || !gotIt(transfer, from)) return 0n
  return amount.minorUnits < transfer.creditedElsewhere ? amount.minorUnits : transfer.creditedElsewhere
}
