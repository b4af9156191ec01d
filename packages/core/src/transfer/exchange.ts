import { digitsOf, type Currency } from '../money/currency.js'
import { lesser, type Money } from '../money/money.js'
import type { Instruction, Quote } from './instruction.js'

/** What an exchanged transfer has at its far end, in minor units of the payee's currency. */
export type ExchangeSoFar = {
  /** What was credited there and neither taken back nor sent back. */
  readonly bought: bigint
  /** The part of it that does not stand on the payee's own account. */
  readonly boughtElsewhere: bigint
  /** What corrections took off the payee's own account of it, and gave neither to the sources nor to another who was credited. */
  readonly boughtMovedAway: bigint
  /** What of the quoted whole was ever credited there, or came back before it was credited, with the fees that were kept of it. */
  readonly accountedFor: bigint
}

/** The whole of an exchange: what the payer gives, and what it becomes. */
export type Exchange = { readonly sold: Money; readonly bought: Money; readonly quote: Quote }

type Instructed = Pick<Instruction, 'amount' | 'quote'>

/** The exchange that an instruction asks for; null where its one currency reaches the payee. */
export const exchangeOf = ({ amount, quote }: Instructed): Exchange | null =>
  quote?.buyAmount === undefined ? null : { sold: amount, bought: quote.buyAmount, quote }

/** The currency in which the payee is credited, and in which everybody at the far end speaks. */
export const currencyOfPayee = (instruction: Instructed): Currency =>
  exchangeOf(instruction)?.bought.currency ?? instruction.amount.currency

type Fraction = { readonly numerator: bigint; readonly denominator: bigint }

/** Minor units of the payee's currency for one of the payer's, as a fraction of whole numbers. */
const perMinorUnit = ({ rate, sellCurrency, buyCurrency }: Omit<Quote, 'buyAmount'>): Fraction => {
  const [whole = '0', decimals = ''] = rate.split('.')
  return {
    numerator: BigInt(whole + decimals) * 10n ** BigInt(digitsOf(buyCurrency)),
    denominator: 10n ** BigInt(decimals.length + digitsOf(sellCurrency)),
  }
}

/**
 * What a sum becomes at a quote's rate, in minor units, rounded to the nearest; a half goes to the even one, which
 * favours neither side over many quotes.
 */
export const atRate = (quote: Omit<Quote, 'buyAmount'>, sold: bigint): bigint => {
  const { numerator, denominator } = perMinorUnit(quote)
  const product = sold * numerator
  const floor = product / denominator
  const twice = 2n * (product % denominator)
  const up = twice > denominator || (twice === denominator && floor % 2n === 1n)
  return up ? floor + 1n : floor
}

/** Whether a quoted sum is the rate's, give or take a rounding: less than one minor unit away from it. */
export const followsFromRate = (quote: Omit<Quote, 'buyAmount'>, sold: bigint, bought: bigint): boolean => {
  const { numerator, denominator } = perMinorUnit(quote)
  const distance = bought * denominator - sold * numerator
  return distance < denominator && -distance < denominator
}

/**
 * What the first so many minor units of the payer's money become: the quoted whole in proportion, rounded down. The
 * whole becomes exactly what was quoted, and whatever is left always becomes something.
 */
export const boughtFor = ({ sold, bought }: Exchange, part: bigint): bigint =>
  (part * bought.minorUnits) / sold.minorUnits

/** The same the other way: how much of the payer's money stands for so much at the far end, rounded down. */
const soldFor = ({ sold, bought }: Exchange, part: bigint): bigint => (part * sold.minorUnits) / bought.minorUnits

/**
 * Whether so much of the payer's money and so much at the far end are one sum at the quote, give or take three minor units on
 * either side. A part that is told in one of the two currencies is seldom a whole number in the other, nor is what was before it
 * or what is left: what is there is never further from its exact worth than from one minor unit above to two below.
 */
export const agreesWithQuote = ({ sold, bought }: Exchange, part: bigint, became: bigint): boolean => {
  const distance = became * sold.minorUnits - part * bought.minorUnits
  const most = 3n * (sold.minorUnits + bought.minorUnits)
  return distance <= most && -distance <= most
}

