import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { AppendFailure, AppendReceipt, EventStore, RecordedEvent, StoreCapabilities } from '@waybill/port'

/** A store with one fault, made out of a sound one, and the rule that must catch it. */
export type BrokenStore = {
  /** What the store does wrong, as a sentence about it. */
  readonly damage: string
  /** Name of the rule that catches it. */
  readonly caughtBy: string
  /** What the sound store declares; without it, everything. */
  readonly capabilities?: StoreCapabilities
  readonly over: (sound: EventStore) => EventStore
}

type Append = EventStore['append']

/** The store with another append. */
export const appending = (sound: EventStore, append: Append): EventStore => ({ ...sound, append })

/** The store with its answers to appends changed. */
export const answeringAppends = (
  sound: EventStore,
  change: (
    answer: E.Either<AppendFailure, AppendReceipt>,
    writes: Parameters<Append>[0],
  ) => E.Either<AppendFailure, AppendReceipt>,
): EventStore => appending(sound, (writes) => async () => change(await sound.append(writes)(), writes))

const mapped = <L, A, B>(task: TaskEither<L, A>, change: (value: A) => B): TaskEither<L, B> => {
  return async () => {
    const outcome = await task()
    return E.isLeft(outcome) ? outcome : E.right(change(outcome.right))
  }
}

/** The store with every event changed that it gives back by reading. */
export const givingBack = (sound: EventStore, change: (event: RecordedEvent) => RecordedEvent): EventStore => ({
  ...sound,
  readStream: (stream, range) => mapped(sound.readStream(stream, range), (events) => events.map(change)),
  readAll: (range) => mapped(sound.readAll(range), (events) => events.map(change)),
  readById: (id) => mapped(sound.readById(id), (event) => (event === null ? null : change(event))),
})
