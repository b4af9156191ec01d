import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, type Instant, type Recorded, type StoredEvent, type UndecodableEvent } from '@waybill/core'
import {
  beginSearch,
  bothWanted,
  namesOfWanted,
  timesOf,
  wantedBy,
  type LedgerView,
  type Question,
  type Reach,
  type Wanted,
  type WantedHead,
} from '@waybill/explain'
import type { EventStore, ReadFailure, ReadModelStore } from '@waybill/port'
import { auditProjection, unreadEvents } from '@waybill/projections'
import { findKnownEnd } from '../ledger/known-end.js'
import { keptAs, livePlace, storeAt } from '../projection/place.js'
import { beginChainedReading, type ChainDoubtful, type ChainedReading } from './chained-reading.js'
import { keyAfter, placesOfWanted, type IndexedPlace, type PlacesToRead } from './indexed-places.js'

type Read<A> = Promise<E.Either<ReadFailure | ChainDoubtful, A>>

const eventsPerPage = 256

/** What of a ledger the index covers, and what of it a question asks about. */
type Extent = { readonly indexed: number; readonly head: number; readonly reach: Reach }

/** Reads what the read model has not taken in yet. */
const readTail = async (
  store: EventStore,
  { head, indexed }: Extent,
  take: (event: StoredEvent) => void,
): Promise<E.Either<ReadFailure, void>> => {
  let after = indexed
  while (after < head) {
    const page = await store.readAll({ after, limit: Math.min(eventsPerPage, head - after) })()
    if (E.isLeft(page)) return page
    const last = page.right.at(-1)
    if (last === undefined) break
    for (const event of page.right) take(event)
    after = last.sequence
  }
  return E.right(undefined)
}

const isWithin = ({ happenedBy, sequence }: Reach, event: StoredEvent): boolean =>
  event.sequence <= sequence && event.occurredAt <= happenedBy

/** The last event of a trace that is within reach, from the latest place backward. */
const lastWithin = async (
  reading: ChainedReading,
  places: ReadonlyArray<IndexedPlace>,
  reach: Reach,
): Read<ReadonlyArray<StoredEvent>> => {
  for (const { revision, sequence, stream } of places.toReversed()) {
    if (sequence > reach.sequence) continue
    const events = await reading.events(stream, [revision])
    if (E.isLeft(events)) return events
    if (events.right.every((event) => isWithin(reach, event))) return events
  }
  return E.right([])
}

/** The last event before a position that was recorded by an instant, from there backward. */
const headBefore = async (
  store: EventStore,
  { before, recordedBy }: WantedHead,
  reach: Reach,
): Read<ReadonlyArray<StoredEvent>> => {
  let end = Math.min(before - 1, reach.sequence)
  while (end > 0) {
    const after = Math.max(0, end - eventsPerPage)
    const page = await store.readAll({ after, limit: end - after })()
    if (E.isLeft(page)) return page
    const found = page.right.findLast(
      (event) =>
        event.sequence <= end &&
        event.recordedAt <= recordedBy &&
        isWithin(reach, event) &&
        E.isRight(decodeStored(event)),
    )
    if (found !== undefined) return E.right([found])
    end = after
  }
  return E.right([])
}

const byStream = (places: ReadonlyArray<IndexedPlace>): ReadonlyMap<string, ReadonlyArray<IndexedPlace>> => {
  const grouped = new Map<string, IndexedPlace[]>()
  for (const place of places) {
    const known = grouped.get(place.stream)
    if (known === undefined) grouped.set(place.stream, [place])
    else known.push(place)
  }
  return grouped
}

/** Reads the places that an index names. An event that does not stand where the index says throws doubt on it. */
const readPlaces = async (
  reading: ChainedReading,
  { last, places, streams }: PlacesToRead,
  reach: Reach,
  take: (event: StoredEvent) => void,
): Read<void> => {
  for (const stream of streams) {
    const events = await reading.stream(stream)
    if (E.isLeft(events)) return events
    events.right.forEach(take)
  }
  const within = places.filter(({ sequence }) => sequence <= reach.sequence)
  for (const [stream, there] of byStream(within)) {
    const events = await reading.events(
      stream,
      there.map(({ revision }) => revision),
    )
    if (E.isLeft(events)) return events
    if (events.right.some(({ sequence }, index) => sequence !== there[index]?.sequence))
      return E.left({ _tag: 'ChainDoubtful', stream })
    events.right.forEach(take)
  }
  for (const one of last) {
    const events = await lastWithin(reading, one, reach)
    if (E.isLeft(events)) return events
    events.right.forEach(take)
  }
  return E.right(undefined)
}

const nothingWanted: Wanted = { every: new Set(), last: new Set(), payments: [], records: [], heads: [] }

