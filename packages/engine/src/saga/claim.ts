import * as E from 'fp-ts/lib/Either.js'
import { commandStream, decodeStored, type CommandClaimed, type UndecodableEvent } from '@waybill/core'
import type { EventMetadata, ReadFailure, RecordedEvent, StreamHead } from '@waybill/port'
import type { EngineParts } from '../engine-parts.js'
import type { StoredDecision } from '../command/stored-decision.js'

/** A command whose id is taken, as its own stream tells it. */
export type Claim = {
  readonly claimed: CommandClaimed
  /** What the claim carries beside its data, which every step carries too. */
  readonly metadata: EventMetadata
  readonly occurredAt: string
  /** The last event of the command's stream: what its end must follow. */
  readonly head: StreamHead
  /** The revision after which each stream that may be written to is looked through for steps of the command. */
  readonly since: ReadonlyMap<string, number>
  /** Where the events of the decision stand; null while it is not whole. */
  readonly events: ReadonlyArray<{ readonly stream: string; readonly revision: number }> | null
}

type Unreadable = ReadFailure | UndecodableEvent

const eventsPerPage = 100

const claimOf = (event: CommandClaimed, stored: RecordedEvent): Claim => ({
  claimed: event,
  metadata: stored.metadata,
  occurredAt: stored.occurredAt,
  head: { stream: stored.stream, revision: stored.revision, chainhash: stored.chainhash },
  since: new Map(event.streams.map(({ revision, stream }) => [stream, Number(revision)])),
  events: null,
})

/** The claim of a command's id, as the store has it now; null where nobody took it. */
export const readClaim = async (
  { store }: EngineParts,
  commandId: string,
): Promise<E.Either<Unreadable, Claim | null>> => {
  let claim: Claim | null = null
  for (let from = 0; ; from += eventsPerPage) {
    const page = await store.readStream(commandStream(commandId), { from, limit: eventsPerPage })()
    if (E.isLeft(page)) return page
    for (const stored of page.right) {
      const recorded = decodeStored(stored)
      if (E.isLeft(recorded)) return recorded
      const { event } = recorded.right
      if (event._tag === 'CommandClaimed') claim = claimOf(event, stored)
      if (event._tag === 'CommandDecided' && claim !== null) claim = { ...claim, events: event.events }
    }
    if (page.right.length < eventsPerPage) return E.right(claim)
  }
}

/** The events of a decision that is whole, in the order in which a receipt tells them. */
export const decisionOf = async (
  { store }: EngineParts,
  { events }: { readonly events: NonNullable<Claim['events']> },
): Promise<E.Either<ReadFailure, StoredDecision>> => {
  const stored: RecordedEvent[] = []
  for (const { revision, stream } of events) {
    const page = await store.readStream(stream, { from: revision, limit: 1 })()
    if (E.isLeft(page)) return page
    stored.push(...page.right)
  }
  const [first] = stored
  if (first === undefined) throw new Error('a decision that is whole has events')
  return E.right({ first, events: stored })
}
