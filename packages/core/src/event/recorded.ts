import * as E from 'fp-ts/lib/Either.js'
import { canonicalJson } from '../codec/canonical-json.js'
import { decodeWith, type FieldProblem } from '../codec/codec.js'
import { allEvents, type DomainEvent, type EventWord } from './all-events.js'

/** An event as a store or a log file holds it: `data` is RFC 8785 JSON text. */
export type StoredEvent = {
  readonly stream: string
  readonly revision: number
  readonly sequence: number
  readonly id: string
  readonly type: string
  readonly schemaVersion: number
  readonly occurredAt: string
  readonly recordedAt: string
  readonly metadata: Readonly<Record<string, string>>
  readonly data: string
  readonly chainhash: string
}

/** A stored event with its data decoded. */
export type Recorded<A extends DomainEvent = DomainEvent> = Omit<StoredEvent, 'data'> & { readonly event: A }

/** Why a stored event cannot be read. It is kept as it is, and nothing about its stream is decided. */
export type UndecodableEvent = {
  readonly _tag: 'UndecodableEvent'
  readonly stream: string
  readonly revision: number
  readonly sequence: number
  readonly id: string
  readonly type: string
  readonly schemaVersion: number
  readonly reason: 'UNKNOWN_TYPE' | 'NEWER_VERSION' | 'NOT_JSON' | 'WRONG_SHAPE' | 'WRONG_STREAM'
  readonly problems: ReadonlyArray<FieldProblem>
}

const isKnown = (type: string): type is EventWord => Object.hasOwn(allEvents, type)

const undecodable = (
  stored: StoredEvent,
  reason: UndecodableEvent['reason'],
  problems: ReadonlyArray<FieldProblem>,
): E.Either<UndecodableEvent, never> =>
  E.left({
    _tag: 'UndecodableEvent',
    stream: stored.stream,
    revision: stored.revision,
    sequence: stored.sequence,
    id: stored.id,
    type: stored.type,
    schemaVersion: stored.schemaVersion,
    reason,
    problems,
  })

const parse = (text: string): E.Either<null, unknown> => {
  try {
    return E.right(JSON.parse(text))
  } catch {
    return E.left(null)
  }
}

/** The first part of a stream's name: `transfer` of `transfer-t1`. */
export const streamKindOf = (stream: string): string => {
  const hyphen = stream.indexOf('-')
  return hyphen < 0 ? stream : stream.slice(0, hyphen)
}

/** What a stream's name names: `t1` of `transfer-t1`. */
export const streamSubjectOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1)

/**
 * Reads the data of a stored event with the codec of its word, or says exactly what is wrong with it. `parsed` is what `JSON.parse`
 * makes of the data text, for whoever has it already.
 */
export const decodeStored = (stored: StoredEvent, parsed?: unknown): E.Either<UndecodableEvent, Recorded> => {
  if (!isKnown(stored.type))
    return undecodable(stored, 'UNKNOWN_TYPE', [
      { path: 'type', expected: 'a word that this version knows', found: stored.type },
    ])
  const definition = allEvents[stored.type]
  if (stored.schemaVersion !== definition.version)
    return undecodable(stored, 'NEWER_VERSION', [
      { path: 'schemaVersion', expected: `at most ${definition.version}`, found: String(stored.schemaVersion) },
    ])
  if (!(definition.streams as ReadonlyArray<string>).includes(streamKindOf(stored.stream)))
    return undecodable(stored, 'WRONG_STREAM', [
      { path: 'stream', expected: `a stream of ${definition.streams.join(' or ')}`, found: stored.stream },
    ])
  const json = parsed === undefined ? parse(stored.data) : E.right(parsed)
  if (E.isLeft(json))
    return undecodable(stored, 'NOT_JSON', [
      { path: 'data', expected: 'JSON text', found: `${stored.data.length} characters that are not` },
    ])
  const decoded = decodeWith<Record<string, unknown>, unknown>(definition.codec as never, json.right)
  if (E.isLeft(decoded)) return undecodable(stored, 'WRONG_SHAPE', decoded.left)
  const { chainhash, id, metadata, occurredAt, recordedAt, revision, schemaVersion, sequence, stream, type } = stored
  return E.right({
    stream,
    revision,
    sequence,
    id,
    type,
    schemaVersion,
    occurredAt,
    recordedAt,
    metadata,
    chainhash,
    event: { ...decoded.right, _tag: type } as unknown as DomainEvent,
  })
}

/** The stored form of an event's data: RFC 8785 JSON text. */
export const encodeEvent = (
  event: DomainEvent,
): { readonly type: EventWord; readonly schemaVersion: number; readonly data: string } => {
  const { _tag, ...data } = event
  const definition = allEvents[_tag]
  const encode = definition.codec.encode as (value: unknown) => unknown
  return { type: _tag, schemaVersion: definition.version, data: canonicalJson(encode(data)) }
}
