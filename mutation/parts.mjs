// What is broken on purpose, part by part, and which tests must notice.

import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const house = fileURLToPath(new URL('..', import.meta.url))

/** The tests beside the sources of a folder and below, shortest name first; `but` leaves some out. */
const testsIn = (folder, but = /(?!)/) =>
  readdirSync(`${house}/${folder}`, { recursive: true })
    .filter((name) => name.endsWith('.test.ts') && !but.test(name))
    .sort()
    .map((name) => `${folder}/${name}`)

const core = 'packages/core/src'
const engine = 'packages/engine/src'

// The laws are left out: they draw hundreds of values for each change. What prepares no states is asked first, the table of
// every state last.
const transferTests = [
  ['evolve', 'execution'].map((name) => `${core}/transfer/${name}.test.ts`),
  testsIn(`${core}/transfer`, /\.(?:laws|types)\.|transfer-table|(?:evolve|execution)\.test/),
  [`${core}/transfer/transfer-table.test.ts`],
]

/** Tests are never changed, also where they stand in the folders named here. */
export const parts = [
  { name: 'decide', mutate: [`${core}/transfer/decide.ts`, `${core}/transfer/decide/*.ts`], tests: transferTests },
  {
    name: 'evolve',
    mutate: ['evolve', 'by-hand', 'made-whole', 'exception', 'state', 'without-returned'].map(
      (file) => `${core}/transfer/${file}.ts`,
    ),
    // The laws of what is moved by hand draw whole lives of a transfer: so many of them, and only where no example has noticed.
    draws: 150,
    tests: [...transferTests, [`${core}/transfer/by-hand.laws.test.ts`]],
  },
  {
    name: 'exchange',
    mutate: [`${core}/transfer/exchange.ts`],
    draws: 100,
    tests: [...transferTests, [`${core}/transfer/exchange.laws.test.ts`]],
  },
  { name: 'postings', mutate: [`${core}/transfer/postings.ts`], tests: transferTests },
  { name: 'policy', mutate: [`${core}/transfer/policy.ts`], tests: transferTests },
  {
    name: 'record',
    mutate: [`${core}/transfer/record-report.ts`, `${core}/transfer/record/*.ts`, `${core}/transfer/execution.ts`],
    tests: [...transferTests, [`${core}/transfer/record/split-return.laws.test.ts`]],
  },
  { name: 'funds', mutate: [`${core}/funds/**/*.ts`], tests: [testsIn(`${core}/funds`)] },
  {
    name: 'append',
    mutate: ['carry-out', 'write-decision', 'stored-decision'].map((file) => `${engine}/command/${file}.ts`),
    // In memory only: what is tried here is the engine, and a file for each change takes long.
    without: 'on SQLite',
    tests: [
      [
        'stored-decision',
        'last-try',
        'write-decision',
        'lagging-inflow',
        'reused-id',
        'carry-out',
        'not-stored',
        'failing-store',
      ].map((name) => `${engine}/command/${name}.test.ts`),
    ],
  },
  {
    name: 'streams',
    mutate: [`${engine}/stream/stream-reader.ts`],
    tests: [[`${engine}/stream/remembered-streams.test.ts`]],
  },
  {
    name: 'projections',
    mutate: ['packages/projections/src/**/*.ts'],
    // The laws fold whole histories: three of them each, and only where no example has noticed.
    draws: 3,
    tests: [
      testsIn('packages/projections/src', /laws/),
      testsIn('packages/projections/src').filter((name) => name.includes('.laws.')),
    ],
  },
  {
    name: 'proof',
    mutate: ['packages/proof/src/**/*.ts'],
    // What is cheap first; the laws of trees are only asked where nothing else has noticed. The laws that build whole logs are
    // left out, and so are tables filled with tens of thousands: they would run for every change that survives.
    without: 'of many|more or fewer',
    draws: 10,
    tests: [
      testsIn('packages/proof/src', /(?:verify-log|merkle-tree)\.laws/),
      ['packages/proof/src/merkle-tree.laws.test.ts'],
    ],
  },
]
