import { balanceIn, balanceOf, balanceProjection, type Balance } from '@waybill/projections'
import type { GivenLog } from '../explanation/view-of.js'
import { firstDifference } from '../specification/first-difference.js'
import type { Expected } from '../specification/loose.js'
import { partInField } from '../specification/parting.js'
import { withMoneyRead } from '../specification/read-money.js'
import { tellBalance } from '../story/tell-balance.js'
import { tellFields } from '../story/tell-value.js'
import { failReading, modelOf, readingOf, type Claim, type ReadAsOf } from './reading.js'

/** Claims the balance of an account, as of a pair of times where they are named. Of an account in several currencies one has to be so. */
export const claimLogBalance = (
  log: GivenLog,
  account: string,
  expected: Expected<Balance>,
  asOf: ReadAsOf | undefined,
  claim: Claim,
): void => {
  const reading = readingOf(log, `the balance of ${account}`, asOf)
  const { teller } = reading
  const model = modelOf(balanceProjection, reading.deliveries, reading.times, claim)
  const known = balanceOf(model, account)
  const balances = known.length > 0 ? known : [balanceIn(model, account, 'CNY')]
  const differences = balances.map((balance) => firstDifference(teller, expected, balance, undefined, balance.currency))
  const [difference] = differences
  if (difference === undefined || difference === null || differences.includes(null)) return
  failReading(
    reading,
    [tellFields(teller, withMoneyRead(expected) as Readonly<Record<string, unknown>>, undefined).join(', ')],
    balances.map((balance) => tellBalance(teller, balance)),
    partInField(`the balance of ${account}`, difference, (field) => `.thenBalance('${account}', { ${field} })`),
    claim,
  )
}
