import { allCommands, allEvents, eventSchema, type AnyCodec, type JsonSchema } from '@waybill/core'
import { fieldMeanings, fieldsInPlace } from '../words/field-meanings.js'

/** One field of a command, an event or a shape. */
export type Field = {
  /** `amount`, `funding[].account` */
  readonly path: string
  readonly optional: boolean
  readonly form: string
  readonly personal: boolean
  readonly meaning: string
}

type Shape = { readonly name: string; readonly schema: JsonSchema }

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const definitionsOf = (schema: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  (schema['$defs'] as Readonly<Record<string, JsonSchema>> | undefined) ?? {}

const published = Object.values(allEvents).map(eventSchema)

/** The shapes that many words share, by name, as the schemas publish them. */
export const sharedShapes: ReadonlyArray<Shape> = [
  ...new Map(published.flatMap((schema) => Object.entries(definitionsOf(schema)))),
]
  .map(([name, schema]) => ({ name, schema }))
  .sort((left, right) => (left.name < right.name ? -1 : 1))

const shapeNamed = new Map(sharedShapes.map(({ name, schema }) => [name, schema]))

/** The schema with its shared shapes written out, so that two of them compare as text. */
const writtenOut = (schema: JsonSchema): JsonSchema => {
  const reference = schema['$ref']
  if (typeof reference === 'string') return writtenOut(shapeNamed.get(reference.replace('#/$defs/', '')) ?? {})
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => keyword !== 'x-personal')
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([keyword, value]) => [keyword, isObject(value) ? writtenOut(value) : value]),
  )
}

const textOf = (schema: JsonSchema): string => JSON.stringify(writtenOut(schema))

const shapeByText = new Map(sharedShapes.map(({ name, schema }) => [textOf(schema), name]))

const shapeOf = (schema: JsonSchema): string | null => shapeByText.get(textOf(schema)) ?? null

type Structured = {
  readonly name?: string
  readonly schema?: JsonSchema
  readonly required?: Readonly<Record<string, Structured>>
  readonly optional?: Readonly<Record<string, Structured>>
}

/** What a codec expects in words, by its schema: the words that a refused command is answered with. */
const expectations = new Map<string, string>()
/** The same by the place of the field, such as `CommandClaimed.commandId`: two codecs of one schema may expect different things. */
const expectationsInPlace = new Map<string, string>()
const learn = (codec: Structured, place: string): void => {
  for (const [field, inner] of Object.entries({ ...codec.required, ...codec.optional })) {
    if (inner.schema !== undefined && inner.name !== undefined) {
      expectations.set(textOf(inner.schema), inner.name)
      expectationsInPlace.set(`${place}.${field}`, inner.name)
    }
    learn(inner, `${place}.${field}`)
  }
}
for (const [word, { codec }] of [...Object.entries(allEvents), ...Object.entries(allCommands)]) learn(codec, word)

const shapePage = '../shapes.md'

const oneOf = (words: ReadonlyArray<string>): string => `one of ${words.map((word) => `\`${word}\``).join(', ')}`

const formOf = (schema: JsonSchema, shapes = shapePage, place = ''): string => {
  const shape = shapeOf(schema)
  if (shape !== null) return `[${shape}](${shapes}#${shape.toLowerCase()})`
  const words = schema['enum']
  if (Array.isArray(words))
    return words.length === 1 ? `\`${String(words[0])}\`` : oneOf(words as ReadonlyArray<string>)
  if (schema['type'] === 'array') {
    const item = formOf(schema['items'] as JsonSchema, shapes)
    return `a list of ${String(schema['minItems'])} to ${String(schema['maxItems'])}${item === 'an object' ? ' objects' : `: ${item}`}`
  }
  if (isObject(schema['properties'])) return 'an object'
  const expected = expectationsInPlace.get(place) ?? expectations.get(textOf(schema))
  if (expected !== undefined) return expected
  return typeof schema['maxLength'] === 'number'
    ? `text of at most ${schema['maxLength']} characters`
    : 'a whole number as decimal text'
}

/** The key of a field within what holds it: `funding.account` of `funding[].account`. */
const keyOf = (owner: string, path: string): string => `${owner}.${path}`.replaceAll('[]', '')

/** What a field says: in its place where that says more, else by its name. */
export const meaningOf = (owner: string, path: string): string | null => {
  const steps = keyOf(owner, path).split('.')
  const name = steps.at(-1) ?? ''
  for (let first = 0; first < steps.length - 1; first += 1) {
    const placed = fieldsInPlace[steps.slice(first).join('.')]
    if (placed !== undefined) return placed
  }
  return Object.hasOwn(fieldMeanings, name) ? (fieldMeanings[name] ?? null) : null
}

const isPersonal = (schema: JsonSchema): boolean => schema['x-personal'] === true

/** The fields of a schema, and those inside what no shared shape names. */
export const fieldsOf = (owner: string, schema: JsonSchema, prefix = '', shapes = shapePage): ReadonlyArray<Field> => {
  const required = (schema['required'] ?? []) as ReadonlyArray<string>
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
  return Object.entries(properties).flatMap(([name, field]): ReadonlyArray<Field> => {
    const path = `${prefix}${name}`
    const here: Field = {
      path,
      optional: !required.includes(name),
      form: formOf(field, shapes, `${owner}.${path}`),
      personal: isPersonal(field),
      meaning: meaningOf(owner, path) ?? '',
    }
    const items = field['items']
    const inside = isObject(items) ? items : field
    if (shapeOf(field) !== null || shapeOf(inside) !== null) return [here]
    return [here, ...fieldsOf(owner, inside, isObject(items) ? `${path}[].` : `${path}.`, shapes)]
  })
}

/** The rows of a table of fields. */
export const fieldRows = (fields: ReadonlyArray<Field>): ReadonlyArray<ReadonlyArray<string>> =>
  fields.map(({ form, meaning, optional, path, personal }) => [
    `\`${path}\`${optional ? ' (optional)' : ''}`,
    `${meaning}${personal ? ' **Names a person.**' : ''}`,
    form,
  ])

/** The schema of a word of the core. */
export const schemaOf = ({ codec }: { readonly codec: AnyCodec }): JsonSchema => codec.schema
