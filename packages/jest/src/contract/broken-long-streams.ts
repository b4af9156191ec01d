import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, RecordedEvent, StreamRange, Subscription, SubscriptionSignal } from '@waybill/port'
import { givingBack, type BrokenStore } from './broken-store.js'

/** A copy that shares no text with its original, as one out of a database. */
const copyOf = <A>(value: A): A => JSON.parse(JSON.stringify(value)) as A

const wholeStream = async (store: EventStore, stream: string): Promise<ReadonlyArray<RecordedEvent>> => {
  const page = await store.readStream(stream, { limit: Number.MAX_SAFE_INTEGER })()
  return E.isRight(page) ? page.right.map(copyOf) : []
}

/** Picks the page out of everything that the stream holds. */
const readsAllForEachPage = (sound: EventStore): EventStore => ({
  ...sound,
  readStream: (stream, range: StreamRange) => async () => {
    const all = await wholeStream(sound, stream)
    if (range.direction !== 'BACKWARD') return E.right(all.slice(range.from ?? 0).slice(0, range.limit))
    return E.right(
      all
        .slice(0, (range.from ?? all.length) + 1)
        .reverse()
        .slice(0, range.limit),
    )
  },
})

const keepsWhatItGave = (sound: EventStore): EventStore => {
  const kept = new Map<string, RecordedEvent>()
  return givingBack(sound, (event) => {
    const copy = kept.get(event.id) ?? copyOf(event)
    kept.set(event.id, copy)
    return copy
  })
}

/** Takes all that it can get, and keeps it until it is asked for. */
const readsAhead = (subscription: Subscription): Subscription => {
  const queued: Array<IteratorResult<SubscriptionSignal, unknown>> = []
  let wake = (): void => undefined
  const pull = async (): Promise<void> => {
    for await (const value of subscription) {
      queued.push({ value: copyOf(value) })
      wake()
      if (queued.length % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    queued.push({ done: true, value: undefined })
    wake()
  }
  void pull()
  const next = async (): Promise<IteratorResult<SubscriptionSignal, unknown>> => {
    for (;;) {
      const first = queued.shift()
      if (first !== undefined) return first
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const iterator = { next: next as () => Promise<IteratorResult<SubscriptionSignal>> }
  return { [Symbol.asyncIterator]: () => iterator, close: subscription.close }
}

const sixteenBits = 2 ** 16

export const brokenLongStreams: ReadonlyArray<BrokenStore> = [
  {
    damage: 'counts the revisions of a stream in 16 bits',
    caughtBy:
      'reads a stream of 100,000 events page by page, each event once and in order, forward, backward and as a ledger',
    over: (sound) => givingBack(sound, (event) => ({ ...event, revision: event.revision % sixteenBits })),
  },
  {
    damage: 'reads a whole stream into memory to give a page of it',
    caughtBy: 'needs the memory of a page to read one out of 100,000 events, and keeps none of it',
    over: readsAllForEachPage,
  },
  {
    damage: 'keeps every event in memory that it has given',
    caughtBy: 'needs the memory of a page to read one out of 100,000 events, and keeps none of it',
    over: keepsWhatItGave,
  },
  {
    damage: 'reads on and on for a subscriber that does not pull',
    caughtBy: 'reads no further than a few pages ahead of a subscriber that does not pull',
    over: (sound) => ({ ...sound, subscribe: (from) => readsAhead(sound.subscribe(from)) }),
  },
]
