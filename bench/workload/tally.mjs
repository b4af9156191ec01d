// What stands in a log after a run, counted anew from its events: the same for ours and for the reference.

import { createHash } from 'node:crypto'
import { balancesAfter, openingMinorUnits } from './transfers.mjs'
import { eventsPerAccount, eventsPerTransfer } from './engine-run.mjs'

/** One short hash over balances, in order of account. */
export const digestOf = (balances) =>
  createHash('sha256')
    .update(
      [...balances]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([account, minorUnits]) => `${account} ${minorUnits}`)
        .join('\n'),
    )
    .digest('hex')
    .slice(0, 16)

/** A tally under way: `take` an event's type and data text, then `finish`. */
export const beginTally = () => {
  const balances = new Map()
  let events = 0
  let credited = 0
  return {
    /** Counts an account as it is opened, for a log that does not hold its events. */
    open: (account) => {
      events += eventsPerAccount
      credited += 1
      balances.set(account, BigInt(openingMinorUnits))
    },
    take: (type, data) => {
      events += 1
      if (type === 'TransferCredited') credited += 1
      if (type !== 'TransferConfirmed' && type !== 'TransferCredited') return
      for (const { account, creditDebit, amount } of JSON.parse(data).entry.postings) {
        if (account.includes(':')) continue
        const effect = creditDebit === 'CRDT' ? BigInt(amount.minorUnits) : -BigInt(amount.minorUnits)
        balances.set(account, (balances.get(account) ?? 0n) + effect)
      }
    },
    finish: () => ({ events, credited, balances: digestOf(balances) }),
  }
}

/** The tally that the workload must lead to. */
export const expectedTally = (options) => ({
  events: options.accounts * eventsPerAccount + options.transfers * eventsPerTransfer,
  credited: options.accounts + options.transfers,
  balances: digestOf(balancesAfter(options)),
})

/** Throws where a tally is not the expected one: what was measured was then not the workload. */
export const assertTally = (found, options) => {
  const expected = expectedTally(options)
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(
      `the log after the run, ${options.transfers} transfers: expected ${JSON.stringify(expected)}, but found ${JSON.stringify(found)}`,
    )
  return found
}
