import { formatMinorUnits, type AccountReference, type Currency, type Money } from '@waybill/core'
import type { Bilingual } from '../finding.js'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `14 Feb 2026, 22:01 UTC` and `2026年2月14日 22:01（UTC）`; seconds are shown where they are not zero. */
export const sayTime = (instant: string): Bilingual => {
  const [date = '', rest = ''] = instant.split('T')
  const [year = '', month = '', dayOfMonth = ''] = date.split('-')
  const seconds = rest.slice(6, 8)
  const clock = seconds === '00' ? rest.slice(0, 5) : rest.slice(0, 8)
  return {
    en: `${Number(dayOfMonth)} ${months[Number(month) - 1] ?? month} ${year}, ${clock} UTC`,
    zh: `${year}年${Number(month)}月${Number(dayOfMonth)}日 ${clock}（UTC）`,
  }
}

/** `CNY 1,000.00` and `1,000.00元`. */
export const sayMinorUnits = (minorUnits: bigint, currency: Currency): Bilingual => {
  const figure = formatMinorUnits(minorUnits, currency)
  return { en: `${currency} ${figure}`, zh: currency === 'CNY' ? `${figure}元` : `${currency} ${figure}` }
}

export const sayMoney = ({ minorUnits, currency }: Money): Bilingual => sayMinorUnits(minorUnits, currency)

/** `EUR 100.00 became USD 108.20 at quote q1, 1 EUR = 1.082 USD`. */
export const sayExchange = (
  sold: Money,
  bought: Money,
  quote: { readonly quoteId: string; readonly rate: string },
): Bilingual => {
  const [gave, got] = [sayMoney(sold), sayMoney(bought)]
  const rate = `1 ${sold.currency} = ${quote.rate} ${bought.currency}`
  return {
    en: `${gave.en} became ${got.en} at quote ${quote.quoteId}, ${rate}`,
    zh: `${gave.zh}按报价 ${quote.quoteId}（${rate}）兑换为${got.zh}`,
  }
}

/** A sum, and what it became where it was exchanged: `EUR 100.00, as USD 108.20,`. */
export const sayWhatBecame = (amount: Money, converted: Money | undefined): Bilingual => {
  if (converted === undefined) return sayMoney(amount)
  const [sum, there] = [sayMoney(amount), sayMoney(converted)]
  return { en: `${sum.en}, as ${there.en},`, zh: `${sum.zh}（兑换为${there.zh}）` }
}

/** A sum that the payer has again, and what came back for it at the far end: `EUR 92.43, for USD 100.00 at the quote,`. */
export const sayWhatCameBack = (amount: Money, converted: Money | undefined): Bilingual => {
  if (converted === undefined) return sayMoney(amount)
  const [sum, there] = [sayMoney(amount), sayMoney(converted)]
  return { en: `${sum.en}, for ${there.en} at the quote,`, zh: `${sum.zh}（由${there.zh}按报价兑回）` }
}

/** `1 event`, `2 events`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** `the one event`, `all 2 events`. */
export const allOf = (count: number, noun: string): string =>
  `${count === 1 ? 'the one' : `all ${count}`} ${noun}${count === 1 ? '' : 's'}`

const lastFour = (account: string): string => (account.length > 4 ? `…${account.slice(-4)}` : account)

/** An account number that a bank gave out, as against a name that this book gave: it ends in eight digits or more. */
const isAccountNumber = (account: string): boolean => /\d{8,}$/.test(account)

/** An account beside a sum: a name of this book whole, a bank's account number by its last four characters. */
export const accountBesideSum = (account: string): string => (isAccountNumber(account) ? lastFour(account) : account)

/** An account as a person may be shown it: one of this book by its id, one elsewhere by its bank and last four characters. */
export const sayAccount = ({ account, institution }: AccountReference): Bilingual => {
  if (institution === undefined) return { en: `account ${account}`, zh: `账户 ${account}` }
  const tail = lastFour(account)
  return { en: `account ${tail} at ${institution}`, zh: `账户 ${tail}（${institution}）` }
}

/** How long something took: `17 h 4 min`. */
export const sayDuration = (milliseconds: number): Bilingual => {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000)
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const rest = minutes % 60
  const parts = [
    [days, 'd', '天'],
    [hours, 'h', '小时'],
    [rest, 'min', '分钟'],
  ] as const
  const shown = parts.filter(([figure]) => figure > 0)
  if (shown.length === 0) return { en: 'less than a minute', zh: '不到一分钟' }
  return {
    en: shown.map(([figure, unit]) => `${figure} ${unit}`).join(' '),
    zh: shown.map(([figure, , unit]) => `${figure} ${unit}`).join(' '),
  }
}
