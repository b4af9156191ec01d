import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import type { EventStore, RecordedEvent, StreamRange } from '@waybill/port'
import { ruleOn, type ContractRule, type StoreUnderTest } from './contract-rule.js'
import { success } from './outcome.js'
import { recordedAt, sampleEvent, sampleEvents, sampleId, writeTo } from './sample-events.js'

/** Ten events in the stream read, with those of another stream between them. */
const tenAmongOthers = async (store: EventStore): Promise<ReadonlyArray<RecordedEvent>> => {
  const wanted: Array<RecordedEvent> = []
  for (let n = 0; n < 10; n += 1) {
    const [event] = (await success(store.append([writeTo('wanted', n - 1, sampleEvent(n))]))).events
    await success(store.append([writeTo('other', n - 1, sampleEvent(100 + n))]))
    ok(event !== undefined, 'expected the receipt to hold the events')
    wanted.push(event)
  }
  return wanted
}

const read = (store: EventStore, range: StreamRange): Promise<ReadonlyArray<RecordedEvent>> =>
  success(store.readStream('wanted', range))

const readsForward = ruleOn<StoreUnderTest>(
  'reads a stream forward from any revision, page by page, each as full as there are events',
  async ({ store }) => {
    const all = await tenAmongOthers(store)
    deepStrictEqual(await read(store, { limit: 10 }), all)
    for (const limit of [1, 3, 10, 100]) {
      const pages: Array<RecordedEvent> = []
      while (pages.length < 8) {
        const page = await read(store, { from: 2 + pages.length, direction: 'FORWARD', limit })
        strictEqual(page.length, Math.min(limit, 8 - pages.length))
        pages.push(...page)
      }
      deepStrictEqual(pages, all.slice(2))
    }
    deepStrictEqual(await read(store, { from: 10, limit: 5 }), [])
  },
)

const readsBackward = ruleOn<StoreUnderTest>(
  'reads a stream backward from any revision, page by page, each as full as there are events',
  async ({ store }) => {
    const newestFirst = [...(await tenAmongOthers(store))].reverse()
    deepStrictEqual((await read(store, { direction: 'BACKWARD', limit: 1 }))[0], newestFirst[0])
    for (const limit of [1, 3, 10, 100]) {
      const pages: Array<RecordedEvent> = []
      while (pages.length < 8) {
        const page = await read(store, { from: 7 - pages.length, direction: 'BACKWARD', limit })
        strictEqual(page.length, Math.min(limit, 8 - pages.length))
        pages.push(...page)
      }
      deepStrictEqual(pages, newestFirst.slice(2))
    }
    deepStrictEqual(await read(store, { from: 50, direction: 'BACKWARD', limit: 10 }), newestFirst)
    deepStrictEqual(await read(store, { from: -1, direction: 'BACKWARD', limit: 10 }), [])
  },
)

const emptyStream = ruleOn<StoreUnderTest>('reads a stream that does not exist as empty', async ({ store }) => {
  await success(store.append([writeTo('wanted-1', -1, sampleEvent(1))]))
  deepStrictEqual(await read(store, { limit: 10 }), [])
  deepStrictEqual(await read(store, { direction: 'BACKWARD', limit: 10 }), [])
})

const unusableNames = ruleOn<StoreUnderTest>(
  'finds nothing under a name that no append could have used, and nothing that looks like it',
  async ({ store }) => {
    const likeHalf = 'half \uFFFD'
    await success(store.append([writeTo(likeHalf, -1, sampleEvent(1, { id: likeHalf }))]))
    await success(store.append([writeTo('one', -1, sampleEvent(2, { id: 'one' }))]))
    await success(store.properties.set(likeHalf, 'kept'))
    for (const name of ['half \uD83D', 'one\0two', '']) {
      deepStrictEqual(await success(store.readStream(name, { limit: 9 })), [])
      deepStrictEqual(await success(store.head(name)), { stream: name, revision: -1, chainhash: null })
      strictEqual(await success(store.readById(name)), null)
      strictEqual(await success(store.properties.get(name)), null)
    }
  },
)

const readsLedger = ruleOn<StoreUnderTest>(
  'reads the ledger in sequence order after any sequence, page by page, each as full as there are events',
  async ({ store }) => {
    await tenAmongOthers(store)
    const all = await success(store.readAll({ after: 0, limit: 20 }))
    deepStrictEqual(
      all.map(({ sequence }) => sequence),
      Array.from({ length: 20 }, (_, i) => i + 1),
    )
    for (const limit of [1, 7, 100]) {
      const pages: Array<RecordedEvent> = []
      while (pages.length < 15) {
        const page = await success(store.readAll({ after: 5 + pages.length, limit }))
        strictEqual(page.length, Math.min(limit, 15 - pages.length))
        pages.push(...page)
      }
      deepStrictEqual(pages, all.slice(5))
    }
    deepStrictEqual(await success(store.readAll({ after: 20, limit: 5 })), [])
    deepStrictEqual(await success(store.readAll({ after: 99, limit: 5 })), [])
  },
)

const knowsHeads = ruleOn<StoreUnderTest>(
  'knows the last revision and chain hash of each stream, and that a stream does not exist',
  async ({ store }) => {
    deepStrictEqual(await success(store.head('wanted')), { stream: 'wanted', revision: -1, chainhash: null })
    await tenAmongOthers(store)
    deepStrictEqual(await success(store.head('wanted')), {
      stream: 'wanted',
      revision: 9,
      chainhash: sampleEvent(9).chainhash,
    })
  },
)

const knowsLedgerHead = ruleOn<StoreUnderTest>('knows the last sequence of the ledger', async ({ store }) => {
  deepStrictEqual(await success(store.ledgerHead()), { sequence: 0 })
  await success(store.append([writeTo('wanted', -1, ...sampleEvents(1, 3))]))
  deepStrictEqual(await success(store.ledgerHead()), { sequence: 3 })
})

const findsById = ruleOn<StoreUnderTest>('finds an event by its id, and nothing by another', async ({ store }) => {
  const event = sampleEvent(2)
  await success(store.append([writeTo('wanted', -1, sampleEvent(1), event)]))
  deepStrictEqual(await success(store.readById(event.id)), recordedAt(event, 'wanted', 1, 2))
  strictEqual(await success(store.readById(sampleId(3))), null)
})

const keepsProperties = ruleOn<StoreUnderTest>(
  'keeps the latest text under each property name, apart from the log',
  async ({ store }) => {
    strictEqual(await success(store.properties.get('origin')), null)
    await success(store.properties.set('origin', 'IMPORT'))
    await success(store.properties.set('anchor', '{"size":3}'))
    await success(store.properties.set('origin', 'ENGINE'))
    strictEqual(await success(store.properties.get('origin')), 'ENGINE')
    strictEqual(await success(store.properties.get('anchor')), '{"size":3}')
    deepStrictEqual(await success(store.ledgerHead()), { sequence: 0 })
  },
)

export const readRules: ReadonlyArray<ContractRule<StoreUnderTest>> = [
  readsForward,
  readsBackward,
  emptyStream,
  unusableNames,
  readsLedger,
  knowsHeads,
  knowsLedgerHead,
  findsById,
  keepsProperties,
]
