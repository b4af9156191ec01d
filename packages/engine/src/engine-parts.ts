import type { RemedyPolicy } from '@waybill/explain'
import type * as E from 'fp-ts/lib/Either.js'
import type { Day, Instant, Recorded } from '@waybill/core'
import type { Clock, EventStore, IdSource, Rail, ReadModelStore, Timer } from '@waybill/port'
import type { ChainedFields } from '@waybill/proof'
import type { KeyedLock } from './keyed-lock.js'
import type { Agenda } from './due/agenda.js'
import type { Failure } from './failure.js'
import type { Inflow } from './ledger/inflow.js'
import type { LedgerReading } from './ledger/ledger-reading.js'
import type { Limits } from './limits.js'
import type { Projector } from './projection/projector.js'
import type { Unfinished } from './saga/unfinished.js'
import type { Streams } from './stream/streams.js'
import type { WritesUnderWay } from './writes-under-way.js'

/** What the parts of an engine share: the world that it was given, and what it knows. */
export type EngineParts = {
  readonly store: EventStore
  readonly readModels: ReadModelStore | null
  readonly projector: Projector
  readonly clock: Clock
  readonly ids: IdSource
  readonly timer: Timer
  readonly rails: ReadonlyMap<string, Rail>
  readonly bookingDay: (instant: Instant) => Day
  readonly limits: Limits
  /** What the engine may do by itself about a loss; null: nothing that is guarded. */
  readonly remedyPolicy: RemedyPolicy | null
  /** Namespace of the ids of the store's ledger. */
  readonly namespace: string
  readonly streams: Streams
  readonly lock: KeyedLock
  readonly inflow: Inflow
  readonly agenda: Agenda
  readonly reading: LedgerReading
  readonly writes: WritesUnderWay
  readonly unfinished: Unfinished
  /** Brings a command that was taken to its end, where its decision is stored step by step. */
  readonly finishCommand: (commandId: string) => Promise<E.Either<Failure, void>>
  readonly chain: (previous: string | null, fields: ChainedFields) => string
  /** The time of recording for what was received then: the clock's, never before it and never before what was recorded last. */
  readonly recordedAt: (receivedAt: Instant) => Instant
  /** Takes note of events that were just stored. */
  readonly noteWritten: (events: ReadonlyArray<Recorded>) => Promise<void>
}
