import * as E from 'fp-ts/lib/Either.js'
import {
  canonicalJson,
  decodeStored,
  evolveFunds,
  fundsEvents,
  noFunds,
  streamKindOf,
  type DomainEvent,
  type Funds,
  type FundsEvent,
  type Rejection,
} from '@waybill/core'
import type { Failure, Receipt } from '@waybill/engine'
import type { RecordedEvent } from '@waybill/port'
import { firstEventLike, firstLedgerLike } from './race-content.js'
import type { RaceStore } from './race-ledger.js'
import { onceFor } from './race-notes.js'

export type Answer = E.Either<Rejection | Failure, Receipt>

/** The same text for the same facts, in whatever order they stand. */
export const asText = (value: unknown): string =>
  canonicalJson(
    JSON.parse(JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}` : inner))),
  )

type Place = { readonly stream: string; readonly revision: number }

const isOfFunds = ({ stream }: { readonly stream: string }): boolean => streamKindOf(stream) === 'funds'

/** Stored step by step, a sum may be taken and given back before a decision is whole: what counts is what the funds come to. */
const placesOf = (store: RaceStore, places: ReadonlyArray<Place>): ReadonlyArray<Place> =>
  store === 'WHOLE' ? places : places.filter((place) => !isOfFunds(place))

type Shown = { readonly first: string; readonly again: string }

const answerText = (store: RaceStore, answer: Answer): Shown => {
  if (E.isLeft(answer)) {
    const text = asText(answer.left)
    return { first: text, again: text }
  }
  const { sequence: _, events, replayed, ...receipt } = answer.right
  const places = placesOf(store, events).map((place) => ({ ...place, sequence: undefined }))
  return {
    first: asText({ ...receipt, events: places, replayed }),
    again: asText({ ...receipt, events: places }),
  }
}

const forEachStore = <K extends object, V>(
  make: (store: RaceStore, about: K) => V,
): Readonly<Record<RaceStore, (about: K) => V>> => ({
  WHOLE: onceFor((about) => make('WHOLE', about)),
  ONE_STREAM: onceFor((about) => make('ONE_STREAM', about)),
})

const answerTexts = forEachStore(answerText)

/** An answer without the order of the ledger, which two decisions on different streams may share out either way. */
export const plain = (store: RaceStore, answer: Answer, first = true): string => {
  const shown = answerTexts[store](answer)
  return first ? shown.first : shown.again
}

/** How far an engine had read when it decided is no part of what it decided. */
const howFarItHadRead: Readonly<Record<RaceStore, ReadonlyArray<string>>> = {
  WHOLE: ['inflowSeen', 'throughSequence'],
  ONE_STREAM: ['inflowSeen', 'throughSequence', 'judgedAt', 'streams'],
}

const settledText = (store: RaceStore, { data, type }: RecordedEvent): string =>
  asText(
    JSON.parse(data, (key, value: unknown) => {
      if (howFarItHadRead[store].includes(key)) return undefined
      return type === 'CommandDecided' && key === 'events' ? placesOf(store, value as ReadonlyArray<Place>) : value
    }),
  )

/** A claim that came to need more streams stands twice in the command's stream. */
const placeText = (store: RaceStore, { revision, stream }: Place): string =>
  store === 'ONE_STREAM' && streamKindOf(stream) === 'command'
    ? stream
    : `${stream} ${String(revision).padStart(4, '0')}`

const eventText = (store: RaceStore, event: RecordedEvent): string =>
  [placeText(store, event), event.type, event.metadata['commandid'], settledText(store, event)].join(' ')

const isFundsEvent = (event: DomainEvent): event is FundsEvent => Object.hasOwn(fundsEvents, event._tag)

const decoded = onceFor(decodeStored)

/** What the funds of each account come to. */
const fundsText = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<string> => {
  const funds = new Map<string, Funds>()
  for (const stored of events) {
    const recorded = decoded(firstEventLike(stored))
    if (E.isLeft(recorded) || !isFundsEvent(recorded.right.event)) continue
    funds.set(stored.stream, evolveFunds(funds.get(stored.stream) ?? noFunds, recorded.right.event))
  }
  const untouched = asText(noFunds)
  return [...funds].flatMap(([stream, state]) => (asText(state) === untouched ? [] : [`${stream} ${asText(state)}`]))
}

const eventTexts = forEachStore(eventText)

const textOfAll = (store: RaceStore, events: ReadonlyArray<RecordedEvent>): string => {
  const told = store === 'WHOLE' ? events : events.filter((event) => !isOfFunds(event))
  const lines = told.map((event) => eventTexts[store](firstEventLike(event)))
  return [...new Set(store === 'WHOLE' ? lines : [...lines, ...fundsText(events)])].sort().join('\n')
}

const ledgerTexts = forEachStore(textOfAll)

/** Every stream, event by event. */
export const ledgerText = (store: RaceStore, events: ReadonlyArray<RecordedEvent>): string =>
  ledgerTexts[store](firstLedgerLike(events))
