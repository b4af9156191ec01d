import { deepStrictEqual } from 'node:assert/strict'
import type { ProposedEvent } from '@waybill/port'
import { ruleOn, type ContractRule, type StoreUnderTest } from './contract-rule.js'
import { success } from './outcome.js'
import { recordedAt, sampleEvent, wholeLedger, writeTo } from './sample-events.js'

type Changeable<A> = { -readonly [Key in keyof A]: A[Key] }

/** Tries to change what can be changed about an event; a frozen one refuses, which is as good. */
const deface = (event: ProposedEvent): void => {
  const target = event as Changeable<ProposedEvent>
  const acts: ReadonlyArray<() => void> = [
    () => {
      target.data = '{"n":"defaced"}'
    },
    () => {
      target.id = 'defaced'
    },
    () => {
      Object.assign(target.metadata, { actor: 'defaced', more: 'defaced' })
    },
  ]
  for (const act of acts) {
    try {
      act()
    } catch {
      // Frozen.
    }
  }
}

const ownsItsEvents = ruleOn<StoreUnderTest>(
  'is not changed by what a caller does to its own objects, during the append or after it',
  async ({ store }) => {
    const events = [sampleEvent(1), sampleEvent(2)]
    const writes = [{ stream: 'transfer-1', expectedRevision: -1, events }]
    const running = store.append(writes)()
    for (const event of events) deface(event)
    events.push(sampleEvent(3))
    writes.pop()
    await running
    for (const event of events) deface(event)
    const expected = [recordedAt(sampleEvent(1), 'transfer-1', 0, 1), recordedAt(sampleEvent(2), 'transfer-1', 1, 2)]
    deepStrictEqual(await wholeLedger(store), expected)
  },
)

const givesNoHandle = ruleOn<StoreUnderTest>(
  'is not changed by what a reader does to the events that it was given',
  async ({ store }) => {
    const { events } = await success(store.append([writeTo('transfer-1', -1, sampleEvent(1))]))
    const expected = [recordedAt(sampleEvent(1), 'transfer-1', 0, 1)]
    const given = [
      ...events,
      ...(await success(store.readAll({ after: 0, limit: 9 }))),
      ...(await success(store.readStream('transfer-1', { limit: 9 }))),
    ]
    const byId = await success(store.readById(sampleEvent(1).id))
    for (const event of byId === null ? given : [...given, byId]) deface(event)
    const page = (await success(store.readAll({ after: 0, limit: 9 }))) as Array<unknown>
    try {
      page.pop()
    } catch {
      // Frozen.
    }
    deepStrictEqual(await wholeLedger(store), expected)
    deepStrictEqual(await success(store.readStream('transfer-1', { limit: 9 })), expected)
    deepStrictEqual(await success(store.readById(sampleEvent(1).id)), expected[0])
  },
)

export const immutabilityRules: ReadonlyArray<ContractRule<StoreUnderTest>> = [ownsItsEvents, givesNoHandle]
