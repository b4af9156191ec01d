import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, RecordedEvent, Subscription, SubscriptionSignal } from '@waybill/port'
import type { BrokenStore } from './broken-store.js'

type Signals = AsyncIterator<SubscriptionSignal, unknown>

const subscribing = (
  sound: EventStore,
  change: (subscription: Subscription, from: { readonly after: number }) => Subscription,
): EventStore => ({ ...sound, subscribe: (from) => change(sound.subscribe(from), from) })

const pulling = (subscription: Subscription, next: (sound: Signals) => ReturnType<Signals['next']>): Subscription => {
  const signals: Signals = subscription[Symbol.asyncIterator]()
  const iterator: AsyncIterator<SubscriptionSignal> = {
    next: () => next(signals) as Promise<IteratorResult<SubscriptionSignal>>,
    return: async () => {
      await subscription.close()
      return { done: true, value: undefined }
    },
  }
  return { [Symbol.asyncIterator]: () => iterator, close: subscription.close }
}

/** Passes over the signals that are not wanted. */
const only = (subscription: Subscription, isWanted: (signal: SubscriptionSignal) => boolean): Subscription =>
  pulling(subscription, async (signals) => {
    for (;;) {
      const result = await signals.next()
      if (result.done === true || isWanted(result.value)) return result
    }
  })

const changingEvents = (subscription: Subscription, change: (event: RecordedEvent) => RecordedEvent): Subscription =>
  pulling(subscription, async (signals) => {
    const result = await signals.next()
    if (result.done === true || result.value._tag !== 'EventArrived') return result
    return { value: { ...result.value, event: change(result.value.event) } }
  })

const isCaughtUp = (signal: SubscriptionSignal): boolean => signal._tag === 'CaughtUp'

const deafAfterHead = (subscription: Subscription): Subscription => {
  let caughtUp = false
  return only(subscription, (signal) => {
    const heard = !caughtUp
    caughtUp ||= isCaughtUp(signal)
    return heard
  })
}

const catchesUpOnce = (subscription: Subscription): Subscription => {
  let told = false
  return only(subscription, (signal) => {
    if (!isCaughtUp(signal)) return true
    const first = !told
    told = true
    return first
  })
}

const givesTwice = (subscription: Subscription): Subscription => {
  let again: IteratorResult<SubscriptionSignal, unknown> | null = null
  return pulling(subscription, async (signals) => {
    if (again !== null) {
      const repeated = again
      again = null
      return repeated
    }
    const result = await signals.next()
    if (result.done !== true && result.value._tag === 'EventArrived' && result.value.event.sequence % 5 === 0)
      again = result
    return result
  })
}

/** Gives an event now and then only after the one that follows it. */
const outOfOrder = (subscription: Subscription): Subscription => {
  let heldBack: IteratorResult<SubscriptionSignal, unknown> | null = null
  return pulling(subscription, async (signals) => {
    if (heldBack !== null) {
      const late = heldBack
      heldBack = null
      return late
    }
    const result = await signals.next()
    if (result.done === true || result.value._tag !== 'EventArrived' || result.value.event.sequence % 10 !== 3)
      return result
    heldBack = result
    return signals.next()
  })
}

/** Shows a page without what would be in it, were its writer not the last to finish. */
const showsLaterFirst = (sound: EventStore): EventStore => ({
  ...sound,
  readAll: (range) => async () => {
    const page = await sound.readAll(range)()
    if (E.isLeft(page)) return page
    return E.right(page.right.filter(({ sequence }, i) => sequence % 10 !== 3 || i + 1 === page.right.length))
  },
})

/** Closes and leaves its writers without an answer. */
const leavesWritersWaiting = (sound: EventStore): EventStore => {
  let isClosed = false
  return {
    ...sound,
    append: (writes) => async () => {
      const answer = await sound.append(writes)()
      return isClosed ? new Promise<never>(() => undefined) : answer
    },
    close: () => {
      isClosed = true
      return sound.close()
    },
  }
}

const deafWhereDataIsNoJson = (subscription: Subscription): Subscription =>
  only(subscription, (signal) => {
    if (signal._tag !== 'EventArrived') return true
    try {
      JSON.parse(signal.event.data)
      return true
    } catch {
      return false
    }
  })

