import * as E from 'fp-ts/lib/Either.js'
import type { StoredEvent } from '@waybill/core'
import { attributeOf, isLedgerName, isStorableText, isStoredTime } from './attribute.js'
import { isCanonicalObject } from './canonical-data.js'
import type { EventNotExportable } from './log-failure.js'
import { longestLine } from './log-place.js'
import { writeLine } from './write-line.js'

type Fault = { readonly field: string; readonly expected: string; readonly found: string }

const illFormed = 'text with U+0000 or half a surrogate pair'

const faultIn = (event: StoredEvent, ledger: string): Fault | null => {
  if (!isLedgerName(ledger))
    return { field: 'ledger', expected: 'a URI reference without white space', found: JSON.stringify(ledger) }
  for (const field of ['id', 'type', 'stream', 'chainhash'] as const) {
    if (event[field] === '') return { field, expected: 'text that is not empty', found: '""' }
    if (!isStorableText(event[field])) return { field, expected: 'well-formed text', found: illFormed }
  }
  for (const field of ['occurredAt', 'recordedAt'] as const) {
    const found = event[field]
    if (!isStoredTime(found))
      return { field, expected: 'a time in UTC with milliseconds', found: JSON.stringify(found) }
  }
  for (const [key, value] of Object.entries(event.metadata)) {
    if (attributeOf(key) === null)
      return {
        field: 'metadata',
        expected: 'keys of lower-case letters and digits that are no attribute of the event itself',
        found: JSON.stringify(key),
      }
    if (!isStorableText(value)) return { field: `metadata ${key}`, expected: 'well-formed text', found: illFormed }
  }
  if (!isCanonicalObject(event.data))
    return {
      field: 'data',
      expected: 'a JSON object as RFC 8785 text',
      found: `${event.data.length} characters that are not`,
    }
  return null
}

/**
 * The event as one line of a log, a CloudEvents 1.0 object without its line break. The same event always gives the same bytes.
 * An event that would not be found again as it is, such as one whose data is no canonical JSON, is refused.
 */
export const encodeLine = (event: StoredEvent, ledger: string): E.Either<EventNotExportable, string> => {
  const { stream, revision, sequence } = event
  const refuse = (fault: Fault): E.Either<EventNotExportable, never> =>
    E.left({ _tag: 'EventNotExportable', stream, revision, sequence, ...fault })
  const fault = faultIn(event, ledger)
  if (fault !== null) return refuse(fault)
  const line = writeLine(event, ledger)
  const bytes = Buffer.byteLength(line)
  if (bytes > longestLine)
    return refuse({ field: 'data', expected: `a line of at most ${longestLine} bytes`, found: `${bytes} bytes` })
  return E.right(line)
}
