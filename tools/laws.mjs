// Every law, drawn for longer: npm run laws -- --seconds N [PATH ...]. A law is a test that holds something for whatever
// fast-check draws. Each is drawn with a fresh seed for so many seconds, whatever number of runs it names itself; one that
// does not hold prints its seed, the path to its smallest counterexample, and the counterexample.

import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '10' } },
})
const seconds = Number(values.seconds)
if (!(seconds > 0)) {
  console.error(`--seconds takes a number above 0, not ${values.seconds}`)
  process.exit(2)
}

const testsIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'dist' || entry.name === 'node_modules' ? [] : testsIn(path)
    return entry.name.endsWith('.test.ts') ? [path] : []
  })

const withLaws = ['packages', 'tests']
  .flatMap(testsIn)
  .filter((path) => readFileSync(path, 'utf8').includes('fc.assert('))
  .filter((path) => positionals.length === 0 || positionals.some((part) => path.includes(part)))
if (withLaws.length === 0) {
  console.error(`no test under ${positionals.join(', ')} holds a law`)
  process.exit(2)
}

console.log(`${withLaws.length} files with laws, ${seconds} s for each law`)
const { status } = spawnSync(
  process.execPath,
  ['node_modules/jest/bin/jest.js', '--testTimeout=3600000', '--runTestsByPath', ...withLaws],
  { stdio: 'inherit', env: { ...process.env, LAW_SECONDS: String(seconds) } },
)
process.exit(status ?? 1)
