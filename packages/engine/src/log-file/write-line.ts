import type { StoredEvent } from '@waybill/core'
import { dataSchemaOf, metadataKeyOf, namedAttributes } from './attribute.js'

const namedKeys: ReadonlySet<string> = new Set(namedAttributes.map(metadataKeyOf))

const quoted = (text: string): string => JSON.stringify(text)

/**
 * The one form of an event's line, without its line break: the named attributes in their order, `data`, then further
 * metadata in code-unit order of the names. The event must be fit for it (`encodeLine` looks), for its data text is
 * written as it is.
 */
export const writeLine = (event: StoredEvent, ledger: string): string => {
  const { metadata } = event
  const member = (name: string, key: string): string => {
    const value = metadata[key]
    return value === undefined ? '' : `,"${name}":${quoted(value)}`
  }
  const traced =
    member('correlationid', '$correlationId') +
    member('causationid', '$causationId') +
    member('traceparent', 'traceparent')
  const further = Object.keys(metadata).filter((key) => !namedKeys.has(key))
  return (
    `{"specversion":"1.0","id":${quoted(event.id)},"source":${quoted(ledger)},"type":${quoted(event.type)}` +
    `,"subject":${quoted(event.stream)},"time":"${event.occurredAt}","recordedtime":"${event.recordedAt}"` +
    `,"sequence":"${String(event.sequence).padStart(20, '0')}","revision":"${event.revision}"${traced}` +
    `,"dataschema":"${dataSchemaOf(event.type, event.schemaVersion)}","chainhash":${quoted(event.chainhash)}` +
    `,"data":${event.data}${further
      .sort()
      .map((key) => member(key, key))
      .join('')}}`
  )
}
