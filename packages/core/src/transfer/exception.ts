import { isOurs, type AccountReference, type LedgerAccount } from '../ledger/account-id.js'
import type { TransferException } from './state.js'

type Exceptions = ReadonlyArray<TransferException>

/** Where in this book an account that was credited has the sum; null where the account is elsewhere. */
export const bookedOn = (credited: {
  readonly account: AccountReference
  readonly postedTo?: LedgerAccount
}): LedgerAccount | null => credited.postedTo ?? (isOurs(credited.account) ? credited.account.account : null)

/** One exception more. */
export const opened = (
  exceptions: Exceptions,
  kind: TransferException['kind'],
  minorUnits: bigint,
  on: LedgerAccount | null,
): Exceptions => [
  ...exceptions,
  { exceptionId: `x${exceptions.length + 1}`, kind, bookedOn: on, open: minorUnits, resolved: false },
]

/** A part of an exception is resolved; with the last of it, the exception is. */
export const lowered = (exceptions: Exceptions, exceptionId: string, minorUnits: bigint): Exceptions =>
  exceptions.map((exception) =>
    exception.exceptionId === exceptionId
      ? { ...exception, open: exception.open - minorUnits, resolved: exception.open === minorUnits }
      : exception,
  )

/**
 * One exception more in the exception account, after what stands there on the other side was settled by it: what was executed
 * too much and then sent back is an exception no longer. What stands elsewhere is settled before what stands in this book, which
 * nobody can send back; of each the oldest first.
 */
export const openedAgainst = (
  exceptions: Exceptions,
  kind: 'EXECUTED_BEYOND' | 'RETURNED_BEYOND',
  minorUnits: bigint,
  on: LedgerAccount | null,
): Exceptions => {
  const other = kind === 'EXECUTED_BEYOND' ? 'RETURNED_BEYOND' : 'EXECUTED_BEYOND'
  let rest = minorUnits
  let settled = exceptions
  const elsewhere = exceptions.filter(({ bookedOn: stands }) => stands === null)
  const here = exceptions.filter(({ bookedOn: stands }) => stands !== null)
  for (const { exceptionId, kind: known, open } of [...elsewhere, ...here]) {
    if (known !== other || open === 0n || rest === 0n) continue
    const part = open < rest ? open : rest
    settled = lowered(settled, exceptionId, part)
    rest -= part
  }
  return rest === 0n ? settled : opened(settled, kind, rest, on)
}
