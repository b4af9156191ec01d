import { formatMinorUnits, type Currency, type Money } from '@waybill/core'
import { isFields, isMoneyValue } from '../story/tell-value.js'
import { isInstantText, isStoryTime, storyBeginning, tellTime } from '../story/story-time.js'

const shortForms: ReadonlyArray<Currency> = ['CNY', 'EUR', 'GBP', 'USD']

const moneyAsCode = ({ minorUnits, currency }: Money): string => {
  const decimal = formatMinorUnits(minorUnits, currency).replaceAll(',', '')
  return shortForms.includes(currency)
    ? `${currency.toLowerCase()}('${decimal}')`
    : `decimalMoney('${currency}')('${decimal}')`
}

const textAsCode = (text: string): string =>
  isInstantText(text) && isStoryTime(text) && text.endsWith('.000Z')
    ? `storyTime('${tellTime(storyBeginning, text)}')`
    : `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`

/** A value as a test author would write it, so that an expectation can be corrected by copying. */
export const asCode = (value: unknown, currency?: Currency): string => {
  if (isMoneyValue(value)) return moneyAsCode(value)
  if (typeof value === 'bigint')
    return currency === undefined ? `${value}n` : moneyAsCode({ minorUnits: value, currency })
  if (typeof value === 'string') return textAsCode(value)
  if (Array.isArray(value)) return `[${value.map((item) => asCode(item, currency)).join(', ')}]`
  if (!isFields(value)) return String(value)
  const fields = Object.entries(value).map(([name, item]) => `${name}: ${asCode(item)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

/** An expectation with one field at a path: `amount` gives `amount: …`, `payee.account` gives `payee: { account: … }`. */
export const fieldAsCode = (path: string, code: string): string => {
  const [first = '', ...rest] = path.split('.')
  return rest.length === 0 ? `${first}: ${code}` : `${first}: { ${fieldAsCode(rest.join('.'), code)} }`
}
