// Runs the simulation: npm run simulate -- --seed N --steps M [--per-world K]. A failure prints the seed of its world
// and the one command that makes it again.

import { parseArgs } from 'node:util'
import { simulate } from '../packages/simulation/dist/esm/index.js'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    steps: { type: 'string', default: '200000' },
    'per-world': { type: 'string', default: '5000' },
    table: { type: 'boolean', default: false },
  },
})
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)
const steps = Number(values.steps)
const stepsPerWorld = Number(values['per-world'])
const began = process.hrtime.bigint()

console.log(`seed ${seed}, ${steps} steps`)
const { worlds, tally, failure, ...done } = await simulate({
  seed,
  steps,
  stepsPerWorld,
  onWorld: (_, sofar) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${sofar} steps`)
  },
})
const seconds = Number(process.hrtime.bigint() - began) / 1e9
if (values.table) {
  console.log('\n| what happened | times | per million steps |\n| --- | ---: | ---: |')
  for (const [what, times] of tally.entries())
    console.log(`| ${what} | ${times} | ${Math.round((times / done.steps) * 1e6)} |`)
}
console.log(
  `${done.steps} steps in ${worlds} worlds, ${Math.round(seconds)} s, ${Math.round(done.steps / seconds)} steps a second`,
)
if (failure === null) console.log('everything held')
else {
  console.log(`\nThe world of seed ${failure.seed} does not hold:`)
  for (const violation of failure.violations) console.log(`  ${violation}`)
  console.log(`\nnpm run simulate -- --seed ${failure.seed} --steps ${stepsPerWorld}`)
  process.exitCode = 1
}
