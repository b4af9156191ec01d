import * as E from 'fp-ts/lib/Either.js'
import type {
  AppendFailure,
  AppendReceipt,
  EventIdTaken,
  EventStore,
  ProposedEvent,
  RecordedEvent,
  RevisionConflict,
  StreamWrite,
} from '@waybill/port'
import { answeringAppends, appending, givingBack, type BrokenStore } from './broken-store.js'

const accepted: AppendReceipt = { events: [], alreadyStored: false }

const onConflict = (sound: EventStore, change: (conflict: RevisionConflict) => RevisionConflict): EventStore =>
  answeringAppends(sound, (answer) =>
    E.isLeft(answer) && answer.left._tag === 'RevisionConflict' ? E.left(change(answer.left)) : answer,
  )

const revisionOf = async (store: EventStore, stream: string): Promise<number> => {
  const head = await store.head(stream)()
  return E.isRight(head) ? head.right.revision : -1
}

/** The request as if its writer had seen the present heads. */
const upToDate = async (store: EventStore, writes: ReadonlyArray<StreamWrite>): Promise<ReadonlyArray<StreamWrite>> => {
  const current: Array<StreamWrite> = []
  for (const write of writes) current.push({ ...write, expectedRevision: await revisionOf(store, write.stream) })
  return current
}

const oneEntryAfterAnother = (sound: EventStore): EventStore =>
  appending(sound, (writes) => async () => {
    const events: Array<RecordedEvent> = []
    for (const write of writes) {
      const answer = await sound.append([write])()
      if (E.isLeft(answer)) return answer
      events.push(...answer.right.events)
    }
    return E.right({ events, alreadyStored: false })
  })

const idsUniqueInStreamOnly = (sound: EventStore): EventStore => {
  const original = (event: RecordedEvent): RecordedEvent => ({ ...event, id: event.id.replace(/^.*\|/, '') })
  const renamed = (writes: ReadonlyArray<StreamWrite>): ReadonlyArray<StreamWrite> =>
    writes.map((write) => ({
      ...write,
      events: write.events.map((event) => ({ ...event, id: `${write.stream}|${event.id}` })),
    }))
  return appending(givingBack(sound, original), (writes) => async () => {
    const answer = await sound.append(renamed(writes))()
    return E.isLeft(answer) ? answer : E.right({ ...answer.right, events: answer.right.events.map(original) })
  })
}

const proposedById = (writes: ReadonlyArray<StreamWrite>): ReadonlyMap<string, ProposedEvent> =>
  new Map(writes.flatMap(({ events }) => events.map((event) => [event.id, event] as const)))

const differsInTime = (receipt: AppendReceipt, writes: ReadonlyArray<StreamWrite>): EventIdTaken | null => {
  const proposed = proposedById(writes)
  for (const stored of receipt.events) {
    if (proposed.get(stored.id)?.recordedAt !== stored.recordedAt)
      return { _tag: 'EventIdTaken', id: stored.id, stored }
  }
  return null
}

const asValue = (text: string): string => {
  const sorted = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  return JSON.stringify(JSON.parse(text), sorted)
}

const comparesJson = (sound: EventStore): EventStore =>
  answeringAppends(sound, (answer, writes) => {
    if (E.isRight(answer) || answer.left._tag !== 'EventIdTaken') return answer
    const { stored } = answer.left
    const data = proposedById(writes).get(stored.id)?.data
    if (data === undefined || asValue(data) !== asValue(stored.data)) return answer
    return E.right({ events: [stored], alreadyStored: true })
  })

const withoutKnownEvents = (sound: EventStore): EventStore =>
  appending(sound, (writes) => async () => {
    const left: Array<StreamWrite> = []
    for (const write of writes) {
      const events: Array<ProposedEvent> = []
      for (const event of write.events) {
        const stored = await sound.readById(event.id)()
        if (E.isRight(stored) && stored.right === null) events.push(event)
      }
      left.push({ ...write, events, expectedRevision: await revisionOf(sound, write.stream) })
    }
    return sound.append(left)()
  })

const wastesSequences = (sound: EventStore): EventStore => {
  let refused = 0
  const wastedBefore = new Map<string, number>()
  const moved = (event: RecordedEvent): RecordedEvent => ({
    ...event,
    sequence: event.sequence + (wastedBefore.get(event.id) ?? 0),
  })
  return appending(givingBack(sound, moved), (writes) => async () => {
    const answer = await sound.append(writes)()
    if (E.isLeft(answer)) {
      refused += 1
      return answer
    }
    for (const event of answer.right.events) wastedBefore.set(event.id, refused)
    return answer
  })
}

