import { formatMinorUnits, type Currency } from '@waybill/core'
import type { Balance, BalanceBridge, BalanceSheet, BridgeItem, ThreeMeanings } from '@waybill/projections'
import type { Teller } from './teller.js'

const sum = (currency: Currency, minorUnits: bigint): string => `${currency} ${formatMinorUnits(minorUnits, currency)}`

/** With its sign, so that what raises and what lowers are told apart. */
const change = (currency: Currency, minorUnits: bigint): string =>
  `${minorUnits < 0n ? '-' : '+'}${sum(currency, minorUnits < 0n ? -minorUnits : minorUnits)}`

/** A balance in one line: booked, available and expected always, the rest where it is not zero. */
export const tellBalance = (teller: Teller, balance: Balance): string => {
  const { account, currency, booked, reserved, available, incoming, expected, limit } = balance
  const unlessZero = (name: string, minorUnits: bigint): ReadonlyArray<string> =>
    minorUnits === 0n ? [] : [`${name} ${sum(currency, minorUnits)}`]
  return `${teller.text(account)}: ${[
    `booked ${sum(currency, booked)}`,
    ...unlessZero('reserved', reserved),
    `available ${sum(currency, available)}`,
    ...unlessZero('incoming', incoming),
    `expected ${sum(currency, expected)}`,
    ...unlessZero('limit', limit),
  ].join(', ')}`
}

/** A balance with what it is made of, a line each. */
export const tellBalanceSheet = (teller: Teller, sheet: BalanceSheet): ReadonlyArray<string> => {
  const { currency } = sheet.balance
  return [
    tellBalance(teller, sheet.balance),
    ...sheet.entries.map(
      ({ occurredAt, event, transferId, effect, balanceAfter }) =>
        `  ${teller.time(occurredAt)}  ${event} ${teller.text(transferId)}: ${change(currency, effect)}, then ${sum(currency, balanceAfter)}`,
    ),
    ...sheet.reservations.map(
      ({ since, transferId, reserved }) =>
        `  ${teller.time(since)}  kept for ${teller.text(transferId)}: ${sum(currency, reserved)}`,
    ),
    ...sheet.incoming.map(
      ({ since, transferId, open }) =>
        `  ${teller.time(since)}  on its way by ${teller.text(transferId)}: ${sum(currency, open)}`,
    ),
  ]
}

const tellMeanings = (currency: Currency, { booked, available, expected }: ThreeMeanings): string =>
  `booked ${change(currency, booked)}, available ${change(currency, available)}, expected ${change(currency, expected)}`

const tellItem = (teller: Teller, currency: Currency, item: BridgeItem): string =>
  `  ${teller.time(item.occurredAt)}  ${item.kind} ${item.change} by ${teller.text(item.transferId)}: ${tellMeanings(currency, item.effect)}${item.fees === 0n ? '' : `, fees ${sum(currency, item.fees)}`}`

/** What tells two balances apart, item by item; a remainder only where something does not add up. */
export const tellBridge = (
  teller: Teller,
  { from, to, difference, items, remainder }: BalanceBridge,
): ReadonlyArray<string> => {
  const { currency } = to
  const left = [remainder.booked, remainder.available, remainder.expected].some((rest) => rest !== 0n)
  return [
    `from ${tellBalance(teller, from)}`,
    ...items.map((item) => tellItem(teller, currency, item)),
    ...(left ? [`  not explained: ${tellMeanings(currency, remainder)}`] : []),
    `to ${tellBalance(teller, to)}`,
    `difference: ${tellMeanings(currency, difference)}`,
  ]
}
