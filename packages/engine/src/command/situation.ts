import type * as E from 'fp-ts/lib/Either.js'
import type { AccountId, Decision, Rejection } from '@waybill/core'
import type { StreamHead } from '@waybill/port'
import type { Failure } from '../failure.js'
import type { Freshness } from '../stream/stream-reader.js'

/** What a decision is taken on: the streams that were read, and the decision itself, to be taken as often as the inflow grows. */
export type Situation = {
  /** The stream of the transfer or account that it is about: a refusal is written there. */
  readonly subject: string
  readonly heads: ReadonlyMap<string, StreamHead>
  /** The streams that the decision may write to, the subject first. */
  readonly mayWrite: ReadonlyArray<string>
  /** True where not even a consent may lean on an inflow that lags behind. */
  readonly needsInflowAtHead: boolean
  /** `taken` is what earlier steps of the same command have taken from accounts already: it is counted as still there. */
  readonly judge: (taken?: ReadonlyMap<AccountId, bigint>) => E.Either<Rejection, Decision>
}

export type Situate = (freshness: Freshness) => Promise<E.Either<Failure, Situation>>

export const headsOf = (streams: ReadonlyArray<StreamHead>): ReadonlyMap<string, StreamHead> =>
  new Map(streams.map(({ stream, revision, chainhash }) => [stream, { stream, revision, chainhash }]))
