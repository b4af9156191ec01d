// Plants every defect alone and lets the simulation look for it: npm run planted -- [--steps N] [--seed S] [--only WORDS]
// Prints after how many steps each was found; fails when one was not, or when nothing planted is found guilty.

import { spawnSync } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { plantedDefects } from '../packages/simulation/dist/esm/index.js'

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '150000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
})
const tools = fileURLToPath(new URL('.', import.meta.url))

const search = (defect) => {
  const run = spawnSync(
    process.execPath,
    [
      '--import',
      pathToFileURL(join(tools, 'plant.mjs')).href,
      join(tools, 'simulate.mjs'),
      '--seed',
      values.seed,
      '--steps',
      values.steps,
      '--shrink',
      '0',
    ],
    { encoding: 'utf8', env: { ...process.env, WAYBILL_PLANTED: JSON.stringify(defect) } },
  )
  const found = run.stdout.includes('does not hold')
  const steps = /^(\d+) steps in/m.exec(run.stdout)?.[1]
  const reason = /^ {2}step \d+: (.*)$/m.exec(run.stdout)?.[1] ?? /^Error: .*$/m.exec(run.stderr)?.[0] ?? ''
  return { found, steps: Number(steps ?? NaN), reason }
}

let passed = 0
let failed = 0
console.log('| planted defect | found after steps | by |\n| --- | ---: | --- |')
for (const defect of plantedDefects.filter(({ name }) => name.includes(values.only))) {
  const { found, steps, reason } = search(defect)
  if (found) passed += 1
  else failed += 1
  console.log(`| ${defect.name} | ${found ? steps : 'NOT FOUND'} | ${reason.split('\n')[0].slice(0, 150)} |`)
}
console.log(`planted: ${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
