// Races two commands on two engines, and looks whether the outcome is that of one after the other.
//
//   npm run races -- --seed N --sample K                       so many, drawn by chance; without a seed a fresh one
//   npm run races -- --all [--every N] [--workers W]           all, or every so many pairs, in every order
//   npm run races -- --all --from STATE                        from that state on
//   npm run races -- --all --interruptions N                   in every order in which one of them is interrupted N times at most
//   npm run races -- --all --store ONE_STREAM [--most-points N]  in every order that can be told apart; a pair with more points, in every order
//                                                              in which one of them is interrupted once at most
//   npm run races -- --all --orders ALL|TOLD_APART             every order, or one at least of those that nobody can tell apart
//   npm run races -- --all --state S --one X --other Y         one pair in one state, in every order

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  bothRaced,
  noRaces,
  raceInState,
  raceStates,
  raceStores,
  sampleRaces,
} from '../packages/simulation/dist/esm/index.js'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    sample: { type: 'string', default: '4000' },
    all: { type: 'boolean', default: false },
    every: { type: 'string', default: '1' },
    from: { type: 'string' },
    state: { type: 'string', multiple: true },
    one: { type: 'string' },
    other: { type: 'string' },
    store: { type: 'string' },
    interruptions: { type: 'string' },
    orders: { type: 'string' },
    'most-points': { type: 'string' },
    workers: { type: 'string', default: '1' },
  },
})
const began = process.hrtime.bigint()
const secondsSince = (start) => Math.round(Number(process.hrtime.bigint() - start) / 1e9)

const isGiven = (entry) => entry[1] !== undefined
const range = Object.fromEntries(
  [
    ['every', Number(values.every)],
    ['store', values.store],
    ['one', values.one],
    ['other', values.other],
    ['orders', values.orders],
    ['mostPoints', values['most-points'] === undefined ? undefined : Number(values['most-points'])],
    ['interruptions', values.interruptions === undefined ? undefined : Number(values.interruptions)],
  ].filter(isGiven),
)

const printLost = (lost) => {
  for (const { state, pair, order, manner, violations, replay } of lost.slice(0, 10)) {
    console.log(`\n«${state}», ${pair[0]} against ${pair[1]}, ${manner}, in the order ${order}:`)
    for (const violation of violations) console.log(`  ${violation}`)
    console.log(`npm run races -- ${replay}`)
  }
}

const allNames = raceStates.map(({ name }) => name)

const wantedStates = () => {
  const begin = values.from === undefined ? 0 : allNames.indexOf(values.from)
  if (begin < 0) throw new Error(`there is no state «${values.from}»`)
  return allNames.slice(begin).filter((name) => values.state === undefined || values.state.includes(name))
}

/** A process of its own that races in one state after the other. */
const startWorker = () => {
  const child = fork(fileURLToPath(new URL('races-worker.mjs', import.meta.url)), { serialization: 'advanced' })
  return {
    race: (state) =>
      new Promise((resolve, reject) => {
        child.once('message', resolve)
        child.once('exit', () => reject(new Error(`the worker ended in the state «${state}»`)))
        child.send({ state, range })
      }).finally(() => child.removeAllListeners()),
    end: () => child.kill(),
  }
}

const raceAll = async () => {
  const open = wantedStates()
  const count = Number(values.workers)
  const here = { race: (state) => raceInState(state, range), end: () => undefined }
  const workers = count > 1 ? Array.from({ length: count }, startWorker) : [here]
  let sum = noRaces
  const work = async ({ race, end }) => {
    for (let state = open.shift(); state !== undefined; state = open.shift()) {
      const start = process.hrtime.bigint()
      const raced = await race(state)
      sum = bothRaced(sum, raced)
      const { bounded, lost, orders, pairs, points } = raced
      console.log(
        `${allNames.indexOf(state) + 1} of ${allNames.length} «${state}»: ${pairs} pairs, ${orders} orders, ${points} points, ${bounded} bounded, ${lost.length} lost, ${secondsSince(start)} s`,
      )
      printLost(lost)
    }
    end()
  }
  await Promise.all(workers.map(work))
  return sum
}

const sampleAll = async () => {
  const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)
  console.log(`seed ${seed}, ${values.sample} races`)
  const raced = await sampleRaces(seed, Number(values.sample), values.store === undefined ? raceStores : [values.store])
  printLost(raced.lost)
  return raced
}

const { bounded, lost, orders, pairs, points, races } = values.all ? await raceAll() : await sampleAll()
const seen = values.all ? `, ${points} points, ${bounded} pairs bounded` : ''
console.log(`${pairs} pairs, ${races} races in ${orders} orders${seen}, ${secondsSince(began)} s`)
console.log(`races: ${races - new Set(lost.map(({ replay }) => replay)).size} passed, ${lost.length} failed`)
if (lost.length > 0) process.exitCode = 1