const checksThenWrites = (sound: EventStore): EventStore => {
  const writeAnyway = async (writes: ReadonlyArray<StreamWrite>): ReturnType<ReturnType<EventStore['append']>> => {
    const answer = await sound.append(writes)()
    if (E.isRight(answer) || answer.left._tag !== 'RevisionConflict') return answer
    return writeAnyway(await upToDate(sound, writes))
  }
  return appending(sound, (writes) => async () => {
    for (const { stream, expectedRevision } of writes) {
      const actualRevision = await revisionOf(sound, stream)
      if (actualRevision !== expectedRevision)
        return E.left({ _tag: 'RevisionConflict', stream, expectedRevision, actualRevision, winners: [] })
    }
    return writeAnyway(writes)
  })
}

const refusesWhileBusy = (sound: EventStore): EventStore => {
  let running = 0
  return appending(sound, (writes) => async () => {
    running += 1
    await Promise.resolve()
    const answer: E.Either<AppendFailure, AppendReceipt> =
      running > 20
        ? E.left({ _tag: 'StoreUnavailable', operation: 'append', location: '', reason: 'BUSY', detail: '' })
        : await sound.append(writes)()
    running -= 1
    return answer
  })
}

/** Looks at what is only checked before it looks for what is stored. */
const checksBeforeIds = (sound: EventStore): EventStore =>
  appending(sound, (writes) => async () => {
    for (const { stream, expectedRevision, events } of writes) {
      const actualRevision = await revisionOf(sound, stream)
      if (events.length === 0 && actualRevision !== expectedRevision)
        return E.left({ _tag: 'RevisionConflict', stream, expectedRevision, actualRevision, winners: [] })
    }
    return sound.append(writes)()
  })

const acceptsMalformed = (sound: EventStore, isLetThrough: (field: string, found: string) => boolean): EventStore =>
  answeringAppends(sound, (answer) =>
    E.isLeft(answer) && answer.left._tag === 'MalformedAppend' && isLetThrough(answer.left.field, answer.left.found)
      ? E.right(accepted)
      : answer,
  )

