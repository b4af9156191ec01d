import type { JsonSchema } from '@waybill/core'

/** The schema of a field, where the schema of the whole states one. */
export const fieldSchema = (schema: JsonSchema | undefined, name: string): JsonSchema | undefined =>
  (schema?.['properties'] as Readonly<Record<string, JsonSchema>> | undefined)?.[name]

/** The schema of the members of a list. */
export const memberSchema = (schema: JsonSchema | undefined): JsonSchema | undefined =>
  schema?.['items'] as JsonSchema | undefined

/** Whether the value names a person, and is therefore not shown. */
export const namesPerson = (schema: JsonSchema | undefined): boolean => schema?.['x-personal'] === true
