import type * as E from 'fp-ts/lib/Either.js'
import type { Decision, Rejection, ReportUnplaced, UndecodableEvent } from '@waybill/core'
import type { ReadFailure, StreamHead } from '@waybill/port'
import type { Freshness } from '../stream/stream-reader.js'

/** What a decision is taken on: the streams that were read, and the decision itself, to be taken as often as the inflow grows. */
export type Situation = {
  /** The stream of the transfer or account that it is about: a refusal is written there. */
  readonly subject: string
  readonly heads: ReadonlyMap<string, StreamHead>
  /** True where not even a consent may lean on an inflow that lags behind. */
  readonly needsInflowAtHead: boolean
  readonly judge: () => E.Either<Rejection, Decision>
}

export type Situate = (
  freshness: Freshness,
) => Promise<E.Either<ReadFailure | UndecodableEvent | ReportUnplaced, Situation>>

export const headsOf = (streams: ReadonlyArray<StreamHead>): ReadonlyMap<string, StreamHead> =>
  new Map(streams.map(({ stream, revision, chainhash }) => [stream, { stream, revision, chainhash }]))
