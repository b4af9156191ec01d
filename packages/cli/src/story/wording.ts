import type { Code, DomainEvent, Money, Party, Quote } from '@waybill/core'
import { sayAccount, sayMoney, sayTime } from '@waybill/explain'

/** One sentence for each word of a family of events. None repeats what names a person. */
export type Sentences<E extends DomainEvent> = {
  readonly [W in E['_tag']]: (event: Extract<E, { readonly _tag: W }>) => string
}

export const money = (sum: Money): string => sayMoney(sum).en
export const time = (instant: string): string => sayTime(instant).en
export const account = (reference: { readonly account: string; readonly institution?: string }): string =>
  sayAccount(reference).en
export const code = ({ code: word, codeSet }: Code): string => `${codeSet} ${word}`
/** `RECEIVING_INSTITUTION` as `receiving institution`. */
export const plainWord = (word: string): string => word.toLowerCase().replaceAll('_', ' ')
export const party = ({ name, role }: Party): string => name ?? `the ${plainWord(role)}`
/** `signal weak, attempts 3`, from a map of texts. */
export const pairs = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
/** Text for a value that may be absent. */
export const where = <A>(value: A | undefined, text: (value: A) => string): string =>
  value === undefined ? '' : text(value)

/** `USD 108.20 at 1 EUR = 1.082 USD (quote q1)`: what a quote makes of the amount; null where it exchanges nothing. */
export const quoted = (quote: Quote | undefined): string | null =>
  quote?.buyAmount === undefined
    ? null
    : `${money(quote.buyAmount)} at 1 ${quote.sellCurrency} = ${quote.rate} ${quote.buyCurrency} (quote ${quote.quoteId})`
