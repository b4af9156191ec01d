// Figure 2: appending to the memory store, against Emmett's memory store. Emmett is a peer: `npm install` inside bench/.

import { appendInMemory, measureAppends, memoryStore } from './append-in-memory.mjs'

const emmett = async () => {
  const { getInMemoryEventStore } = await import('@event-driven-io/emmett')
  return () => {
    const store = getInMemoryEventStore()
    return {
      append: async ({ stream, expectedRevision, events }) => {
        const result = await store.appendToStream(
          stream,
          events.map(({ id, type, data, metadata }) => ({ type, data: { id, text: data }, metadata })),
          { expectedStreamVersion: BigInt(expectedRevision + 1) },
        )
        return result.nextExpectedStreamVersion === BigInt(expectedRevision + 1 + events.length)
      },
      streams: async (names) => {
        const read = []
        for (const name of names) {
          const { events } = await store.readStream(name)
          read.push([name, events.map(({ data }) => ({ id: data.id, data: data.text }))])
        }
        return read
      },
    }
  }
}

const streamCounts = { trial: 1_000, small: 10_000, full: 10_000 }
const rounds = { trial: 1, small: 1, full: 3 }

export const appendAgainstEmmett = {
  number: '2',
  title: 'append in memory',
  unit: 'event',
  needsPeers: true,
  reference: 'Emmett in memory',
  leavesOut: 'unique ids, several streams at once, frozen events',
  nodeOptions: appendInMemory.nodeOptions,
  cases: (size) => {
    const streams = streamCounts[size]
    return [
      {
        name: `${streams.toLocaleString('en')} streams`,
        bar: { atLeast: 20 },
        job: { streams, rounds: rounds[size] },
      },
    ]
  },
  sides: {
    ours: (job) => measureAppends(memoryStore, job),
    reference: async (job) => measureAppends(await emmett(), job),
  },
}