/** The same, rounded up: the least of the payer's money that becomes so much. */
export const leastSoldFor = ({ sold, bought }: Exchange, part: bigint): bigint =>
  (part * sold.minorUnits + bought.minorUnits - 1n) / bought.minorUnits

/** What a sum at the far end stands for in the payer's money at the quote, rounded down; the sum itself where nothing is exchanged. */
export const inPayersMoney = (instruction: Instructed, bought: bigint): bigint => {
  const exchange = exchangeOf(instruction)
  return exchange === null ? bought : soldFor(exchange, bought)
}

/** How far a transfer has come: minor units of the payer's currency, and at the far end of the payee's. */
export type Reached = {
  /** What was credited and neither taken back nor sent back. */
  readonly withPayee: bigint
  /** What is on its way. */
  readonly inTransit: bigint
  /** What `withPayee` became at the far end. */
  readonly bought: bigint
  /** What `inTransit` is to become there. */
  readonly toBuy: bigint
}

/** What is on its way is to become there: what of the quoted whole was not told of yet. */
export const toBuyOf = (
  { bought }: Exchange,
  { accountedFor }: Pick<ExchangeSoFar, 'accountedFor'>,
  inTransit: bigint,
): bigint => (inTransit === 0n || accountedFor >= bought.minorUnits ? 0n : bought.minorUnits - accountedFor)

/**
 * What a credit of so much of the payer's money comes to: what all that is on its way no longer then became, less what it became
 * before. What was taken back since counts as well, so that the last part is always the rest of what was quoted.
 */
export const boughtBy = (
  exchange: Exchange,
  { inTransit, toBuy }: Pick<Reached, 'inTransit' | 'toBuy'>,
  sold: bigint,
): bigint => {
  const became = exchange.bought.minorUnits - toBuy
  return boughtFor(exchange, exchange.sold.minorUnits - inTransit + sold) - became
}

/** The number itself, or its neighbour where that lies between the two; null where neither does. */
const inside = (value: bigint, below: bigint, above: bigint): bigint | null => {
  const isInside = (one: bigint): boolean => below < one && one < above
  return [value, value + 1n, value - 1n].find(isInside) ?? null
}

/** What of the money on its way a credit at the far end stands for. 0 where it is too little to stand for anything. */
export const soldByCredit = (exchange: Exchange, reached: Reached, credited: bigint): bigint => {
  const { withPayee, inTransit, bought, toBuy } = reached
  if (credited >= toBuy) return inTransit
  const after = inside(soldFor(exchange, bought + credited), withPayee, withPayee + inTransit)
  return after === null ? 0n : after - withPayee
}

/**
 * What of the money on its way comes back with a sum that the far end sends back before it credited anybody. 0 as above: also
 * where the sum is worth less than one minor unit, because what is left is still to be credited, and must not fall behind.
 */
export const soldByReturnInTransit = (exchange: Exchange, reached: Reached, returned: bigint): bigint => {
  const { withPayee, inTransit, bought, toBuy } = reached
  if (returned >= toBuy) return inTransit
  const whole = withPayee + inTransit
  const left = soldFor(exchange, bought + toBuy - returned)
  const after = left > withPayee ? left : withPayee + 1n
  return after < whole ? whole - after : 0n
}

/** What of the payer's money comes back with a sum that was credited at the far end. 0 as above. */
export const soldByReturn = (
  exchange: Exchange,
  { withPayee, bought }: Pick<Reached, 'withPayee' | 'bought'>,
  returned: bigint,
): bigint => {
  if (returned >= bought) return withPayee
  const after = inside(soldFor(exchange, bought - returned), 0n, withPayee)
  return after === null ? 0n : withPayee - after
}

/**
 * What the far end gives back when so much of the payer's money is taken back: the same steps downward, and the last of
 * it whole. 0 where that, or what would be left, is too little to stand for anything.
 */
export const boughtByTakingBack = (
  exchange: Exchange,
  { withPayee, bought }: Pick<Reached, 'withPayee' | 'bought'>,
  sold: bigint,
): bigint => {
  const left = lesser(bought, boughtFor(exchange, withPayee - sold))
  return left === 0n && sold < withPayee ? 0n : bought - left
}
