import type { AnyCodec, EventDefinition } from '../event/definition.js'
import { withSharedShapes } from './shared-schemas.js'

/** The dialect of every published schema. */
export const schemaDialect = 'https://json-schema.org/draft/2020-12/schema'

/** The JSON Schema of one version of one stored word: of the event's `data`, not of the log line around it. */
export type EventSchema = {
  readonly $schema: typeof schemaDialect
  readonly $id: string
  readonly title: string
  readonly description: string
  readonly [keyword: string]: unknown
}

/** Names a schema: the stored word and the version of its shape. */
export type SchemaName = { readonly word: string; readonly version: number }

const uriForm = /^urn:waybill:schema:([A-Z][A-Za-z]*):([1-9]\d{0,8})$/

/** The URI of a word's schema, as a log line gives it in `dataschema`. */
export const schemaUri = (word: string, version: number): string => `urn:waybill:schema:${word}:${version}`

/** The word and version that a schema URI names, or null when it is not one of ours. The word need not be known. */
export const parseSchemaUri = (uri: string): SchemaName | null => {
  const [, word, version] = uriForm.exec(uri) ?? []
  return word === undefined || version === undefined ? null : { word, version: Number(version) }
}

/** The JSON Schema document of an event, read off its codec. */
export const eventSchema = ({ word, version, codec, meaning }: EventDefinition<string, AnyCodec>): EventSchema => {
  const { schema, $defs } = withSharedShapes(codec.schema)
  return {
    $schema: schemaDialect,
    $id: schemaUri(word, version),
    title: word,
    description: meaning,
    ...schema,
    ...(Object.keys($defs).length === 0 ? {} : { $defs }),
  }
}

/** The file that a word's schema is published in, below `docs/reference/schemas`. */
export const schemaFileName = ({ word, version }: SchemaName): string => `${word}.${version}.json`
