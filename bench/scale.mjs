// Makes a large file and asks everything of it: `npm run scale -- --transfers 1000000 --folder DIR`.
// Every step is a fresh process; printed are its time and its peak memory.

import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { accountNamed } from './workload/transfers.mjs'

const { values } = parseArgs({
  options: { transfers: { type: 'string', default: '1000000' }, folder: { type: 'string', default: tmpdir() } },
})
const transfers = Number(values.transfers)
if (!Number.isSafeInteger(transfers) || transfers < 1_000)
  throw new Error(`--transfers: expected a whole number from 1000, but found ${values.transfers}`)

const placeOf = (path) => fileURLToPath(new URL(path, import.meta.url))
const waybill = placeOf('../packages/waybill/bin/waybill.js')
const stepFile = placeOf('./scale-step.mjs')
const peakPrinter = new URL('./harness/print-peak.mjs', import.meta.url).href

/** Statuses of verbs that did what was asked, whatever they found. */
const answered = new Set([0, 3, 4, 5])

const run = async (name, args) => {
  const begun = performance.now()
  const child = spawn(process.execPath, ['--import', peakPrinter, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [printed, complained] = ['', '']
  child.stdout.on('data', (text) => (printed += text))
  child.stderr.on('data', (text) => (complained += text))
  const status = await new Promise((resolve) => child.on('close', resolve))
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  const peak = /peak (\d+) MB/.exec(complained)?.[1] ?? 'unknown'
  process.stdout.write(`${name.padEnd(56)} ${seconds.padStart(8)} s ${peak.padStart(6)} MB  status ${status}\n`)
  if (args[0] === stepFile) process.stdout.write(printed)
  if (!answered.has(status)) process.stdout.write(`${complained.trim().split('\n').slice(-6).join('\n')}\n`)
  return answered.has(status)
}

mkdirSync(values.folder, { recursive: true })
const folder = mkdtempSync(join(values.folder, 'waybill-scale-'))
try {
  const path = join(folder, 'ledger.db')
  const hot = join(folder, 'hot.db')
  const middle = `t-${String(Math.floor(transfers / 2)).padStart(9, '0')}`
  const outflows = Math.floor(transfers / 10)
  const last = `t-${String(outflows - 1).padStart(9, '0')}`
  const spread = { transfers, accounts: Math.max(2, Math.floor(transfers / 100)) }
  const results = [
    await run(`make ${transfers} transfers`, [stepFile, 'make', path, JSON.stringify(spread)]),
    await run('waybill verify', [waybill, 'verify', '--in', path]),
    await run('waybill explain, a transfer in the middle', [waybill, 'explain', middle, '--in', path]),
    await run('waybill timeline, the same', [waybill, 'timeline', middle, '--in', path]),
    await run('waybill balance, of one account', [waybill, 'balance', accountNamed(0), '--in', path]),
    await run('waybill investigate', [waybill, 'investigate', '--in', path]),
    await run('engine: explain, no read model', [stepFile, 'explain', path, middle]),
    await run('waybill export, to a file', [waybill, 'export', '--in', path, '--to', join(folder, 'ledger.ndjson')]),
    await run('engine: read models brought up', [stepFile, 'readModels', path]),
    await run('waybill replay, beside the read models', [waybill, 'replay', '--in', path]),
    await run('engine: explain, read models at the head', [stepFile, 'explain', path, middle]),
    await run(`make an account with ${outflows} outflows`, [
      stepFile,
      'make',
      hot,
      JSON.stringify({ transfers: outflows, accounts: 100, shape: 'hot payer' }),
    ]),
    await run('waybill verify', [waybill, 'verify', '--in', hot]),
    await run('waybill explain, its last outflow', [waybill, 'explain', last, '--in', hot]),
    await run('waybill balance, of the account that pays', [waybill, 'balance', accountNamed(0), '--in', hot]),
    await run('waybill investigate', [waybill, 'investigate', '--in', hot]),
    await run('engine: read models brought up', [stepFile, 'readModels', hot]),
    await run('waybill replay, beside the read models', [waybill, 'replay', '--in', hot]),
    await run('engine: balance of that account', [stepFile, 'balance', hot, accountNamed(0)]),
    await run(`engine: explain one outflow, stream of ${2 * outflows} events`, [stepFile, 'explain', hot, last]),
  ]
  const bytes = statSync(path).size
  process.stdout.write(`${(bytes / 2 ** 20).toFixed(0)} MB in the file, read models included\n`)
  if (results.includes(false)) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
