import { describe, expect, it } from '@jest/globals'
import { times } from '../../test/canonical-payloads.js'
import {
  agreesWithQuote,
  soldByCredit,
  soldByReturn,
  soldByReturnInTransit,
  type Exchange,
  type Reached,
} from './exchange.js'

/** An exchange whose sums are so small that everything a rail can tell of it can be tried. */
const exchangeOf = (sold: bigint, bought: bigint): Exchange => ({
  sold: { minorUnits: sold, currency: 'EUR' },
  bought: { minorUnits: bought, currency: 'USD' },
  quote: { quoteId: 'q', sellCurrency: 'EUR', buyCurrency: 'USD', rate: '1', validUntil: times.expiry },
})

type Tried = { readonly after: Reached; readonly sold: bigint; readonly told: bigint; readonly outOf: bigint }

const upTo = (most: bigint): ReadonlyArray<bigint> =>
  Array.from({ length: Number(most) }, (_, index) => BigInt(index) + 1n)

/** Every message of a rail that fits: of what is on its way as long as anything is, of what was credited after that. */
const messages = (exchange: Exchange, reached: Reached): ReadonlyArray<Tried> => {
  const { withPayee, inTransit, bought, toBuy } = reached
  const credits = upTo(toBuy).map((told) => {
    const sold = soldByCredit(exchange, reached, told)
    const after = {
      withPayee: withPayee + sold,
      inTransit: inTransit - sold,
      bought: bought + told,
      toBuy: toBuy - told,
    }
    return { after, sold, told, outOf: inTransit }
  })
  const returns = upTo(toBuy).map((told) => {
    const sold = soldByReturnInTransit(exchange, reached, told)
    return { after: { ...reached, inTransit: inTransit - sold, toBuy: toBuy - told }, sold, told, outOf: inTransit }
  })
  if (inTransit > 0n) return [...credits, ...returns]
  return upTo(bought).map((told) => {
    const sold = soldByReturn(exchange, reached, told)
    return { after: { ...reached, withPayee: withPayee - sold, bought: bought - told }, sold, told, outOf: withPayee }
  })
}

/** Every message, in whatever the ones before it have come to. */
const everyMessage = (exchange: Exchange): ReadonlyArray<Tried> => {
  const [withPayee, inTransit] = [0n, exchange.sold.minorUnits]
  const begun: Reached = { withPayee, inTransit, bought: 0n, toBuy: exchange.bought.minorUnits }
  const seen = new Set<string>()
  const told: Array<Tried> = []
  const waiting = [begun]
  for (let reached = waiting.pop(); reached !== undefined; reached = waiting.pop()) {
    const key = Object.values(reached).join(' ')
    if (seen.has(key)) continue
    seen.add(key)
    const all = messages(exchange, reached)
    told.push(...all)
    waiting.push(...all.filter(({ sold }) => sold > 0n).map(({ after }) => after))
  }
  return told
}

type All = ReadonlyArray<{ readonly exchange: Exchange; readonly all: ReadonlyArray<Tried> }>

let tried: All | null = null
const tryAll = (): All =>
  upTo(8n)
    .flatMap((sold) => upTo(24n).map((bought) => exchangeOf(sold, bought)))
    .map((exchange) => ({ exchange, all: everyMessage(exchange) }))

/** Tried once, and only by whoever asks. */
const everyExchange = (): All => (tried ??= tryAll())

/** What was tried of which something does not hold, in words that show it again. */
const wrong = (holds: (exchange: Exchange, tried: Tried) => boolean): ReadonlyArray<string> =>
  everyExchange().flatMap(({ exchange, all }) =>
    all
      .filter((tried) => !holds(exchange, tried))
      .map(
        ({ after, sold, told }) =>
          `${told} for ${sold} of ${exchange.bought.minorUnits} for ${exchange.sold.minorUnits}, to ${Object.values(after).join(' ')}`,
      ),
  )

describe('an exchange of which a rail tells in parts', () => {
  it('has something to become for as long as something is on its way, and stands at the far end for as long as anything does', () => {
    expect(
      wrong(
        (_, { after, sold }) =>
          sold === 0n || (after.toBuy > 0n === after.inTransit > 0n && after.bought > 0n === after.withPayee > 0n),
      ),
    ).toEqual([])
  })

  it('takes each part at the quote, give or take three minor units, and stays within two of it as a whole', () => {
    expect(
      wrong((exchange, { after, sold, told }) => {
        const [all, whole] = [exchange.sold.minorUnits, exchange.bought.minorUnits]
        const apart = after.withPayee * whole - after.bought * all
        return sold === 0n || (agreesWithQuote(exchange, sold, told) && apart < 2n * whole && -apart < 2n * whole)
      }),
    ).toEqual([])
  })

  it('finds only that too little which is worth less than one minor unit, or is part of the last one', () => {
    expect(
      wrong(
        (exchange, { sold, told, outOf }) =>
          sold > 0n || outOf === 1n || told * exchange.sold.minorUnits < exchange.bought.minorUnits,
      ),
    ).toEqual([])
  })
})
