import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { imbalanceOf, isMoneyEvent, type Recorded } from '@waybill/core'
import { randomLedger } from '../../test/random-history.js'
import { continueFold, foldProjection } from '../fold-projection.js'
import { emptyReadModel, type ReadModel } from '../read-model.js'
import { balanceProjection } from './balance-projection.js'
import { allBalances, balanceIn, balanceSheet, bookTotals, inTransitByAge } from './balance.js'
import { bridge, bridgeMeanings, minus, plus, sumOfEffects } from './bridge.js'
import { displayedBridge } from './displayed-bridge.js'

const folded = (events: ReadonlyArray<Recorded>, times = {}): ReadModel => {
  const outcome = foldProjection(balanceProjection, events, times)
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const accountsOf = (model: ReadModel) => allBalances(model).map(({ account }) => account)
const runs = { numRuns: 30 }

describe('the balances of a book', () => {
  it('sum to zero per currency after every position', () => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const model = emptyReadModel(balanceProjection)
        for (const event of events) {
          continueFold(balanceProjection, model, [event])
          expect(bookTotals(model).filter(({ imbalance }) => imbalance !== 0n)).toEqual([])
        }
      }),
      runs,
    )
  })

  it('show an entry that does not balance as a book that does not sum to zero', () => {
    fc.assert(
      fc.property(randomLedger, fc.nat(), fc.bigInt({ min: 1n, max: 50n }), ({ events }, choice, more) => {
        const money = events.filter(({ event }) => isMoneyEvent(event))
        const chosen = money[choice % money.length]!
        const damaged = events.map((recorded): Recorded => {
          if (recorded !== chosen || !isMoneyEvent(recorded.event)) return recorded
          const [first, ...rest] = recorded.event.entry.postings
          const raised = { ...first!, amount: { ...first!.amount, minorUnits: first!.amount.minorUnits + more } }
          const entry = { ...recorded.event.entry, postings: [raised, ...rest] }
          return { ...recorded, event: { ...recorded.event, entry } }
        })
        const wrong = damaged.find(({ sequence }) => sequence === chosen.sequence)!
        const imbalance = isMoneyEvent(wrong.event) ? imbalanceOf(wrong.event.entry.postings).get('CNY') : undefined
        expect(bookTotals(folded(damaged))).toEqual([{ currency: 'CNY', imbalance }])
      }),
      runs,
    )
  })

  it('keep available = booked − open reservations and expected = booked + what is on its way, after every position', () => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const model = emptyReadModel(balanceProjection)
        for (const event of events) {
          continueFold(balanceProjection, model, [event])
          for (const account of accountsOf(model)) {
            const { balance, reservations, incoming } = balanceSheet(model, account, 'CNY')
            const reserved = reservations.reduce((sum, one) => sum + one.reserved, 0n)
            const underWay = incoming.reduce((sum, one) => sum + one.open, 0n)
            expect(balance).toMatchObject({
              available: balance.booked - reserved,
              expected: balance.booked + underWay,
              reserved,
              incoming: underWay,
            })
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  it('follow from their entries, each of which begins where the one before ended', () => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const model = folded(events)
        for (const account of accountsOf(model)) {
          const { balance, entries } = balanceSheet(model, account, 'CNY')
          let running = 0n
          for (const [index, entry] of entries.entries()) {
            expect(entry.number).toBe(index + 1)
            expect(entry.balanceBefore).toBe(running)
            running += entry.effect
            expect(entry.balanceAfter).toBe(running)
          }
          expect(balance.booked).toBe(running)
        }
      }),
      runs,
    )
  })

  it('hold in transit exactly what the in-transit accounts hold', () => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const model = folded(events)
        const booked = allBalances(model)
          .filter(({ account }) => account.startsWith('in-transit:'))
          .reduce((sum, balance) => sum + balance.booked, 0n)
        const items = inTransitByAge(model)
        expect(items.reduce((sum, { open }) => sum + open, 0n)).toBe(booked)
        expect(items.every(({ open }) => open > 0n)).toBe(true)
        expect(items.map(({ since }) => since)).toEqual(items.map(({ since }) => since).sort())
      }),
      runs,
    )
  })

  it('agree with what the core says may be spent', () => {
    fc.assert(
      fc.property(randomLedger, (ledger) => {
        const model = folded(ledger.events)
        for (const account of ['mei', 'bo', 'ana']) {
          const { available } = balanceIn(model, account, 'CNY')
          const taken = ledger.events.reduce((sum, { stream, event }) => {
            if (stream !== `funds-${account}`) return sum
            if (event._tag === 'FundsReserved' || event._tag === 'FundsTaken') return sum + event.amount.minorUnits
            return event._tag === 'FundsReleased' ? sum - event.amount.minorUnits : sum
          }, 0n)
          expect(available).toBe(ledger.inflowOf(account) - taken)
          expect(available >= 0n).toBe(true)
        }
      }),
      runs,
    )
  })
})

