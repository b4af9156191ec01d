import { sentence, type Sentence } from './sentence.js'
import { isFields, tellFields } from './tell-value.js'
import type { Teller } from './teller.js'

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Amounts of stored facts are decimal text; told as money they need to be numbers again. */
const withSums = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withSums)
  if (!isFields(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      'currency' in value && typeof item === 'string' && /^-?\d+$/.test(item) ? BigInt(item) : withSums(item),
    ]),
  )
}

/** An account beside an institution is one elsewhere: its number names a person. */
const factSchema = (facts: object): { readonly properties: Readonly<Record<string, object>> } => ({
  properties: Object.fromEntries(
    Object.keys(facts).map((name) => [
      name,
      name === 'account' && 'institution' in facts ? { 'x-personal': true } : {},
    ]),
  ),
})

/** The facts of a refusal, each as `name value`. */
export const tellFacts = (teller: Teller, facts: unknown): string =>
  isFields(facts) ? tellFields(teller, facts, factSchema(facts), ['_tag']).join(', ') : ''

/** How a refusal that is kept in a stream is told. Its payload is not shown, because it may name persons. */
export const refusalSentence: Sentence = sentence(
  'CommandRefused',
  ['commandId', 'command', 'payload', 'rejection', 'facts', 'judgedAt', 'throughSequence'],
  ({ commandId, command, rejection, facts }, teller) => {
    const told = tellFacts(teller, withSums(parse(facts)))
    return `${command} ${teller.text(commandId)} by ${rejection}${told === '' ? '' : `: ${told}`}`
  },
)
