// What an engine writes for the workload, append by append, so that a reference can write the very same rows.

import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createEngine } from '@waybill/engine'
import { createMemoryStore } from '@waybill/store-memory'
import { ledger, openBook, runTransfers } from './engine-run.mjs'
import { rowOf } from './sqlite-file.mjs'

const fileIn = (folder) => join(folder, 'appends.ndjson')

/** Runs the workload on a memory store, and writes the rows of every append as one line. */
export const recordAppends = async (job) => {
  const out = createWriteStream(fileIn(job.folder))
  const memory = createMemoryStore({ ledger })
  let part = 'opening'
  const store = {
    ...memory,
    append: (writes) => async () => {
      const outcome = await memory.append(writes)()
      if (outcome._tag === 'Left') return outcome
      const line = `${JSON.stringify({ part, rows: outcome.right.events.map(rowOf) })}\n`
      if (!out.write(line)) await once(out, 'drain')
      return outcome
    },
  }
  const engine = createEngine({ store })
  await openBook(engine, job)
  part = 'transfers'
  const dropped = await runTransfers(engine, job, 1)
  if (dropped > 0) throw new Error(`expected every command to be carried out, but ${dropped} were not`)
  out.end()
  await once(out, 'finish')
}

/** The recorded appends: those that open the book, and those of the transfers, each a list of rows. */
export const readAppends = async (job) => {
  const appends = { opening: [], transfers: [] }
  for await (const line of createInterface({ input: createReadStream(fileIn(job.folder)), crlfDelay: Infinity })) {
    const { part, rows } = JSON.parse(line)
    appends[part].push(rows)
  }
  return appends
}