export const brokenAppends: ReadonlyArray<BrokenStore> = [
  {
    damage: 'writes the first stream of an append and forgets the others',
    caughtBy: 'appends to several streams in one act',
    over: (sound) => appending(sound, (writes) => sound.append(writes.slice(0, 1))),
  },
  {
    damage: 'names the events of a receipt in another order',
    caughtBy: 'appends to several streams in one act',
    over: (sound) =>
      answeringAppends(sound, (answer) =>
        E.isLeft(answer) ? answer : E.right({ ...answer.right, events: [...answer.right.events].reverse() }),
      ),
  },
  {
    damage: 'writes one stream after the other',
    caughtBy: 'writes nothing at all when one of several expectations fails',
    over: oneEntryAfterAnother,
  },
  {
    damage: 'looks at no expectation',
    caughtBy: 'refuses an append to a stream that has moved on',
    over: (sound) => appending(sound, (writes) => async () => sound.append(await upToDate(sound, writes))()),
  },
  {
    damage: 'calls a missing stream one with a first event',
    caughtBy: 'tells with revision -1 and no winners that a stream does not exist',
    over: (sound) =>
      onConflict(sound, (conflict) => ({ ...conflict, actualRevision: Math.max(0, conflict.actualRevision) })),
  },
  {
    damage: 'gives the winners newest first',
    caughtBy: 'gives the events that won, oldest first, with a conflict',
    over: (sound) => onConflict(sound, (conflict) => ({ ...conflict, winners: [...conflict.winners].reverse() })),
  },
  {
    damage: 'gives no winners',
    caughtBy: 'gives the events that won, oldest first, with a conflict',
    over: (sound) => onConflict(sound, (conflict) => ({ ...conflict, winners: [] })),
  },
  {
    damage: 'gives winners of the streams only that it was to write',
    caughtBy: 'gives the events that won in a stream that was only checked',
    over: (sound) =>
      answeringAppends(sound, (answer, writes) => {
        if (E.isRight(answer) || answer.left._tag !== 'RevisionConflict') return answer
        const { stream: lost } = answer.left
        const isChecked = writes.some(({ stream, events }) => stream === lost && events.length === 0)
        return isChecked ? E.left({ ...answer.left, winners: [] }) : answer
      }),
  },
  {
    damage: 'knows no check-only entry',
    caughtBy: 'accepts a check-only entry that holds and writes nothing to its stream',
    over: (sound) =>
      appending(sound, (writes) =>
        writes.some(({ events }) => events.length === 0) ? sound.append([]) : sound.append(writes),
      ),
  },
  {
    damage: 'passes check-only entries over',
    caughtBy: 'refuses the whole append when a check-only entry does not hold',
    over: (sound) => appending(sound, (writes) => sound.append(writes.filter(({ events }) => events.length > 0))),
  },
  {
    damage: 'keeps ids unique within a stream only',
    caughtBy: 'refuses an id that another event of the ledger has',
    over: idsUniqueInStreamOnly,
  },
  {
    damage: 'takes every event with a known id for the same',
    caughtBy: 'refuses an id that another event of the ledger has',
    over: (sound) =>
      answeringAppends(sound, (answer) =>
        E.isLeft(answer) && answer.left._tag === 'EventIdTaken'
          ? E.right({ events: [answer.left.stored], alreadyStored: true })
          : answer,
      ),
  },
  {
    damage: 'compares data as JSON and not as text',
    caughtBy: 'takes data for text: the same JSON in other characters under a known id is another event',
    over: comparesJson,
  },
  {
    damage: 'takes an event that was recorded again for another',
    caughtBy: 'answers an append that is sent again with what is stored, and writes nothing',
    over: (sound) =>
      answeringAppends(sound, (answer, writes) => {
        if (E.isLeft(answer)) return answer
        const taken = differsInTime(answer.right, writes)
        return taken === null ? answer : E.left(taken)
      }),
  },
  {
    damage: 'answers an append that is sent again with a conflict',
    caughtBy: 'answers an append that is sent again with what is stored, and writes nothing',
    over: (sound) =>
      answeringAppends(sound, (answer, [first]) =>
        E.isRight(answer) && answer.right.alreadyStored && first !== undefined
          ? E.left({
              _tag: 'RevisionConflict',
              stream: first.stream,
              expectedRevision: first.expectedRevision,
              actualRevision: 0,
              winners: answer.right.events,
            })
          : answer,
      ),
  },
  {
    damage: 'answers an append that is sent again with the request in place of what is stored',
    caughtBy: 'answers an append that is sent again with what is stored, and writes nothing',
    over: (sound) =>
      answeringAppends(sound, (answer, writes) => {
        if (E.isLeft(answer)) return answer
        const proposed = proposedById(writes)
        const events = answer.right.events.map((event) => ({ ...event, ...proposed.get(event.id) }))
        return E.right({ ...answer.right, events })
      }),
  },
  {
    damage: 'looks at what is only checked before it looks for what is stored',
    caughtBy: 'recognises an append that is sent again although a stream that it only checked has moved on',
    over: checksBeforeIds,
  },
  {
    damage: 'writes the new part of an append that is stored in part',
    caughtBy: 'writes nothing when only some events of an append are stored already',
    over: withoutKnownEvents,
  },
  {
    damage: 'reads data as JSON and writes it anew',
    caughtBy: 'gives back every character as it was handed in',
    over: (sound) => givingBack(sound, (event) => ({ ...event, data: JSON.stringify(JSON.parse(event.data)) })),
  },
  {
    damage: 'drops metadata that it does not know',
    caughtBy: 'gives back every character as it was handed in',
    over: (sound) => givingBack(sound, (event) => ({ ...event, metadata: { actor: event.metadata['actor'] ?? '' } })),
  },
  {
    damage: 'uses a sequence up for every refusal',
    caughtBy: 'numbers revisions from 0 and sequences from 1 without a gap, whatever was refused in between',
    over: wastesSequences,
  },
  {
    damage: 'counts revisions from 1',
    caughtBy: 'numbers revisions from 0 and sequences from 1 without a gap, whatever was refused in between',
    over: (sound) => givingBack(sound, (event) => ({ ...event, revision: event.revision + 1 })),
  },
  {
    damage: 'accepts an append without events',
    caughtBy: 'refuses an append that has no events',
    over: (sound) => acceptsMalformed(sound, (field) => field === 'writes'),
  },
  {
    damage: 'accepts a stream twice',
    caughtBy: 'refuses an append that names a stream twice',
    over: (sound) => acceptsMalformed(sound, (field, found) => field.endsWith('.stream') && found.endsWith('again')),
  },
  {
    damage: 'accepts an id twice',
    caughtBy: 'refuses an append that names an id twice',
    over: (sound) => acceptsMalformed(sound, (field, found) => field.endsWith('.id') && found.endsWith('again')),
  },
  {
    damage: 'accepts any number as a revision',
    caughtBy: 'refuses an expected revision that is no whole number from -1',
    over: (sound) => acceptsMalformed(sound, (field) => field.endsWith('.expectedRevision')),
  },
  {
    damage: 'accepts events without a name',
    caughtBy: 'refuses an event that lacks a name or a version',
    over: (sound) => acceptsMalformed(sound, (_, found) => found === 'empty text'),
  },
  {
    damage: 'accepts half a surrogate pair',
    caughtBy: 'refuses text that does not survive UTF-8 or ends at U+0000',
    over: (sound) => acceptsMalformed(sound, (_, found) => found.includes('surrogate')),
  },
  {
    damage: 'checks first and writes later',
    caughtBy: 'lets exactly one of 200 concurrent appends with the same expectation win, and shows it to the others',
    over: checksThenWrites,
  },
  {
    damage: 'turns writers away when many come at once',
    caughtBy: 'lets 200 concurrent appends to different streams all win, without a gap or a double',
    over: refusesWhileBusy,
  },
  {
    damage: 'turns writers away who send the same at once',
    caughtBy: 'stores an append once that is sent many times at once',
    over: refusesWhileBusy,
  },
]
