import { lesser } from '../money/money.js'
import type { Transfer } from './state.js'

type Sums = Pick<Transfer, 'creditedElsewhere' | 'exchanged' | 'returnedAfterCredit'>

/**
 * The sums of a transfer after so much of what was credited came back, the fees that were kept of it included; `there` is what
 * left the far end. Who got it instead of the payee is taken to send it back before the payee does: a return does not say whose
 * money it was.
 */
export const withoutReturned = (
  { creditedElsewhere, exchanged, returnedAfterCredit }: Transfer,
  minorUnits: bigint,
  there: bigint,
): Sums => {
  const returned = returnedAfterCredit + minorUnits
  const elsewhere = creditedElsewhere - lesser(minorUnits, creditedElsewhere)
  if (exchanged === undefined) return { creditedElsewhere: elsewhere, returnedAfterCredit: returned }
  const boughtElsewhere = exchanged.boughtElsewhere - lesser(there, exchanged.boughtElsewhere)
  return {
    creditedElsewhere: boughtElsewhere === 0n ? 0n : elsewhere,
    exchanged: { ...exchanged, bought: exchanged.bought - there, boughtElsewhere },
    returnedAfterCredit: returned,
  }
}
