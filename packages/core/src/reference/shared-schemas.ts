import type { JsonSchema } from '../codec/codec.js'
import { accountReference } from '../ledger/account-id.js'
import { entry } from '../ledger/entry.js'
import { code, party } from '../ledger/party.js'
import { currency } from '../money/currency.js'
import { money, moneyOrZero } from '../money/money.js'
import { device, network } from '../observation/access-origin.js'
import { statedInstruction, statedPayee } from '../observation/instruction.js'
import { shownBalance } from '../observation/shown-balance.js'
import { observationSource } from '../observation/source.js'
import { statementEntry } from '../observation/statement.js'

/** The shapes that many events have in common. A document states each of them once, under `$defs`. */
const sharedShapes: ReadonlyMap<JsonSchema, string> = new Map([
  [currency.schema, 'currency'],
  [money.schema, 'money'],
  [moneyOrZero.schema, 'moneyOrZero'],
  [accountReference.schema, 'accountReference'],
  [party.schema, 'party'],
  [code.schema, 'code'],
  [entry.schema, 'entry'],
  [observationSource.schema, 'observationSource'],
  [device.schema, 'device'],
  [network.schema, 'network'],
  [statedPayee.schema, 'statedPayee'],
  [statedInstruction.schema, 'statedInstruction'],
  [shownBalance.schema, 'shownBalance'],
  [statementEntry.schema, 'statementEntry'],
])

type Shared = { readonly schema: JsonSchema; readonly $defs: Readonly<Record<string, JsonSchema>> }

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The schema with a reference wherever a shared shape stood, and those shapes by name, in order of name. */
export const withSharedShapes = (whole: JsonSchema): Shared => {
  const found = new Map<string, JsonSchema>()

  const inside = (schema: JsonSchema): JsonSchema =>
    Object.fromEntries(
      Object.entries(schema).map(([keyword, value]) => [keyword, isObject(value) ? referred(value) : value]),
    )

  const referred = (schema: JsonSchema): JsonSchema => {
    const name = sharedShapes.get(schema)
    if (name === undefined) return inside(schema)
    if (!found.has(name)) {
      found.set(name, {})
      found.set(name, inside(schema))
    }
    return { $ref: `#/$defs/${name}` }
  }

  const schema = inside(whole)
  const names = [...found.keys()].sort()
  return { schema, $defs: Object.fromEntries(names.map((name) => [name, found.get(name) ?? {}])) }
}
