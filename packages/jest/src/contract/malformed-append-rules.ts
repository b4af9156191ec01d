import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import type { EventStore, ProposedEvent, StreamWrite } from '@waybill/port'
import { ruleOn, type ContractRule, type StoreUnderTest } from './contract-rule.js'
import { failure } from './outcome.js'
import { sampleEvent, wholeLedger, writeTo } from './sample-events.js'

const isRefused = async (store: EventStore, writes: ReadonlyArray<StreamWrite>, field: string): Promise<void> => {
  const fault = await failure(store.append(writes), 'MalformedAppend')
  strictEqual(fault.field, field)
  deepStrictEqual(await wholeLedger(store), [])
}

const refusesNothing = ruleOn<StoreUnderTest>('refuses an append that has no events', async ({ store }) => {
  await isRefused(store, [], 'writes')
  await isRefused(store, [writeTo('account-1', -1)], 'writes')
})

const refusesStreamTwice = ruleOn<StoreUnderTest>('refuses an append that names a stream twice', async ({ store }) => {
  await isRefused(store, [writeTo('a', -1, sampleEvent(1)), writeTo('a', 0, sampleEvent(2))], 'writes[1].stream')
  await isRefused(store, [writeTo('a', -1), writeTo('a', -1, sampleEvent(2))], 'writes[1].stream')
})

const refusesIdTwice = ruleOn<StoreUnderTest>('refuses an append that names an id twice', async ({ store }) => {
  const writes = [writeTo('a', -1, sampleEvent(1)), writeTo('b', -1, sampleEvent(2), sampleEvent(1))]
  await isRefused(store, writes, 'writes[1].events[1].id')
})

const refusesOddRevisions = ruleOn<StoreUnderTest>(
  'refuses an expected revision that is no whole number from -1',
  async ({ store }) => {
    for (const revision of [-2, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      await isRefused(store, [writeTo('a', revision, sampleEvent(1))], 'writes[0].expectedRevision')
  },
)

const refusesOddEvents = ruleOn<StoreUnderTest>(
  'refuses an event that lacks a name or a version',
  async ({ store }) => {
    const cases: ReadonlyArray<readonly [keyof ProposedEvent, Partial<ProposedEvent>]> = [
      ['id', { id: '' }],
      ['type', { type: '' }],
      ['schemaVersion', { schemaVersion: 0 }],
      ['schemaVersion', { schemaVersion: 1.5 }],
    ]
    for (const [field, differing] of cases)
      await isRefused(store, [writeTo('a', -1, sampleEvent(1, differing))], `writes[0].events[0].${field}`)
    await isRefused(store, [writeTo('', -1, sampleEvent(1))], 'writes[0].stream')
  },
)

const refusesUnstorableText = ruleOn<StoreUnderTest>(
  'refuses text that does not survive UTF-8 or ends at U+0000',
  async ({ store }) => {
    const halfSurrogate = 'half \uD83D'
    const withNul = 'one\0two'
    for (const text of [halfSurrogate, withNul]) {
      await isRefused(store, [writeTo(text, -1, sampleEvent(1))], 'writes[0].stream')
      for (const field of ['id', 'type', 'occurredAt', 'recordedAt', 'data', 'chainhash'] as const)
        await isRefused(store, [writeTo('a', -1, sampleEvent(1, { [field]: text }))], `writes[0].events[0].${field}`)
      await isRefused(
        store,
        [writeTo('a', -1, sampleEvent(1, { metadata: { actor: text } }))],
        'writes[0].events[0].metadata.actor',
      )
    }
  },
)

export const malformedAppendRules: ReadonlyArray<ContractRule<StoreUnderTest>> = [
  refusesNothing,
  refusesStreamTwice,
  refusesIdTwice,
  refusesOddRevisions,
  refusesOddEvents,
  refusesUnstorableText,
]
