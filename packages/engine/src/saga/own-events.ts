import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, type FundsEvent } from '@waybill/core'
import type { EventStore, ReadFailure, RecordedEvent } from '@waybill/port'
import type { Claim } from './claim.js'

/** What a command has written so far to each stream that it may write to. */
export type OwnEvents = (stream: string) => ReadonlyArray<RecordedEvent>

const eventsPerPage = 200

const readBehind = async (
  store: EventStore,
  stream: string,
  revision: number,
  commandId: string,
): Promise<E.Either<ReadFailure, ReadonlyArray<RecordedEvent>>> => {
  const own: RecordedEvent[] = []
  for (let from = revision + 1; ; from += eventsPerPage) {
    const page = await store.readStream(stream, { from, limit: eventsPerPage })()
    if (E.isLeft(page)) return page
    own.push(...page.right.filter(({ metadata }) => metadata['commandid'] === commandId))
    if (page.right.length < eventsPerPage) return E.right(own)
  }
}

/**
 * Looks for the steps of a command, in its subject last: what is seen of the funds is never newer than what is seen of the transfer,
 * so that no step is taken for due that the transfer has settled.
 */
export const readOwnEvents = async (store: EventStore, claim: Claim): Promise<E.Either<ReadFailure, OwnEvents>> => {
  const { commandId, subject } = claim.claimed
  const found = new Map<string, ReadonlyArray<RecordedEvent>>()
  const streams = [...claim.since.keys()].filter((stream) => stream !== subject)
  for (const stream of [...streams, subject]) {
    const own = await readBehind(store, stream, claim.since.get(stream) ?? -1, commandId)
    if (E.isLeft(own)) return own
    found.set(stream, own.right)
  }
  return E.right((stream) => found.get(stream) ?? [])
}

/** The last of these events, as an event of funds. */
export const lastOfFunds = (own: ReadonlyArray<RecordedEvent>): FundsEvent | null => {
  const last = own.at(-1)
  if (last === undefined) return null
  const recorded = decodeStored(last)
  if (E.isLeft(recorded)) throw new Error(`the engine cannot read its own ${last.type} in ${last.stream}`)
  return recorded.right.event as FundsEvent
}
