import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import type { EventStore } from '@waybill/port'
import { ruleOn, type ContractRule, type StoreUnderTest } from './contract-rule.js'
import { success } from './outcome.js'
import { inTime, patienceOf } from './patience.js'
import { recordedAt, sampleEvent, sampleEvents, writeTo } from './sample-events.js'
import { readSignals } from './signal-reader.js'

const appendOne = async (store: EventStore, n: number): Promise<void> => {
  await success(store.append([writeTo(`transfer-${n}`, -1, sampleEvent(n))]))
}

const replaysAndCatchesUp = ruleOn<StoreUnderTest>(
  'gives a subscriber everything after its position, in order, and then says that it is caught up',
  async (subject) => {
    const { store } = subject
    await success(store.append([writeTo('transfer-1', -1, ...sampleEvents(1, 3))]))
    await success(store.append([writeTo('transfer-2', -1, ...sampleEvents(4, 2))]))
    for (const after of [0, 3, 5]) {
      const reader = readSignals(store, after, patienceOf(subject))
      const expected = ['1', '2', '3', '4', '5', 'caught up at 5'].slice(after)
      deepStrictEqual(await reader.take(expected.length), expected)
      await reader.close()
    }
  },
)

const givesWholeEvents = ruleOn<StoreUnderTest>(
  'gives a subscriber the same events that a reader gets',
  async (subject) => {
    await success(subject.store.append([writeTo('transfer-1', -1, sampleEvent(1))]))
    const subscription = subject.store.subscribe({ after: 0 })
    const pull = subscription[Symbol.asyncIterator]().next()
    const signal = await inTime(pull, patienceOf(subject), 'a signal')
    deepStrictEqual(signal.value, { _tag: 'EventArrived', event: recordedAt(sampleEvent(1), 'transfer-1', 0, 1) })
    await subscription.close()
  },
)

const catchesUpOnEmpty = ruleOn<StoreUnderTest>(
  'says at once that a subscriber of an empty ledger is caught up',
  async (subject) => {
    const reader = readSignals(subject.store, 0, patienceOf(subject))
    strictEqual(await reader.next(), 'caught up at 0')
    await reader.close()
  },
)

const followsLive = ruleOn<StoreUnderTest>(
  'gives a waiting subscriber what is appended later, and says again that it is caught up',
  async (subject) => {
    const { store } = subject
    const reader = readSignals(store, 0, patienceOf(subject))
    strictEqual(await reader.next(), 'caught up at 0')
    for (const n of [1, 2, 3]) {
      const waiting = reader.take(2)
      await appendOne(store, n)
      deepStrictEqual(await waiting, [String(n), `caught up at ${n}`])
    }
    await reader.close()
  },
)

const patientWithSlowReaders = ruleOn<StoreUnderTest>(
  'gives a slow reader each event exactly once, in order, however much is appended meanwhile',
  async (subject) => {
    const { store } = subject
    const reader = readSignals(store, 0, patienceOf(subject))
    const events: Array<string> = []
    let n = 0
    while (events.length < 60) {
      if (n < 60) {
        await success(store.append([writeTo(`transfer-${n}`, -1, ...sampleEvents(n * 2, 2))]))
        n += 2
      }
      const signal = await reader.next()
      if (!signal.startsWith('caught up')) events.push(signal)
    }
    deepStrictEqual(
      events,
      Array.from({ length: 60 }, (_, i) => String(i + 1)),
    )
    await reader.close()
  },
)

const servesSeveral = ruleOn<StoreUnderTest>('gives every one of several subscribers every event', async (subject) => {
  const { store } = subject
  await appendOne(store, 1)
  const readers = [0, 0, 1].map((after) => readSignals(store, after, patienceOf(subject)))
  const [first, second, third] = await Promise.all(readers.map((reader, i) => reader.take(i === 2 ? 1 : 2)))
  deepStrictEqual([first, second, third], [['1', 'caught up at 1'], ['1', 'caught up at 1'], ['caught up at 1']])
  const waiting = Promise.all(readers.map((reader) => reader.next()))
  await appendOne(store, 2)
  deepStrictEqual(await waiting, ['2', '2', '2'])
  await Promise.all(readers.map((reader) => reader.close()))
})

const endsWhenClosed = ruleOn<StoreUnderTest>(
  'ends a subscription at once when it is closed, also while a reader waits',
  async (subject) => {
    const { store } = subject
    const reader = readSignals(store, 0, patienceOf(subject))
    strictEqual(await reader.next(), 'caught up at 0')
    const waiting = reader.next()
    await reader.close()
    strictEqual(await waiting, 'end')
    await appendOne(store, 1)
    strictEqual(await reader.next(), 'end')
    await reader.close()
  },
)

const endsWhenAbandoned = ruleOn<StoreUnderTest>(
  'ends a subscription whose reader leaves the loop',
  async (subject) => {
    const { store } = subject
    await appendOne(store, 1)
    const subscription = store.subscribe({ after: 0 })
    for await (const signal of subscription) {
      strictEqual(signal._tag, 'EventArrived')
      break
    }
    const after = subscription[Symbol.asyncIterator]().next()
    strictEqual((await inTime(after, patienceOf(subject), 'the end')).done, true)
  },
)

const endsWithItsStore = ruleOn<StoreUnderTest>(
  'tells a waiting subscriber that the store was closed, and then ends',
  async (subject) => {
    const { store } = subject
    const reader = readSignals(store, 0, patienceOf(subject))
    strictEqual(await reader.next(), 'caught up at 0')
    const waiting = reader.next()
    await store.close()
    strictEqual(await waiting, 'StoreClosed')
    strictEqual(await reader.next(), 'end')
    ok(['StoreClosed', 'end'].includes(await readSignals(store, 0, patienceOf(subject)).next()))
  },
)

export const subscriptionRules: ReadonlyArray<ContractRule<StoreUnderTest>> = [
  replaysAndCatchesUp,
  givesWholeEvents,
  catchesUpOnEmpty,
  followsLive,
  patientWithSlowReaders,
  servesSeveral,
  endsWhenClosed,
  endsWhenAbandoned,
  endsWithItsStore,
]