/** Every event goes to one of the subscribers. */
const sharedAmongSubscribers = (sound: EventStore): EventStore => {
  const taken = new Set<number>()
  return subscribing(sound, (subscription) =>
    only(subscription, (signal) => {
      if (signal._tag !== 'EventArrived') return true
      const isFree = !taken.has(signal.event.sequence)
      taken.add(signal.event.sequence)
      return isFree
    }),
  )
}

export const brokenSubscriptions: ReadonlyArray<BrokenStore> = [
  {
    damage: 'gives the event at the position once more to a subscriber',
    caughtBy: 'gives a subscriber everything after its position, in order, and then says that it is caught up',
    over: (sound) => ({ ...sound, subscribe: ({ after }) => sound.subscribe({ after: Math.max(0, after - 1) }) }),
  },
  {
    damage: 'never says that a subscriber is caught up',
    caughtBy: 'gives a subscriber everything after its position, in order, and then says that it is caught up',
    over: (sound) => subscribing(sound, (subscription) => only(subscription, (signal) => !isCaughtUp(signal))),
  },
  {
    damage: 'gives subscribers less of an event than readers',
    caughtBy: 'gives a subscriber the same events that a reader gets',
    over: (sound) =>
      subscribing(sound, (subscription) => changingEvents(subscription, (event) => ({ ...event, metadata: {} }))),
  },
  {
    damage: 'says nothing on an empty ledger',
    caughtBy: 'says at once that a subscriber of an empty ledger is caught up',
    over: (sound) =>
      subscribing(sound, (subscription) =>
        only(subscription, (signal) => signal._tag !== 'CaughtUp' || signal.sequence > 0),
      ),
  },
  {
    damage: 'gives nothing after the first head',
    caughtBy: 'gives a waiting subscriber what is appended later, and says again that it is caught up',
    over: (sound) => subscribing(sound, deafAfterHead),
  },
  {
    damage: 'says once only that a subscriber is caught up',
    caughtBy: 'gives a waiting subscriber what is appended later, and says again that it is caught up',
    over: (sound) => subscribing(sound, catchesUpOnce),
  },
  {
    damage: 'gives some events twice',
    caughtBy: 'gives a slow reader each event exactly once, in order, however much is appended meanwhile',
    over: (sound) => subscribing(sound, givesTwice),
  },
  {
    damage: 'drops events on a reader that is behind',
    caughtBy: 'gives a slow reader each event exactly once, in order, however much is appended meanwhile',
    over: (sound) =>
      subscribing(sound, (subscription) =>
        only(subscription, (signal) => signal._tag !== 'EventArrived' || signal.event.sequence % 7 !== 0),
      ),
  },
  {
    damage: 'gives an event before an earlier one that was written at the same time',
    caughtBy: 'gives a subscriber every sequence in order and leaves none out, while 200 appends run at once',
    over: (sound) => subscribing(sound, outOfOrder),
  },
  {
    damage: 'shows its readers a later event while an earlier one is still being written',
    caughtBy:
      'gives a reader who asks again and again every sequence in order and leaves none out, while 200 appends run at once',
    over: showsLaterFirst,
  },
  {
    damage: 'leaves its writers without an answer when it is closed',
    caughtBy: 'answers every append that was running when it was closed: stored, or not',
    over: leavesWritersWaiting,
  },
  {
    damage: 'keeps events from its subscribers that are no JSON',
    caughtBy: 'gives a subscriber events that nobody can decode as they were appended, and those after them',
    over: (sound) => subscribing(sound, deafWhereDataIsNoJson),
  },
  {
    damage: 'shares the events out among its subscribers',
    caughtBy: 'gives every one of several subscribers every event',
    over: sharedAmongSubscribers,
  },
  {
    damage: 'lets a reader wait on when its subscription is closed',
    caughtBy: 'ends a subscription at once when it is closed, also while a reader waits',
    over: (sound) =>
      subscribing(sound, (subscription) => ({
        [Symbol.asyncIterator]: () => subscription[Symbol.asyncIterator](),
        close: () => Promise.resolve(),
      })),
  },
  {
    damage: 'keeps a subscription going when its reader leaves the loop',
    caughtBy: 'ends a subscription whose reader leaves the loop',
    over: (sound) =>
      subscribing(sound, (subscription) => {
        const signals: Signals = subscription[Symbol.asyncIterator]()
        const iterator = { next: () => signals.next() as Promise<IteratorResult<SubscriptionSignal>> }
        return { [Symbol.asyncIterator]: () => iterator, close: subscription.close }
      }),
  },
]
