import type { EventStore, Subscription, SubscriptionSignal } from '@waybill/port'
import { inTime } from './patience.js'

/** Pulls signals one by one and does not wait for ever. */
export type SignalReader = {
  /** The next signal in short form: `'3'` for the event with sequence 3, `'caught up at 3'`, a failure's name, `'end'`. */
  readonly next: () => Promise<string>
  readonly take: (count: number) => Promise<ReadonlyArray<string>>
  readonly close: () => Promise<void>
}

const shortForm = (result: IteratorResult<SubscriptionSignal, unknown>): string => {
  if (result.done === true) return 'end'
  const signal = result.value
  switch (signal._tag) {
    case 'EventArrived':
      return String(signal.event.sequence)
    case 'CaughtUp':
      return `caught up at ${signal.sequence}`
    case 'SubscriptionFailed':
      return signal.failure._tag
  }
}

export const readSignals = (store: EventStore, after: number, patienceMs: number): SignalReader => {
  const subscription: Subscription = store.subscribe({ after })
  const iterator = subscription[Symbol.asyncIterator]()
  const next = async (): Promise<string> => shortForm(await inTime(iterator.next(), patienceMs, 'a signal'))
  return {
    next,
    take: async (count) => {
      const signals: Array<string> = []
      while (signals.length < count) signals.push(await next())
      return signals
    },
    close: async () => {
      await inTime(subscription.close(), patienceMs, 'the subscription to close')
    },
  }
}
