// Figure 3: full commands in memory, against a plain Map that does the same writes and checks nothing.

import { randomUUID } from 'node:crypto'
import { createEngine } from '@waybill/engine'
import { createMemoryStore } from '@waybill/store-memory'
import { stopwatch } from '../harness/stopwatch.mjs'
import { commandsPerTransfer, eventsPerAccount, ledger, openBook, runTransfers } from '../workload/engine-run.mjs'
import { plainWrites } from '../workload/plain-events.mjs'
import { assertTally, beginTally } from '../workload/tally.mjs'
import { taken } from '../workload/taken.mjs'
import { accountNamed, openingMinorUnits, shapes, transfersOf } from '../workload/transfers.mjs'

const ours = async (job) => {
  const store = createMemoryStore({ ledger })
  const engine = createEngine({ store })
  await openBook(engine, job)
  const watch = stopwatch()
  watch.start()
  const dropped = await runTransfers(engine, job, 1)
  watch.stop()
  const tally = beginTally()
  for (const { type, data } of await taken(store.readAll({ after: 0, limit: Number.MAX_SAFE_INTEGER })))
    tally.take(type, data)
  return {
    ...watch.elapsed(),
    operations: job.transfers * commandsPerTransfer,
    dropped,
    check: assertTally(tally.finish(), job),
  }
}

const words = ['InitiateTransfer', 'ConfirmTransfer', 'CreditTransfer']

/** Makes each event as the command comes in, with an id, a time and its data as text, and puts it into its stream. */
const reference = async (job) => {
  const streams = new Map()
  const seen = {
    openingMinorUnits,
    throughSequence: job.accounts * eventsPerAccount,
  }
  const append = async (writes, command, transferId) => {
    for (const { stream, type, data } of writes) {
      const now = new Date().toISOString()
      const ofStream = streams.get(stream)
      const event = {
        id: randomUUID(),
        type,
        schemaVersion: 1,
        occurredAt: now,
        recordedAt: now,
        metadata: { $correlationId: transferId, commandid: `${command}-${transferId}`, command },
        data,
      }
      if (ofStream === undefined) streams.set(stream, [event])
      else ofStream.push(event)
    }
  }
  const watch = stopwatch()
  watch.start()
  for (const transfer of transfersOf(job)) {
    for (const [step, write] of plainWrites(transfer, seen).entries())
      await append(write(), words[step], transfer.transferId)
  }
  watch.stop()
  const tally = beginTally()
  // The book as it was opened: untimed on both sides.
  for (let number = 0; number < job.accounts; number += 1) tally.open(accountNamed(number))
  for (const events of streams.values()) for (const { type, data } of events) tally.take(type, data)
  return {
    ...watch.elapsed(),
    operations: job.transfers * commandsPerTransfer,
    dropped: 0,
    check: assertTally(tally.finish(), job),
  }
}

const sizes = {
  trial: { transfers: 300, accounts: 50 },
  small: { transfers: 5_000, accounts: 1_000 },
  full: { transfers: 20_000, accounts: 1_000 },
}

export const commandsInMemory = {
  number: '3',
  title: 'full commands in memory',
  unit: 'command',
  reference: 'the plain Map doing the same writes, funds events included: it makes ids, times and data text itself',
  leavesOut: 'rules, funds, revisions, idempotency, codecs, canonical text, hash chain, receipts',
  cases: (size) =>
    shapes.map((shape) => ({
      name: shape,
      ...(shape === 'uniform' ? { bar: { atLeast: 0.15 } } : {}),
      job: { ...sizes[size], shape },
    })),
  sides: { ours, reference },
}
