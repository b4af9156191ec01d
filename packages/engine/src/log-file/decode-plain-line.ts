import type { StoredEvent } from '@waybill/core'
import {
  isAttributeName,
  isLedgerName,
  isStoredTime,
  metadataKeyOf,
  namedAttributes,
  versionOfDataSchema,
} from './attribute.js'
import { canonicalTextOf, isJsonObject } from './canonical-data.js'

/** A line in its one form: the event, and what `JSON.parse` makes of its data. */
export type PlainLine = { readonly ledger: string; readonly event: StoredEvent; readonly parsed: unknown }

/** What is written with a backslash, or may not stand in JSON as it is, or is no whole character alone. */
const isNotPlain = /[^ -[\]-\ud7ff\ue000-\uffff]/

const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const closingBrace = 0x7d

const named: ReadonlySet<string> = new Set(namedAttributes)

const timeOfDay = /^T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/
let lastDay = ''

/** The same as `isStoredTime`: the calendar is asked once for the times of a day that stand one behind the other. */
const isTime = (text: string): boolean => {
  if (text.slice(0, 10) === lastDay) return timeOfDay.test(text.slice(10))
  if (!isStoredTime(text)) return false
  lastDay = text.slice(0, 10)
  return true
}

let lastLedger = ''
const isLedger = (text: string): boolean => {
  if (text === lastLedger) return true
  if (!isLedgerName(text)) return false
  lastLedger = text
  return true
}

const versionsRemembered = 1024
const versions = new Map<string, number>()

const versionOf = (type: string, schema: string): number | null => {
  const key = `${type} ${schema}`
  const known = versions.get(key)
  if (known !== undefined) return known
  const version = versionOfDataSchema(type, schema)
  if (version !== null && versions.size < versionsRemembered) versions.set(key, version)
  return version
}

const sequenceForm = /^\d{20}$/
const revisionForm = /^(?:0|[1-9]\d{0,15})$/

type Further = { readonly from: number; readonly entries: ReadonlyArray<readonly [name: string, value: string]> }

/** The attributes behind `data`, read from the end of the line, and where they begin: behind the brace that ends `data`. */
const furtherIn = (text: string): Further | null => {
  let end = text.length - 1
  if (text.charCodeAt(end) !== closingBrace) return null
  const entries: Array<readonly [string, string]> = []
  let behind: string | null = null
  while (text.charCodeAt(end - 1) === quote) {
    const opening = text.lastIndexOf('"', end - 2)
    if (text.charCodeAt(opening - 1) !== colon || text.charCodeAt(opening - 2) !== quote) return null
    const nameFrom = text.lastIndexOf('"', opening - 3) + 1
    const name = text.slice(nameFrom, opening - 2)
    if (text.charCodeAt(nameFrom - 2) !== comma || !isAttributeName(name) || named.has(name)) return null
    // Each name once, in their order.
    if (behind !== null && name >= behind) return null
    behind = name
    entries.push([name, text.slice(opening + 1, end - 1)])
    end = nameFrom - 2
  }
  return { from: end, entries: entries.reverse() }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Reads a line that stands in the one form in which lines are written, with nothing escaped outside its data, without parsing it twice.
 * Null for any other, which is not to say that it is no line: `decodeLine` then reads it in full.
 */
export const decodePlainLine = (text: string): PlainLine | null => {
  let at = 0
  /** The value of the attribute that stands next under this name, or null where another does. */
  const next = (before: string): string | null => {
    if (!text.startsWith(before, at)) return null
    const from = at + before.length
    const end = text.indexOf('"', from)
    if (end < 0) return null
    at = end + 1
    return text.slice(from, end)
  }
  const id = next('{"specversion":"1.0","id":"')
  const ledger = next(',"source":"')
  const type = next(',"type":"')
  const stream = next(',"subject":"')
  const occurredAt = next(',"time":"')
  const recordedAt = next(',"recordedtime":"')
  const sequence = next(',"sequence":"')
  const revision = next(',"revision":"')
  if (id === null || ledger === null || type === null || stream === null) return null
  if (occurredAt === null || recordedAt === null || sequence === null || revision === null) return null
  if (id === '' || type === '' || stream === '' || !isLedger(ledger)) return null
  if (!isTime(occurredAt) || !isTime(recordedAt) || !sequenceForm.test(sequence) || !revisionForm.test(revision))
    return null
  const metadata: Record<string, string> = {}
  for (const name of ['correlationid', 'causationid', 'traceparent'] as const) {
    const value = next(`,"${name}":"`)
    if (value !== null) metadata[metadataKeyOf(name)] = value
  }
  const schema = next(',"dataschema":"')
  const chainhash = next(',"chainhash":"')
  if (schema === null || chainhash === null || chainhash === '' || !text.startsWith(',"data":{', at)) return null
  const dataFrom = at + ',"data":'.length
  const further = furtherIn(text)
  if (further === null || further.from <= dataFrom) return null
  if (isNotPlain.test(text.slice(0, dataFrom)) || isNotPlain.test(text.slice(further.from))) return null
  const schemaVersion = versionOf(type, schema)
  if (schemaVersion === null) return null
  const numbers = { sequence: Number(sequence), revision: Number(revision) }
  if (!Number.isSafeInteger(numbers.sequence) || !Number.isSafeInteger(numbers.revision)) return null
  for (const [name, value] of further.entries) metadata[metadataKeyOf(name)] = value

  // Data in its one form, an object and nothing behind it, leaves nothing on the line that was not looked at.
  const data = text.slice(dataFrom, further.from)
  const parsed = parseJson(data)
  if (!isJsonObject(parsed) || canonicalTextOf(parsed) !== data) return null
  const event: StoredEvent = {
    stream,
    revision: numbers.revision,
    sequence: numbers.sequence,
    id,
    type,
    schemaVersion,
    occurredAt,
    recordedAt,
    metadata,
    data,
    chainhash,
  }
  return { ledger, event, parsed }
}
