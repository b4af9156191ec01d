import * as E from 'fp-ts/lib/Either.js'
import { createEngine, encodeLine, isRejection, type Engine } from '@waybill/engine'
import type { EventStore, RecordedEvent, StreamWrite } from '@waybill/port'
import { createMemoryStore, type MemoryStore } from '@waybill/store-memory'
import { createAuditor, type Auditor, type Fault } from '@waybill/auditor'
import { onceFor } from './race-notes.js'
import type { RaceState, Step } from './race-states.js'

const ledger = 'urn:waybill:races'

/** The stores that are raced on: one takes a decision whole, the other is appended to one stream at a time. */
export const raceStores = ['WHOLE', 'ONE_STREAM'] as const
export type RaceStore = (typeof raceStores)[number]

/** A ledger in a state. */
export type RaceLedger = {
  readonly state: RaceState
  readonly store: RaceStore
  /** Holds the state; nothing is ever written to it. */
  readonly base: MemoryStore
  /** Its events. */
  readonly events: ReadonlyArray<RecordedEvent>
  /** Whom the transfer pays, as its instruction says. */
  readonly payee: unknown
  /** Sent again, it makes an engine remember the transfer and changes nothing. */
  readonly known: Step
}

/** An engine whose clock stands still and whose pauses end at once: nothing but the order of calls tells races apart. */
export const raceEngine = (store: EventStore, now: () => string, name: string, decisionAttempts = 16): Engine =>
  createEngine({
    store,
    clock: { now },
    ids: { next: () => `5f0c3b8e-7d3a-4a0f-9a41-0000000000${name}` },
    timer: {
      after: (_, then) => {
        queueMicrotask(then)
        return () => undefined
      },
      spread: () => 0,
    },
    limits: { decisionAttempts },
  })

export const eventsOf = async (store: EventStore): Promise<ReadonlyArray<RecordedEvent>> => {
  const events = await store.readAll({ after: 0, limit: 10_000 })()
  if (E.isLeft(events)) throw new Error(`a store in memory could not be read: ${events.left._tag}`)
  return events.right
}

/** The events of each decision, in the order of the ledger. */
const appendsOf = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<ReadonlyArray<RecordedEvent>> => {
  const appends: RecordedEvent[][] = []
  for (const event of events) {
    const last = appends.at(-1)
    if (last?.[0]?.metadata['commandid'] === event.metadata['commandid']) last?.push(event)
    else appends.push([event])
  }
  return appends
}

const storedAs = (
  kind: RaceStore,
  events: ReadonlyArray<RecordedEvent>,
): ReadonlyArray<ReadonlyArray<RecordedEvent>> =>
  kind === 'WHOLE' ? appendsOf(events) : events.map((event) => [event])

const emptyStore = (kind: RaceStore): MemoryStore =>
  createMemoryStore({ ledger, ...(kind === 'ONE_STREAM' ? { appends: kind } : {}) })

const writesOf = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<StreamWrite> => {
  const streams = [...new Set(events.map(({ stream }) => stream))]
  return streams.map((stream) => {
    const ofStream = events.filter((event) => event.stream === stream)
    const expectedRevision = (ofStream[0]?.revision ?? 0) - 1
    return {
      stream,
      expectedRevision,
      events: ofStream.map(({ stream: _, revision: __, sequence: ___, ...event }) => event),
    }
  })
}

/** A store with these events, and with nothing but them. */
const storeWith = async (
  kind: RaceStore,
  appends: ReadonlyArray<ReadonlyArray<RecordedEvent>>,
): Promise<MemoryStore> => {
  const store = emptyStore(kind)
  for (const events of appends) {
    const appended = await store.append(writesOf(events))()
    if (E.isLeft(appended)) throw new Error(`a state could not be copied: ${appended.left._tag}`)
  }
  return store
}

/** Brings a ledger to a state by sending all that leads to it. */
export const ledgerOf = async (state: RaceState, kind: RaceStore = 'WHOLE'): Promise<RaceLedger> => {
  const store = emptyStore(kind)
  let now = ''
  const engine = raceEngine(store, () => now, '00')
  for (const { word, payload, at } of state.steps) {
    now = at
    const answer = await engine.send(word, payload)()
    if (E.isLeft(answer) && !(state.name === 'only refusals' && isRejection(answer.left)))
      throw new Error(`«${state.name}» cannot be reached: ${word} was answered by ${answer.left._tag}`)
  }
  const payee = state.steps.find(({ word }) => word === 'InitiateTransfer')?.payload['payee'] ?? 'bo'
  const known = state.steps.findLast(({ payload }) => 'commandId' in payload)
  if (known === undefined) throw new Error(`«${state.name}» begins without a command`)
  const base = await storeWith(kind, storedAs(kind, await eventsOf(store)))
  return { state, store: kind, base, events: await eventsOf(base), payee, known }
}

/** A fresh store that holds the state. */
export const freshStore = ({ base }: RaceLedger): MemoryStore => base.copy()

const shown = ({ rule, sequence, text }: Fault): string => `sequence ${sequence}: ${rule}: ${text}`

const lineOf = onceFor((event: RecordedEvent) => encodeLine(event, ledger))

const takenBy = (auditor: Auditor, store: RaceStore, events: ReadonlyArray<RecordedEvent>): ReadonlyArray<string> =>
  storedAs(store, events).flatMap((append) => {
    const lines = append.map(lineOf)
    const whole = lines.flatMap((line) => (E.isRight(line) ? [line.right] : []))
    if (whole.length < lines.length) return ['an event cannot be exported']
    return auditor.take(whole).map(shown)
  })

type Audited = { readonly auditor: Auditor; readonly faults: ReadonlyArray<string> }

/** What a state itself comes to is audited once. */
const auditedBase = onceFor(({ events, store }: RaceLedger): Audited => {
  const auditor = createAuditor(store === 'WHOLE' ? 'ATOMIC' : store)
  return { auditor, faults: takenBy(auditor, store, events) }
})

const audited = (ledgerInState: RaceLedger, events: ReadonlyArray<RecordedEvent>): ReadonlyArray<string> => {
  const { events: before, store } = ledgerInState
  if (before.some((event, index) => event !== events[index])) return ['the state itself is not in front of the race']
  const base = auditedBase(ledgerInState)
  const auditor = base.auditor.copy()
  const faults = [...base.faults, ...takenBy(auditor, store, events.slice(before.length))]
  return store === 'WHOLE' ? faults : [...faults, ...auditor.atRest().map(shown)]
}

const faultsByLedger = onceFor((ledgerInState: RaceLedger) =>
  onceFor((events: ReadonlyArray<RecordedEvent>) => audited(ledgerInState, events)),
)

/** What the auditor finds wrong with a ledger that a race has come to. */
export const faultsOf = (ledgerInState: RaceLedger, events: ReadonlyArray<RecordedEvent>): ReadonlyArray<string> =>
  faultsByLedger(ledgerInState)(events)
