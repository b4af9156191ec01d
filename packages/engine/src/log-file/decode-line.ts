import * as E from 'fp-ts/lib/Either.js'
import { describeFound, excerptOf, type StoredEvent } from '@waybill/core'
import {
  isAttributeName,
  isEnvelope,
  isLedgerName,
  isStorableText,
  isStoredTime,
  metadataKeyOf,
  versionOfDataSchema,
} from './attribute.js'
import { canonicalTextOf, isJsonObject } from './canonical-data.js'
import { decodePlainLine } from './decode-plain-line.js'
import type { LogUnreadable, UnreadableReason } from './log-failure.js'
import type { LogPlace } from './log-place.js'
import { repeatedNameIn } from './repeated-name.js'

/** One line of a log, read. */
export type LogLine = { readonly ledger: string; readonly event: StoredEvent; readonly place: LogPlace }

type Attributes = Readonly<Record<string, unknown>>
type Form = { readonly name: string; readonly expected: string; readonly fits: (text: string) => boolean }

const form = (name: string, expected: string, fits: (text: string) => boolean): Form => ({ name, expected, fits })

const anyText = 'text that is not empty'
const notEmpty = (text: string): boolean => text !== ''
const utcTime = 'a time in UTC with milliseconds, such as 2026-02-14T09:30:00.000Z'

/** What must stand on every line, beside `data`. Whether ids and hashes are true is for the verifier to say. */
const required: ReadonlyArray<Form> = [
  form('specversion', '"1.0"', (text) => text === '1.0'),
  form('id', anyText, notEmpty),
  form('source', 'the ledger, a URI reference', isLedgerName),
  form('type', anyText, notEmpty),
  form('subject', 'the name of a stream', notEmpty),
  form('time', utcTime, isStoredTime),
  form('recordedtime', utcTime, isStoredTime),
  form(
    'sequence',
    '20 digits, padded with zeros, of a number up to 9007199254740991',
    (text) => /^\d{20}$/.test(text) && Number.isSafeInteger(Number(text)),
  ),
  form(
    'revision',
    'a whole number from 0 to 9007199254740991 as decimal text',
    (text) => /^(?:0|[1-9]\d*)$/.test(text) && Number.isSafeInteger(Number(text)),
  ),
  form('chainhash', 'the chain hash as text', notEmpty),
]

/** What stands there instead of JSON, without repeating any of it: it may name a person. */
const insteadOfJson = (text: string): string => {
  if (text.trim() === '') return 'an empty line'
  if (!text.trimStart().startsWith('{')) return 'a line that does not begin with a brace'
  if (!text.trimEnd().endsWith('}')) return 'a line that stops before its closing brace'
  return 'braces around text that is no JSON'
}

const parseJson = (text: string): E.Either<null, unknown> => {
  try {
    return E.right(JSON.parse(text))
  } catch {
    return E.left(null)
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Every attribute that is no part of the event itself, under the key that its metadata has for it. */
const metadataIn = (attributes: Attributes): Readonly<Record<string, string>> => {
  const entries: Array<readonly [string, string]> = []
  for (const name of Object.keys(attributes)) {
    const value = attributes[name]
    if (typeof value === 'string' && !isEnvelope(name)) entries.push([metadataKeyOf(name), value])
  }
  return Object.fromEntries(entries)
}

/**
 * Reads one line of a log, given without its line break, in whatever layout it stands. Members that are null count as absent, as CloudEvents has it; an attribute beyond
 * the known ones is kept as metadata. `data` is kept as its RFC 8785 text, whatever its layout was.
 */
export const decodeAnyLine = (text: string, place: LogPlace): E.Either<LogUnreadable, LogLine> => {
  const refuse = (
    reason: UnreadableReason,
    field: string | null,
    expected: string,
    found: string,
    named: Attributes = {},
  ): E.Either<LogUnreadable, never> =>
    E.left({
      _tag: 'LogUnreadable',
      ...place,
      reason,
      stream: textOrNull(named['subject']),
      revision: textOrNull(named['revision']),
      field,
      expected,
      found,
    })

  const parsed = parseJson(text)
  if (E.isLeft(parsed)) return refuse('NOT_JSON', null, 'a JSON object', insteadOfJson(text))
  const attributes = parsed.right
  if (!isJsonObject(attributes)) return refuse('NOT_A_CLOUDEVENT', null, 'a JSON object', describeFound(attributes))
  const wrong = (field: string, expected: string, found: string): E.Either<LogUnreadable, never> =>
    refuse('NOT_A_CLOUDEVENT', field, expected, found, attributes)

  for (const { name, expected, fits } of required) {
    const value = attributes[name]
    if (value === undefined || value === null) return wrong(name, expected, 'nothing')
    if (typeof value !== 'string' || !fits(value)) return wrong(name, expected, describeFound(value))
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'data' || value === null) continue
    if (!isAttributeName(name)) return wrong(name, 'a name of lower-case letters and digits', describeFound(name))
    if (typeof value !== 'string') return wrong(name, 'text', describeFound(value))
    if (!isStorableText(value)) return wrong(name, 'well-formed text', 'text with U+0000 or half a surrogate pair')
  }
  const textOf = (name: string): string => String(attributes[name])

  const type = textOf('type')
  const schema = attributes['dataschema']
  const version = typeof schema === 'string' ? versionOfDataSchema(type, schema) : null
  if (version === null)
    return wrong('dataschema', `urn:waybill:schema:${excerptOf(type)}:<version>`, describeFound(schema))
  const data = attributes['data']
  if (!isJsonObject(data)) return wrong('data', 'a JSON object', data === undefined ? 'nothing' : 'another value')
  const canonical = canonicalTextOf(data)
  if (canonical === null) return wrong('data', 'numbers and nesting within bounds', 'a number or a nesting beyond them')

  const ledger = textOf('source')
  const event: StoredEvent = {
    stream: textOf('subject'),
    revision: Number(textOf('revision')),
    sequence: Number(textOf('sequence')),
    id: textOf('id'),
    type,
    schemaVersion: version,
    occurredAt: textOf('time'),
    recordedAt: textOf('recordedtime'),
    metadata: metadataIn(attributes),
    data: canonical,
    chainhash: textOf('chainhash'),
  }
  // A text that its own value writes again cannot repeat a name, for a value has each once; only others are worth the search.
  const repeated = JSON.stringify(attributes) === text ? null : repeatedNameIn(text)
  if (repeated !== null) return wrong(repeated, 'each name once in an object', 'the name a second time')
  return E.right({ ledger, event, place })
}

/** A line of a log with its data as `JSON.parse` makes it of the event's data text, where that is at hand already. */
export type ParsedLine = LogLine & { readonly parsed?: unknown }

/** The same as `decodeLine`, with the parsed data where it is at hand. */
export const decodeParsedLine = (text: string, place: LogPlace): E.Either<LogUnreadable, ParsedLine> => {
  const plain = decodePlainLine(text)
  if (plain === null) return decodeAnyLine(text, place)
  const { event, ledger, parsed } = plain
  return E.right({ ledger, event, place, parsed })
}

/**
 * Reads one line of a log, given without its line break. Members that are null count as absent, as CloudEvents has it; an attribute beyond
 * the known ones is kept as metadata. `data` is kept as its RFC 8785 text, whatever its layout was.
 */
export const decodeLine = (text: string, place: LogPlace): E.Either<LogUnreadable, LogLine> => {
  const plain = decodePlainLine(text)
  return plain === null ? decodeAnyLine(text, place) : E.right({ ledger: plain.ledger, event: plain.event, place })
}
