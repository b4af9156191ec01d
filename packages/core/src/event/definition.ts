import type * as t from 'io-ts'
import type { JsonSchema, OutputOf, TypeOf } from '../codec/codec.js'

/** The stream that an event belongs in, by the first part of the stream's name. */
export type StreamKind =
  | 'transfer'
  | 'account'
  | 'funds'
  | 'command'
  | 'attempt'
  | 'customer'
  | 'view'
  | 'notice'
  | 'window'
  | 'alert'
  | 'restriction'
  | 'component'
  | 'policy'
  | 'statement'
  | 'coverage'
  | 'claim'
  | 'source'

/** Any codec that carries its schema. */
export type AnyCodec = t.Any & { readonly schema: JsonSchema }

/** A stored word, its version and the codec of its data. Once released, none of the three ever changes. */
export type EventDefinition<W extends string, C extends AnyCodec> = {
  readonly word: W
  readonly version: number
  readonly codec: C
  readonly streams: ReadonlyArray<StreamKind>
  /** What the event states, in one sentence. */
  readonly meaning: string
}

export const defineEvent = <const W extends string, C extends AnyCodec>(
  streams: ReadonlyArray<StreamKind>,
  word: W,
  codec: C,
  meaning: string,
): EventDefinition<W, C> => ({ word, version: 1, codec, streams, meaning })

/** The event as a value: its word as `_tag`, and its data. */
export type EventOf<D> = D extends EventDefinition<infer W, infer C> ? { readonly _tag: W } & TypeOf<C> : never

/** The event's data as stored. */
export type StoredDataOf<D> = D extends EventDefinition<string, infer C> ? OutputOf<C> : never
