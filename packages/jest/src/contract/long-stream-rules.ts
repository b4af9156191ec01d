import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import type { EventStore, RecordedEvent } from '@waybill/port'
import { ruleOn, type ContractRule, type StoreUnderTest } from './contract-rule.js'
import { heldBytes, usedBytes } from './held-memory.js'
import { success } from './outcome.js'
import { patienceOf } from './patience.js'
import { recordedAt, sampleEvent, sampleEvents, writeTo } from './sample-events.js'
import { readSignals } from './signal-reader.js'

const length = 100_000
const eventsPerAppend = 1_000
const eventsPerPage = 1_000

const megabyte = 2 ** 20

/** More than any page and its making take, and much less than 100,000 events. */
const mostBytesOfPage = 24 * megabyte
const mostBytesKept = 12 * megabyte

const fill = async (store: EventStore, count: number): Promise<void> => {
  for (let n = 0; n < count; n += eventsPerAppend)
    await success(store.append([writeTo('account-1', n - 1, ...sampleEvents(n, eventsPerAppend))]))
}

/** Compares a page with the events from `first` on, each `step` further; the first and the last whole, the others by place. */
const isPage = (page: ReadonlyArray<RecordedEvent>, first: number, step: 1 | -1): void => {
  ok(page.length > 0 && page.length <= eventsPerPage, `expected 1 to ${eventsPerPage} events, found ${page.length}`)
  for (const [i, event] of page.entries()) {
    const n = first + i * step
    if (event.revision !== n || event.sequence !== n + 1 || event.data !== sampleEvent(n).data || i === 0)
      deepStrictEqual(event, recordedAt(sampleEvent(n), 'account-1', n, n + 1))
  }
}

const readsLongStreams = ruleOn<StoreUnderTest>(
  'reads a stream of 100,000 events page by page, each event once and in order, forward, backward and as a ledger',
  async ({ store }) => {
    await fill(store, length)
    const limit = eventsPerPage
    for (let n = 0; n < length;) {
      const page = await success(store.readStream('account-1', { from: n, limit }))
      isPage(page, n, 1)
      n += page.length
    }
    for (let n = length - 1; n >= 0;) {
      const page = await success(store.readStream('account-1', { from: n, direction: 'BACKWARD', limit }))
      isPage(page, n, -1)
      n -= page.length
    }
    for (let n = 0; n < length;) {
      const page = await success(store.readAll({ after: n, limit }))
      isPage(page, n, 1)
      n += page.length
    }
    strictEqual((await success(store.head('account-1'))).revision, length - 1)
  },
)

const holdsOnePage = ruleOn<StoreUnderTest>(
  'needs the memory of a page to read one out of 100,000 events, and keeps none of it',
  async ({ store }) => {
    await fill(store, length)
    const limit = eventsPerPage
    const before = heldBytes()
    for (const n of [20_000, 80_000]) {
      const reads = [
        store.readStream('account-1', { from: n, limit }),
        store.readStream('account-1', { from: n, direction: 'BACKWARD', limit }),
        store.readAll({ after: n, limit }),
      ]
      for (const read of reads) {
        const held = heldBytes()
        await success(read)
        const used = usedBytes() - held
        ok(used <= mostBytesOfPage, `expected a page to take at most ${mostBytesOfPage} bytes, found ${used}`)
      }
    }
    for (let n = 0; n < length / 2; n += limit) await success(store.readStream('account-1', { from: n, limit }))
    const kept = heldBytes() - before
    ok(kept <= mostBytesKept, `expected at most ${mostBytesKept} bytes to be kept of what was read, found ${kept}`)
  },
)

const lookEveryMs = 100
const looksAtRest = 3
const bytesAtRest = megabyte / 8

/** Watches what is kept grow until it grows no more, or is too much: reading ahead takes its time on a busy machine. */
const bytesReadAhead = async (before: number): Promise<number> => {
  let kept = heldBytes() - before
  let atRest = 0
  while (atRest < looksAtRest && kept <= mostBytesKept) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    const now = heldBytes() - before
    atRest = now - kept < bytesAtRest ? atRest + 1 : 0
    kept = now
  }
  return kept
}

const waitsForItsReader = ruleOn<StoreUnderTest>(
  'reads no further than a few pages ahead of a subscriber that does not pull',
  async (subject) => {
    const { store } = subject
    await fill(store, length / 2)
    const before = heldBytes()
    const reader = readSignals(store, 0, patienceOf(subject))
    strictEqual(await reader.next(), '1')
    const ahead = await bytesReadAhead(before)
    ok(ahead <= mostBytesKept, `expected at most ${mostBytesKept} bytes to be read ahead, found ${ahead}`)
    const next = await reader.take(eventsPerPage)
    deepStrictEqual(
      next,
      Array.from({ length: eventsPerPage }, (_, i) => String(i + 2)),
    )
    await reader.close()
  },
)

export const longStreamRules: ReadonlyArray<ContractRule<StoreUnderTest>> = [
  readsLongStreams,
  holdsOnePage,
  waitsForItsReader,
]
