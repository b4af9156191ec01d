// Breaks the sources part by part: `npm run mutation -- --help` says what may be asked for.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parts } from './parts.mjs'
import { linesOf } from './report.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const stryker = join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js')
const names = parts.map(({ name }) => name)

const usage = `npm run mutation -- [PART …] [--file NAME …] [--concurrency N] [--report]

  PART             ${names.join(', ')}; without any, all of them, one after another
  --file NAME      only this file of the part, without its ending; what an earlier run found of the others is kept
  --concurrency N  how many mutants are tried at a time; 1 without it
  --report         runs nothing and prints what the last runs found
`

const resultOf = (name) => join(here, 'results', `${name}.json`)

const print = (name) => {
  if (!existsSync(resultOf(name))) return process.stdout.write(`\n${name}: not run\n`)
  const report = JSON.parse(readFileSync(resultOf(name), 'utf8'))
  return process.stdout.write(`\n${name}\n${linesOf(report).join('\n')}\n`)
}

/** What is known of the files of a part: of those that were run now from this run, of the others from the runs before. */
const keepOthers = (name, before) => {
  const now = JSON.parse(readFileSync(resultOf(name), 'utf8'))
  writeFileSync(resultOf(name), JSON.stringify({ ...now, files: { ...before.files, ...now.files } }))
}

/** When the report of a part was written; a run that is ended leaves the one before as it was. */
const writtenAt = (name) => (existsSync(resultOf(name)) ? statSync(resultOf(name)).mtimeMs : null)

const run = (name, { concurrency, file: files }) => {
  const last = writtenAt(name)
  const before = last === null || files.length === 0 ? null : JSON.parse(readFileSync(resultOf(name), 'utf8'))
  const env = {
    ...process.env,
    MUTATION_PART: name,
    MUTATION_FILES: files.join('|'),
    MUTATION_CONCURRENCY: concurrency,
  }
  const { status } = spawnSync(process.execPath, [stryker, 'run', join(here, 'stryker.config.mjs')], {
    cwd: join(here, '..'),
    env,
    stdio: 'inherit',
  })
  if (before !== null && writtenAt(name) !== last) keepOthers(name, before)
  return status === 0
}

const main = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      file: { type: 'string', multiple: true, default: [] },
      concurrency: { type: 'string', default: '1' },
      report: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  const unknown = positionals.filter((name) => !names.includes(name))
  if (values.help || unknown.length > 0) {
    process.stdout.write(`${unknown.map((name) => `There is no part ${name}.\n`).join('')}${usage}`)
    return unknown.length === 0
  }
  const chosen = positionals.length === 0 ? names : positionals
  if (!values.report && !existsSync(stryker)) {
    process.stderr.write('Stryker is not installed: run `npm install` inside mutation/ once.\n')
    return false
  }
  mkdirSync(join(here, 'results'), { recursive: true })
  const outcomes = chosen.map((name) => values.report || run(name, values))
  for (const name of chosen) print(name)
  return outcomes.every((went) => went)
}

process.exitCode = main() ? 0 : 1
