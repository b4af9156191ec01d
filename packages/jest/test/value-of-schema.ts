import type { JsonSchema } from '@waybill/core'

const texts: Readonly<Record<string, readonly [string, string]>> = {
  'date-time': ['2001-01-08T09:05:00.000Z', '2001-01-08T11:00:00.000Z'],
  date: ['2001-01-08', '2001-01-10'],
  uuid: ['1b4e28ba-2fa1-41d2-883f-b9a761bde3fb', '6fa459ea-ee8a-4ca4-894e-db77e160355e'],
}

const textOf = (schema: JsonSchema, variant: 0 | 1): string => {
  const pattern = typeof schema['pattern'] === 'string' ? schema['pattern'] : ''
  if (typeof schema['format'] === 'string') return texts[schema['format']]?.[variant] ?? ''
  if (pattern.startsWith('^sha256')) return `sha256:${variant === 0 ? 'ab'.repeat(32) : 'cd'.repeat(32)}`
  const numeral = ['12300', '45600'][variant] ?? ''
  if (pattern !== '' && new RegExp(pattern, 'u').test(numeral) && /\\d\{0,17\}|\(\?:0\|/.test(pattern)) return numeral
  return ['alpha', 'omega'][variant] ?? ''
}

/** A stored value of a schema with every field in it. The two variants differ in every part that can differ. */
export const valueOfSchema = (schema: JsonSchema, variant: 0 | 1): unknown => {
  const choices = schema['enum'] as ReadonlyArray<unknown> | undefined
  if (choices !== undefined) return choices[variant % choices.length]
  switch (schema['type']) {
    case 'string':
      return textOf(schema, variant)
    case 'boolean':
      return variant === 1
    case 'integer':
      return 3 + variant
    case 'array': {
      const item = valueOfSchema(schema['items'] as JsonSchema, variant)
      return Array.from({ length: Math.max(1, Number(schema['minItems'] ?? 0)) }, () => item)
    }
    default: {
      const properties = schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined
      if (properties === undefined) return { key: ['one', 'two'][variant] }
      return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, valueOfSchema(part, variant)]))
    }
  }
}
