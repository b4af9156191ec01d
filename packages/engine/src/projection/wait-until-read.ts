import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, ReadFailure, Timer } from '@waybill/port'
import { pagesOf } from './pages.js'
import type { ProjectionFailure } from './projection-failure.js'
import type { Runner } from './runner.js'

type World = { readonly store: EventStore; readonly timer: Timer }

/** Resolves when the ledger has grown past a sequence; `stop` ends it at once. */
const nextEvent = (
  store: EventStore,
  after: number,
): { readonly grown: Promise<E.Either<ReadFailure, void>>; readonly stop: () => void } => {
  const subscription = store.subscribe({ after })
  const listen = async (): Promise<E.Either<ReadFailure, void>> => {
    try {
      for await (const signal of subscription) {
        if (signal._tag === 'SubscriptionFailed') return E.left(signal.failure)
        if (signal._tag === 'EventArrived') break
      }
      return E.right(undefined)
    } finally {
      await subscription.close()
    }
  }
  return { grown: listen(), stop: () => void subscription.close() }
}

/**
 * Brings a read model up until it has taken in a sequence, and gives the sequence that it has reached. An event that the ledger does
 * not have yet is waited for. When the deadline passes first, the answer is how far the read model has come.
 */
export const waitUntilRead = async (
  { store, timer }: World,
  runner: Runner,
  wanted: number,
  deadlineMs: number,
): Promise<E.Either<ProjectionFailure, number>> => {
  const projection = runner.projection.name
  const progress = { throughSequence: 0, isOver: false, stop: (): void => undefined }

  const run = async (): Promise<E.Either<ProjectionFailure, number>> => {
    const pages = pagesOf(store)
    while (!progress.isOver) {
      const standing = await runner.step(pages)
      if (E.isLeft(standing)) return standing
      const { isAtEnd, throughSequence } = standing.right
      progress.throughSequence = throughSequence
      if (throughSequence >= wanted) return E.right(throughSequence)
      if (!isAtEnd) continue
      const { grown, stop } = nextEvent(store, throughSequence)
      progress.stop = stop
      const heard = await grown
      if (E.isLeft(heard)) return heard
    }
    return E.right(progress.throughSequence)
  }

  let cancel = (): void => undefined
  const late = new Promise<E.Either<ProjectionFailure, never>>((resolve) => {
    cancel = timer.after(deadlineMs, () => {
      const { throughSequence } = progress
      resolve(E.left({ _tag: 'ReadModelLate', projection, wanted, throughSequence, deadlineMs }))
    })
  })
  const outcome = await Promise.race([run(), late])
  progress.isOver = true
  progress.stop()
  cancel()
  return outcome
}
