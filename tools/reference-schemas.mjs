// Writes docs/reference/schemas: the JSON Schema of every version of every stored word, read off the codecs as built.

import { allEvents, eventSchema, schemaFileName } from '@waybill/core'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const folder = fileURLToPath(new URL('../docs/reference/schemas', import.meta.url))
mkdirSync(folder, { recursive: true })

const definitions = Object.values(allEvents)
const wanted = new Set(definitions.map(schemaFileName))
for (const name of readdirSync(folder)) {
  if (/\.\d+\.json$/.test(name) && !wanted.has(name)) rmSync(join(folder, name))
}

for (const definition of definitions) {
  const path = join(folder, schemaFileName(definition))
  const text = JSON.stringify(eventSchema(definition))
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), parser: 'json' }))
}
process.stdout.write(`docs/reference/schemas: ${definitions.length} schemas written\n`)
