import type { JsonSchema } from '@waybill/core'
import type { Random } from '../stories/random.js'

/** A value as JSON has it. */
export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [name: string]: Json }

/** Stands in every text that names a person; no message may show it. */
export const personMarker = '张三-6222-private'

const uuids = ['8a562c67-ca16-48ba-b074-65581be6f001', '0b7f3f54-2f3e-5a8e-9d55-3c8f0b1a2c3d']
const instants = ['2026-02-14T09:30:00.000Z', '2026-02-14T10:00:00.000Z', '2024-02-29T23:59:59.999Z']
const amounts = ['1', '100', '4000', '10000', '9223372036854775807', '0', '-250']

/** Few names, so that what is sent meets what is there. */
const names: Readonly<Record<string, ReadonlyArray<string>>> = {
  transferId: ['t1', 't2', 't3'],
  reportId: ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'],
  account: ['mei', 'bo', 'credit-line', 'nobody'],
  rail: ['hvps', 'book'],
}

const plain = [
  'mei',
  'bo',
  't1',
  'x',
  '0',
  'hvps',
  'a.b-c_d',
  'Bank of Elsewhere',
  '1.08',
  'fees:hvps',
  'in-transit:hvps',
]

const textFor = (name: string, schema: JsonSchema, random: Random): string => {
  const pattern = schema['pattern'] as string | undefined
  const form = pattern === undefined ? null : new RegExp(pattern, 'u')
  const most = (schema['maxLength'] as number | undefined) ?? 40
  const least = (schema['minLength'] as number | undefined) ?? 0
  const fits = (text: string): boolean =>
    text.length >= least && text.length <= most && (form === null || form.test(text))
  if (schema['format'] === 'date-time') return random.pick(instants)
  if (schema['format'] === 'date') return random.pick(instants).slice(0, 10)
  if (name === 'commandId') return `c${random.below(400)}`
  const known = schema['x-personal'] === true && random.below(3) > 0 ? [personMarker] : (names[name] ?? [])
  const candidates = [...known.filter(fits), ...(known.some(fits) ? [] : plain.filter(fits))]
  if (candidates.length > 0) return random.pick(candidates)
  const others = [...amounts, ...uuids, ...instants, `sha256:${'ab'.repeat(32)}`, 'ab'.repeat(32)].filter(fits)
  if (others.length === 0) throw new Error(`no text is known for ${name}: ${JSON.stringify(schema)}`)
  return random.pick(others)
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)

/** A value that a schema of ours accepts, mostly small, its fields named so that commands meet one another. */
export const jsonOf = (schema: JsonSchema, random: Random, name = ''): Json => {
  const choices = schema['enum'] as ReadonlyArray<string> | undefined
  if (choices !== undefined) return choices.includes('CNY') && random.below(8) > 0 ? 'CNY' : random.pick(choices)
  switch (schema['type']) {
    case 'boolean':
      return random.below(2) === 0
    case 'integer':
      return numberOr(schema['minimum'], 0) + random.below(3)
    case 'string':
      return textFor(name, schema, random)
    case 'array': {
      const least = numberOr(schema['minItems'], 0)
      const length = Math.min(numberOr(schema['maxItems'], 3), least + random.below(3))
      return Array.from({ length }, () => jsonOf(schema['items'] as JsonSchema, random, name))
    }
    case 'object': {
      const properties = schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined
      const required = (schema['required'] as ReadonlyArray<string> | undefined) ?? []
      const fields = Object.entries(properties ?? {}).filter(
        ([field]) => required.includes(field) || random.below(4) === 0,
      )
      const named = fields.map(([field, inner]) => [field, jsonOf(inner, random, field)] as const)
      const more = schema['additionalProperties']
      const free =
        typeof more === 'object' && random.below(2) === 0 ? [['k', jsonOf(more as JsonSchema, random, 'k')]] : []
      return Object.fromEntries([...named, ...free]) as Json
    }
    default:
      throw new Error(`no values are known for the schema ${JSON.stringify(schema)}`)
  }
}
