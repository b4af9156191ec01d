import * as E from 'fp-ts/lib/Either.js'
import type { ReadFailure, RecordedEvent, Subscription, SubscriptionSignal } from '@waybill/port'
import type { Mark } from './change-watch.js'

/** One look at the log: the next events, where the ledger ends, and the moment from which to wait for more. */
export type SubscriptionPage = {
  readonly events: ReadonlyArray<RecordedEvent>
  readonly lastSequence: number
  readonly mark: Mark
}

export type SubscriptionSource = {
  readonly pageAfter: (sequence: number) => Promise<E.Either<ReadFailure, SubscriptionPage>>
  readonly onChangeSince: (mark: Mark, wake: () => void) => () => void
}

/** Reads on from `after` at the reader's pace: the next page is read when the reader asks past the last one. */
export const subscribeTo = (source: SubscriptionSource, after: number): Subscription => {
  let closed = false
  let wakeReader = (): void => undefined

  const isClosed = (): boolean => closed

  const untilChangeSince = (mark: Mark): Promise<void> =>
    new Promise((resolve) => {
      const forget = source.onChangeSince(mark, resolve)
      wakeReader = () => {
        forget()
        resolve()
      }
    })

  async function* read(): AsyncGenerator<SubscriptionSignal, void> {
    let given = Math.max(0, after)
    let toldHead = false
    while (!isClosed()) {
      const answer = await source.pageAfter(given)
      if (isClosed()) return
      if (E.isLeft(answer)) {
        yield { _tag: 'SubscriptionFailed', failure: answer.left }
        return
      }
      const page = answer.right
      for (const event of page.events) {
        given = event.sequence
        toldHead = false
        yield { _tag: 'EventArrived', event }
      }
      if (page.events.length > 0) continue
      if (toldHead) {
        await untilChangeSince(page.mark)
      } else {
        toldHead = true
        yield { _tag: 'CaughtUp', sequence: page.lastSequence }
      }
    }
  }

  const signals = read()
  const close = async (): Promise<void> => {
    closed = true
    wakeReader()
    await signals.return()
  }
  const iterator: AsyncIterator<SubscriptionSignal, void> = {
    next: () => signals.next(),
    return: async () => {
      await close()
      return { done: true, value: undefined }
    },
  }
  return { [Symbol.asyncIterator]: () => iterator, close }
}
