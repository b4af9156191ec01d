import { sameAccount, type LedgerAccount } from '../ledger/account-id.js'
import { lesser, type Money } from '../money/money.js'
import { inPayersMoney } from './exchange.js'
import { arrived, type Transfer } from './state.js'

type Correction = { readonly from: LedgerAccount; readonly to: LedgerAccount; readonly amount: Money }

/** Whether money of this transfer was credited to the account, or into suspense because the account could not be credited. */
const gotIt = ({ executions }: Transfer, account: LedgerAccount): boolean =>
  executions.some(({ account: credited, postedTo }) =>
    postedTo === undefined ? sameAccount(credited, { account }) : postedTo === account,
  )

const isPayee = ({ instruction }: Transfer, account: LedgerAccount): boolean =>
  sameAccount({ account }, instruction.payee)

const isSource = ({ instruction }: Transfer, account: LedgerAccount): boolean =>
  instruction.funding.some((source) => source.account === account)

/** Minor units of the transfer, and what they became in the currency of the payee where it is exchanged. */
type Brought = { readonly brought: bigint; readonly boughtElsewhere: bigint }

/** What a correction brings to the payee of what another account of this book was credited with instead: 0 where nothing. */
export const broughtToPayee = (transfer: Transfer, { from, to, amount }: Correction): Brought => {
  const { instruction, creditedElsewhere, exchanged } = transfer
  if (!isPayee(transfer, to) || !gotIt(transfer, from)) return { brought: 0n, boughtElsewhere: 0n }
  if (exchanged === undefined) return { brought: lesser(amount.minorUnits, creditedElsewhere), boughtElsewhere: 0n }
  const part = lesser(amount.minorUnits, exchanged.boughtElsewhere)
  const whole = part === exchanged.boughtElsewhere
  return {
    brought: whole ? creditedElsewhere : lesser(inPayersMoney(instruction, part), creditedElsewhere),
    boughtElsewhere: part,
  }
}

/** Minor units that a correction moves between those who were credited and the sources that paid. */
export type Between = {
  /** What the sources get back; below 0 what is taken from them again. */
  readonly back: bigint
  /** The part of it that did not stand on the payee's own account, or does not any more. */
  readonly ofElsewhere: bigint
}

const nothing: Between = { back: 0n, ofElsewhere: 0n }

/**
 * What a correction gives back to the sources that paid of what the transfer credited, or takes from them again. An exchanged
 * transfer has nothing to move in this way: the two sides have no currency in common.
 */
export const broughtBack = (transfer: Transfer, { from, to, amount }: Correction): Between => {
  if (transfer.exchanged !== undefined) return nothing
  const { reversed, correctedBack, creditedElsewhere } = transfer
  if (isSource(transfer, to)) {
    if (isPayee(transfer, from)) return { back: lesser(amount.minorUnits, arrived(transfer)), ofElsewhere: 0n }
    if (!gotIt(transfer, from)) return nothing
    const back = lesser(amount.minorUnits, creditedElsewhere)
    return { back, ofElsewhere: back }
  }
  if (!isSource(transfer, from)) return nothing
  const again = -lesser(amount.minorUnits, reversed + correctedBack)
  if (isPayee(transfer, to)) return { back: again, ofElsewhere: 0n }
  return gotIt(transfer, to) ? { back: again, ofElsewhere: again } : nothing
}
