import type { AnyCodec } from './definition.js'
import type { OutputOf, TypeOf } from '../codec/codec.js'

/** A command or report: its word, and the codec of what is asked or told. */
export type CommandDefinition<W extends string, C extends AnyCodec> = {
  readonly word: W
  readonly codec: C
  /** What it asks or tells, in one sentence. */
  readonly meaning: string
}

export const defineCommand = <const W extends string, C extends AnyCodec>(
  word: W,
  codec: C,
  meaning: string,
): CommandDefinition<W, C> => ({ word, codec, meaning })

export type CommandOf<D> = D extends CommandDefinition<infer W, infer C> ? { readonly _tag: W } & TypeOf<C> : never
export type CommandInputOf<D> = D extends CommandDefinition<string, infer C> ? OutputOf<C> : never