const someTimes = fc.record({ happened: fc.nat(), known: fc.nat() })

describe('the bridge between two balances', () => {
  it('adds up to the difference with nothing left over, whichever pairs of times they are of', () => {
    fc.assert(
      fc.property(randomLedger, someTimes, someTimes, ({ events }, one, other) => {
        const timesOf = ({ happened, known }: { readonly happened: number; readonly known: number }) => ({
          happenedBy: events[happened % events.length]!.occurredAt,
          knownBy: events[known % events.length]!.recordedAt,
        })
        const [from, to] = [folded(events, timesOf(one)), folded(events, timesOf(other))]
        for (const account of accountsOf(folded(events))) {
          const found = bridge(balanceSheet(from, account, 'CNY'), balanceSheet(to, account, 'CNY'))
          expect(found.remainder).toEqual({ booked: 0n, available: 0n, expected: 0n })
          expect(sumOfEffects(found.items)).toEqual(found.difference)
          const back = bridge(balanceSheet(to, account, 'CNY'), balanceSheet(from, account, 'CNY'))
          expect(plus(found.difference, back.difference)).toEqual({ booked: 0n, available: 0n, expected: 0n })
        }
      }),
      runs,
    )
  })

  it('leaves what does not add up in the remainder', () => {
    fc.assert(
      fc.property(randomLedger, fc.bigInt({ min: -50n, max: 50n }), ({ events }, wrong) => {
        const sheet = balanceSheet(folded(events), 'mei', 'CNY')
        const { booked, available, expected } = sheet.balance
        const drifted = {
          ...sheet,
          balance: {
            ...sheet.balance,
            booked: booked + wrong,
            available: available + wrong,
            expected: expected + wrong,
          },
        }
        expect(bridge(sheet, drifted).remainder).toEqual(minus(drifted.balance, { booked, available, expected }))
      }),
      runs,
    )
  })

  it('explains what lies between two meanings of one balance', () => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const model = folded(events)
        for (const account of accountsOf(model)) {
          const sheet = balanceSheet(model, account, 'CNY')
          expect(bridgeMeanings(sheet, 'booked', 'available')).toMatchObject({
            difference: -sheet.balance.reserved,
            remainder: 0n,
          })
          expect(bridgeMeanings(sheet, 'available', 'expected').remainder).toBe(0n)
        }
      }),
      runs,
    )
  })
})

describe('the bridge from a displayed balance to the true one', () => {
  it('adds up: true = displayed − drift + lag, for any value shown at any position', () => {
    fc.assert(
      fc.property(randomLedger, fc.nat(), fc.bigInt({ min: -50n, max: 50n }), ({ events }, choice, drift) => {
        const position = choice % (events.length + 1)
        const own = balanceIn(folded(events.slice(0, position)), 'mei', 'CNY')
        const shown = { account: 'mei', currency: 'CNY', available: own.available + drift } as const
        const found = displayedBridge(shown, position, events)
        if (E.isLeft(found)) throw new Error(found.left._tag)
        const { meanings, behindBy, equalAtOwnPosition, bridge: items } = found.right
        const [available] = meanings
        expect(behindBy).toBe(events.length - position)
        expect(equalAtOwnPosition).toBe(drift === 0n)
        expect(available!.displayed - available!.drift + available!.lag).toBe(
          balanceIn(folded(events), 'mei', 'CNY').available,
        )
        expect(items.difference.available).toBe(available!.lag)
        expect(items.items.every(({ change, sequence }) => change !== 'ADDED' || sequence > position)).toBe(true)
      }),
      runs,
    )
  })
})
