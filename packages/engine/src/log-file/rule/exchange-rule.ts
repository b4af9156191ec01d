import { agreesWithQuote, atFarEnd, exchangeOf, withPayee, type Money, type Transfer } from '@waybill/core'
import type { ExchangeOffQuote } from './rule-problem.js'
import { rule, type Rule } from './rule.js'

/** What is wrong with the sums that an exchange has come to; null where nothing is. */
const wrongWhole = (transfer: Transfer): ExchangeOffQuote['because'] | null => {
  const exchange = exchangeOf(transfer.instruction)
  if (exchange === null) return null
  const [near, far] = [withPayee(transfer), atFarEnd(transfer)]
  if (far < 0n || far > exchange.bought.minorUnits) return 'BEYOND_QUOTE'
  if (near === 0n && far !== 0n) return 'POSITION_LEFT_OPEN'
  return near === exchange.sold.minorUnits && far !== exchange.bought.minorUnits ? 'NOT_THE_QUOTED_WHOLE' : null
}

const wrongPart = (
  transfer: Transfer,
  amount: Money,
  converted: Money | undefined,
): ExchangeOffQuote['because'] | null => {
  const exchange = exchangeOf(transfer.instruction)
  if (exchange === null) return converted === undefined ? null : 'NO_QUOTE'
  if (converted?.currency !== exchange.bought.currency) return 'NOT_CONVERTED'
  return agreesWithQuote(exchange, amount.minorUnits, converted.minorUnits) ? null : 'OFF_RATE'
}

/** Every part is exchanged at the recorded quote, the whole is the quoted whole, and what is undone leaves no position. */
export const exchangesHold: Rule = rule('ExchangesHold', ({ after, at, recorded: { event } }, { broken, judged }) => {
  if (after === null) return
  if (event._tag !== 'TransferCredited' && event._tag !== 'TransferReturned' && event._tag !== 'TransferReversed')
    return
  if (exchangeOf(after.instruction) === null && event.converted === undefined) return
  judged()
  const because = wrongPart(after, event.amount, event.converted) ?? wrongWhole(after)
  if (because === null) return
  broken({
    _tag: 'ExchangeOffQuote',
    ...at,
    because,
    quoteId: after.instruction.quote?.quoteId ?? null,
    amount: event.amount,
    converted: event.converted ?? null,
  })
})
