// The transfers that are measured: who pays whom how much, the same in every run.

import { randomFrom } from '../harness/random.mjs'

/** How the transfers lie on the accounts. */
export const shapes = ['uniform', 'hot payee', 'hot payer']

const padded = (number, digits) => String(number).padStart(digits, '0')

/** The name of an account by its number, from 0: scattered, so that few of them look like one another. */
export const accountNamed = (number) => `acc-${padded((number * 610_019) % 1_000_000, 6)}`

const uuidOf = (number) => `7d1f3a52-0c4e-4b6a-9d2f-${padded(number.toString(16), 12)}`

/**
 * Gives so many transfers one by one. `uniform`: payer and payee are drawn anew each time. `hot payee`: one account
 * receives everything. `hot payer`: one account pays everything. Amounts are 1.00 to 1,000.00 in minor units.
 */
export function* transfersOf({ transfers, accounts, shape = 'uniform', seed = 20260214 }) {
  if (!shapes.includes(shape)) throw new Error(`shape: expected one of ${shapes.join(', ')}, but found ${shape}`)
  const draw = randomFrom(seed)
  for (let number = 0; number < transfers; number += 1) {
    const first = draw(accounts)
    const second = (first + 1 + draw(accounts - 1)) % accounts
    const other = 1 + draw(accounts - 1)
    const [payer, payee] = shape === 'uniform' ? [first, second] : shape === 'hot payee' ? [other, 0] : [0, other]
    yield {
      number,
      transferId: `t-${padded(number, 9)}`,
      payer: accountNamed(payer),
      payee: accountNamed(payee),
      minorUnits: 100 + draw(99_901),
      uetr: uuidOf(number),
    }
  }
}

/** What stands on every account before the first transfer, in minor units: enough for any shape. */
export const openingMinorUnits = 1_000_000_000_000_000

/** What must stand on the accounts of customers afterwards, booked, if every transfer arrived: from account to minor units. */
export const balancesAfter = (options) => {
  const balances = new Map()
  for (let number = 0; number < options.accounts; number += 1) {
    balances.set(accountNamed(number), BigInt(openingMinorUnits))
  }
  for (const { payer, payee, minorUnits } of transfersOf(options)) {
    balances.set(payer, balances.get(payer) - BigInt(minorUnits))
    balances.set(payee, balances.get(payee) + BigInt(minorUnits))
  }
  return balances
}