/** Looks for what is wanted: in the index, and in what it has not taken in yet. */
const searchStore = async (
  store: EventStore,
  readModels: ReadModelStore,
  reading: ChainedReading,
  wanted: Wanted,
  extent: Extent,
): Read<ReadonlyArray<Recorded>> => {
  const { reach } = extent
  const events = new Map<number, StoredEvent>()
  const take = (event: StoredEvent): void => {
    if (event.sequence <= extent.head) events.set(event.sequence, event)
  }
  const places = await placesOfWanted(readModels, wanted)
  if (E.isLeft(places)) return places
  const read = await readPlaces(reading, places.right, reach, take)
  if (E.isLeft(read)) return read
  for (const head of wanted.heads) {
    const found = await headBefore(store, head, reach)
    if (E.isLeft(found)) return found
    found.right.forEach(take)
  }

  const tail = beginSearch(wanted, reach)
  const followed = await readTail(store, extent, (event) => {
    const decoded = decodeStored(event)
    if (E.isRight(decoded)) tail.take(decoded.right)
  })
  if (E.isLeft(followed)) return followed
  const found = new Map<number, Recorded>(tail.found().map((recorded) => [recorded.sequence, recorded]))
  for (const event of events.values()) {
    const decoded = decodeStored(event)
    if (E.isRight(decoded)) found.set(event.sequence, decoded.right)
  }
  const search = beginSearch(wanted, reach)
  for (const [, recorded] of [...found].sort(([one], [other]) => one - other)) search.take(recorded)
  return E.right(search.found())
}

/** The events that nobody can read, as the index counts them and as the tail shows. */
const undecodableOf = async (
  store: EventStore,
  readModels: ReadModelStore,
  extent: Extent,
): Promise<E.Either<ReadFailure, ReadonlyArray<UndecodableEvent>>> => {
  const undecodable: UndecodableEvent[] = []
  const take = (event: StoredEvent): void => {
    const decoded = decodeStored(event)
    if (E.isLeft(decoded)) undecodable.push(decoded.left)
  }
  const collection = keptAs(auditProjection, unreadEvents(auditProjection).name)
  let from = ''
  for (;;) {
    const page = await readModels.range({ collection, from, limit: eventsPerPage })()
    if (E.isLeft(page)) return page
    const last = page.right.at(-1)
    if (last === undefined) break
    for (const { key } of page.right) {
      const sequence = Number(key)
      if (sequence > extent.indexed) continue
      const events = await store.readAll({ after: sequence - 1, limit: 1 })()
      if (E.isLeft(events)) return events
      events.right.forEach(take)
    }
    from = keyAfter(last.key)
  }
  const followed = await readTail(store, extent, take)
  return E.isLeft(followed) ? followed : E.right(undecodable)
}

const sliced = async (
  store: EventStore,
  readModels: ReadModelStore,
  question: Question,
  now: Instant,
): Read<LedgerView | null> => {
  const ledgerHead = await store.ledgerHead()()
  if (E.isLeft(ledgerHead)) return ledgerHead
  const head = ledgerHead.right.sequence
  const indexed = await readModels.checkpoint(keptAs(auditProjection, auditProjection.name))()
  if (E.isLeft(indexed)) return indexed
  if (indexed.right === 0 || indexed.right > head) return E.right(null)
  const { happenedBy, knownBy } = timesOf({ now }, question)
  const end = await findKnownEnd(store, readModels, knownBy, head)
  if (E.isLeft(end)) return end
  if (end.right === null) return E.right(null)

  const { known, root } = end.right
  const extent: Extent = { indexed: indexed.right, head, reach: { sequence: known.sequence, happenedBy } }
  const undecodable = await undecodableOf(store, readModels, extent)
  if (E.isLeft(undecodable)) return undecodable
  const viewWith = (events: ReadonlyArray<Recorded>): LedgerView => ({
    ledger: store.ledger,
    events,
    undecodable: undecodable.right,
    integrity: { _tag: 'INTACT' },
    completeness: { _tag: 'LIVE' },
    rootAt: () => root,
    now,
    known,
  })

  const reading = beginChainedReading(store)
  let sought = nothingWanted
  let found: ReadonlyArray<Recorded> = []
  for (;;) {
    const wanted = bothWanted(sought, wantedBy(question, viewWith(found)))
    if (namesOfWanted(wanted).size === namesOfWanted(sought).size) return E.right(viewWith(found))
    sought = wanted
    const events = await searchStore(store, readModels, reading, sought, extent)
    if (E.isLeft(events)) return events
    found = events.right
  }
}

/**
 * Reads of a live store what bears on one question, and no more: from the audit projection's index, and from what the store holds beyond
 * it. Null where the index cannot be leaned on or something that was read does not hold: then the whole ledger has to be verified.
 */
export const sliceOfStore = async (
  store: EventStore,
  readModels: ReadModelStore | null,
  question: Question,
  now: Instant,
): Promise<E.Either<ReadFailure, LedgerView | null>> => {
  if (readModels === null) return E.right(null)
  const place = await livePlace(readModels, auditProjection)
  if (E.isLeft(place)) return place
  const view = await sliced(store, storeAt(readModels, auditProjection, place.right), question, now)
  const still = await livePlace(readModels, auditProjection)
  if (E.isLeft(still)) return still
  // A rebuild was switched to meanwhile, and what was read may have been cleared away under the reader.
  if (still.right.build !== place.right.build) return E.right(null)
  if (E.isRight(view)) return view
  return view.left._tag === 'ChainDoubtful' ? E.right(null) : E.left(view.left)
}
