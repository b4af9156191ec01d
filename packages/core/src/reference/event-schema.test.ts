import { describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { allEvents } from '../event/all-events.js'
import { eventSchema, parseSchemaUri, schemaFileName, schemaUri } from './event-schema.js'

const folder = join(__dirname, '../../../../docs/reference/schemas')

describe('the URI of a schema', () => {
  it('names the word and the version', () => {
    expect(schemaUri('TransferInitiated', 1)).toBe('urn:waybill:schema:TransferInitiated:1')
  })

  it('is read back, also for a word that is not known here', () => {
    expect(parseSchemaUri('urn:waybill:schema:TransferTeleported:12')).toEqual({
      word: 'TransferTeleported',
      version: 12,
    })
  })

  it.each([
    '',
    'urn:waybill:schema:TransferInitiated',
    'urn:waybill:schema:TransferInitiated:0',
    'urn:waybill:schema:transfer:1',
    'https://example.org/1',
  ])('is not found in %j', (uri) => {
    expect(parseSchemaUri(uri)).toBeNull()
  })
})

describe('the published schemas', () => {
  it('are one for each version of each stored word', () => {
    const published = readdirSync(folder).filter((name) => /\.\d+\.json$/.test(name))
    expect(published.sort()).toEqual(Object.values(allEvents).map(schemaFileName).sort())
  })

  it.each(Object.values(allEvents).map((definition) => ({ file: schemaFileName(definition), definition })))(
    '$file says what the codec says (if not: npm run reference:schemas)',
    ({ file, definition }) => {
      const published: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
      expect(published).toEqual(eventSchema(definition))
    },
  )
})
