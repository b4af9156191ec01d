// Runs the simulation: npm run simulate -- --seed N --steps M [--per-world K] [--workers W] [--table]. It prints how often
// everything happened that must; with --table, everything that was counted. Interrupted, it prints what it has come to.
// A failure prints the seed of its world, the step, and the one command that makes it again; then a small part of that world
// that still fails is looked for (--shrink SECONDS, 0 for not at all), and printed with the command that makes that part.

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  leastPerMillion,
  mustOccur,
  reportWorld,
  runPart,
  shrink,
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
    shrink: { type: 'string', default: '60' },
    // A part of the world of that seed, as shrinking names it.
    keep: { type: 'string' },
    without: { type: 'string', default: '' },
    faultless: { type: 'boolean', default: false },
    schedule: { type: 'string', default: '0' },
  },
})
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)
const steps = Number(values.steps)
const stepsPerWorld = Number(values['per-world'])
const workerCount = Number(values.workers)
const began = process.hrtime.bigint()
const secondsSince = (start) => Number(process.hrtime.bigint() - start) / 1e9
const listOf = (text) => text.split(',').filter((word) => word !== '')

const printPart = ({ sends, steps: taken, violations }, start) => {
  console.log(`\n${sends.length} orders, ${taken} steps:`)
  for (const { at, by, id, order } of sends)
    console.log(
      `  ${((at - start) / 1000).toFixed(3)} s ${by} ${id} ${order.word} ${JSON.stringify(order.payload, (_, value) => (typeof value === 'bigint' ? `${value}` : value))}`,
    )
  for (const violation of violations) console.log(`  ${violation}`)
}

if (values.keep !== undefined) {
  const part = {
    keep: listOf(values.keep).map(Number),
    without: listOf(values.without),
    isFaultless: values.faultless,
    schedule: Number(values.schedule),
  }
  const made = await runPart({ seed, steps: Math.min(steps, stepsPerWorld) }, part)
  printPart(made, made.sends[0]?.at ?? 0)
  if (made.violations.length === 0) console.log('everything held')
  process.exit(made.violations.length === 0 ? 0 : 1)
}

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
const seconds = secondsSince(began)

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
  const again = `npm run simulate -- --seed ${failure.seed} --steps ${failure.steps}`
  console.log(`\n${again}`)
  process.exitCode = 1
  const atMost = Number(values.shrink)
  const start = process.hrtime.bigint()
  const part = atMost === 0 ? null : await shrink(failure, () => secondsSince(start) > atMost)
  if (part !== null) {
    printPart(part, part.sends[0]?.at ?? 0)
    const { isFaultless, keep, schedule, without } = part
    const left = without.length === 0 ? '' : ` --without ${without.join()}`
    console.log(`\n${again} --keep '${keep.join()}'${left}${isFaultless ? ' --faultless' : ''} --schedule ${schedule}`)
  } else if (atMost > 0) console.log('No smaller part of it was found that fails in the same way.')
}
const rare = failure === null ? tooRare(tally, done.steps) : []
if (rare.length > 0) {
  console.log(`\nRarer than ${leastPerMillion} times per million steps:`)
  for (const [what, perMillion] of rare) console.log(`  ${what}: ${perMillion.toFixed(1)}`)
  if (done.steps >= stepsOfALongRun) process.exitCode = 1
}
