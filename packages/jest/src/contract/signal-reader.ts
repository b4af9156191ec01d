import { AssertionError } from 'node:assert/strict'
import type { EventStore, Subscription, SubscriptionSignal } from '@waybill/port'
import type { StoreUnderTest } from './contract-rule.js'

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

/** The answer, or a broken rule when it does not come in time. */
export const inTime = async <A>(promise: Promise<A>, patienceMs: number, what: string): Promise<A> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AssertionError({ message: `expected ${what} within ${patienceMs} ms, found nothing` }))
    }, patienceMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The time that a subject grants for a signal, in milliseconds. */
export const patienceOf = (subject: StoreUnderTest): number => subject.patienceMs ?? 5_000

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
