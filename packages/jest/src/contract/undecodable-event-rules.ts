import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import type { ProposedEvent, RecordedEvent } from '@waybill/port'
import { ruleOn, type ContractRule, type StoreUnderTest } from './contract-rule.js'
import { failure, success } from './outcome.js'
import { inTime, patienceOf } from './patience.js'
import { recordedAt, sampleEvent, writeTo } from './sample-events.js'

/** Events that nobody can decode, each for one reason, between two that everybody can. */
const events: ReadonlyArray<ProposedEvent> = [
  sampleEvent(1),
  sampleEvent(2, { data: '' }),
  sampleEvent(3, { data: '{"n":3,' }),
  sampleEvent(4, { data: 'null' }),
  sampleEvent(5, { data: '{"n":1,"n":2,"huge":1e999}' }),
  sampleEvent(6, { type: 'of a later release' }),
  sampleEvent(7, { schemaVersion: Number.MAX_SAFE_INTEGER }),
  sampleEvent(8, { occurredAt: 'yesterday', recordedAt: '' }),
  sampleEvent(9, { chainhash: 'no hash', metadata: { $CausationId: '{}', '': ' ' } }),
  sampleEvent(10),
]

const recorded: ReadonlyArray<RecordedEvent> = events.map((event, i) => recordedAt(event, 'transfer-1', i, i + 1))

const givesBackUndecodable = ruleOn<StoreUnderTest>(
  'gives back events that nobody can decode as they were appended, and those after them, whichever way they are read',
  async ({ store }) => {
    const { events: written } = await success(store.append([writeTo('transfer-1', -1, ...events)]))
    deepStrictEqual(written, recorded)
    deepStrictEqual(await success(store.readStream('transfer-1', { limit: 99 })), recorded)
    const backward = await success(store.readStream('transfer-1', { direction: 'BACKWARD', limit: 99 }))
    deepStrictEqual(backward, [...recorded].reverse())
    deepStrictEqual(await success(store.readAll({ after: 0, limit: 99 })), recorded)
    for (const event of recorded) deepStrictEqual(await success(store.readById(event.id)), event)
    const conflict = await failure(store.append([writeTo('transfer-1', -1, sampleEvent(11))]), 'RevisionConflict')
    deepStrictEqual(conflict.winners, recorded)
  },
)

const streamsUndecodable = ruleOn<StoreUnderTest>(
  'gives a subscriber events that nobody can decode as they were appended, and those after them',
  async (subject) => {
    await success(subject.store.append([writeTo('transfer-1', -1, ...events)]))
    const subscription = subject.store.subscribe({ after: 0 })
    const signals = subscription[Symbol.asyncIterator]()
    for (const event of recorded) {
      const signal = await inTime(signals.next(), patienceOf(subject), 'a signal')
      deepStrictEqual(signal.value, { _tag: 'EventArrived', event })
    }
    await subscription.close()
  },
)

const comparesText = ruleOn<StoreUnderTest>(
  'takes data for text: the same JSON in other characters under a known id is another event',
  async ({ store }) => {
    const kept = sampleEvent(1, { data: '{"a":1,"b":2}' })
    await success(store.append([writeTo('transfer-1', -1, kept)]))
    const taken = store.capabilities.uniqueEventIds ? 'EventIdTaken' : 'RevisionConflict'
    for (const data of ['{"b":2,"a":1}', '{"a": 1, "b": 2}', '{"a":1.0,"b":2}'])
      await failure(store.append([writeTo('transfer-1', -1, { ...kept, data })]), taken)
    strictEqual((await success(store.append([writeTo('transfer-1', -1, kept)]))).alreadyStored, true)
    const undecodable = sampleEvent(2, { data: '{"a":' })
    await success(store.append([writeTo('transfer-1', 0, undecodable)]))
    strictEqual((await success(store.append([writeTo('transfer-1', 0, undecodable)]))).alreadyStored, true)
  },
)

/** A store holds text; whether it means anything is for its readers to say. */
export const undecodableEventRules: ReadonlyArray<ContractRule<StoreUnderTest>> = [
  givesBackUndecodable,
  streamsUndecodable,
  comparesText,
]
