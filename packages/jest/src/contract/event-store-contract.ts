import { deepStrictEqual } from 'node:assert/strict'
import { describe, it } from '@jest/globals'
import type { StoreCapabilities } from '@waybill/port'
import { appendRules } from './append-rules.js'
import { concurrencyRules } from './concurrency-rules.js'
import {
  ruleOn,
  type ContractRule,
  type FactoryOf,
  type PersistentStoreUnderTest,
  type StoreUnderTest,
} from './contract-rule.js'
import { disposalRules } from './disposal-rules.js'
import { failureRules } from './failure-rules.js'
import { immutabilityRules } from './immutability-rules.js'
import { longStreamRules } from './long-stream-rules.js'
import { malformedAppendRules } from './malformed-append-rules.js'
import { persistenceRules } from './persistence-rules.js'
import { readRules } from './read-rules.js'
import { subscriptionRules } from './subscription-rules.js'
import { undecodableEventRules } from './undecodable-event-rules.js'

/** Far more than a trial takes; a store that hangs is still told from one that is slow on a busy machine. */
const longestTrialMs = 120_000

/** What every event store promises. */
export const eventStoreRules: ReadonlyArray<ContractRule<StoreUnderTest>> = [
  ...appendRules,
  ...malformedAppendRules,
  ...readRules,
  ...undecodableEventRules,
  ...failureRules,
  ...immutabilityRules,
  ...subscriptionRules,
  ...concurrencyRules,
  ...disposalRules,
  ...longStreamRules,
]

/** What an event store promises besides whose ledger outlives the process. */
export const persistentEventStoreRules: ReadonlyArray<ContractRule<PersistentStoreUnderTest>> = persistenceRules

const everything: StoreCapabilities = { atomicAcrossStreams: true, uniqueEventIds: true }

/** What a store promises that declares this and no more. */
export const eventStoreRulesFor = (capabilities: StoreCapabilities): ReadonlyArray<ContractRule<StoreUnderTest>> =>
  eventStoreRules.filter(
    ({ instead, needs }) =>
      (needs === undefined || capabilities[needs]) && (instead === undefined || !capabilities[instead]),
  )

const declaresWhatItIsTriedFor = (capabilities: StoreCapabilities): ContractRule<StoreUnderTest> =>
  ruleOn('declares the capabilities that it is tried for', ({ store }) => {
    deepStrictEqual(store.capabilities, capabilities)
    return Promise.resolve()
  })

/** Registers a jest test for each promise of an event store that declares these capabilities; without them, all. The factory makes a fresh, empty store each time. */
export const eventStoreContract = (
  name: string,
  factory: FactoryOf<StoreUnderTest>,
  capabilities: StoreCapabilities = everything,
): void => {
  describe(name, () => {
    const rules = [declaresWhatItIsTriedFor(capabilities), ...eventStoreRulesFor(capabilities)]
    for (const rule of rules) it(rule.name, () => rule.check(factory), longestTrialMs)
  })
}

/** The same, with the promises of a store whose ledger outlives it. */
export const persistentEventStoreContract = (name: string, factory: FactoryOf<PersistentStoreUnderTest>): void => {
  eventStoreContract(name, factory)
  describe(`${name}, opened again`, () => {
    for (const rule of persistentEventStoreRules) it(rule.name, () => rule.check(factory), longestTrialMs)
  })
}
