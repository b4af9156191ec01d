import type { RecordedEvent, StoreClosed, Subscription, SubscriptionSignal } from '@waybill/port'

/** What a subscription reads from. `changed` resolves at the next append, or when the store closes. */
export type SubscriptionSource = {
  readonly eventAt: (sequence: number) => RecordedEvent | undefined
  readonly lastSequence: () => number
  readonly isClosed: () => boolean
  readonly onChange: (wake: () => void) => () => void
}

const storeClosed: StoreClosed = { _tag: 'StoreClosed', operation: 'subscribe' }

/** Reads on from `after` at the reader's pace: one event is looked up for each pull, none is queued. */
export const subscribeTo = (source: SubscriptionSource, after: number): Subscription => {
  let closed = false
  let wakeReader = (): void => undefined

  const untilChange = (): Promise<void> =>
    new Promise((resolve) => {
      const forget = source.onChange(resolve)
      wakeReader = () => {
        forget()
        resolve()
      }
    })

  async function* read(): AsyncGenerator<SubscriptionSignal, void> {
    let given = Math.max(0, after)
    let toldHead = false
    while (!closed) {
      if (source.isClosed()) {
        yield { _tag: 'SubscriptionFailed', failure: storeClosed }
        return
      }
      const event = source.eventAt(given + 1)
      if (event !== undefined) {
        given = event.sequence
        toldHead = false
        yield { _tag: 'EventArrived', event }
      } else if (!toldHead) {
        toldHead = true
        yield { _tag: 'CaughtUp', sequence: source.lastSequence() }
      } else {
        await untilChange()
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
