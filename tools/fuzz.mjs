// Hostile input: npm run fuzz -- --inputs N --seed S [--only TRIAL:NUMBER]. Each trial makes its share of the inputs; a
// failure prints the one command that makes its input again. Then looks whether any boundary takes more than its share of
// time as its input grows.

import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { growths } from './growth.mjs'

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '200000' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
})
const seed = values.seed ?? String(Date.now() % 1_000_000_000)
console.log(`seed ${seed}, ${values.inputs} inputs`)
const { status } = spawnSync(
  process.execPath,
  ['node_modules/jest/bin/jest.js', 'tests/hostile', '--reporters=default'],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      FUZZ_TABLE: '1',
      FUZZ_INPUTS: values.inputs,
      FUZZ_SEED: seed,
      ...(values.only === undefined ? {} : { FUZZ_ONLY: values.only }),
    },
  },
)
if (values.only !== undefined) process.exit(status ?? 1)

// Where time follows the input it grows by 32 and, as memory is further away, up to ten times
// that; where it follows its square, by 1,024.
const most = 600
const grown = growths()
for (const { name, ratio } of grown)
  console.log(`growth: ${name}: ${ratio.toFixed(1)} times the time for 32 times the input`)
const steep = grown.filter(({ ratio }) => ratio > most)
for (const { name } of steep)
  console.log(`growth: ${name} takes more than its share: at most ${most} times was expected`)
process.exit(status === 0 && steep.length === 0 ? 0 : 1)
