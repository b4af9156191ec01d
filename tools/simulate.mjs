// Runs the simulation: npm run simulate -- --seed N --steps M [--per-world K] [--workers W] [--table]. It prints how often
// everything happened that must; with --table, everything that was counted. Interrupted, it prints what it has come to.
// A failure prints the seed of its world, the step, and the one command that makes it again.

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  leastPerMillion,
  mustOccur,
  reportWorld,
  simulate,
  stepsOfALongRun,
  tooRare,
} from '../packages/simulation/dist/esm/index.js'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    steps: { type: 'string', default: '200000' },
    'per-world': { type: 'string', default: '5000' },
    workers: { type: 'string', default: '1' },
    table: { type: 'boolean', default: false },
  },
})
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)
const steps = Number(values.steps)
const stepsPerWorld = Number(values['per-world'])
const workerCount = Number(values.workers)
const began = process.hrtime.bigint()

/** A process of its own that runs one world after the other. */
const startWorker = () => {
  const child = fork(fileURLToPath(new URL('simulate-worker.mjs', import.meta.url)), { serialization: 'advanced' })
  let turn = Promise.resolve()
  return {
    report: (worldSeed, worldSteps) => {
      const answer = turn.then(
        () =>
          new Promise((resolve, reject) => {
            child.once('message', resolve)
            child.once('error', reject)
            child.once('exit', () => reject(new Error(`the worker ended in the world of seed ${worldSeed}`)))
            child.send({ seed: worldSeed, steps: worldSteps })
          }),
      )
      turn = answer.then(
        () => child.removeAllListeners(),
        () => undefined,
      )
      return answer
    },
    end: () => child.kill(),
  }
}

const workers = workerCount > 1 ? Array.from({ length: workerCount }, startWorker) : []
const nextTo = (worldSeed) => workers[(worldSeed - seed) % workers.length]

const million = 1_000_000
let millions = 0
let isStopped = false
process.once('SIGINT', () => {
  isStopped = true
})

console.log(`seed ${seed}, ${steps} steps`)
const { worlds, tally, failure, ...done } = await simulate({
  seed,
  steps,
  stepsPerWorld,
  workers: {
    count: Math.max(1, 2 * workers.length),
    report: workers.length === 0 ? reportWorld : (...world) => nextTo(world[0]).report(...world),
  },
  isStopped: () => isStopped,
  onWorld: (_, sofar) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${sofar} steps`)
    else if (sofar >= (millions + 1) * million) console.log(`${sofar} steps so far`)
    millions = Math.floor(sofar / million)
  },
})
for (const worker of workers) worker.end()
const seconds = Number(process.hrtime.bigint() - began) / 1e9

const counted = values.table ? [...new Set([...mustOccur, ...tally.entries().map(([what]) => what)])].sort() : mustOccur
console.log('\n| what happened | times | per million steps |\n| --- | ---: | ---: |')
for (const what of counted)
  console.log(`| ${what} | ${tally.of(what)} | ${Math.round((tally.of(what) / done.steps) * 1e6)} |`)
console.log(
  `${done.steps} steps in ${worlds} worlds, ${Math.round(seconds)} s, ${Math.round(done.steps / seconds)} steps a second`,
)
if (failure === null) console.log('everything held')
else {
  console.log(`\nThe world of seed ${failure.seed} does not hold:`)
  for (const violation of failure.violations) console.log(`  ${violation}`)
  console.log(`\nnpm run simulate -- --seed ${failure.seed} --steps ${failure.steps}`)
  process.exitCode = 1
}
const rare = failure === null ? tooRare(tally, done.steps) : []
if (rare.length > 0) {
  console.log(`\nRarer than ${leastPerMillion} times per million steps:`)
  for (const [what, perMillion] of rare) console.log(`  ${what}: ${perMillion.toFixed(1)}`)
  if (done.steps >= stepsOfALongRun) process.exitCode = 1
}
