import * as E from 'fp-ts/lib/Either.js'
import type { AppendFailure, EventStore } from '@waybill/port'
import { answeringAppends, appending, type BrokenStore } from './broken-store.js'

const caughtBy = 'answers every fault with a failure of the port and all of its facts, and throws nothing'

const throwsItsConflicts = (sound: EventStore): EventStore =>
  appending(sound, (writes) => async () => {
    const answer = await sound.append(writes)()
    if (E.isLeft(answer)) throw new Error(answer.left._tag)
    return answer
  })

/** Hands on what its driver said, in place of what the port says. */
const handsOnErrors = (sound: EventStore): EventStore =>
  answeringAppends(sound, (answer) =>
    E.isLeft(answer) ? E.left(new Error('UNIQUE constraint failed: events.id') as unknown as AppendFailure) : answer,
  )

const forgetsTheFacts = (sound: EventStore): EventStore =>
  answeringAppends(sound, (answer) =>
    E.isLeft(answer) ? E.left({ _tag: answer.left._tag } as unknown as AppendFailure) : answer,
  )

const throwsWhenClosed = (sound: EventStore): EventStore => {
  let isClosed = false
  return {
    ...sound,
    readAll: (range) => {
      if (isClosed) throw new Error('The database connection is not open')
      return sound.readAll(range)
    },
    close: () => {
      isClosed = true
      return sound.close()
    },
  }
}

export const brokenFailures: ReadonlyArray<BrokenStore> = [
  { damage: 'throws its conflicts', caughtBy, over: throwsItsConflicts },
  { damage: 'hands on the errors of its driver', caughtBy, over: handsOnErrors },
  { damage: 'names its failures and leaves their facts out', caughtBy, over: forgetsTheFacts },
  { damage: 'throws when it is asked after it was closed', caughtBy, over: throwsWhenClosed },
]
