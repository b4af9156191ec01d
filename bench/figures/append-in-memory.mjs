// Figure 1: appending to the memory store, against a plain Map of arrays behind async functions.

import { createHash } from 'node:crypto'
import { createMemoryStore } from '@waybill/store-memory'
import { stopwatch } from '../harness/stopwatch.mjs'
import { ledger } from '../workload/engine-run.mjs'
import { appendsOf } from '../workload/proposed-events.mjs'
import { taken } from '../workload/taken.mjs'

const eventsPerStream = 3

/** What was appended, read back: number of events, and one hash over every event's place, id and data. */
const readBack = (streams) => {
  const hash = createHash('sha256')
  let events = 0
  for (const [stream, ofStream] of streams) {
    for (const [revision, { id, data }] of ofStream.entries()) {
      hash.update(`${stream} ${revision} ${id} ${data}\n`)
      events += 1
    }
  }
  return { events, hash: hash.digest('hex').slice(0, 16) }
}

/** Our memory store, as this figure appends to it. */
export const memoryStore = () => {
  const store = createMemoryStore({ ledger })
  return {
    append: async (write) => (await store.append([write])())._tag === 'Right',
    streams: async (names) => {
      const read = []
      for (const name of names) read.push([name, await taken(store.readStream(name, { limit: 10 }))])
      return read
    },
  }
}

const plainMap = () => {
  const streams = new Map()
  return {
    append: async ({ stream, events }) => {
      const ofStream = streams.get(stream)
      if (ofStream === undefined) streams.set(stream, [...events])
      else ofStream.push(...events)
      return true
    },
    streams: async (names) => names.map((name) => [name, streams.get(name)]),
  }
}

/** Appends one event at a time, one append in flight, to as many fresh stores as the number of events takes. */
export const measureAppends = async (open, { streams, rounds }) => {
  const watch = stopwatch()
  const warmUp = stopwatch()
  let events = 0
  let dropped = 0
  let hash = ''
  for (let round = -1; round < rounds; round += 1) {
    const appends = appendsOf({ streams, round: Math.max(round, 0) })
    const { append, streams: read } = open()
    globalThis.gc()
    // The first round warms up, and does not count.
    const { start, stop } = round < 0 ? warmUp : watch
    start()
    for (const write of appends) if (!(await append(write))) dropped += 1
    stop()
    if (round < 0) continue
    const back = readBack(await read([...new Set(appends.map(({ stream }) => stream))]))
    events += back.events
    hash = createHash('sha256').update(hash).update(back.hash).digest('hex').slice(0, 16)
  }
  if (events !== streams * rounds * eventsPerStream)
    throw new Error(`expected ${streams * rounds * eventsPerStream} events in ${streams} streams, but found ${events}`)
  return { ...watch.elapsed(), operations: events, dropped, check: { events, hash } }
}

const eventsOfRun = { trial: 10_000, small: 100_000, full: 1_000_000 }
const streamCounts = { trial: [1_000, 3_000], small: [1_000, 10_000, 33_334], full: [1_000, 10_000, 33_334] }

const named = (count) => `${count.toLocaleString('en')} streams`

export const appendInMemory = {
  number: '1',
  title: 'append in memory',
  unit: 'event',
  reference: 'a plain Map of arrays behind async functions',
  leavesOut: 'copies and frozen events, revisions, unique ids, well-formed text, receipts, the order of the ledger',
  nodeOptions: ['--expose-gc'],
  cases: (size) =>
    streamCounts[size].map((streams) => ({
      name: named(streams),
      bar: { atLeast: 0.5 },
      job: { streams, rounds: Math.max(1, Math.round(eventsOfRun[size] / eventsPerStream / streams)) },
    })),
  sides: { ours: (job) => measureAppends(memoryStore, job), reference: (job) => measureAppends(plainMap, job) },
  judge: (results) => {
    const costs = results.map(
      ({
        ours: {
          microseconds: { median },
        },
      }) => median,
    )
    return [{ name: 'cost of an event, most streams ÷ fewest', value: costs.at(-1) / costs[0], bar: { atMost: 1.3 } }]
  },
}
