/** The attributes that have a meaning of their own, in the order in which they stand on a line. */
export const namedAttributes = [
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'recordedtime',
  'sequence',
  'revision',
  'correlationid',
  'causationid',
  'traceparent',
  'dataschema',
  'chainhash',
  'data',
] as const

/** Those of them that are metadata of the event, with the key that the event has them under. */
const metadataKeys: ReadonlyMap<string, string> = new Map([
  ['correlationid', '$correlationId'],
  ['causationid', '$causationId'],
  ['traceparent', 'traceparent'],
])
const attributesByKey: ReadonlyMap<string, string> = new Map([...metadataKeys].map(([name, key]) => [key, name]))

const envelope: ReadonlySet<string> = new Set(namedAttributes.filter((name) => !metadataKeys.has(name)))

/** CloudEvents names attributes in lower-case letters and digits. */
export const isAttributeName = (name: string): boolean => /^[a-z0-9]+$/.test(name)

/** Whether the attribute belongs to the event itself and is no metadata. */
export const isEnvelope = (name: string): boolean => envelope.has(name)

/** The key in an event's metadata that an attribute stands for. */
export const metadataKeyOf = (name: string): string => metadataKeys.get(name) ?? name

/** The attribute that a key of an event's metadata is written as, or null when it has none. */
export const attributeOf = (key: string): string | null => {
  const named = attributesByKey.get(key)
  if (named !== undefined) return named
  return isAttributeName(key) && !envelope.has(key) && !metadataKeys.has(key) ? key : null
}

/** The URI that names the shape of an event's data. */
export const dataSchemaOf = (type: string, version: number | string): string =>
  `urn:waybill:schema:${encodeURIComponent(type)}:${version}`

/** The version in a data schema's URI, or null when it is not the URI of this type. */
export const versionOfDataSchema = (type: string, uri: string): number | null => {
  const version = /:([1-9]\d{0,8})$/.exec(uri)?.[1]
  return version !== undefined && uri === dataSchemaOf(type, version) ? Number(version) : null
}

/** Whether the text is a time in the one form in which times are stored: RFC 3339 in UTC with milliseconds. */
export const isStoredTime = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) return false
  const date = new Date(text)
  // JavaScript takes 30 February for 2 March, and 24:00 for midnight of the next day.
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(text.slice(8, 10))
}

/** Whether the text may name a ledger: a URI reference. */
export const isLedgerName = (text: string): boolean => /^\S+$/.test(text)

/** Whether every store can keep the text: no U+0000, no half of a surrogate pair. */
export const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
