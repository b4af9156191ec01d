import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, ProposedEvent, RecordedEvent, StreamRange } from '@waybill/port'
import { appending, givingBack, type BrokenStore } from './broken-store.js'

const readingStreams = (sound: EventStore, change: (range: StreamRange) => StreamRange): EventStore => ({
  ...sound,
  readStream: (stream, range) => sound.readStream(stream, change(range)),
})

const neverClosed = (sound: EventStore): EventStore => ({ ...sound, close: () => Promise.resolve() })

/** Gives whoever reads the same, changeable object every time. */
const sharesItsObjects = (sound: EventStore): EventStore => {
  const shared = new Map<string, RecordedEvent>()
  return givingBack(sound, (event) => {
    const known = shared.get(event.id)
    if (known !== undefined) return known
    const copy = { ...event, metadata: { ...event.metadata } }
    shared.set(event.id, copy)
    return copy
  })
}

/** Keeps what was handed in itself, and not a copy. */
const keepsCallersObjects = (sound: EventStore): EventStore => {
  const handedIn = new Map<string, ProposedEvent>()
  const asItIsNow = (event: RecordedEvent): RecordedEvent => ({ ...event, ...handedIn.get(event.id) })
  return appending(givingBack(sound, asItIsNow), (writes) => {
    for (const { events } of writes) for (const event of events) handedIn.set(event.id, event)
    return sound.append(writes)
  })
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const passesOverWhatIsNoJson = (sound: EventStore): EventStore => ({
  ...sound,
  readStream: (stream, range) => async () => {
    const page = await sound.readStream(stream, range)()
    return E.isLeft(page) ? page : E.right(page.right.filter(({ data }) => isJson(data)))
  },
})

const stopsAtWhatIsNoJson = (sound: EventStore): EventStore => ({
  ...sound,
  readAll: (range) => async () => {
    const page = await sound.readAll(range)()
    if (E.isLeft(page) || page.right.every(({ data }) => isJson(data))) return page
    return E.left({ _tag: 'StoreUnreadable', location: '', reason: 'DAMAGED', expected: 'JSON', found: 'other text' })
  },
})

/** Sets a timer again and again, so often that it is still there when patience is at its end. */
const leavesTimersBehind = (sound: EventStore): EventStore => ({
  ...sound,
  close: async () => {
    const again = (times: number): void => {
      if (times > 0) setTimeout(() => again(times - 1), 5)
    }
    again(200)
    await sound.close()
  },
})

const firstHeadForEver = (sound: EventStore): EventStore => {
  const seen = new Map<string, ReturnType<EventStore['head']>>()
  return {
    ...sound,
    head: (stream) => {
      const task = seen.get(stream) ?? sound.head(stream)
      return async () => {
        const answer = await task()
        seen.set(stream, () => Promise.resolve(answer))
        return answer
      }
    },
  }
}

export const brokenReads: ReadonlyArray<BrokenStore> = [
  {
    damage: 'reads every stream from its beginning',
    caughtBy: 'reads a stream forward from any revision, page by page, each as full as there are events',
    over: (sound) =>
      readingStreams(sound, ({ direction, limit }) => ({ limit, ...(direction === undefined ? {} : { direction }) })),
  },
  {
    damage: 'gives more than was asked for',
    caughtBy: 'reads a stream forward from any revision, page by page, each as full as there are events',
    over: (sound) => readingStreams(sound, (range) => ({ ...range, limit: range.limit + 1 })),
  },
  {
    damage: 'knows one direction only',
    caughtBy: 'reads a stream backward from any revision, page by page, each as full as there are events',
    over: (sound) => readingStreams(sound, (range) => ({ ...range, direction: 'FORWARD' })),
  },
  {
    damage: 'reads on into the streams whose names begin alike',
    caughtBy: 'reads a stream that does not exist as empty',
    over: (sound) => ({
      ...sound,
      readStream: (stream, range) => async () => {
        const all = await sound.readAll({ after: 0, limit: 1000 })()
        if (E.isLeft(all)) return all
        return E.right(all.right.filter((event) => event.stream.startsWith(stream)).slice(0, range.limit))
      },
    }),
  },
  {
    damage: 'repairs the names that it is asked for',
    caughtBy: 'finds nothing under a name that no append could have used, and nothing that looks like it',
    over: (sound) => ({ ...sound, readStream: (stream, range) => sound.readStream(stream.toWellFormed(), range) }),
  },
  {
    damage: 'passes over events whose data is no JSON',
    caughtBy:
      'gives back events that nobody can decode as they were appended, and those after them, whichever way they are read',
    over: passesOverWhatIsNoJson,
  },
  {
    damage: 'refuses a page on which an event is no JSON',
    caughtBy:
      'gives back events that nobody can decode as they were appended, and those after them, whichever way they are read',
    over: stopsAtWhatIsNoJson,
  },
  {
    damage: 'leaves a timer running when it is closed',
    caughtBy: 'leaves no timer or handle behind when it is closed, though a subscriber was still waiting',
    over: leavesTimersBehind,
  },
  {
    damage: 'gives the event at the position once more',
    caughtBy: 'reads the ledger in sequence order after any sequence, page by page, each as full as there are events',
    over: (sound) => ({
      ...sound,
      readAll: ({ after, limit }) => sound.readAll({ after: Math.max(0, after - 1), limit }),
    }),
  },
  {
    damage: 'gives the ledger stream by stream',
    caughtBy: 'reads the ledger in sequence order after any sequence, page by page, each as full as there are events',
    over: (sound) => ({
      ...sound,
      readAll: (range) => async () => {
        const page = await sound.readAll(range)()
        if (E.isLeft(page)) return page
        return E.right([...page.right].sort((a, b) => a.stream.localeCompare(b.stream)))
      },
    }),
  },
  {
    damage: 'remembers the head that it saw first',
    caughtBy: 'knows the last revision and chain hash of each stream, and that a stream does not exist',
    over: firstHeadForEver,
  },
  {
    damage: 'counts the ledger from 0',
    caughtBy: 'knows the last sequence of the ledger',
    over: (sound) => ({
      ...sound,
      ledgerHead: () => async () => {
        const head = await sound.ledgerHead()()
        return E.isLeft(head) ? head : E.right({ sequence: head.right.sequence - 1 })
      },
    }),
  },
  {
    damage: 'finds no event by its id',
    caughtBy: 'finds an event by its id, and nothing by another',
    over: (sound) => ({ ...sound, readById: () => () => Promise.resolve(E.right(null)) }),
  },
  {
    damage: 'keeps the first text under a property name',
    caughtBy: 'keeps the latest text under each property name, apart from the log',
    over: (sound) => ({
      ...sound,
      properties: {
        get: sound.properties.get,
        set: (name, value) => async () => {
          const present = await sound.properties.get(name)()
          return E.isRight(present) && present.right !== null ? E.right(undefined) : sound.properties.set(name, value)()
        },
      },
    }),
  },
  {
    damage: "keeps its callers' own objects",
    caughtBy: 'is not changed by what a caller does to its own objects, during the append or after it',
    over: keepsCallersObjects,
  },
  {
    damage: 'gives its own objects away',
    caughtBy: 'is not changed by what a reader does to the events that it was given',
    over: sharesItsObjects,
  },
  {
    damage: 'goes on answering when it is closed',
    caughtBy: 'answers every operation of a closed store with StoreClosed, and may be closed again',
    over: neverClosed,
  },
  {
    damage: 'gives shorter pages of a stream than were asked for',
    caughtBy: 'reads a stream forward from any revision, page by page, each as full as there are events',
    over: (sound) => ({
      ...sound,
      readStream: (stream, range) => sound.readStream(stream, { ...range, limit: Math.min(range.limit, 2) }),
    }),
  },
  {
    damage: 'gives an empty page while there is more',
    caughtBy: 'reads the ledger in sequence order after any sequence, page by page, each as full as there are events',
    over: (sound) => ({
      ...sound,
      readAll: (range) => (range.after % 10 === 9 ? () => Promise.resolve(E.right([])) : sound.readAll(range)),
    }),
  },
  {
    damage: 'says nothing to its subscribers when it is closed',
    caughtBy: 'tells a waiting subscriber that the store was closed, and then ends',
    over: neverClosed,
  },
]
