// Measures figures: `npm run bench -- --help` says what may be asked for.

import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allFigures } from './figures/all-figures.mjs'
import { runSide } from './harness/fresh-process.mjs'
import { machineOf } from './harness/machine.mjs'
import { judged, measureCase } from './harness/measure-case.mjs'
import { readOptions, usage } from './harness/options.mjs'
import { summaryOfProfile } from './harness/profile-summary.mjs'
import { notesOf, tableOf } from './harness/table.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '..')

const chosenFrom = ({ figures, peers }) =>
  allFigures.filter(({ number, needsPeers }) =>
    figures === null ? needsPeers !== true || peers : figures.includes(number),
  )

const measureFigure = async (figure, options, folder, machine) => {
  const cases = []
  for (const one of figure.cases(options.size)) {
    const tell = (what) => process.stderr.write(`figure ${figure.number}, ${one.name}: ${what}\n`)
    const job = { ...one.job, folder }
    cases.push(await measureCase(figure, { ...one, job }, options.pairs, tell))
  }
  const { number, title, unit, reference, leavesOut } = figure
  const judgements = (figure.judge?.(cases) ?? []).map(judged)
  const date = new Date().toISOString()
  const { size, pairs } = options
  return { number, title, unit, reference, leavesOut, size, pairs, cases, judgements, date, machine }
}

/** One run of ours under the CPU profiler for each case, and the functions that cost most. */
const profileFigure = async (figure, { size }, folder) => {
  for (const one of figure.cases(size)) {
    const job = { ...one.job, folder }
    if (figure.sides.prepare !== undefined) await runSide(figure, 'prepare', job)
    const profiles = mkdtempSync(join(folder, 'profile-'))
    await runSide(figure, 'ours', job, ['--cpu-prof', `--cpu-prof-dir=${profiles}`])
    process.stdout.write(`\nfigure ${figure.number}, ${one.name}: where ours spends its time\n`)
    for (const file of readdirSync(profiles)) {
      for (const { share, name } of summaryOfProfile(join(profiles, file), root))
        process.stdout.write(`${(100 * share).toFixed(1).padStart(6)} %  ${name}\n`)
    }
  }
}

const main = async (argv) => {
  const options = readOptions(
    argv,
    allFigures.map(({ number }) => number),
  )
  if (options.help) {
    process.stdout.write(usage)
    return
  }
  const figures = chosenFrom(options)
  if (options.list) {
    for (const { number, title, reference } of figures)
      process.stdout.write(`${number.padEnd(4)} ${title}, against ${reference}\n`)
    return
  }
  const base = options.folder ?? join(here, '.data')
  mkdirSync(base, { recursive: true })
  const folder = mkdtempSync(join(base, 'run-'))
  try {
    if (options.profile) {
      for (const figure of figures) await profileFigure(figure, options, folder)
      return
    }
    const machine = machineOf(root, folder)
    process.stderr.write(`${JSON.stringify(machine)}\n`)
    const results = []
    for (const figure of figures) {
      const result = await measureFigure(figure, options, folder, machine)
      appendFileSync(options.out ?? join(here, 'results.jsonl'), `${JSON.stringify(result)}\n`)
      results.push(result)
    }
    const report = `${tableOf(results)}\n\n${notesOf(results)}\n`
    process.stdout.write(report)
    if (options.table !== undefined) writeFileSync(options.table, report)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`bench: ${error.message}\n`)
  process.exitCode = 1
})
