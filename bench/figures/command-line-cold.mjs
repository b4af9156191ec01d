// Figure 12: the command line from process start to the printed answer, against a Node that does nothing.

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runForStatus } from '../harness/fresh-process.mjs'
import { stopwatch } from '../harness/stopwatch.mjs'
import { writePlainFile } from '../workload/plain-file.mjs'
import { freshFile } from '../workload/sqlite-file.mjs'

const waybill = fileURLToPath(new URL('../../packages/waybill/bin/waybill.js', import.meta.url))
const transferId = 't-000000007'

const fileIn = (folder) => join(folder, 'cold.db')

const prepare = (job) => writePlainFile(freshFile(job.folder, 'cold.db'), job)

/** Statuses of an answer: confirmed, probable, possible, undetermined. */
const answered = new Set([0, 3, 4, 5])

const measure = async (args, { processes }, judge) => {
  const watch = stopwatch()
  for (let run = 0; run < processes; run += 1) {
    watch.start()
    const ended = await runForStatus(process.execPath, args)
    watch.stop()
    judge(ended)
  }
  // The processors' time is spent in other processes, and not known here.
  const { seconds } = watch.elapsed()
  return { seconds, operations: processes, dropped: 0, check: { processes } }
}

const ours = (job) =>
  measure([waybill, 'explain', transferId, '--in', fileIn(job.folder)], job, ({ status, printed, complained }) => {
    if (!answered.has(status) || !printed.includes(transferId))
      throw new Error(`expected a finding about ${transferId}, but found status ${status}:\n${printed}${complained}`)
  })

const reference = (job) =>
  measure(['-e', '0'], job, ({ status }) => {
    if (status !== 0) throw new Error(`expected status 0 of a Node that does nothing, but found ${status}`)
  })

const processes = { trial: 2, small: 5, full: 10 }

export const commandLineCold = {
  number: '12',
  title: 'command line, cold: `explain` of one transfer',
  unit: 'process',
  ratio: 'time',
  reference: '`node -e 0`',
  leavesOut: 'everything but the start of Node',
  cases: (size) => [
    {
      name: '1,000 transfers in the file',
      bar: { atMost: 6 },
      job: { transfers: 1_000, accounts: 100, processes: processes[size] },
    },
  ],
  sides: { prepare, ours, reference },
}
