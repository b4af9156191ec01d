// Races two commands on two engines, and looks whether the outcome is that of one after the other.
//
//   npm run races -- --seed N --sample K                       so many, drawn by chance; without a seed a fresh one
//   npm run races -- --all [--every N]                         all, or every so many pairs
//   npm run races -- --all --state S --one X --other Y         one pair in one state, in every order

import { everyRace, raceStores, sampleRaces } from '../packages/simulation/dist/esm/index.js'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    sample: { type: 'string', default: '4000' },
    all: { type: 'boolean', default: false },
    every: { type: 'string', default: '1' },
    state: { type: 'string', multiple: true },
    one: { type: 'string' },
    other: { type: 'string' },
    store: { type: 'string' },
  },
})
const began = process.hrtime.bigint()
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)
if (!values.all) console.log(`seed ${seed}, ${values.sample} races`)
const { races, orders, lost } = values.all
  ? await everyRace({
      every: Number(values.every),
      ...(values.store === undefined ? {} : { store: values.store }),
      ...(values.state === undefined ? {} : { states: values.state }),
      ...(values.one === undefined ? {} : { one: values.one }),
      ...(values.other === undefined ? {} : { other: values.other }),
      onState: (state, sofar) =>
        console.log(`${state}: ${sofar.races} races, ${sofar.orders} orders, ${sofar.lost.length} lost so far`),
    })
  : await sampleRaces(seed, Number(values.sample), values.store === undefined ? raceStores : [values.store])

for (const { state, pair, order, manner, violations, replay } of lost.slice(0, 10)) {
  console.log(`\n«${state}», ${pair[0]} against ${pair[1]}, ${manner}, in the order ${order}:`)
  for (const violation of violations) console.log(`  ${violation}`)
  console.log(`npm run races -- ${replay}`)
}
const seconds = Number(process.hrtime.bigint() - began) / 1e9
console.log(`${races} races in ${orders} orders, ${Math.round(seconds)} s`)
console.log(`races: ${orders - lost.length} passed, ${lost.length} failed`)
if (lost.length > 0) process.exitCode = 1
