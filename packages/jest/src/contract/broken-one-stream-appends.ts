import * as E from 'fp-ts/lib/Either.js'
import type { EventStore } from '@waybill/port'
import { answeringAppends, appending, type BrokenStore } from './broken-store.js'

const forgetsResends = (sound: EventStore): EventStore =>
  answeringAppends(sound, (answer, [write]) =>
    E.isLeft(answer) || !answer.right.alreadyStored || write === undefined
      ? answer
      : E.left({
          _tag: 'RevisionConflict',
          stream: write.stream,
          expectedRevision: write.expectedRevision,
          actualRevision: write.expectedRevision + answer.right.events.length,
          winners: answer.right.events,
        }),
  )

const writesTheFirst = (sound: EventStore): EventStore => appending(sound, (writes) => sound.append(writes.slice(0, 1)))

const believesIds = (sound: EventStore): EventStore =>
  answeringAppends(sound, (answer, [write]) => {
    if (E.isRight(answer) || answer.left._tag !== 'RevisionConflict') return answer
    const { winners } = answer.left
    return write?.events[0]?.id === winners[0]?.id ? E.right({ events: winners, alreadyStored: true }) : answer
  })

/** What can go wrong in a store whose appends reach one stream only. */
export const brokenOneStreamAppends: ReadonlyArray<BrokenStore> = [
  {
    damage: 'takes an append that is sent again for one that came too late',
    caughtBy:
      'knows an append to one stream that is sent again with the expectation that it had, whatever came behind it',
    capabilities: { atomicAcrossStreams: false, uniqueEventIds: false },
    over: forgetsResends,
  },
  {
    damage: 'writes to the first of several streams and forgets the others',
    caughtBy: 'refuses an append to several streams, or with a check-only entry, and writes nothing',
    capabilities: { atomicAcrossStreams: false, uniqueEventIds: false },
    over: writesTheFirst,
  },
  {
    damage: 'takes whatever has a known id for the event that had it',
    caughtBy:
      'takes other content under known ids, and a part of what is stored, for a conflict at the expectation that they had',
    capabilities: { atomicAcrossStreams: false, uniqueEventIds: false },
    over: believesIds,
  },
]
