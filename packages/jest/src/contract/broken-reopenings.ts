import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, RecordedEvent } from '@waybill/port'

/** A way of opening a ledger again that has one fault, and the rule that must catch it. */
export type BrokenReopening = {
  readonly damage: string
  readonly caughtBy: string
  /** Puts into `fresh`, an empty store of the same ledger, what this store remembers of `before`. */
  readonly remember: (before: EventStore, fresh: EventStore) => Promise<void>
}

const everything = async (store: EventStore): Promise<ReadonlyArray<RecordedEvent>> => {
  const events = await store.readAll({ after: 0, limit: 1000 })()
  return E.isRight(events) ? events.right : []
}

const copy = async (events: ReadonlyArray<RecordedEvent>, fresh: EventStore): Promise<void> => {
  for (const { stream, revision, ...event } of events)
    await fresh.append([{ stream, expectedRevision: revision - 1, events: [event] }])()
}

const losesTheLast: BrokenReopening['remember'] = async (before, fresh) => {
  await copy((await everything(before)).slice(0, -1), fresh)
  await fresh.properties.set('origin', 'IMPORT')()
}

const forgetsProperties: BrokenReopening['remember'] = async (before, fresh) => {
  await copy(await everything(before), fresh)
}

const forgetsIds: BrokenReopening['remember'] = async (before, fresh) => {
  const underOtherIds = (await everything(before)).map((event) => ({ ...event, id: `${event.id}-of-old` }))
  await copy(underOtherIds, fresh)
}

export const brokenReopenings: ReadonlyArray<BrokenReopening> = [
  {
    damage: 'loses the last event',
    caughtBy: 'finds ledger, events, heads and properties again after it was closed and opened',
    remember: losesTheLast,
  },
  {
    damage: 'forgets the properties',
    caughtBy: 'finds ledger, events, heads and properties again after it was closed and opened',
    remember: forgetsProperties,
  },
  {
    damage: 'had acknowledged what it was still writing',
    caughtBy: 'has every append that it acknowledged, and none in part, after it was closed while they ran',
    remember: async (before, fresh) => copy((await everything(before)).slice(0, -2), fresh),
  },
  {
    damage: 'keeps half of what it was writing',
    caughtBy: 'has every append that it acknowledged, and none in part, after it was closed while they ran',
    remember: losesTheLast,
  },
  {
    damage: 'forgets which ids are used',
    caughtBy: 'goes on where it was: expectations, ids and sequences hold over the closing',
    remember: forgetsIds,
  },
]
