import fc from 'fast-check'
import { randomLedger } from '../../test/random-history.js'
import { beginFoldPastGaps, foldPastGaps } from '../fold-projection.js'
import { balanceProjection } from './balance-projection.js'
import { allBalances, balanceSheet } from './balance.js'
import { bridge } from './bridge.js'
import { balancesAlone, balancesOfAccount } from './of-account.js'

const runs = { numRuns: 30 }

describe('what is kept for the balance of one account', () => {
  it('gives the sheet that all documents give, and the bridge between two of them', () => {
    fc.assert(
      fc.property(randomLedger, fc.nat(), fc.boolean(), ({ events }, choice, isDisturbed) => {
        const there = isDisturbed ? events.filter((_, index) => (index * 7 + choice) % 11 !== 0) : events
        const whole = foldPastGaps(balanceProjection, there).model
        const until = there[choice % there.length]!.recordedAt
        const earlier = foldPastGaps(balanceProjection, there, { knownBy: until }).model
        for (const { account, currency } of allBalances(whole)) {
          const sheet = balanceSheet(whole, account, currency)
          const isLater = ({ recordedAt }: { readonly recordedAt: string }): boolean => recordedAt > until
          const [last, later, before] = [
            beginFoldPastGaps(balanceProjection, {}, balancesOfAccount(account, 'LAST')),
            beginFoldPastGaps(balanceProjection, {}, balancesOfAccount(account, isLater)),
            beginFoldPastGaps(
              balanceProjection,
              { knownBy: until },
              balancesOfAccount(account, () => false),
            ),
          ]
          for (const delivery of there) for (const fold of [last, later, before]) fold.take(delivery)
          expect(balanceSheet(last.fold().model, account, currency)).toEqual({
            ...sheet,
            entries: sheet.entries.slice(-1),
          })
          const between = bridge(
            balanceSheet(before.fold().model, account, currency),
            balanceSheet(later.fold().model, account, currency),
          )
          expect(between).toEqual(bridge(balanceSheet(earlier, account, currency), sheet))
        }
      }),
      runs,
    )
  })

  it('or for the sums alone gives the sums that all documents give', () => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const alone = beginFoldPastGaps(balanceProjection, {}, balancesAlone)
        events.forEach(alone.take)
        expect(allBalances(alone.fold().model)).toEqual(allBalances(foldPastGaps(balanceProjection, events).model))
      }),
      runs,
    )
  })
})
