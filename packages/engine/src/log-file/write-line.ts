import type { StoredEvent } from '@waybill/core'
import { dataSchemaOf, isEnvelope, metadataKeyOf, namedAttributes } from './attribute.js'

const namedKeys: ReadonlySet<string> = new Set(namedAttributes.map(metadataKeyOf))

const envelopeOf = (event: StoredEvent, ledger: string): ReadonlyMap<string, string> =>
  new Map([
    ['specversion', '1.0'],
    ['id', event.id],
    ['source', ledger],
    ['type', event.type],
    ['subject', event.stream],
    ['time', event.occurredAt],
    ['recordedtime', event.recordedAt],
    ['sequence', String(event.sequence).padStart(20, '0')],
    ['revision', String(event.revision)],
    ['dataschema', dataSchemaOf(event.type, event.schemaVersion)],
    ['chainhash', event.chainhash],
  ])

/**
 * The one form of an event's line, without its line break: the named attributes in their order, `data`, then further metadata in code-unit
 * order of the names. The event must be fit for it (`encodeLine` looks), for its data text is written as it is.
 */
export const writeLine = (event: StoredEvent, ledger: string): string => {
  const values = envelopeOf(event, ledger)
  const members: string[] = []
  for (const name of namedAttributes) {
    if (name === 'data') members.push(`"data":${event.data}`)
    else {
      const value = isEnvelope(name) ? values.get(name) : event.metadata[metadataKeyOf(name)]
      if (value !== undefined) members.push(`"${name}":${JSON.stringify(value)}`)
    }
  }
  const further = Object.keys(event.metadata).filter((key) => !namedKeys.has(key))
  for (const key of further.sort()) members.push(`"${key}":${JSON.stringify(event.metadata[key])}`)
  return `{${members.join(',')}}`
}
